Feature: When the effect is reviewed

  Rule: Review of effect

    Scenario: For every patient with SSc the month of review is named
      Given the patient has systemic sclerosis
      Then the rule "Review of effect" holds

    Scenario: Without systemic sclerosis no review is named
      Given the patient has no systemic sclerosis
      Then the rule "Review of effect" does not hold

    Scenario: Until the diagnosis is known, no review is named
      Given systemic sclerosis is not known
      Then the rule "Review of effect" cannot be decided
      And the note asks for systemic sclerosis

  Rule: No benefit at review

    Scenario: For every patient with SSc it is told what policies do where benefit is missing
      Given the patient has systemic sclerosis
      Then the rule "No benefit at review" holds

    Scenario: Without systemic sclerosis those policies are left out
      Given the patient has no systemic sclerosis
      Then the rule "No benefit at review" does not hold

    Scenario: Until the diagnosis is known, those policies are left out
      Given systemic sclerosis is not known
      Then the rule "No benefit at review" cannot be decided
      And the note asks for systemic sclerosis
