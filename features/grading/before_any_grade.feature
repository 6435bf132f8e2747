Feature: What is settled before any grade
  Scope comes first, then contraindications, then what is corrected, then IVIG that is running.

  Background:
    Given a patient in whom every question is answered without a finding
    And the patient has systemic sclerosis
    And the age is 50 years
    And reason for the request: systemic sclerosis
    And route requested: intravenous
    And earlier or present IVIG: no
    And the patient has no inclusion-body myositis
    And the age of the latest creatinine is 5 days
    And the patient has active muscle disease
    And the patient has muscle weakness
    And the patient has raised creatine kinase
    And outcome of azathioprine: failed after four months or more at an adequate dose
    And the patient has failure of a drug for muscle disease

  Rule: The question lies outside what this rule base covers

    Scenario: Without systemic sclerosis no grade is given
      Given the patient has no systemic sclerosis
      Then the outcome is "outside the scope of this rule base"
      And no grade is given
      And the headline begins with "Outside this rule base: not systemic sclerosis."

    Scenario: A patient of seventeen with a severe reaction is outside the rule base first
      Given the age is 17 years
      And earlier reaction to human immunoglobulin: severe
      Then the outcome is "outside the scope of this rule base"
      And the note says "Anaphylaxis or another severe reaction to human immunoglobulin."

    Scenario: A request for another disease gets no grade
      Given reason for the request: another disease
      Then the outcome is "outside the scope of this rule base"

    Scenario: A request for subcutaneous treatment gets no grade
      Given route requested: subcutaneous
      Then the outcome is "outside the scope of this rule base"

    Scenario: An adult with SSc and a refractory myositis is graded
      Given the age is 50 years
      And reason for the request: systemic sclerosis
      Then the outcome is "may be considered"
      And "outside the scope of this rule base" is no longer possible

    Scenario: An age that is not known leaves scope open
      Given age is not known
      Then the note is provisional
      And "outside the scope of this rule base" is still possible
      And the outcome turns on age

  Rule: A contraindication holds

    Scenario: A severe reaction rules IVIG out whatever the need
      Given earlier reaction to human immunoglobulin: severe
      Then the outcome is "contraindicated"
      And the certainty is not rated

    Scenario: A severe reaction comes before volume depletion that could be corrected
      Given earlier reaction to human immunoglobulin: severe
      And the patient has volume depletion
      Then the outcome is "contraindicated"

    Scenario: A severe reaction comes before the review of IVIG that is running
      Given earlier reaction to human immunoglobulin: severe
      And earlier or present IVIG: yes
      And present IVIG treatment: yes
      Then the outcome is "contraindicated"

    Scenario: Without a contraindication a refractory myositis may be considered
      Given earlier reaction to human immunoglobulin: none
      And the patient has no IgA deficiency
      Then the outcome is "may be considered"
      And "contraindicated" is no longer possible

    Scenario: An earlier reaction that nobody asked about leaves a contraindication possible
      Given earlier reaction to human immunoglobulin is not known
      Then the note is provisional
      And "contraindicated" is still possible
      And the outcome turns on earlier reaction to human immunoglobulin

  Rule: A dangerous condition comes before any course

    Scenario: Volume depletion defers a refractory myositis
      Given the patient has volume depletion
      Then the outcome is "deferred until something dangerous is corrected"
      And no grade is given

    Scenario: A blood pressure of 220/118 defers a refractory myositis
      Given the systolic blood pressure is 220 mmHg
      And the diastolic blood pressure is 118 mmHg
      Then the outcome is "deferred until something dangerous is corrected"

    Scenario: A haemoglobin of 5 defers a refractory myositis
      Given the haemoglobin is 5 g/dL
      Then the outcome is "deferred until something dangerous is corrected"

    Scenario: A sodium of 115 defers a refractory myositis
      Given the serum sodium is 115 mmol/L
      Then the outcome is "deferred until something dangerous is corrected"

    Scenario: A systolic pressure of 88 that is new defers a refractory myositis
      Given the systolic blood pressure is 88 mmHg
      And the patient has hypotension
      Then the outcome is "deferred until something dangerous is corrected"

    Scenario: Acute kidney injury defers a refractory myositis
      Given the patient has acute kidney injury
      Then the outcome is "deferred until something dangerous is corrected"

    Scenario: An active renal crisis defers a refractory myositis
      Given the patient has an active scleroderma renal crisis
      Then the outcome is "deferred until something dangerous is corrected"

    Scenario: An embolism two months ago defers a refractory myositis
      Given latest thrombosis: PE
      And the time since the latest thrombosis is 2 months
      Then the outcome is "deferred until something dangerous is corrected"

    Scenario: Decompensated heart failure defers a refractory myositis
      Given the patient has decompensated heart failure
      Then the outcome is "deferred until something dangerous is corrected"

    Scenario: Sepsis comes before the review of IVIG that is running
      Given the patient has active sepsis
      And earlier or present IVIG: yes
      And present IVIG treatment: yes
      And benefit of the present IVIG: benefit
      Then the outcome is "deferred until something dangerous is corrected"

    Scenario: Without an active organ volume depletion has nothing to defer
      Given the patient has volume depletion
      And the patient has no active muscle disease
      Then the outcome is "not supported now"

    Scenario: Acute kidney injury that is not ruled out leaves deferral possible
      Given acute kidney injury is not known
      Then the note is provisional
      And "deferred until something dangerous is corrected" is still possible
      And "contraindicated" is no longer possible

  Rule: IVIG is running already

    Scenario: IVIG with benefit is reviewed and not graded
      Given earlier or present IVIG: yes
      And present IVIG treatment: yes
      And benefit of the present IVIG: benefit
      Then the outcome is "review of IVIG already running"
      And no grade is given

    Scenario: IVIG without benefit is reviewed and not graded
      Given earlier or present IVIG: yes
      And present IVIG treatment: yes
      And benefit of the present IVIG: no benefit
      And the time on IVIG is 8 months
      Then the outcome is "review of IVIG already running"
      And no grade is given

    Scenario: A patient who is not on IVIG is graded
      Given present IVIG treatment: no
      Then the outcome is "may be considered"
      And "review of IVIG already running" is no longer possible

    Scenario: Whether IVIG is running has to be known before a grade
      Given earlier or present IVIG is not known
      And present IVIG treatment is not known
      And earlier IVIG trial for muscle disease: none
      Then the note is provisional
      And "review of IVIG already running" is still possible
      And the outcome turns on present IVIG treatment
