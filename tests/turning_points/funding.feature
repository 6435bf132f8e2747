Feature: What turns on what: funding
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: Funding in Australia

    @proposed
    Scenario: Stays open while nothing is known of systemic sclerosis (jurisdiction: Australia)
      Given jurisdiction: Australia
      Then the rule "Funding in Australia" cannot be decided

    @proposed
    Scenario: Rests on Australian criteria and Australia 2012, index
      Given jurisdiction: Australia
      And systemic sclerosis: yes
      Then the rule "Funding in Australia" holds
      And the rule "Funding in Australia" cites Australian criteria
      And the rule "Funding in Australia" cites Australia 2012, index
      And the rule "Funding in Australia" rests on 2 sources

  Rule: Australia: myositis listed

    @proposed
    Scenario: Does not hold, turning on jurisdiction (jurisdiction: United States)
      Given jurisdiction: United States
      Then the rule "Australia: myositis listed" does not hold

    @proposed
    Scenario: Does not hold, turning on inclusion-body myositis (inclusion-body myositis: yes)
      Given inclusion-body myositis: yes
      Then the rule "Australia: myositis listed" does not hold

    @proposed
    Scenario: Rests on Australian criteria and Australia, PM/DM/NAM and 1 more
      Given inclusion-body myositis: no
      And jurisdiction: Australia
      And myositis overlap: yes
      Then the rule "Australia: myositis listed" holds
      And the rule "Australia: myositis listed" cites Australian criteria
      And the rule "Australia: myositis listed" cites Australia, PM/DM/NAM
      And the rule "Australia: myositis listed" cites Australia 2012, index
      And the rule "Australia: myositis listed" rests on 3 sources

    @proposed
    Scenario: Stays open while nothing is known of jurisdiction (inclusion-body myositis: no; myositis overlap: yes)
      Given inclusion-body myositis: no
      And myositis overlap: yes
      Then the rule "Australia: myositis listed" cannot be decided

    @proposed
    Scenario: Stays open while nothing is known of myositis overlap (inclusion-body myositis: no; jurisdiction: Australia)
      Given inclusion-body myositis: no
      And jurisdiction: Australia
      Then the rule "Australia: myositis listed" cannot be decided

  Rule: Funding in England

    @proposed
    Scenario: Stays open while nothing is known of systemic sclerosis (jurisdiction: United Kingdom)
      Given jurisdiction: United Kingdom
      Then the rule "Funding in England" cannot be decided

    @proposed
    Scenario: Rests on England 2021, landing page and NHS England 2018
      Given jurisdiction: United Kingdom
      And systemic sclerosis: yes
      Then the rule "Funding in England" holds
      And the rule "Funding in England" cites England 2021, landing page
      And the rule "Funding in England" cites NHS England 2018
      And the rule "Funding in England" rests on 2 sources

  Rule: Funding: no policy read

    @proposed
    Scenario: Stays open while nothing is known of systemic sclerosis (jurisdiction: European Union)
      Given jurisdiction: European Union
      Then the rule "Funding: no policy read" cannot be decided

  Rule: Funding in Ontario

    @proposed
    Scenario: Stays open while nothing is known of systemic sclerosis (jurisdiction: Ontario)
      Given jurisdiction: Ontario
      Then the rule "Funding in Ontario" cannot be decided

    @proposed
    Scenario: Rests on Ontario IGUM, 7
      Given jurisdiction: Ontario
      And systemic sclerosis: yes
      Then the rule "Funding in Ontario" holds
      And the rule "Funding in Ontario" cites Ontario IGUM
      And the rule "Funding in Ontario" rests on 1 source

  Rule: Ontario: myopathy listed

    @proposed
    Scenario: Does not hold, turning on jurisdiction (jurisdiction: United States), 2
      Given jurisdiction: United States
      Then the rule "Ontario: myopathy listed" does not hold

    @proposed
    Scenario: Does not hold, turning on myositis overlap (myositis overlap: no)
      Given myositis overlap: no
      Then the rule "Ontario: myopathy listed" does not hold

    @proposed
    Scenario: Rests on Ontario IGUM and Ontario, myopathy page
      Given inclusion-body myositis: no
      And jurisdiction: Ontario
      And myositis overlap: yes
      And amyopathic dermatomyositis: no
      Then the rule "Ontario: myopathy listed" holds
      And the rule "Ontario: myopathy listed" cites Ontario IGUM
      And the rule "Ontario: myopathy listed" cites Ontario, myopathy page
      And the rule "Ontario: myopathy listed" rests on 2 sources

    @proposed
    Scenario: Stays open while nothing is known of jurisdiction (inclusion-body myositis: no; myositis overlap: yes; amyopathic dermatomyositis: no)
      Given inclusion-body myositis: no
      And myositis overlap: yes
      And amyopathic dermatomyositis: no
      Then the rule "Ontario: myopathy listed" cannot be decided

    @proposed
    Scenario: Stays open while nothing is known of myositis overlap (inclusion-body myositis: no; jurisdiction: Ontario; amyopathic dermatomyositis: no)
      Given inclusion-body myositis: no
      And jurisdiction: Ontario
      And amyopathic dermatomyositis: no
      Then the rule "Ontario: myopathy listed" cannot be decided

  Rule: Cost and supply

    @proposed
    Scenario: Rests on Healio 2024 and INESSS 2021
      Given systemic sclerosis: yes
      Then the rule "Cost and supply" holds
      And the rule "Cost and supply" cites Healio 2024
      And the rule "Cost and supply" cites INESSS 2021
      And the rule "Cost and supply" rests on 2 sources
