Feature: Organs for which no usable evidence was found
  "None found" is a statement on the evidence, never on the drug.

  Background:
    Given the patient has systemic sclerosis

  Rule: Calcinosis: no evidence found

    Scenario: For calcinosis no usable evidence was found
      Given the patient has calcinosis
      Then the rule "Calcinosis: no evidence found" holds
      And the certainty of "Calcinosis: no evidence found" is none found
      And the note says "no evidence found"

    Scenario: Without calcinosis nothing is said of it
      Given the patient has no calcinosis
      Then the rule "Calcinosis: no evidence found" does not hold

    Scenario: Calcinosis that nobody looked for is asked about
      Given calcinosis is not known
      Then the rule "Calcinosis: no evidence found" cannot be decided
      And the note asks for calcinosis

  Rule: Raynaud: no evidence found

    Scenario: For Raynaud phenomenon no usable evidence was found
      Given the patient has Raynaud phenomenon
      Then the rule "Raynaud: no evidence found" holds
      And the certainty of "Raynaud: no evidence found" is none found
      And the note says "no evidence found"

    Scenario: Without Raynaud phenomenon nothing is said of it
      Given the patient has no Raynaud phenomenon
      Then the rule "Raynaud: no evidence found" does not hold

    Scenario: Raynaud phenomenon that nobody mentioned is asked about
      Given Raynaud phenomenon is not known
      Then the rule "Raynaud: no evidence found" cannot be decided
      And the note asks for Raynaud phenomenon

  Rule: Digital ulcers: no evidence found

    Scenario: For digital ulcers no usable evidence was found
      Given the patient has digital ulcers
      Then the rule "Digital ulcers: no evidence found" holds
      And the certainty of "Digital ulcers: no evidence found" is none found
      And the note says "no evidence found"

    Scenario: Without digital ulcers nothing is said of them
      Given the patient has no digital ulcers
      Then the rule "Digital ulcers: no evidence found" does not hold

    Scenario: Digital ulcers that nobody looked for are asked about
      Given digital ulcers are not known
      Then the rule "Digital ulcers: no evidence found" cannot be decided
      And the note asks for digital ulcers

  Rule: PAH: no evidence found

    Scenario: For pulmonary arterial hypertension no usable evidence was found
      Given the patient has pulmonary arterial hypertension
      Then the rule "PAH: no evidence found" holds
      And the certainty of "PAH: no evidence found" is none found
      And the note says "no evidence found"

    Scenario: Without pulmonary arterial hypertension nothing is said of it
      Given the patient has no pulmonary arterial hypertension
      Then the rule "PAH: no evidence found" does not hold

    Scenario: Pulmonary arterial hypertension that nobody looked for is asked about
      Given pulmonary arterial hypertension is not known
      Then the rule "PAH: no evidence found" cannot be decided
      And the note asks for pulmonary arterial hypertension

  Rule: Renal crisis: no evidence found

    Scenario: For renal crisis no usable evidence was found
      Given scleroderma renal crisis in the history: yes
      Then the rule "Renal crisis: no evidence found" holds
      And the certainty of "Renal crisis: no evidence found" is none found
      And the note says "no evidence found"

    Scenario: Without a renal crisis nothing is said of it
      Given scleroderma renal crisis in the history: no
      Then the rule "Renal crisis: no evidence found" does not hold

    Scenario: A renal crisis that nobody mentioned is asked about
      Given scleroderma renal crisis in the history is not known
      Then the rule "Renal crisis: no evidence found" cannot be decided
      And the note asks for scleroderma renal crisis in the history
