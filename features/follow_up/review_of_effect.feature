Feature: When the effect is reviewed

  Rule: Effect is reviewed by a set month and at least yearly

    Scenario: Each note names the month of review
      Given the patient has systemic sclerosis
      Then the rule "Effect is reviewed by a set month and at least yearly" holds

    Scenario: Without systemic sclerosis no review is named
      Given the patient has no systemic sclerosis
      Then the rule "Effect is reviewed by a set month and at least yearly" does not hold

    Scenario: Until the diagnosis is known, no review is named
      Given systemic sclerosis is not known
      Then the rule "Effect is reviewed by a set month and at least yearly" cannot be decided
      And the note asks for systemic sclerosis

  Rule: Without benefit, continuing is put in question

    Scenario: Each note says what policies do where benefit is missing
      Given the patient has systemic sclerosis
      Then the rule "Without benefit, continuing is put in question" holds

    Scenario: Without systemic sclerosis those policies are left out
      Given the patient has no systemic sclerosis
      Then the rule "Without benefit, continuing is put in question" does not hold

    Scenario: Until the diagnosis is known, those policies are left out
      Given systemic sclerosis is not known
      Then the rule "Without benefit, continuing is put in question" cannot be decided
      And the note asks for systemic sclerosis
