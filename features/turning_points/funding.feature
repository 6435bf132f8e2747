Feature: What turns on what: funding
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: Funding for SSc in Australia is not confirmed

    @proposed
    Scenario: Stays open while nothing is known of systemic sclerosis (jurisdiction: Australia)
      Given jurisdiction: Australia
      Then the rule "Funding for SSc in Australia is not confirmed" cannot be decided

    @proposed
    Scenario: Rests on Australian criteria and Australia 2012, index
      Given jurisdiction: Australia
      And systemic sclerosis: yes
      Then the rule "Funding for SSc in Australia is not confirmed" holds
      And the rule "Funding for SSc in Australia is not confirmed" cites Australian criteria
      And the rule "Funding for SSc in Australia is not confirmed" cites Australia 2012, index
      And the rule "Funding for SSc in Australia is not confirmed" rests on 2 sources

  Rule: Funding for SSc in England is not confirmed

    @proposed
    Scenario: Stays open while nothing is known of systemic sclerosis (jurisdiction: United Kingdom)
      Given jurisdiction: United Kingdom
      Then the rule "Funding for SSc in England is not confirmed" cannot be decided

    @proposed
    Scenario: Rests on England 2021, landing page and NHS England 2018
      Given jurisdiction: United Kingdom
      And systemic sclerosis: yes
      Then the rule "Funding for SSc in England is not confirmed" holds
      And the rule "Funding for SSc in England is not confirmed" cites England 2021, landing page
      And the rule "Funding for SSc in England is not confirmed" cites NHS England 2018
      And the rule "Funding for SSc in England is not confirmed" rests on 2 sources

  Rule: No source on funding was read for this jurisdiction

    @proposed
    Scenario: Stays open while nothing is known of systemic sclerosis (jurisdiction: European Union)
      Given jurisdiction: European Union
      Then the rule "No source on funding was read for this jurisdiction" cannot be decided

  Rule: Funding for SSc in Ontario is not confirmed

    @proposed
    Scenario: Stays open while nothing is known of systemic sclerosis (jurisdiction: Ontario)
      Given jurisdiction: Ontario
      Then the rule "Funding for SSc in Ontario is not confirmed" cannot be decided

    @proposed
    Scenario: Rests on Ontario IGUM, 7
      Given jurisdiction: Ontario
      And systemic sclerosis: yes
      Then the rule "Funding for SSc in Ontario is not confirmed" holds
      And the rule "Funding for SSc in Ontario is not confirmed" cites Ontario IGUM
      And the rule "Funding for SSc in Ontario is not confirmed" rests on 1 source

  Rule: Cost and supply limit use

    @proposed
    Scenario: Rests on Healio 2024 and INESSS 2021
      Given systemic sclerosis: yes
      Then the rule "Cost and supply limit use" holds
      And the rule "Cost and supply limit use" cites Healio 2024
      And the rule "Cost and supply limit use" cites INESSS 2021
      And the rule "Cost and supply limit use" rests on 2 sources
