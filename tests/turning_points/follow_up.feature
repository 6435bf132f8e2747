Feature: What turns on what: follow up
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: Measure: corticosteroid dose

    @proposed
    Scenario: Rests on Sanges 2017, 6
      Given present corticosteroid treatment: yes
      Then the rule "Measure: corticosteroid dose" holds
      And the rule "Measure: corticosteroid dose" cites Sanges 2017
      And the rule "Measure: corticosteroid dose" rests on 1 source

  Rule: Measure: function

    @proposed
    Scenario: Rests on MID 2006
      Given active joint disease: yes
      Then the rule "Measure: function" holds
      And the rule "Measure: function" cites MID 2006
      And the rule "Measure: function" rests on 1 source

    @proposed
    Scenario: Stays open while nothing is known of active joint disease (present corticosteroid treatment is not known)
      Given present corticosteroid treatment is not known
      Then the rule "Measure: function" cannot be decided

  Rule: Measure: gut

    @proposed
    Scenario: Rests on Neto 2024
      Given active bowel disease: yes
      Then the rule "Measure: gut" holds
      And the rule "Measure: gut" cites Neto 2024
      And the rule "Measure: gut" rests on 1 source

    @proposed
    Scenario: Holds by active upper GI disease (active upper GI disease: yes)
      Given active upper GI disease: yes
      Then the rule "Measure: gut" holds

    @proposed
    Scenario: Stays open while nothing is known of active bowel disease (present corticosteroid treatment is not known)
      Given present corticosteroid treatment is not known
      Then the rule "Measure: gut" cannot be decided

  Rule: Measure: muscle

    @proposed
    Scenario: Rests on Sanges 2017, 7
      Given active muscle disease: yes
      Then the rule "Measure: muscle" holds
      And the rule "Measure: muscle" cites Sanges 2017
      And the note shows "Creatine kinase" of Sanges 2017
      And the note shows "Muscle weakness" of Sanges 2017
      And the rule "Measure: muscle" rests on 1 source

  Rule: Measure: skin

    @proposed
    Scenario: Rests on Khanna 2019
      Given active skin disease: yes
      Then the rule "Measure: skin" holds
      And the rule "Measure: skin" cites Khanna 2019
      And the rule "Measure: skin" rests on 1 source

  Rule: Review of effect

    @proposed
    Scenario: Rests on Ontario IGUM, 8
      Given systemic sclerosis: yes
      Then the rule "Review of effect" holds
      And the rule "Review of effect" cites Ontario IGUM
      And the note shows "Review of effect" of Ontario IGUM
      And the note shows "Review of effect" of Ontario IGUM
      And the rule "Review of effect" rests on 1 source

  Rule: No benefit at review

    @proposed
    Scenario: Rests on INESSS 2021 and Australia 2012, introduction and 1 more
      Given systemic sclerosis: yes
      Then the rule "No benefit at review" holds
      And the rule "No benefit at review" cites INESSS 2021
      And the rule "No benefit at review" cites Australia 2012, introduction
      And the rule "No benefit at review" cites Ontario IGUM
      And the rule "No benefit at review" rests on 3 sources
