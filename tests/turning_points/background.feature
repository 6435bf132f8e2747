Feature: What turns on what: background
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: Corticosteroid doses of myositis guidelines

    @proposed
    Scenario: Stays open while nothing is known of systemic sclerosis (myositis overlap: yes)
      Given myositis overlap: yes
      Then the rule "Corticosteroid doses of myositis guidelines" cannot be decided

    @proposed
    Scenario: Rests on BSR myositis 2022 and Steen 1998
      Given systemic sclerosis: yes
      And myositis overlap: yes
      Then the rule "Corticosteroid doses of myositis guidelines" holds
      And the rule "Corticosteroid doses of myositis guidelines" cites BSR myositis 2022
      And the rule "Corticosteroid doses of myositis guidelines" cites Steen 1998
      And the rule "Corticosteroid doses of myositis guidelines" rests on 2 sources

    @proposed
    Scenario: Stays open while nothing is known of active muscle disease (systemic sclerosis: yes)
      Given systemic sclerosis: yes
      Then the rule "Corticosteroid doses of myositis guidelines" cannot be decided

  Rule: Trial without earlier thrombosis

    @proposed
    Scenario: Stays open while nothing is known of systemic sclerosis (earlier thrombosis: yes)
      Given earlier thrombosis: yes
      Then the rule "Trial without earlier thrombosis" cannot be decided

    @proposed
    Scenario: Rests on NCT01785056, 2
      Given systemic sclerosis: yes
      And earlier thrombosis: yes
      Then the rule "Trial without earlier thrombosis" holds
      And the rule "Trial without earlier thrombosis" cites NCT01785056
      And the rule "Trial without earlier thrombosis" rests on 1 source

  Rule: Estimated GFR in muscle disease

    @proposed
    Scenario: Stays open (estimated glomerular filtration rate is 59.99 mL/min/1.73m2)
      Given estimated glomerular filtration rate is 59.99 mL/min/1.73m2
      Then the rule "Estimated GFR in muscle disease" cannot be decided

    @proposed
    Scenario: Rests on Swiss laboratory example and NIDDK, GFR equations
      Given estimated glomerular filtration rate is 85 mL/min/1.73m2
      And active muscle disease: yes
      Then the rule "Estimated GFR in muscle disease" holds
      And the rule "Estimated GFR in muscle disease" cites Swiss laboratory example
      And the rule "Estimated GFR in muscle disease" cites NIDDK, GFR equations
      And the rule "Estimated GFR in muscle disease" rests on 2 sources

    @proposed
    Scenario: Stays open (estimated glomerular filtration rate is 59.9 mL/min/1.73m2)
      Given estimated glomerular filtration rate is 59.9 mL/min/1.73m2
      Then the rule "Estimated GFR in muscle disease" cannot be decided

  Rule: Evidence on IVIG in SSc

    @proposed
    Scenario: Rests on Koczanowski 2024 and Garrote-Corral 2024
      Given systemic sclerosis: yes
      Then the rule "Evidence on IVIG in SSc" holds
      And the rule "Evidence on IVIG in SSc" cites Koczanowski 2024
      And the rule "Evidence on IVIG in SSc" cites Garrote-Corral 2024
      And the rule "Evidence on IVIG in SSc" rests on 2 sources

  Rule: Another disease with a licence

    @proposed
    Scenario: Rests on Kiovig EU leaflet
      Given another licensed indication: CIDP
      Then the rule "Another disease with a licence" holds
      And the rule "Another disease with a licence" cites Kiovig EU leaflet
      And the rule "Another disease with a licence" rests on 1 source

  Rule: Authors' words on harm

    @proposed
    Scenario: Rests on Sanges 2017, 8
      Given systemic sclerosis: yes
      Then the rule "Authors' words on harm" holds
      And the rule "Authors' words on harm" cites Sanges 2017
      And the rule "Authors' words on harm" rests on 1 source

  Rule: Low sodium after IVIG

    @proposed
    Scenario: Rests on Gammagard Liquid safety information, 3
      Given systemic sclerosis: yes
      Then the rule "Low sodium after IVIG" holds
      And the rule "Low sodium after IVIG" cites Gammagard Liquid safety information
      And the rule "Low sodium after IVIG" rests on 1 source

  Rule: Severe events on IVIG in SSc

    @proposed
    Scenario: Rests on Sanges 2017 and Cochin 2019 and 1 more
      Given systemic sclerosis: yes
      Then the rule "Severe events on IVIG in SSc" holds
      And the rule "Severe events on IVIG in SSc" cites Sanges 2017
      And the rule "Severe events on IVIG in SSc" cites Cochin 2019
      And the rule "Severe events on IVIG in SSc" cites Levy 2000
      And the rule "Severe events on IVIG in SSc" rests on 3 sources

  Rule: Thrombosis in SSc itself

    @proposed
    Scenario: Rests on Chen 2024 and Lee 2024 and 2 more
      Given systemic sclerosis: yes
      Then the rule "Thrombosis in SSc itself" holds
      And the rule "Thrombosis in SSc itself" cites Chen 2024
      And the rule "Thrombosis in SSc itself" cites Lee 2024
      And the rule "Thrombosis in SSc itself" cites Ungprasert 2015
      And the rule "Thrombosis in SSc itself" cites Lidar 2018
      And the rule "Thrombosis in SSc itself" rests on 4 sources

  Rule: Arterial thrombosis after IVIG

    @proposed
    Scenario: Rests on Ammann 2022
      Given systemic sclerosis: yes
      Then the rule "Arterial thrombosis after IVIG" holds
      And the rule "Arterial thrombosis after IVIG" cites Ammann 2022
      And the rule "Arterial thrombosis after IVIG" rests on 1 source

  Rule: Frequency of thrombosis

    @proposed
    Scenario: Rests on Daniel 2012 and HealthCore 2008-2012 and 3 more
      Given systemic sclerosis: yes
      Then the rule "Frequency of thrombosis" holds
      And the rule "Frequency of thrombosis" cites Daniel 2012
      And the rule "Frequency of thrombosis" cites HealthCore 2008-2012
      And the rule "Frequency of thrombosis" cites Medicare cohort 2016
      And the rule "Frequency of thrombosis" cites Marie 2006
      And the rule "Frequency of thrombosis" cites Review of thrombosis cases 2005
      And the rule "Frequency of thrombosis" rests on 5 sources

  Rule: Thrombosis without a known factor

    @proposed
    Scenario: Rests on Privigen US insert, 21
      Given systemic sclerosis: yes
      Then the rule "Thrombosis without a known factor" holds
      And the rule "Thrombosis without a known factor" cites Privigen US insert
      And the rule "Thrombosis without a known factor" rests on 1 source

  Rule: TRALI

    @proposed
    Scenario: Rests on Privigen EU leaflet, 3
      Given systemic sclerosis: yes
      Then the rule "TRALI" holds
      And the rule "TRALI" cites Privigen EU leaflet
      And the rule "TRALI" rests on 1 source
