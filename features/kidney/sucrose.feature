Feature: Sucrose and the kidney

  Background:
    Given the patient has systemic sclerosis

  Rule: Sucrose with a kidney at risk

    Scenario: Sucrose meets diabetes as a renal risk
      Given sucrose in the planned product: yes
      And the patient has diabetes
      Then the rule "Sucrose with a kidney at risk" holds

    Scenario: Sucrose meets an earlier renal crisis
      Given sucrose in the planned product: yes
      And scleroderma renal crisis in the history: yes
      Then the rule "Sucrose with a kidney at risk" holds

    Scenario: A product without sucrose raises no such concern
      Given sucrose in the planned product: no
      Then the rule "Sucrose with a kidney at risk" does not hold

    Scenario: Sucrose matters only once the renal factors are known
      Given sucrose in the planned product: yes
      And diabetes is not known
      Then the rule "Sucrose with a kidney at risk" cannot be decided
      And the note asks for diabetes
