Feature: Organs for which no usable evidence was found
  "None found" is a statement on the evidence, never on the drug.

  Background:
    Given the patient has systemic sclerosis

  Rule: Calcinosis: no evidence found

    Scenario: For calcinosis the note says that nothing usable was found
      Given the patient has calcinosis
      Then the rule "Calcinosis: no evidence found" holds
      And the certainty of "Calcinosis: no evidence found" is none found
      And the note says "no evidence found"

    Scenario: Without calcinosis the line is left out
      Given the patient has no calcinosis
      Then the rule "Calcinosis: no evidence found" does not hold

    Scenario: Calcinosis that nobody looked for leaves the line open
      Given calcinosis is not known
      Then the rule "Calcinosis: no evidence found" cannot be decided
      And the note asks for calcinosis

  Rule: Raynaud: no evidence found

    Scenario: For Raynaud phenomenon the note says that nothing usable was found
      Given the patient has Raynaud phenomenon
      Then the rule "Raynaud: no evidence found" holds
      And the certainty of "Raynaud: no evidence found" is none found
      And the note says "no evidence found"

    Scenario: Without Raynaud phenomenon the line is left out
      Given the patient has no Raynaud phenomenon
      Then the rule "Raynaud: no evidence found" does not hold

    Scenario: Raynaud phenomenon that nobody asked about leaves the line open
      Given Raynaud phenomenon is not known
      Then the rule "Raynaud: no evidence found" cannot be decided
      And the note asks for Raynaud phenomenon

  Rule: Digital ulcers: no evidence found

    Scenario: For digital ulcers the note says that nothing usable was found
      Given the patient has digital ulcers
      Then the rule "Digital ulcers: no evidence found" holds
      And the certainty of "Digital ulcers: no evidence found" is none found
      And the note says "no evidence found"

    Scenario: Without digital ulcers the line is left out
      Given the patient has no digital ulcers
      Then the rule "Digital ulcers: no evidence found" does not hold

    Scenario: Digital ulcers that nobody looked for leave the line open
      Given digital ulcers are not known
      Then the rule "Digital ulcers: no evidence found" cannot be decided
      And the note asks for digital ulcers

  Rule: PAH: no evidence found

    Scenario: For pulmonary arterial hypertension the note says that nothing usable was found
      Given the patient has pulmonary arterial hypertension
      Then the rule "PAH: no evidence found" holds
      And the certainty of "PAH: no evidence found" is none found
      And the note says "no evidence found"

    Scenario: Without pulmonary arterial hypertension the line is left out
      Given the patient has no pulmonary arterial hypertension
      Then the rule "PAH: no evidence found" does not hold

    Scenario: Pulmonary arterial hypertension that nobody looked for leaves the line open
      Given pulmonary arterial hypertension is not known
      Then the rule "PAH: no evidence found" cannot be decided
      And the note asks for pulmonary arterial hypertension

  Rule: Renal crisis: no evidence found

    Scenario: For renal crisis the note says that nothing usable was found
      Given scleroderma renal crisis in the history: yes
      Then the rule "Renal crisis: no evidence found" holds
      And the certainty of "Renal crisis: no evidence found" is none found
      And the note says "no evidence found"

    Scenario: Without a renal crisis the line is left out
      Given scleroderma renal crisis in the history: no
      Then the rule "Renal crisis: no evidence found" does not hold

    Scenario: A renal crisis that nobody asked about leaves the line open
      Given scleroderma renal crisis in the history is not known
      Then the rule "Renal crisis: no evidence found" cannot be decided
      And the note asks for scleroderma renal crisis in the history
