Feature: Risks that each note mentions

  Rule: Severe events on IVIG in SSc

    Scenario: For every patient with SSc severe events are counted as far as sources do
      Given the patient has systemic sclerosis
      Then the rule "Severe events on IVIG in SSc" holds

    Scenario: Without systemic sclerosis its events are not counted
      Given the patient has no systemic sclerosis
      Then the rule "Severe events on IVIG in SSc" does not hold

    Scenario: Until the diagnosis is known, the count waits
      Given systemic sclerosis is not known
      Then the rule "Severe events on IVIG in SSc" cannot be decided
      And the note asks for systemic sclerosis

  Rule: TRALI

    Scenario: For every patient with SSc acute lung injury is mentioned
      Given the patient has systemic sclerosis
      Then the rule "TRALI" holds

    Scenario: Without systemic sclerosis acute lung injury is not discussed
      Given the patient has no systemic sclerosis
      Then the rule "TRALI" does not hold

    Scenario: Until the diagnosis is known, acute lung injury is not discussed
      Given systemic sclerosis is not known
      Then the rule "TRALI" cannot be decided
      And the note asks for systemic sclerosis

  Rule: Low sodium after IVIG

    Scenario: In every patient with SSc sodium can read low after IVIG
      Given the patient has systemic sclerosis
      Then the rule "Low sodium after IVIG" holds

    Scenario: Without systemic sclerosis sodium is not discussed
      Given the patient has no systemic sclerosis
      Then the rule "Low sodium after IVIG" does not hold

    Scenario: Until the diagnosis is known, sodium is not discussed
      Given systemic sclerosis is not known
      Then the rule "Low sodium after IVIG" cannot be decided
      And the note asks for systemic sclerosis
