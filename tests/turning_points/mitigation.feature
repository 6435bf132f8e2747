Feature: What turns on what: mitigation
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: Gamunex-C: rate at renal risk

    @proposed
    Scenario: Holds by 'Age: boxed kidney factor' (age is 93 years; planned product: Gamunex-C)
      Given age is 93 years
      And planned product: Gamunex-C
      Then the rule "Gamunex-C: rate at renal risk" holds

    @proposed
    Scenario: Holds by 'Paraprotein: boxed kidney factor' (planned product: Gamunex-C; monoclonal gammopathy: yes)
      Given planned product: Gamunex-C
      And monoclonal gammopathy: yes
      Then the rule "Gamunex-C: rate at renal risk" holds

    @proposed
    Scenario: Rests on Gamunex-C label 2016, 2
      Given planned product: Gamunex-C
      And diabetes: yes
      Then the rule "Gamunex-C: rate at renal risk" holds
      And the rule "Gamunex-C: rate at renal risk" cites Gamunex-C label 2016
      And the rule "Gamunex-C: rate at renal risk" rests on 1 source

    @proposed
    Scenario: Stays open while nothing is known of planned product (active sepsis: yes)
      Given active sepsis: yes
      Then the rule "Gamunex-C: rate at renal risk" cannot be decided

  Rule: Rate cap of a compendium

    @proposed
    Scenario: Holds by 'Immobilisation: boxed thrombosis factor' (planned product: Octagam; prolonged immobilisation: yes)
      Given planned product: Octagam
      And prolonged immobilisation: yes
      Then the rule "Rate cap of a compendium" holds

    @proposed
    Scenario: Holds by 'Hypercoagulable condition: boxed thrombosis factor' (planned product: Octagam; antiphospholipid antibodies: yes)
      Given planned product: Octagam
      And antiphospholipid antibodies: yes
      Then the rule "Rate cap of a compendium" holds

    @proposed
    Scenario: Holds by 'Oestrogens: boxed thrombosis factor' (planned product: Octagam; oestrogen treatment: yes)
      Given planned product: Octagam
      And oestrogen treatment: yes
      Then the rule "Rate cap of a compendium" holds

    @proposed
    Scenario: Holds by 'Indwelling vascular catheter: boxed thrombosis factor' (planned product: Octagam; indwelling vascular catheter: yes)
      Given planned product: Octagam
      And indwelling vascular catheter: yes
      Then the rule "Rate cap of a compendium" holds

    @proposed
    Scenario: Holds by 'Hyperviscosity: boxed thrombosis factor' (planned product: Octagam; fasting chylomicronaemia: yes)
      Given planned product: Octagam
      And fasting chylomicronaemia: yes
      Then the rule "Rate cap of a compendium" holds

    @proposed
    Scenario: Rests on Octagam 10%, MPR and Gammagard Liquid, MPR
      Given planned product: Octagam
      And earlier thrombosis: yes
      Then the rule "Rate cap of a compendium" holds
      And the rule "Rate cap of a compendium" cites Octagam 10%, MPR
      And the rule "Rate cap of a compendium" cites Gammagard Liquid, MPR
      And the rule "Rate cap of a compendium" rests on 2 sources

    @proposed
    Scenario: Stays open while nothing is known of planned product (hypercoagulable condition: yes)
      Given hypercoagulable condition: yes
      Then the rule "Rate cap of a compendium" cannot be decided

    @proposed
    Scenario: Holds by 'A boxed renal factor is present' (chronic kidney disease: yes; planned product: Octagam)
      Given chronic kidney disease: yes
      And planned product: Octagam
      Then the rule "Rate cap of a compendium" holds

  Rule: Consent in writing

    @proposed
    Scenario: Rests on INESSS 2021
      Given systemic sclerosis: yes
      Then the rule "Consent in writing" holds
      And the rule "Consent in writing" cites INESSS 2021
      And the rule "Consent in writing" rests on 1 source

  Rule: Course over more days

    @proposed
    Scenario: Rests on Neuropathy cohort 2011, 2
      Given systemic sclerosis: yes
      Then the rule "Course over more days" holds
      And the rule "Course over more days" cites Neuropathy cohort 2011
      And the rule "Course over more days" rests on 1 source

  Rule: Infusion at home

    @proposed
    Scenario: Rests on Flebogamma DIF EU leaflet
      Given home infusion: yes
      Then the rule "Infusion at home" holds
      And the rule "Infusion at home" cites Flebogamma DIF EU leaflet
      And the rule "Infusion at home" rests on 1 source

  Rule: Hydration before the infusion

    @proposed
    Scenario: Rests on Privigen US label 2022 and Gamunex-C label 2016
      Given systemic sclerosis: yes
      Then the rule "Hydration before the infusion" holds
      And the rule "Hydration before the infusion" cites Privigen US label 2022
      And the rule "Hydration before the infusion" cites Gamunex-C label 2016
      And the rule "Hydration before the infusion" rests on 2 sources

  Rule: Creatinine and urea before and after

    @proposed
    Scenario: Rests on Gamunex-C label 2016
      Given systemic sclerosis: yes
      Then the rule "Creatinine and urea before and after" holds
      And the rule "Creatinine and urea before and after" cites Gamunex-C label 2016
      And the rule "Creatinine and urea before and after" rests on 1 source

  Rule: Live vaccine after immunoglobulin

    @proposed
    Scenario: Rests on Gamunex-C counselling text and Privigen EU leaflet and 1 more
      Given live vaccine planned: yes
      Then the rule "Live vaccine after immunoglobulin" holds
      And the rule "Live vaccine after immunoglobulin" cites Gamunex-C counselling text
      And the rule "Live vaccine after immunoglobulin" cites Privigen EU leaflet
      And the rule "Live vaccine after immunoglobulin" cites Vaccine interval table, Georgia
      And the rule "Live vaccine after immunoglobulin" rests on 3 sources

  Rule: Observation during and after an infusion

    @proposed
    Scenario: Rests on Privigen EU leaflet
      Given systemic sclerosis: yes
      Then the rule "Observation during and after an infusion" holds
      And the rule "Observation during and after an infusion" cites Privigen EU leaflet
      And the rule "Observation during and after an infusion" rests on 1 source

  Rule: Dermatomyositis: licence and rate of Octagam

    @proposed
    Scenario: Rests on Octagam 10% US label, dermatomyositis and Octagam 10% US label
      Given dermatomyositis overlap: yes
      Then the rule "Dermatomyositis: licence and rate of Octagam" holds
      And the rule "Dermatomyositis: licence and rate of Octagam" cites Octagam 10% US label, dermatomyositis
      And the rule "Dermatomyositis: licence and rate of Octagam" cites Octagam 10% US label
      And the rule "Dermatomyositis: licence and rate of Octagam" rests on 2 sources

  Rule: Product and batch on record

    @proposed
    Scenario: Rests on Octagam safety information
      Given systemic sclerosis: yes
      Then the rule "Product and batch on record" holds
      And the rule "Product and batch on record" cites Octagam safety information
      And the rule "Product and batch on record" rests on 1 source

  Rule: Change of product

    @proposed
    Scenario: Rests on Privigen administration page
      Given earlier or present IVIG: yes
      Then the rule "Change of product" holds
      And the rule "Change of product" cites Privigen administration page
      And the rule "Change of product" rests on 1 source

  Rule: Serology before the first dose

    @proposed
    Scenario: Rests on Gamunex-C highlights
      Given systemic sclerosis: yes
      Then the rule "Serology before the first dose" holds
      And the rule "Serology before the first dose" cites Gamunex-C highlights
      And the rule "Serology before the first dose" rests on 1 source

  Rule: Smallest practicable dose and rate

    @proposed
    Scenario: Rests on Privigen US label 2022 and Panzyga US insert and 3 more
      Given earlier thrombosis: yes
      Then the rule "Smallest practicable dose and rate" holds
      And the rule "Smallest practicable dose and rate" cites Privigen US label 2022
      And the rule "Smallest practicable dose and rate" cites Panzyga US insert
      And the rule "Smallest practicable dose and rate" cites Octagam 10% contraindications
      And the rule "Smallest practicable dose and rate" cites Flebogamma 10% DIF US label
      And the rule "Smallest practicable dose and rate" cites Gammaplex 10% US label 2024
      And the rule "Smallest practicable dose and rate" rests on 5 sources

  Rule: Viscosity at baseline

    @proposed
    Scenario: Rests on Bivigam label text
      Given monoclonal gammopathy: yes
      Then the rule "Viscosity at baseline" holds
      And the rule "Viscosity at baseline" cites Bivigam label text
      And the rule "Viscosity at baseline" rests on 1 source
