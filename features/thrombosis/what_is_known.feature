Feature: What is known of thrombosis after immunoglobulin

  Rule: Thrombosis in SSc itself

    Scenario: For every patient with SSc it is shown that SSc itself goes with thrombosis
      Given the patient has systemic sclerosis
      Then the rule "Thrombosis in SSc itself" holds

    Scenario: Without systemic sclerosis it is not named as a cause of thrombosis
      Given the patient has no systemic sclerosis
      Then the rule "Thrombosis in SSc itself" does not hold

    Scenario: Until the diagnosis is known, SSc is not named as a cause of thrombosis
      Given systemic sclerosis is not known
      Then the rule "Thrombosis in SSc itself" cannot be decided
      And the note asks for systemic sclerosis

  Rule: Arterial thrombosis after IVIG

    Scenario: For every patient with SSc arterial events are the stronger signal
      Given the patient has systemic sclerosis
      Then the rule "Arterial thrombosis after IVIG" holds

    Scenario: Without systemic sclerosis arterial events are not discussed
      Given the patient has no systemic sclerosis
      Then the rule "Arterial thrombosis after IVIG" does not hold

    Scenario: Until the diagnosis is known, arterial events are not discussed
      Given systemic sclerosis is not known
      Then the rule "Arterial thrombosis after IVIG" cannot be decided
      And the note asks for systemic sclerosis

  Rule: Frequency of thrombosis

    Scenario: For every patient with SSc it is shown how far published rates lie apart
      Given the patient has systemic sclerosis
      Then the rule "Frequency of thrombosis" holds

    Scenario: Without systemic sclerosis no rates are shown
      Given the patient has no systemic sclerosis
      Then the rule "Frequency of thrombosis" does not hold

    Scenario: Until the diagnosis is known, no rates are shown
      Given systemic sclerosis is not known
      Then the rule "Frequency of thrombosis" cannot be decided
      And the note asks for systemic sclerosis

  Rule: Thrombosis without a known factor

    Scenario: For every patient with SSc it is shown that thrombosis can come without a factor
      Given the patient has systemic sclerosis
      Then the rule "Thrombosis without a known factor" holds

    Scenario: Without systemic sclerosis the reminder is left out
      Given the patient has no systemic sclerosis
      Then the rule "Thrombosis without a known factor" does not hold

    Scenario: Until the diagnosis is known, the reminder waits
      Given systemic sclerosis is not known
      Then the rule "Thrombosis without a known factor" cannot be decided
      And the note asks for systemic sclerosis

  Rule: Trial without earlier thrombosis

    Scenario: A patient with an earlier thrombosis is told apart from those whom the trial took
      Given the patient has systemic sclerosis
      And the patient has an earlier thrombosis
      Then the rule "Trial without earlier thrombosis" holds

    Scenario: Without an earlier thrombosis the patient is like those of the trial
      Given the patient has systemic sclerosis
      And the patient has no earlier thrombosis
      Then the rule "Trial without earlier thrombosis" does not hold

    Scenario: Whether the trial would have taken the patient needs an answer on earlier thrombosis
      Given the patient has systemic sclerosis
      And earlier thrombosis is not known
      Then the rule "Trial without earlier thrombosis" cannot be decided
      And the note asks for earlier thrombosis
