Feature: What turns on what: contraindication
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: severe_reaction_to_immunoglobulin

    @proposed
    Scenario: Rests on Gammagard Liquid safety information and Asceniv US label, page 4 and 3 more
      Given earlier reaction to human immunoglobulin: severe
      Then the rule "severe_reaction_to_immunoglobulin" holds
      And the rule "severe_reaction_to_immunoglobulin" cites Gammagard Liquid safety information
      And the rule "severe_reaction_to_immunoglobulin" cites Asceniv US label, page 4
      And the rule "severe_reaction_to_immunoglobulin" cites Panzyga label summary
      And the rule "severe_reaction_to_immunoglobulin" cites Kiovig EU product text
      And the rule "severe_reaction_to_immunoglobulin" cites Flebogamma DIF UK product text
      And the rule "severe_reaction_to_immunoglobulin" rests on 5 sources

  Rule: iga_deficiency_with_antibody_and_allergic_reaction

    @proposed
    Scenario: Rests on Gammagard Liquid safety information, 2
      Given earlier reaction to human immunoglobulin: allergic, not severe
      And IgA deficiency: yes
      And anti-IgA antibodies: yes
      Then the rule "iga_deficiency_with_antibody_and_allergic_reaction" holds
      And the rule "iga_deficiency_with_antibody_and_allergic_reaction" cites Gammagard Liquid safety information
      And the rule "iga_deficiency_with_antibody_and_allergic_reaction" rests on 1 source

    @proposed
    Scenario: Stays open while nothing is known of IgA deficiency (earlier reaction to human immunoglobulin: allergic, not severe; anti-IgA antibodies: yes)
      Given earlier reaction to human immunoglobulin: allergic, not severe
      And anti-IgA antibodies: yes
      Then the rule "iga_deficiency_with_antibody_and_allergic_reaction" cannot be decided

    @proposed
    Scenario: Stays open while nothing is known of earlier reaction to human immunoglobulin (IgA deficiency: yes; anti-IgA antibodies: yes)
      Given IgA deficiency: yes
      And anti-IgA antibodies: yes
      Then the rule "iga_deficiency_with_antibody_and_allergic_reaction" cannot be decided

  Rule: iga_deficiency_with_anti_iga

    @proposed
    Scenario: Rests on Kiovig EU product text and Flebogamma DIF UK product text, 2
      Given IgA deficiency: yes
      And anti-IgA antibodies: yes
      And jurisdiction: European Union
      Then the rule "iga_deficiency_with_anti_iga" holds
      And the rule "iga_deficiency_with_anti_iga" cites Kiovig EU product text
      And the rule "iga_deficiency_with_anti_iga" cites Flebogamma DIF UK product text
      And the rule "iga_deficiency_with_anti_iga" rests on 2 sources

    @proposed
    Scenario: Stays open while nothing is known of IgA deficiency (anti-IgA antibodies: yes; jurisdiction: United Kingdom)
      Given anti-IgA antibodies: yes
      And jurisdiction: United Kingdom
      Then the rule "iga_deficiency_with_anti_iga" cannot be decided

    @proposed
    Scenario: Stays open while nothing is known of anti-IgA antibodies (IgA deficiency: yes; jurisdiction: European Union)
      Given IgA deficiency: yes
      And jurisdiction: European Union
      Then the rule "iga_deficiency_with_anti_iga" cannot be decided
