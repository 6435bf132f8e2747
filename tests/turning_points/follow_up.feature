Feature: What turns on what: follow up
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: measure_corticosteroid

    @proposed
    Scenario: Rests on Sanges 2017, 6
      Given present corticosteroid treatment: yes
      Then the rule "measure_corticosteroid" holds
      And the rule "measure_corticosteroid" cites Sanges 2017
      And the rule "measure_corticosteroid" rests on 1 source

  Rule: measure_function

    @proposed
    Scenario: Rests on MID 2006
      Given active joint disease: yes
      Then the rule "measure_function" holds
      And the rule "measure_function" cites MID 2006
      And the rule "measure_function" rests on 1 source

    @proposed
    Scenario: Stays open while nothing is known of active joint disease (present corticosteroid treatment is not known)
      Given present corticosteroid treatment is not known
      Then the rule "measure_function" cannot be decided

    @proposed
    Scenario: Holds by active muscle disease (active muscle disease: yes)
      Given active muscle disease: yes
      Then the rule "measure_function" holds

  Rule: measure_gut

    @proposed
    Scenario: Rests on Neto 2024
      Given active bowel disease: yes
      Then the rule "measure_gut" holds
      And the rule "measure_gut" cites Neto 2024
      And the rule "measure_gut" rests on 1 source

    @proposed
    Scenario: Holds by active upper GI disease (active upper GI disease: yes)
      Given active upper GI disease: yes
      Then the rule "measure_gut" holds

    @proposed
    Scenario: Stays open while nothing is known of active bowel disease (present corticosteroid treatment is not known)
      Given present corticosteroid treatment is not known
      Then the rule "measure_gut" cannot be decided

  Rule: measure_muscle

    @proposed
    Scenario: Rests on Sanges 2017, 7
      Given active muscle disease: yes
      Then the rule "measure_muscle" holds
      And the rule "measure_muscle" cites Sanges 2017
      And the note shows "Creatine kinase" of Sanges 2017
      And the note shows "Muscle weakness" of Sanges 2017
      And the rule "measure_muscle" rests on 1 source

  Rule: measure_skin

    @proposed
    Scenario: Rests on Khanna 2019
      Given active skin disease: yes
      Then the rule "measure_skin" holds
      And the rule "measure_skin" cites Khanna 2019
      And the rule "measure_skin" rests on 1 source

  Rule: review_of_effect

    @proposed
    Scenario: Rests on Ontario IGUM, 8
      Given systemic sclerosis: yes
      Then the rule "review_of_effect" holds
      And the rule "review_of_effect" cites Ontario IGUM
      And the note shows "Review of effect" of Ontario IGUM
      And the note shows "Review of effect" of Ontario IGUM
      And the rule "review_of_effect" rests on 1 source

  Rule: without_benefit

    @proposed
    Scenario: Rests on INESSS 2021 and Australia 2012, introduction and 1 more
      Given systemic sclerosis: yes
      Then the rule "without_benefit" holds
      And the rule "without_benefit" cites INESSS 2021
      And the rule "without_benefit" cites Australia 2012, introduction
      And the rule "without_benefit" cites Ontario IGUM
      And the rule "without_benefit" rests on 3 sources
