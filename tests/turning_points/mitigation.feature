Feature: What turns on what: mitigation
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: rate_under_the_ordinary_maximum

    @proposed
    Scenario: Holds by 'Age: boxed kidney factor' (age is 93 years; planned product: Gamunex-C)
      Given age is 93 years
      And planned product: Gamunex-C
      Then the rule "rate_under_the_ordinary_maximum" holds

    @proposed
    Scenario: Holds by 'Paraprotein: boxed kidney factor' (planned product: Gamunex-C; monoclonal gammopathy: yes)
      Given planned product: Gamunex-C
      And monoclonal gammopathy: yes
      Then the rule "rate_under_the_ordinary_maximum" holds

    @proposed
    Scenario: Rests on Gamunex-C label 2016, 2
      Given planned product: Gamunex-C
      And diabetes: yes
      Then the rule "rate_under_the_ordinary_maximum" holds
      And the rule "rate_under_the_ordinary_maximum" cites Gamunex-C label 2016
      And the rule "rate_under_the_ordinary_maximum" rests on 1 source

    @proposed
    Scenario: Stays open while nothing is known of planned product (active sepsis: yes)
      Given active sepsis: yes
      Then the rule "rate_under_the_ordinary_maximum" cannot be decided

    @proposed
    Scenario: Does not hold, turning on 'A boxed renal factor is present' (estimated glomerular filtration rate is 155 mL/min/1.73m2; chronic kidney disease: no; nephrotoxic drugs: no; and 5 more)
      Given estimated glomerular filtration rate is 155 mL/min/1.73m2
      And chronic kidney disease: no
      And nephrotoxic drugs: no
      And volume depletion: no
      And active sepsis: no
      And age is 65 years
      And monoclonal gammopathy: no
      And diabetes: no
      Then the rule "rate_under_the_ordinary_maximum" does not hold

  Rule: compendium_rate

    @proposed
    Scenario: Holds by 'Immobilisation: boxed thrombosis factor' (planned product: Octagam; prolonged immobilisation: yes)
      Given planned product: Octagam
      And prolonged immobilisation: yes
      Then the rule "compendium_rate" holds

    @proposed
    Scenario: Holds by 'Hypercoagulable condition: boxed thrombosis factor' (planned product: Octagam; antiphospholipid antibodies: yes)
      Given planned product: Octagam
      And antiphospholipid antibodies: yes
      Then the rule "compendium_rate" holds

    @proposed
    Scenario: Holds by 'Oestrogens: boxed thrombosis factor' (planned product: Octagam; oestrogen treatment: yes)
      Given planned product: Octagam
      And oestrogen treatment: yes
      Then the rule "compendium_rate" holds

    @proposed
    Scenario: Holds by 'Indwelling vascular catheter: boxed thrombosis factor' (planned product: Octagam; indwelling vascular catheter: yes)
      Given planned product: Octagam
      And indwelling vascular catheter: yes
      Then the rule "compendium_rate" holds

    @proposed
    Scenario: Holds by 'Hyperviscosity: boxed thrombosis factor' (planned product: Octagam; fasting chylomicronaemia: yes)
      Given planned product: Octagam
      And fasting chylomicronaemia: yes
      Then the rule "compendium_rate" holds

    @proposed
    Scenario: Rests on Octagam 10%, MPR and Gammagard Liquid, MPR
      Given planned product: Octagam
      And earlier thrombosis: yes
      Then the rule "compendium_rate" holds
      And the rule "compendium_rate" cites Octagam 10%, MPR
      And the rule "compendium_rate" cites Gammagard Liquid, MPR
      And the rule "compendium_rate" rests on 2 sources

    @proposed
    Scenario: Stays open while nothing is known of planned product (hypercoagulable condition: yes)
      Given hypercoagulable condition: yes
      Then the rule "compendium_rate" cannot be decided

    @proposed
    Scenario: Holds by 'A boxed renal factor is present' (chronic kidney disease: yes; planned product: Octagam)
      Given chronic kidney disease: yes
      And planned product: Octagam
      Then the rule "compendium_rate" holds

  Rule: consent

    @proposed
    Scenario: Rests on INESSS 2021
      Given systemic sclerosis: yes
      Then the rule "consent" holds
      And the rule "consent" cites INESSS 2021
      And the rule "consent" rests on 1 source

  Rule: course_over_more_days

    @proposed
    Scenario: Rests on Neuropathy cohort 2011, 2
      Given systemic sclerosis: yes
      Then the rule "course_over_more_days" holds
      And the rule "course_over_more_days" cites Neuropathy cohort 2011
      And the rule "course_over_more_days" rests on 1 source

  Rule: home_infusion

    @proposed
    Scenario: Rests on Flebogamma DIF EU leaflet
      Given home infusion: yes
      Then the rule "home_infusion" holds
      And the rule "home_infusion" cites Flebogamma DIF EU leaflet
      And the rule "home_infusion" rests on 1 source

  Rule: hydration_first

    @proposed
    Scenario: Rests on Privigen US label 2022 and Gamunex-C label 2016
      Given systemic sclerosis: yes
      Then the rule "hydration_first" holds
      And the rule "hydration_first" cites Privigen US label 2022
      And the rule "hydration_first" cites Gamunex-C label 2016
      And the rule "hydration_first" rests on 2 sources

  Rule: kidney_is_monitored

    @proposed
    Scenario: Rests on Gamunex-C label 2016
      Given systemic sclerosis: yes
      Then the rule "kidney_is_monitored" holds
      And the rule "kidney_is_monitored" cites Gamunex-C label 2016
      And the rule "kidney_is_monitored" rests on 1 source

  Rule: live_vaccine_timing

    @proposed
    Scenario: Rests on Gamunex-C counselling text and Privigen EU leaflet and 1 more
      Given live vaccine planned: yes
      Then the rule "live_vaccine_timing" holds
      And the rule "live_vaccine_timing" cites Gamunex-C counselling text
      And the rule "live_vaccine_timing" cites Privigen EU leaflet
      And the rule "live_vaccine_timing" cites Vaccine interval table, Georgia
      And the rule "live_vaccine_timing" rests on 3 sources

  Rule: observation_after_infusion

    @proposed
    Scenario: Rests on Privigen EU leaflet
      Given systemic sclerosis: yes
      Then the rule "observation_after_infusion" holds
      And the rule "observation_after_infusion" cites Privigen EU leaflet
      And the rule "observation_after_infusion" rests on 1 source

  Rule: octagam_dermatomyositis_rate

    @proposed
    Scenario: Rests on Octagam 10% US label, dermatomyositis and Octagam 10% US label
      Given dermatomyositis overlap: yes
      Then the rule "octagam_dermatomyositis_rate" holds
      And the rule "octagam_dermatomyositis_rate" cites Octagam 10% US label, dermatomyositis
      And the rule "octagam_dermatomyositis_rate" cites Octagam 10% US label
      And the rule "octagam_dermatomyositis_rate" rests on 2 sources

  Rule: product_and_batch

    @proposed
    Scenario: Rests on Octagam safety information
      Given systemic sclerosis: yes
      Then the rule "product_and_batch" holds
      And the rule "product_and_batch" cites Octagam safety information
      And the rule "product_and_batch" rests on 1 source

  Rule: product_switch

    @proposed
    Scenario: Rests on Privigen administration page
      Given earlier or present IVIG: yes
      Then the rule "product_switch" holds
      And the rule "product_switch" cites Privigen administration page
      And the rule "product_switch" rests on 1 source

  Rule: serology_first

    @proposed
    Scenario: Rests on Gamunex-C highlights
      Given systemic sclerosis: yes
      Then the rule "serology_first" holds
      And the rule "serology_first" cites Gamunex-C highlights
      And the rule "serology_first" rests on 1 source

  Rule: smallest_dose_and_rate

    @proposed
    Scenario: Rests on Privigen US label 2022 and Panzyga US insert and 3 more
      Given earlier thrombosis: yes
      Then the rule "smallest_dose_and_rate" holds
      And the rule "smallest_dose_and_rate" cites Privigen US label 2022
      And the rule "smallest_dose_and_rate" cites Panzyga US insert
      And the rule "smallest_dose_and_rate" cites Octagam 10% contraindications
      And the rule "smallest_dose_and_rate" cites Flebogamma 10% DIF US label
      And the rule "smallest_dose_and_rate" cites Gammaplex 10% US label 2024
      And the rule "smallest_dose_and_rate" rests on 5 sources

  Rule: viscosity_at_baseline

    @proposed
    Scenario: Rests on Bivigam label text
      Given monoclonal gammopathy: yes
      Then the rule "viscosity_at_baseline" holds
      And the rule "viscosity_at_baseline" cites Bivigam label text
      And the rule "viscosity_at_baseline" rests on 1 source
