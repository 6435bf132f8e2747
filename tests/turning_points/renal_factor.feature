Feature: What turns on what: renal factor
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: kidney_insufficiency

    @proposed
    Scenario: Rests on Privigen US insert
      Given chronic kidney disease: yes
      Then the rule "kidney_insufficiency" holds
      And the rule "kidney_insufficiency" cites Privigen US insert
      And the rule "kidney_insufficiency" rests on 1 source

    @proposed
    Scenario: Holds (estimated glomerular filtration rate is 59.99 mL/min/1.73m2)
      Given estimated glomerular filtration rate is 59.99 mL/min/1.73m2
      Then the rule "kidney_insufficiency" holds

  Rule: kidney_diabetes

    @proposed
    Scenario: Rests on Privigen US insert, 2
      Given diabetes: yes
      Then the rule "kidney_diabetes" holds
      And the rule "kidney_diabetes" cites Privigen US insert
      And the rule "kidney_diabetes" rests on 1 source

  Rule: kidney_age

    @proposed
    Scenario: Rests on Privigen US insert, 3
      Given age is 66 years
      Then the rule "kidney_age" holds
      And the rule "kidney_age" cites Privigen US insert
      And the rule "kidney_age" rests on 1 source

  Rule: kidney_volume_depletion

    @proposed
    Scenario: Rests on Privigen US insert, 4
      Given volume depletion: yes
      Then the rule "kidney_volume_depletion" holds
      And the rule "kidney_volume_depletion" cites Privigen US insert
      And the rule "kidney_volume_depletion" rests on 1 source

  Rule: kidney_sepsis

    @proposed
    Scenario: Rests on Privigen US insert, 5
      Given active sepsis: yes
      Then the rule "kidney_sepsis" holds
      And the rule "kidney_sepsis" cites Privigen US insert
      And the rule "kidney_sepsis" rests on 1 source

  Rule: kidney_paraprotein

    @proposed
    Scenario: Rests on Privigen US insert, 6
      Given monoclonal gammopathy: yes
      Then the rule "kidney_paraprotein" holds
      And the rule "kidney_paraprotein" cites Privigen US insert
      And the rule "kidney_paraprotein" rests on 1 source

  Rule: kidney_nephrotoxic_drugs

    @proposed
    Scenario: Rests on Privigen US insert, 7
      Given nephrotoxic drugs: yes
      Then the rule "kidney_nephrotoxic_drugs" holds
      And the rule "kidney_nephrotoxic_drugs" cites Privigen US insert
      And the rule "kidney_nephrotoxic_drugs" rests on 1 source
