Feature: The order of questions
  As a clinician takes a history; "none of these" is one stroke, and each answer it gives is recorded as its own.

  Rule: Groups in order

    Scenario: Nothing known: who and what for comes first
      Given systemic sclerosis is not known
      Then the note asks first about "Who and what for"

    Scenario: A group that can change nothing any more is passed over
      Given the patient has systemic sclerosis
      And the age is 50 years
      And jurisdiction: United States
      And reason for the request: systemic sclerosis
      And route requested: intravenous
      And the patient has no present IVIG treatment
      Then the note asks first about "Which organ, and how active"

    Scenario: A low platelet count moves the acute questions to the front
      Given the patient has systemic sclerosis
      And the age is 50 years
      And platelets is 80 10^9/L
      Then the note asks first about "Platelets 80 10^9/L: acutely unwell now?"

  Rule: None of these

    Scenario: The stroke on clots answers what is open
      Given the patient has systemic sclerosis
      And the age is 50 years
      Then "none of these" of "Clots" stores a no for current smoking
      And "none of these" of "Clots" stores a no for earlier thrombosis

  Rule: Answers needed for a grade

    Scenario: Without an active organ few answers are left
      Given the patient has systemic sclerosis
      And the age is 50 years
      And jurisdiction: United States
      Then answers needed for a grade: 5

    Scenario: With one answer given one less is left
      Given the patient has systemic sclerosis
      And the age is 50 years
      And jurisdiction: United States
      And the patient has no present IVIG treatment
      Then answers needed for a grade: 4
      And the headline begins with "Cannot be graded yet. Answers needed for a grade: 4."
