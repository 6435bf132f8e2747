Feature: What turns on what: renal factor
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: Kidney disease: boxed kidney factor

    @proposed
    Scenario: Rests on Privigen US insert
      Given chronic kidney disease: yes
      Then the rule "Kidney disease: boxed kidney factor" holds
      And the rule "Kidney disease: boxed kidney factor" cites Privigen US insert
      And the rule "Kidney disease: boxed kidney factor" rests on 1 source

  Rule: Diabetes: boxed kidney factor

    @proposed
    Scenario: Rests on Privigen US insert, 2
      Given diabetes: yes
      Then the rule "Diabetes: boxed kidney factor" holds
      And the rule "Diabetes: boxed kidney factor" cites Privigen US insert
      And the rule "Diabetes: boxed kidney factor" rests on 1 source

  Rule: Age: boxed kidney factor

    @proposed
    Scenario: Rests on Privigen US insert, 3
      Given age is 66 years
      Then the rule "Age: boxed kidney factor" holds
      And the rule "Age: boxed kidney factor" cites Privigen US insert
      And the rule "Age: boxed kidney factor" rests on 1 source

  Rule: Volume depletion: boxed kidney factor

    @proposed
    Scenario: Rests on Privigen US insert, 4
      Given volume depletion: yes
      Then the rule "Volume depletion: boxed kidney factor" holds
      And the rule "Volume depletion: boxed kidney factor" cites Privigen US insert
      And the rule "Volume depletion: boxed kidney factor" rests on 1 source

  Rule: Sepsis: boxed kidney factor

    @proposed
    Scenario: Rests on Privigen US insert, 5
      Given active sepsis: yes
      Then the rule "Sepsis: boxed kidney factor" holds
      And the rule "Sepsis: boxed kidney factor" cites Privigen US insert
      And the rule "Sepsis: boxed kidney factor" rests on 1 source

  Rule: Paraprotein: boxed kidney factor

    @proposed
    Scenario: Rests on Privigen US insert, 6
      Given monoclonal gammopathy: yes
      Then the rule "Paraprotein: boxed kidney factor" holds
      And the rule "Paraprotein: boxed kidney factor" cites Privigen US insert
      And the rule "Paraprotein: boxed kidney factor" rests on 1 source

  Rule: Nephrotoxic drugs: boxed kidney factor

    @proposed
    Scenario: Rests on Privigen US insert, 7
      Given nephrotoxic drugs: yes
      Then the rule "Nephrotoxic drugs: boxed kidney factor" holds
      And the rule "Nephrotoxic drugs: boxed kidney factor" cites Privigen US insert
      And the rule "Nephrotoxic drugs: boxed kidney factor" rests on 1 source
