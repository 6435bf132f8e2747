Feature: What turns on what: contraindication
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: Earlier severe reaction to immunoglobulin

    @proposed
    Scenario: Rests on Gammagard Liquid safety information and Asceniv US label, page 4 and 3 more
      Given earlier reaction to human immunoglobulin: severe
      Then the rule "Earlier severe reaction to immunoglobulin" holds
      And the rule "Earlier severe reaction to immunoglobulin" cites Gammagard Liquid safety information
      And the rule "Earlier severe reaction to immunoglobulin" cites Asceniv US label, page 4
      And the rule "Earlier severe reaction to immunoglobulin" cites Panzyga label summary
      And the rule "Earlier severe reaction to immunoglobulin" cites Kiovig EU product text
      And the rule "Earlier severe reaction to immunoglobulin" cites Flebogamma DIF UK product text
      And the rule "Earlier severe reaction to immunoglobulin" rests on 5 sources

  Rule: IgA deficiency with anti-IgA and an allergic reaction

    @proposed
    Scenario: Rests on Gammagard Liquid safety information, 2
      Given earlier reaction to human immunoglobulin: allergic, not severe
      And IgA deficiency: yes
      And anti-IgA antibodies: yes
      Then the rule "IgA deficiency with anti-IgA and an allergic reaction" holds
      And the rule "IgA deficiency with anti-IgA and an allergic reaction" cites Gammagard Liquid safety information
      And the rule "IgA deficiency with anti-IgA and an allergic reaction" rests on 1 source

    @proposed
    Scenario: Stays open while nothing is known of IgA deficiency (earlier reaction to human immunoglobulin: allergic, not severe; anti-IgA antibodies: yes)
      Given earlier reaction to human immunoglobulin: allergic, not severe
      And anti-IgA antibodies: yes
      Then the rule "IgA deficiency with anti-IgA and an allergic reaction" cannot be decided

    @proposed
    Scenario: Stays open while nothing is known of earlier reaction to human immunoglobulin (IgA deficiency: yes; anti-IgA antibodies: yes)
      Given IgA deficiency: yes
      And anti-IgA antibodies: yes
      Then the rule "IgA deficiency with anti-IgA and an allergic reaction" cannot be decided

  Rule: IgA deficiency with anti-IgA

    @proposed
    Scenario: Rests on Kiovig EU product text and Flebogamma DIF UK product text, 2
      Given IgA deficiency: yes
      And anti-IgA antibodies: yes
      And jurisdiction: European Union
      Then the rule "IgA deficiency with anti-IgA" holds
      And the rule "IgA deficiency with anti-IgA" cites Kiovig EU product text
      And the rule "IgA deficiency with anti-IgA" cites Flebogamma DIF UK product text
      And the rule "IgA deficiency with anti-IgA" rests on 2 sources

    @proposed
    Scenario: Stays open while nothing is known of IgA deficiency (anti-IgA antibodies: yes; jurisdiction: United Kingdom)
      Given anti-IgA antibodies: yes
      And jurisdiction: United Kingdom
      Then the rule "IgA deficiency with anti-IgA" cannot be decided

    @proposed
    Scenario: Stays open while nothing is known of anti-IgA antibodies (IgA deficiency: yes; jurisdiction: European Union)
      Given IgA deficiency: yes
      And jurisdiction: European Union
      Then the rule "IgA deficiency with anti-IgA" cannot be decided
