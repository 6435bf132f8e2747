Feature: What turns on what: background
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: myositis_steroid_doses_not_carried

    @proposed
    Scenario: Stays open while nothing is known of systemic sclerosis (myositis overlap: yes)
      Given myositis overlap: yes
      Then the rule "myositis_steroid_doses_not_carried" cannot be decided

    @proposed
    Scenario: Rests on BSR myositis 2022 and Steen 1998
      Given systemic sclerosis: yes
      And myositis overlap: yes
      Then the rule "myositis_steroid_doses_not_carried" holds
      And the rule "myositis_steroid_doses_not_carried" cites BSR myositis 2022
      And the rule "myositis_steroid_doses_not_carried" cites Steen 1998
      And the rule "myositis_steroid_doses_not_carried" rests on 2 sources

    @proposed
    Scenario: Stays open while nothing is known of active muscle disease (systemic sclerosis: yes)
      Given systemic sclerosis: yes
      Then the rule "myositis_steroid_doses_not_carried" cannot be decided

    @proposed
    Scenario: Holds by active muscle disease (active muscle disease: yes; systemic sclerosis: yes)
      Given active muscle disease: yes
      And systemic sclerosis: yes
      Then the rule "myositis_steroid_doses_not_carried" holds

  Rule: trial_excluded_thrombosis

    @proposed
    Scenario: Stays open while nothing is known of systemic sclerosis (earlier thrombosis: yes)
      Given earlier thrombosis: yes
      Then the rule "trial_excluded_thrombosis" cannot be decided

    @proposed
    Scenario: Rests on NCT01785056, 2
      Given systemic sclerosis: yes
      And earlier thrombosis: yes
      Then the rule "trial_excluded_thrombosis" holds
      And the rule "trial_excluded_thrombosis" cites NCT01785056
      And the rule "trial_excluded_thrombosis" rests on 1 source

  Rule: estimated_gfr_in_muscle_disease

    @proposed
    Scenario: Stays open (estimated glomerular filtration rate is 59.99 mL/min/1.73m2)
      Given estimated glomerular filtration rate is 59.99 mL/min/1.73m2
      Then the rule "estimated_gfr_in_muscle_disease" cannot be decided

    @proposed
    Scenario: Rests on Swiss laboratory example and NIDDK, GFR equations
      Given estimated glomerular filtration rate is 85 mL/min/1.73m2
      And active muscle disease: yes
      Then the rule "estimated_gfr_in_muscle_disease" holds
      And the rule "estimated_gfr_in_muscle_disease" cites Swiss laboratory example
      And the rule "estimated_gfr_in_muscle_disease" cites NIDDK, GFR equations
      And the rule "estimated_gfr_in_muscle_disease" rests on 2 sources

    @proposed
    Scenario: Stays open (estimated glomerular filtration rate is 59.9 mL/min/1.73m2)
      Given estimated glomerular filtration rate is 59.9 mL/min/1.73m2
      Then the rule "estimated_gfr_in_muscle_disease" cannot be decided

  Rule: evidence_base

    @proposed
    Scenario: Rests on Koczanowski 2024 and Garrote-Corral 2024
      Given systemic sclerosis: yes
      Then the rule "evidence_base" holds
      And the rule "evidence_base" cites Koczanowski 2024
      And the rule "evidence_base" cites Garrote-Corral 2024
      And the rule "evidence_base" rests on 2 sources

  Rule: other_disease_with_licence

    @proposed
    Scenario: Rests on Kiovig EU leaflet
      Given another licensed indication: CIDP
      Then the rule "other_disease_with_licence" holds
      And the rule "other_disease_with_licence" cites Kiovig EU leaflet
      And the rule "other_disease_with_licence" rests on 1 source

  Rule: authors_words

    @proposed
    Scenario: Rests on Sanges 2017, 8
      Given systemic sclerosis: yes
      Then the rule "authors_words" holds
      And the rule "authors_words" cites Sanges 2017
      And the rule "authors_words" rests on 1 source

  Rule: hyponatraemia_after_ivig

    @proposed
    Scenario: Rests on Gammagard Liquid safety information, 3
      Given systemic sclerosis: yes
      Then the rule "hyponatraemia_after_ivig" holds
      And the rule "hyponatraemia_after_ivig" cites Gammagard Liquid safety information
      And the rule "hyponatraemia_after_ivig" rests on 1 source

  Rule: severe_events_in_ssc

    @proposed
    Scenario: Rests on Sanges 2017 and Cochin 2019 and 1 more
      Given systemic sclerosis: yes
      Then the rule "severe_events_in_ssc" holds
      And the rule "severe_events_in_ssc" cites Sanges 2017
      And the rule "severe_events_in_ssc" cites Cochin 2019
      And the rule "severe_events_in_ssc" cites Levy 2000
      And the rule "severe_events_in_ssc" rests on 3 sources

  Rule: ssc_raises_thrombosis

    @proposed
    Scenario: Rests on Chen 2024 and Lee 2024 and 2 more
      Given systemic sclerosis: yes
      Then the rule "ssc_raises_thrombosis" holds
      And the rule "ssc_raises_thrombosis" cites Chen 2024
      And the rule "ssc_raises_thrombosis" cites Lee 2024
      And the rule "ssc_raises_thrombosis" cites Ungprasert 2015
      And the rule "ssc_raises_thrombosis" cites Lidar 2018
      And the rule "ssc_raises_thrombosis" rests on 4 sources

  Rule: thrombosis_arterial_signal

    @proposed
    Scenario: Rests on Ammann 2022
      Given systemic sclerosis: yes
      Then the rule "thrombosis_arterial_signal" holds
      And the rule "thrombosis_arterial_signal" cites Ammann 2022
      And the rule "thrombosis_arterial_signal" rests on 1 source

  Rule: thrombosis_how_often

    @proposed
    Scenario: Rests on Daniel 2012 and HealthCore 2008-2012 and 3 more
      Given systemic sclerosis: yes
      Then the rule "thrombosis_how_often" holds
      And the rule "thrombosis_how_often" cites Daniel 2012
      And the rule "thrombosis_how_often" cites HealthCore 2008-2012
      And the rule "thrombosis_how_often" cites Medicare cohort 2016
      And the rule "thrombosis_how_often" cites Marie 2006
      And the rule "thrombosis_how_often" cites Review of thrombosis cases 2005
      And the rule "thrombosis_how_often" rests on 5 sources

  Rule: thrombosis_without_factor

    @proposed
    Scenario: Rests on Privigen US insert, 21
      Given systemic sclerosis: yes
      Then the rule "thrombosis_without_factor" holds
      And the rule "thrombosis_without_factor" cites Privigen US insert
      And the rule "thrombosis_without_factor" rests on 1 source

  Rule: trali_after_ivig

    @proposed
    Scenario: Rests on Privigen EU leaflet, 3
      Given systemic sclerosis: yes
      Then the rule "trali_after_ivig" holds
      And the rule "trali_after_ivig" cites Privigen EU leaflet
      And the rule "trali_after_ivig" rests on 1 source
