Feature: What turns on what: funding
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: funding_australia

    @proposed
    Scenario: Stays open while nothing is known of systemic sclerosis (jurisdiction: Australia)
      Given jurisdiction: Australia
      Then the rule "funding_australia" cannot be decided

    @proposed
    Scenario: Rests on Australian criteria and Australia 2012, index
      Given jurisdiction: Australia
      And systemic sclerosis: yes
      Then the rule "funding_australia" holds
      And the rule "funding_australia" cites Australian criteria
      And the rule "funding_australia" cites Australia 2012, index
      And the rule "funding_australia" rests on 2 sources

  Rule: funding_australia_myositis

    @proposed
    Scenario: Does not hold, turning on jurisdiction (jurisdiction: United States)
      Given jurisdiction: United States
      Then the rule "funding_australia_myositis" does not hold

    @proposed
    Scenario: Does not hold, turning on inclusion-body myositis (inclusion-body myositis: yes)
      Given inclusion-body myositis: yes
      Then the rule "funding_australia_myositis" does not hold

    @proposed
    Scenario: Rests on Australian criteria and Australia, PM/DM/NAM and 1 more
      Given inclusion-body myositis: no
      And jurisdiction: Australia
      And myositis overlap: yes
      Then the rule "funding_australia_myositis" holds
      And the rule "funding_australia_myositis" cites Australian criteria
      And the rule "funding_australia_myositis" cites Australia, PM/DM/NAM
      And the rule "funding_australia_myositis" cites Australia 2012, index
      And the rule "funding_australia_myositis" rests on 3 sources

    @proposed
    Scenario: Stays open while nothing is known of jurisdiction (inclusion-body myositis: no; myositis overlap: yes)
      Given inclusion-body myositis: no
      And myositis overlap: yes
      Then the rule "funding_australia_myositis" cannot be decided

    @proposed
    Scenario: Stays open while nothing is known of myositis overlap (inclusion-body myositis: no; jurisdiction: Australia)
      Given inclusion-body myositis: no
      And jurisdiction: Australia
      Then the rule "funding_australia_myositis" cannot be decided

  Rule: funding_england

    @proposed
    Scenario: Stays open while nothing is known of systemic sclerosis (jurisdiction: United Kingdom)
      Given jurisdiction: United Kingdom
      Then the rule "funding_england" cannot be decided

    @proposed
    Scenario: Rests on England 2021, landing page and NHS England 2018
      Given jurisdiction: United Kingdom
      And systemic sclerosis: yes
      Then the rule "funding_england" holds
      And the rule "funding_england" cites England 2021, landing page
      And the rule "funding_england" cites NHS England 2018
      And the rule "funding_england" rests on 2 sources

  Rule: funding_not_read

    @proposed
    Scenario: Stays open while nothing is known of systemic sclerosis (jurisdiction: European Union)
      Given jurisdiction: European Union
      Then the rule "funding_not_read" cannot be decided

  Rule: funding_ontario

    @proposed
    Scenario: Stays open while nothing is known of systemic sclerosis (jurisdiction: Ontario)
      Given jurisdiction: Ontario
      Then the rule "funding_ontario" cannot be decided

    @proposed
    Scenario: Rests on Ontario IGUM, 7
      Given jurisdiction: Ontario
      And systemic sclerosis: yes
      Then the rule "funding_ontario" holds
      And the rule "funding_ontario" cites Ontario IGUM
      And the rule "funding_ontario" rests on 1 source

  Rule: funding_ontario_myopathy

    @proposed
    Scenario: Does not hold, turning on jurisdiction (jurisdiction: United States), 2
      Given jurisdiction: United States
      Then the rule "funding_ontario_myopathy" does not hold

    @proposed
    Scenario: Does not hold, turning on myositis overlap (myositis overlap: no)
      Given myositis overlap: no
      Then the rule "funding_ontario_myopathy" does not hold

    @proposed
    Scenario: Rests on Ontario IGUM and Ontario, myopathy page
      Given inclusion-body myositis: no
      And jurisdiction: Ontario
      And myositis overlap: yes
      And amyopathic dermatomyositis: no
      Then the rule "funding_ontario_myopathy" holds
      And the rule "funding_ontario_myopathy" cites Ontario IGUM
      And the rule "funding_ontario_myopathy" cites Ontario, myopathy page
      And the rule "funding_ontario_myopathy" rests on 2 sources

    @proposed
    Scenario: Stays open while nothing is known of jurisdiction (inclusion-body myositis: no; myositis overlap: yes; amyopathic dermatomyositis: no)
      Given inclusion-body myositis: no
      And myositis overlap: yes
      And amyopathic dermatomyositis: no
      Then the rule "funding_ontario_myopathy" cannot be decided

    @proposed
    Scenario: Stays open while nothing is known of myositis overlap (inclusion-body myositis: no; jurisdiction: Ontario; amyopathic dermatomyositis: no)
      Given inclusion-body myositis: no
      And jurisdiction: Ontario
      And amyopathic dermatomyositis: no
      Then the rule "funding_ontario_myopathy" cannot be decided

  Rule: cost_and_supply

    @proposed
    Scenario: Rests on Healio 2024 and INESSS 2021
      Given systemic sclerosis: yes
      Then the rule "cost_and_supply" holds
      And the rule "cost_and_supply" cites Healio 2024
      And the rule "cost_and_supply" cites INESSS 2021
      And the rule "cost_and_supply" rests on 2 sources
