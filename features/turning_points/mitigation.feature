Feature: What turns on what: mitigation
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: A compendium caps the rate in patients at risk, and no current label was found to confirm it

    @proposed
    Scenario: Holds by 'Kidney insufficiency is a boxed renal factor' (chronic kidney disease: yes; planned product: Octagam)
      Given chronic kidney disease: yes
      And planned product: Octagam
      Then the rule "A compendium caps the rate in patients at risk, and no current label was found to confirm it" holds

    @proposed
    Scenario: Holds by 'Prolonged immobilisation is a boxed thrombosis factor' (planned product: Octagam; prolonged immobilisation: yes)
      Given planned product: Octagam
      And prolonged immobilisation: yes
      Then the rule "A compendium caps the rate in patients at risk, and no current label was found to confirm it" holds

    @proposed
    Scenario: Holds by 'A hypercoagulable condition is a boxed thrombosis factor' (planned product: Gammagard Liquid; antiphospholipid antibodies: yes)
      Given planned product: Gammagard Liquid
      And antiphospholipid antibodies: yes
      Then the rule "A compendium caps the rate in patients at risk, and no current label was found to confirm it" holds

    @proposed
    Scenario: Holds by 'Use of oestrogens is a boxed thrombosis factor' (planned product: Octagam; oestrogen treatment: yes)
      Given planned product: Octagam
      And oestrogen treatment: yes
      Then the rule "A compendium caps the rate in patients at risk, and no current label was found to confirm it" holds

    @proposed
    Scenario: Holds by 'An indwelling vascular catheter is a boxed thrombosis factor' (planned product: Octagam; indwelling vascular catheter: yes)
      Given planned product: Octagam
      And indwelling vascular catheter: yes
      Then the rule "A compendium caps the rate in patients at risk, and no current label was found to confirm it" holds

    @proposed
    Scenario: Holds by 'Hyperviscosity is a boxed thrombosis factor' (planned product: Octagam; hyperviscosity: yes)
      Given planned product: Octagam
      And hyperviscosity: yes
      Then the rule "A compendium caps the rate in patients at risk, and no current label was found to confirm it" holds

    @proposed
    Scenario: Stays open while nothing is known of planned product (hypertension: yes)
      Given hypertension: yes
      Then the rule "A compendium caps the rate in patients at risk, and no current label was found to confirm it" cannot be decided

    @proposed
    Scenario: Rests on Octagam 10%, MPR and Gammagard Liquid, MPR
      Given planned product: Octagam
      And earlier thrombosis: yes
      Then the rule "A compendium caps the rate in patients at risk, and no current label was found to confirm it" holds
      And the rule "A compendium caps the rate in patients at risk, and no current label was found to confirm it" cites Octagam 10%, MPR
      And the rule "A compendium caps the rate in patients at risk, and no current label was found to confirm it" cites Gammagard Liquid, MPR
      And the rule "A compendium caps the rate in patients at risk, and no current label was found to confirm it" rests on 2 sources

  Rule: A rate below the ordinary maximum gives little protection of its own

    @proposed
    Scenario: Holds by 'Age above the boxed limit is a renal factor' (age is 93 years; planned product: Gamunex-C)
      Given age is 93 years
      And planned product: Gamunex-C
      Then the rule "A rate below the ordinary maximum gives little protection of its own" holds

    @proposed
    Scenario: Holds by 'A paraprotein is a boxed renal factor' (planned product: Gamunex-C; monoclonal gammopathy: yes)
      Given planned product: Gamunex-C
      And monoclonal gammopathy: yes
      Then the rule "A rate below the ordinary maximum gives little protection of its own" holds

    @proposed
    Scenario: Stays open while nothing is known of planned product (active sepsis: yes)
      Given active sepsis: yes
      Then the rule "A rate below the ordinary maximum gives little protection of its own" cannot be decided

    @proposed
    Scenario: Does not hold, turning on 'A boxed renal factor is present' (estimated glomerular filtration rate is 130 mL/min/1.73m2; chronic kidney disease: no; nephrotoxic drugs: no; and 5 more)
      Given estimated glomerular filtration rate is 130 mL/min/1.73m2
      And chronic kidney disease: no
      And nephrotoxic drugs: no
      And volume depletion: no
      And active sepsis: no
      And age is 65 years
      And monoclonal gammopathy: no
      And diabetes: no
      Then the rule "A rate below the ordinary maximum gives little protection of its own" does not hold

    @proposed
    Scenario: Rests on Gamunex-C label 2016, 2
      Given planned product: Gamunex-C
      And diabetes: yes
      Then the rule "A rate below the ordinary maximum gives little protection of its own" holds
      And the rule "A rate below the ordinary maximum gives little protection of its own" cites Gamunex-C label 2016
      And the rule "A rate below the ordinary maximum gives little protection of its own" rests on 1 source

  Rule: A course spread over more days keeps the daily amount down

    @proposed
    Scenario: Rests on Neuropathy cohort 2011, 2
      Given systemic sclerosis: yes
      Then the rule "A course spread over more days keeps the daily amount down" holds
      And the rule "A course spread over more days keeps the daily amount down" cites Neuropathy cohort 2011
      And the rule "A course spread over more days keeps the daily amount down" rests on 1 source

  Rule: Hydration comes before the infusion

    @proposed
    Scenario: Rests on Privigen US label 2022 and Gamunex-C label 2016
      Given systemic sclerosis: yes
      Then the rule "Hydration comes before the infusion" holds
      And the rule "Hydration comes before the infusion" cites Privigen US label 2022
      And the rule "Hydration comes before the infusion" cites Gamunex-C label 2016
      And the rule "Hydration comes before the infusion" rests on 2 sources

  Rule: Creatinine and urea are followed

    @proposed
    Scenario: Rests on Gamunex-C label 2016
      Given systemic sclerosis: yes
      Then the rule "Creatinine and urea are followed" holds
      And the rule "Creatinine and urea are followed" cites Gamunex-C label 2016
      And the rule "Creatinine and urea are followed" rests on 1 source

  Rule: A live vaccine waits for months after immunoglobulin

    @proposed
    Scenario: Rests on Gamunex-C counselling text and Privigen EU leaflet and 1 more
      Given live vaccine planned: yes
      Then the rule "A live vaccine waits for months after immunoglobulin" holds
      And the rule "A live vaccine waits for months after immunoglobulin" cites Gamunex-C counselling text
      And the rule "A live vaccine waits for months after immunoglobulin" cites Privigen EU leaflet
      And the rule "A live vaccine waits for months after immunoglobulin" cites Vaccine interval table, Georgia
      And the rule "A live vaccine waits for months after immunoglobulin" rests on 3 sources

  Rule: Patients are watched during an infusion and after it

    @proposed
    Scenario: Rests on Privigen EU leaflet
      Given systemic sclerosis: yes
      Then the rule "Patients are watched during an infusion and after it" holds
      And the rule "Patients are watched during an infusion and after it" cites Privigen EU leaflet
      And the rule "Patients are watched during an infusion and after it" rests on 1 source

  Rule: In dermatomyositis one product has a licence in the United States and a cap on its rate

    @proposed
    Scenario: Rests on Octagam 10% US label, dermatomyositis and Octagam 10% US label
      Given dermatomyositis overlap: yes
      Then the rule "In dermatomyositis one product has a licence in the United States and a cap on its rate" holds
      And the rule "In dermatomyositis one product has a licence in the United States and a cap on its rate" cites Octagam 10% US label, dermatomyositis
      And the rule "In dermatomyositis one product has a licence in the United States and a cap on its rate" cites Octagam 10% US label
      And the rule "In dermatomyositis one product has a licence in the United States and a cap on its rate" rests on 2 sources

  Rule: Product and batch are recorded at every dose

    @proposed
    Scenario: Rests on Octagam safety information
      Given systemic sclerosis: yes
      Then the rule "Product and batch are recorded at every dose" holds
      And the rule "Product and batch are recorded at every dose" cites Octagam safety information
      And the rule "Product and batch are recorded at every dose" rests on 1 source

  Rule: After a change of product the rate starts again from the minimum

    @proposed
    Scenario: Rests on Privigen administration page
      Given earlier or present IVIG: yes
      Then the rule "After a change of product the rate starts again from the minimum" holds
      And the rule "After a change of product the rate starts again from the minimum" cites Privigen administration page
      And the rule "After a change of product the rate starts again from the minimum" rests on 1 source

  Rule: Serology is read from before the first dose

    @proposed
    Scenario: Rests on Gamunex-C highlights
      Given systemic sclerosis: yes
      Then the rule "Serology is read from before the first dose" holds
      And the rule "Serology is read from before the first dose" cites Gamunex-C highlights
      And the rule "Serology is read from before the first dose" rests on 1 source

  Rule: With a boxed factor, labels keep dose and rate, or the rate alone, as small as is practicable

    @proposed
    Scenario: Rests on Privigen US label 2022 and Panzyga US insert and 3 more
      Given earlier thrombosis: yes
      Then the rule "With a boxed factor, labels keep dose and rate, or the rate alone, as small as is practicable" holds
      And the rule "With a boxed factor, labels keep dose and rate, or the rate alone, as small as is practicable" cites Privigen US label 2022
      And the rule "With a boxed factor, labels keep dose and rate, or the rate alone, as small as is practicable" cites Panzyga US insert
      And the rule "With a boxed factor, labels keep dose and rate, or the rate alone, as small as is practicable" cites Octagam 10% contraindications
      And the rule "With a boxed factor, labels keep dose and rate, or the rate alone, as small as is practicable" cites Flebogamma 10% DIF US label
      And the rule "With a boxed factor, labels keep dose and rate, or the rate alone, as small as is practicable" cites Gammaplex 10% US label 2024
      And the rule "With a boxed factor, labels keep dose and rate, or the rate alone, as small as is practicable" rests on 5 sources

  Rule: Where hyperviscosity is a risk, viscosity is measured first

    @proposed
    Scenario: Rests on Bivigam label text
      Given monoclonal gammopathy: yes
      Then the rule "Where hyperviscosity is a risk, viscosity is measured first" holds
      And the rule "Where hyperviscosity is a risk, viscosity is measured first" cites Bivigam label text
      And the rule "Where hyperviscosity is a risk, viscosity is measured first" rests on 1 source
