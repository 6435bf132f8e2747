Feature: What turns on what: renal factor
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: Kidney insufficiency is a boxed renal factor

    @proposed
    Scenario: Holds (estimated glomerular filtration rate is 59.99 mL/min/1.73m2)
      Given estimated glomerular filtration rate is 59.99 mL/min/1.73m2
      Then the rule "Kidney insufficiency is a boxed renal factor" holds

    @proposed
    Scenario: Rests on Privigen US insert
      Given chronic kidney disease: yes
      Then the rule "Kidney insufficiency is a boxed renal factor" holds
      And the rule "Kidney insufficiency is a boxed renal factor" cites Privigen US insert
      And the rule "Kidney insufficiency is a boxed renal factor" rests on 1 source

  Rule: Diabetes is a boxed renal factor

    @proposed
    Scenario: Rests on Privigen US insert, 2
      Given diabetes: yes
      Then the rule "Diabetes is a boxed renal factor" holds
      And the rule "Diabetes is a boxed renal factor" cites Privigen US insert
      And the rule "Diabetes is a boxed renal factor" rests on 1 source

  Rule: Age above the boxed limit is a renal factor

    @proposed
    Scenario: Rests on Privigen US insert, 3
      Given age is 66 years
      Then the rule "Age above the boxed limit is a renal factor" holds
      And the rule "Age above the boxed limit is a renal factor" cites Privigen US insert
      And the rule "Age above the boxed limit is a renal factor" rests on 1 source

  Rule: Volume depletion is a boxed renal factor

    @proposed
    Scenario: Rests on Privigen US insert, 4
      Given volume depletion: yes
      Then the rule "Volume depletion is a boxed renal factor" holds
      And the rule "Volume depletion is a boxed renal factor" cites Privigen US insert
      And the rule "Volume depletion is a boxed renal factor" rests on 1 source

  Rule: Sepsis is a boxed renal factor

    @proposed
    Scenario: Rests on Privigen US insert, 5
      Given active sepsis: yes
      Then the rule "Sepsis is a boxed renal factor" holds
      And the rule "Sepsis is a boxed renal factor" cites Privigen US insert
      And the rule "Sepsis is a boxed renal factor" rests on 1 source

  Rule: A paraprotein is a boxed renal factor

    @proposed
    Scenario: Rests on Privigen US insert, 6
      Given monoclonal gammopathy: yes
      Then the rule "A paraprotein is a boxed renal factor" holds
      And the rule "A paraprotein is a boxed renal factor" cites Privigen US insert
      And the rule "A paraprotein is a boxed renal factor" rests on 1 source

  Rule: Nephrotoxic drugs are a boxed renal factor

    @proposed
    Scenario: Rests on Privigen US insert, 7
      Given nephrotoxic drugs: yes
      Then the rule "Nephrotoxic drugs are a boxed renal factor" holds
      And the rule "Nephrotoxic drugs are a boxed renal factor" cites Privigen US insert
      And the rule "Nephrotoxic drugs are a boxed renal factor" rests on 1 source
