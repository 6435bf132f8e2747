Feature: Questions on which no source was read
  Silence is said aloud, so that nobody takes it for reassurance.

  Rule: No source read

    Scenario: Every patient with SSc meets the questions that have no source
      Given the patient has systemic sclerosis
      Then the rule "No source read" holds

    Scenario: Without systemic sclerosis the list is left out
      Given the patient has no systemic sclerosis
      Then the rule "No source read" does not hold

    Scenario: Until the diagnosis is known, the list waits
      Given systemic sclerosis is not known
      Then the rule "No source read" cannot be decided
      And the note asks for systemic sclerosis
