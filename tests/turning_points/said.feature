Feature: What turns on what: said
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: responded_to_a_drug

    @proposed
    Scenario: Holds by outcome of methotrexate (outcome of methotrexate: responded)
      Given outcome of methotrexate: responded
      Then the rule "responded_to_a_drug" holds

    @proposed
    Scenario: Holds by outcome of azathioprine (outcome of azathioprine: responded)
      Given outcome of azathioprine: responded
      Then the rule "responded_to_a_drug" holds

    @proposed
    Scenario: Holds by outcome of cyclophosphamide (outcome of cyclophosphamide: responded)
      Given outcome of cyclophosphamide: responded
      Then the rule "responded_to_a_drug" holds

    @proposed
    Scenario: Holds by outcome of rituximab (outcome of rituximab: responded)
      Given outcome of rituximab: responded
      Then the rule "responded_to_a_drug" holds

    @proposed
    Scenario: Holds by outcome of tocilizumab (outcome of tocilizumab: responded)
      Given outcome of tocilizumab: responded
      Then the rule "responded_to_a_drug" holds

    @proposed
    Scenario: Stays open while nothing is known of outcome of methotrexate (present corticosteroid treatment is not known)
      Given present corticosteroid treatment is not known
      Then the rule "responded_to_a_drug" cannot be decided

  Rule: negative_anti_iga

    @proposed
    Scenario: Does not hold, turning on anti-IgA antibodies (anti-IgA antibodies: yes)
      Given anti-IgA antibodies: yes
      Then the rule "negative_anti_iga" does not hold

    @proposed
    Scenario: Rests on Kiovig EU product text and Gammagard Liquid safety information
      Given earlier reaction to human immunoglobulin: severe
      And anti-IgA antibodies: no
      Then the rule "negative_anti_iga" holds
      And the rule "negative_anti_iga" cites Kiovig EU product text
      And the rule "negative_anti_iga" cites Gammagard Liquid safety information
      And the rule "negative_anti_iga" rests on 2 sources

    @proposed
    Scenario: Stays open while nothing is known of earlier reaction to human immunoglobulin (anti-IgA antibodies: no)
      Given anti-IgA antibodies: no
      Then the rule "negative_anti_iga" cannot be decided

  Rule: breast_feeding

    @proposed
    Scenario: Rests on Privigen text, pregnancy
      Given breast-feeding: yes
      Then the rule "breast_feeding" holds
      And the rule "breast_feeding" cites Privigen text, pregnancy
      And the rule "breast_feeding" rests on 1 source

  Rule: infection_without_sepsis

    @proposed
    Scenario: Rests on Pentaglobin, MIMS
      Given infection without sepsis: yes
      Then the rule "infection_without_sepsis" holds
      And the rule "infection_without_sepsis" cites Pentaglobin, MIMS
      And the rule "infection_without_sepsis" rests on 1 source
