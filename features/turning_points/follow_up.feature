Feature: What turns on what: follow up
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: Function is followed by HAQ-DI

    @proposed
    Scenario: Stays open while nothing is known of active joint disease (present corticosteroid treatment is not known)
      Given present corticosteroid treatment is not known
      Then the rule "Function is followed by HAQ-DI" cannot be decided

    @proposed
    Scenario: Holds by active muscle disease (active muscle disease: yes)
      Given active muscle disease: yes
      Then the rule "Function is followed by HAQ-DI" holds

    @proposed
    Scenario: Rests on MID 2006
      Given active joint disease: yes
      Then the rule "Function is followed by HAQ-DI" holds
      And the rule "Function is followed by HAQ-DI" cites MID 2006
      And the rule "Function is followed by HAQ-DI" rests on 1 source

  Rule: The gut is followed by the UCLA GIT score

    @proposed
    Scenario: Holds by active upper GI disease (active upper GI disease: yes)
      Given active upper GI disease: yes
      Then the rule "The gut is followed by the UCLA GIT score" holds

    @proposed
    Scenario: Stays open while nothing is known of active bowel disease (present corticosteroid treatment is not known)
      Given present corticosteroid treatment is not known
      Then the rule "The gut is followed by the UCLA GIT score" cannot be decided

    @proposed
    Scenario: Rests on Neto 2024
      Given active bowel disease: yes
      Then the rule "The gut is followed by the UCLA GIT score" holds
      And the rule "The gut is followed by the UCLA GIT score" cites Neto 2024
      And the rule "The gut is followed by the UCLA GIT score" rests on 1 source

  Rule: The corticosteroid dose is followed

    @proposed
    Scenario: Rests on Sanges 2017, 6
      Given present corticosteroid treatment: yes
      Then the rule "The corticosteroid dose is followed" holds
      And the rule "The corticosteroid dose is followed" cites Sanges 2017
      And the rule "The corticosteroid dose is followed" rests on 1 source

  Rule: Muscle is followed by CK and strength

    @proposed
    Scenario: Rests on Sanges 2017, 7
      Given active muscle disease: yes
      Then the rule "Muscle is followed by CK and strength" holds
      And the rule "Muscle is followed by CK and strength" cites Sanges 2017
      And the note shows "Creatine kinase" of Sanges 2017
      And the note shows "Muscle weakness" of Sanges 2017
      And the rule "Muscle is followed by CK and strength" rests on 1 source

  Rule: Skin is followed by the skin score, and not early

    @proposed
    Scenario: Rests on Khanna 2019
      Given active skin disease: yes
      Then the rule "Skin is followed by the skin score, and not early" holds
      And the rule "Skin is followed by the skin score, and not early" cites Khanna 2019
      And the rule "Skin is followed by the skin score, and not early" rests on 1 source

  Rule: Effect is reviewed by a set month and at least yearly

    @proposed
    Scenario: Rests on Ontario IGUM, 8
      Given systemic sclerosis: yes
      Then the rule "Effect is reviewed by a set month and at least yearly" holds
      And the rule "Effect is reviewed by a set month and at least yearly" cites Ontario IGUM
      And the note shows "Review of effect" of Ontario IGUM
      And the note shows "Review of effect" of Ontario IGUM
      And the rule "Effect is reviewed by a set month and at least yearly" rests on 1 source

  Rule: Without benefit, continuing is put in question

    @proposed
    Scenario: Rests on INESSS 2021 and Australia 2012, introduction and 1 more
      Given systemic sclerosis: yes
      Then the rule "Without benefit, continuing is put in question" holds
      And the rule "Without benefit, continuing is put in question" cites INESSS 2021
      And the rule "Without benefit, continuing is put in question" cites Australia 2012, introduction
      And the rule "Without benefit, continuing is put in question" cites Ontario IGUM
      And the rule "Without benefit, continuing is put in question" rests on 3 sources
