Feature: Organs for which no usable evidence was found
  "None found" is a statement on the evidence, never on the drug.

  Background:
    Given the patient has systemic sclerosis

  Rule: No usable evidence was found for calcinosis

    Scenario: For calcinosis the note says that nothing usable was found
      Given the patient has calcinosis
      Then the rule "No usable evidence was found for calcinosis" holds
      And the certainty of "No usable evidence was found for calcinosis" is none found
      And the note says "none found"
      And the note does not say "no effect"

    Scenario: Without calcinosis the line is left out
      Given the patient has no calcinosis
      Then the rule "No usable evidence was found for calcinosis" does not hold

    Scenario: Calcinosis that nobody looked for leaves the line open
      Given calcinosis is not known
      Then the rule "No usable evidence was found for calcinosis" cannot be decided
      And the note asks for calcinosis

  Rule: No usable evidence was found for Raynaud phenomenon

    Scenario: For Raynaud phenomenon the note says that nothing usable was found
      Given the patient has Raynaud phenomenon
      Then the rule "No usable evidence was found for Raynaud phenomenon" holds
      And the certainty of "No usable evidence was found for Raynaud phenomenon" is none found
      And the note says "none found"
      And the note does not say "no effect"

    Scenario: Without Raynaud phenomenon the line is left out
      Given the patient has no Raynaud phenomenon
      Then the rule "No usable evidence was found for Raynaud phenomenon" does not hold

    Scenario: Raynaud phenomenon that nobody asked about leaves the line open
      Given Raynaud phenomenon is not known
      Then the rule "No usable evidence was found for Raynaud phenomenon" cannot be decided
      And the note asks for Raynaud phenomenon

  Rule: No usable evidence was found for digital ulcers

    Scenario: For digital ulcers the note says that nothing usable was found
      Given the patient has digital ulcers
      Then the rule "No usable evidence was found for digital ulcers" holds
      And the certainty of "No usable evidence was found for digital ulcers" is none found
      And the note says "none found"
      And the note does not say "no effect"

    Scenario: Without digital ulcers the line is left out
      Given the patient has no digital ulcers
      Then the rule "No usable evidence was found for digital ulcers" does not hold

    Scenario: Digital ulcers that nobody looked for leave the line open
      Given digital ulcers are not known
      Then the rule "No usable evidence was found for digital ulcers" cannot be decided
      And the note asks for digital ulcers

  Rule: No usable evidence was found for pulmonary arterial hypertension

    Scenario: For pulmonary arterial hypertension the note says that nothing usable was found
      Given the patient has pulmonary arterial hypertension
      Then the rule "No usable evidence was found for pulmonary arterial hypertension" holds
      And the certainty of "No usable evidence was found for pulmonary arterial hypertension" is none found
      And the note says "none found"
      And the note does not say "no effect"

    Scenario: Without pulmonary arterial hypertension the line is left out
      Given the patient has no pulmonary arterial hypertension
      Then the rule "No usable evidence was found for pulmonary arterial hypertension" does not hold

    Scenario: Pulmonary arterial hypertension that nobody looked for leaves the line open
      Given pulmonary arterial hypertension is not known
      Then the rule "No usable evidence was found for pulmonary arterial hypertension" cannot be decided
      And the note asks for pulmonary arterial hypertension

  Rule: No usable evidence was found for renal crisis

    Scenario: For renal crisis the note says that nothing usable was found
      Given scleroderma renal crisis in the history: yes
      Then the rule "No usable evidence was found for renal crisis" holds
      And the certainty of "No usable evidence was found for renal crisis" is none found
      And the note says "none found"
      And the note does not say "no effect"

    Scenario: Without a renal crisis the line is left out
      Given scleroderma renal crisis in the history: no
      Then the rule "No usable evidence was found for renal crisis" does not hold

    Scenario: A renal crisis that nobody asked about leaves the line open
      Given scleroderma renal crisis in the history is not known
      Then the rule "No usable evidence was found for renal crisis" cannot be decided
      And the note asks for scleroderma renal crisis in the history
