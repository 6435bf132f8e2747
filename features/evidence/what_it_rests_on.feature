Feature: What every note rests on
  The weakness of the whole evidence is said in each note, not left to the reader.

  Rule: The whole evidence on IVIG in systemic sclerosis is weak

    Scenario: Each note on systemic sclerosis says how weak the evidence is
      Given the patient has systemic sclerosis
      Then the rule "The whole evidence on IVIG in systemic sclerosis is weak" holds

    Scenario: Where systemic sclerosis is not diagnosed, its evidence is not described
      Given the patient has no systemic sclerosis
      Then the rule "The whole evidence on IVIG in systemic sclerosis is weak" does not hold

    Scenario: Until the diagnosis is known, the description waits
      Given systemic sclerosis is not known
      Then the rule "The whole evidence on IVIG in systemic sclerosis is weak" cannot be decided
      And the note asks for systemic sclerosis

  Rule: What the European guideline puts first, as far as it was read

    Scenario: Interstitial lung disease brings up what the guideline names first
      Given the patient has interstitial lung disease
      Then the rule "What the European guideline puts first, as far as it was read" holds

    Scenario: Active skin disease brings up what the guideline names first
      Given the patient has active skin disease
      Then the rule "What the European guideline puts first, as far as it was read" holds

    Scenario: With no active organ the guideline is left out
      Given the patient has no active muscle disease
      And the patient has no active joint disease
      And the patient has no active upper GI disease
      And the patient has no active bowel disease
      And the patient has no active skin disease
      And the patient has no interstitial lung disease
      Then the rule "What the European guideline puts first, as far as it was read" does not hold

    Scenario: Organs that nobody looked at leave it open
      Given active muscle disease is not known
      Then the rule "What the European guideline puts first, as far as it was read" cannot be decided
      And the note asks for active muscle disease

  Rule: CRP and daily function support a target and are none

    Scenario: With a target, CRP and daily function are shown as support only
      Given the patient has active joint disease
      And the patient has synovitis
      And earlier IVIG trial for joint disease: none
      Then the rule "CRP and daily function support a target and are none" holds

    Scenario: Without a target there is nothing to support
      Given the patient has no active muscle disease
      And the patient has no active joint disease
      And the patient has no active upper GI disease
      And the patient has no active bowel disease
      Then the rule "CRP and daily function support a target and are none" does not hold

    Scenario: Whether there is a target has to be known
      Given active muscle disease is not known
      Then the rule "CRP and daily function support a target and are none" cannot be decided
      And the note asks for active muscle disease
