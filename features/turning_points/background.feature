Feature: What turns on what: background
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: The whole evidence on IVIG in systemic sclerosis is weak

    @proposed
    Scenario: Does not hold, turning on systemic sclerosis (systemic sclerosis: no)
      Given systemic sclerosis: no
      Then the rule "The whole evidence on IVIG in systemic sclerosis is weak" does not hold

    @proposed
    Scenario: Rests on Koczanowski 2024 and Garrote-Corral 2024
      Given systemic sclerosis: yes
      Then the rule "The whole evidence on IVIG in systemic sclerosis is weak" holds
      And the rule "The whole evidence on IVIG in systemic sclerosis is weak" cites Koczanowski 2024
      And the rule "The whole evidence on IVIG in systemic sclerosis is weak" cites Garrote-Corral 2024

  Rule: Sodium can read low after IVIG

    @proposed
    Scenario: Does not hold, turning on systemic sclerosis (systemic sclerosis: no), 21
      Given systemic sclerosis: no
      Then the rule "Sodium can read low after IVIG" does not hold

    @proposed
    Scenario: Rests on Gammagard Liquid safety information, 4
      Given systemic sclerosis: yes
      Then the rule "Sodium can read low after IVIG" holds
      And the rule "Sodium can read low after IVIG" cites Gammagard Liquid safety information

  Rule: Corticosteroid doses of myositis guidelines are not carried to SSc

    @proposed
    Scenario: Does not hold, turning on systemic sclerosis (systemic sclerosis: no), 22
      Given systemic sclerosis: no
      Then the rule "Corticosteroid doses of myositis guidelines are not carried to SSc" does not hold

    @proposed
    Scenario: Stays open while nothing is known of systemic sclerosis (myositis overlap: yes)
      Given myositis overlap: yes
      Then the rule "Corticosteroid doses of myositis guidelines are not carried to SSc" cannot be decided

    @proposed
    Scenario: Holds by active muscle disease (active muscle disease: yes; systemic sclerosis: yes)
      Given active muscle disease: yes
      And systemic sclerosis: yes
      Then the rule "Corticosteroid doses of myositis guidelines are not carried to SSc" holds

    @proposed
    Scenario: Stays open while nothing is known of active muscle disease (systemic sclerosis: yes)
      Given systemic sclerosis: yes
      Then the rule "Corticosteroid doses of myositis guidelines are not carried to SSc" cannot be decided

    @proposed
    Scenario: Rests on BSR myositis 2022 and Steen 1998
      Given systemic sclerosis: yes
      And myositis overlap: yes
      Then the rule "Corticosteroid doses of myositis guidelines are not carried to SSc" holds
      And the rule "Corticosteroid doses of myositis guidelines are not carried to SSc" cites BSR myositis 2022
      And the rule "Corticosteroid doses of myositis guidelines are not carried to SSc" cites Steen 1998

  Rule: Severe events were counted in patients with SSc

    @proposed
    Scenario: Does not hold, turning on systemic sclerosis (systemic sclerosis: no), 29
      Given systemic sclerosis: no
      Then the rule "Severe events were counted in patients with SSc" does not hold

    @proposed
    Scenario: Rests on Sanges 2017 and Cochin 2019 and 1 more
      Given systemic sclerosis: yes
      Then the rule "Severe events were counted in patients with SSc" holds
      And the rule "Severe events were counted in patients with SSc" cites Sanges 2017
      And the rule "Severe events were counted in patients with SSc" cites Cochin 2019
      And the rule "Severe events were counted in patients with SSc" cites Levy 2000

    @proposed
    Scenario: Rests on Sanges 2017 and Cochin 2019 and 1 more, 2
      Given systemic sclerosis: yes
      Then the rule "Severe events were counted in patients with SSc" holds
      And the rule "Severe events were counted in patients with SSc" cites Sanges 2017
      And the rule "Severe events were counted in patients with SSc" cites Cochin 2019
      And the rule "Severe events were counted in patients with SSc" cites Levy 2000

    @proposed
    Scenario: Rests on Sanges 2017 and Cochin 2019 and 1 more, 3
      Given systemic sclerosis: yes
      Then the rule "Severe events were counted in patients with SSc" holds
      And the rule "Severe events were counted in patients with SSc" cites Sanges 2017
      And the rule "Severe events were counted in patients with SSc" cites Cochin 2019
      And the rule "Severe events were counted in patients with SSc" cites Levy 2000

  Rule: SSc itself goes with more thrombosis

    @proposed
    Scenario: Does not hold, turning on systemic sclerosis (systemic sclerosis: no), 30
      Given systemic sclerosis: no
      Then the rule "SSc itself goes with more thrombosis" does not hold

    @proposed
    Scenario: Rests on Chen 2024 and Lee 2024 and 2 more
      Given systemic sclerosis: yes
      Then the rule "SSc itself goes with more thrombosis" holds
      And the rule "SSc itself goes with more thrombosis" cites Chen 2024
      And the rule "SSc itself goes with more thrombosis" cites Lee 2024
      And the rule "SSc itself goes with more thrombosis" cites Ungprasert 2015
      And the rule "SSc itself goes with more thrombosis" cites Lidar 2018

  Rule: Arterial events are the stronger signal

    @proposed
    Scenario: Does not hold, turning on systemic sclerosis (systemic sclerosis: no), 32
      Given systemic sclerosis: no
      Then the rule "Arterial events are the stronger signal" does not hold

    @proposed
    Scenario: Rests on Ammann 2022
      Given systemic sclerosis: yes
      Then the rule "Arterial events are the stronger signal" holds
      And the rule "Arterial events are the stronger signal" cites Ammann 2022

  Rule: Published rates of thrombosis span a wide range

    @proposed
    Scenario: Does not hold, turning on systemic sclerosis (systemic sclerosis: no), 33
      Given systemic sclerosis: no
      Then the rule "Published rates of thrombosis span a wide range" does not hold

    @proposed
    Scenario: Rests on Daniel 2012 and HealthCore 2008-2012 and 3 more
      Given systemic sclerosis: yes
      Then the rule "Published rates of thrombosis span a wide range" holds
      And the rule "Published rates of thrombosis span a wide range" cites Daniel 2012
      And the rule "Published rates of thrombosis span a wide range" cites HealthCore 2008-2012
      And the rule "Published rates of thrombosis span a wide range" cites Medicare cohort 2016
      And the rule "Published rates of thrombosis span a wide range" cites Marie 2006
      And the rule "Published rates of thrombosis span a wide range" cites Review of thrombosis cases 2005

  Rule: Thrombosis can come without any known factor

    @proposed
    Scenario: Does not hold, turning on systemic sclerosis (systemic sclerosis: no), 34
      Given systemic sclerosis: no
      Then the rule "Thrombosis can come without any known factor" does not hold

    @proposed
    Scenario: Rests on Privigen US insert, 21
      Given systemic sclerosis: yes
      Then the rule "Thrombosis can come without any known factor" holds
      And the rule "Thrombosis can come without any known factor" cites Privigen US insert

  Rule: Acute lung injury can follow IVIG

    @proposed
    Scenario: Does not hold, turning on systemic sclerosis (systemic sclerosis: no), 35
      Given systemic sclerosis: no
      Then the rule "Acute lung injury can follow IVIG" does not hold

    @proposed
    Scenario: Rests on Privigen EU leaflet, 2
      Given systemic sclerosis: yes
      Then the rule "Acute lung injury can follow IVIG" holds
      And the rule "Acute lung injury can follow IVIG" cites Privigen EU leaflet

  Rule: A trial of IVIG in SSc left out patients with an earlier thrombosis

    @proposed
    Scenario: Does not hold, turning on systemic sclerosis (systemic sclerosis: no), 36
      Given systemic sclerosis: no
      Then the rule "A trial of IVIG in SSc left out patients with an earlier thrombosis" does not hold

    @proposed
    Scenario: Stays open while nothing is known of systemic sclerosis (earlier thrombosis: yes)
      Given earlier thrombosis: yes
      Then the rule "A trial of IVIG in SSc left out patients with an earlier thrombosis" cannot be decided

    @proposed
    Scenario: Rests on NCT01785056
      Given systemic sclerosis: yes
      And earlier thrombosis: yes
      Then the rule "A trial of IVIG in SSc left out patients with an earlier thrombosis" holds
      And the rule "A trial of IVIG in SSc left out patients with an earlier thrombosis" cites NCT01785056
