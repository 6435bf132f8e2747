Feature: What turns on what: deferral
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: Recent thrombosis

    @proposed
    Scenario: Stays open while nothing is known of earlier thrombosis (present corticosteroid treatment is not known)
      Given present corticosteroid treatment is not known
      Then the rule "Recent thrombosis" cannot be decided

    @proposed
    Scenario: Does not hold (time since the latest thrombosis is 3.01 months)
      Given time since the latest thrombosis is 3.01 months
      Then the rule "Recent thrombosis" does not hold

    @proposed
    Scenario: Rests on Privigen US insert, 17
      Given earlier thrombosis: yes
      And time since the latest thrombosis is 2 months
      Then the rule "Recent thrombosis" holds
      And the rule "Recent thrombosis" cites Privigen US insert
      And the rule "Recent thrombosis" rests on 1 source

  Rule: Volume depletion

    @proposed
    Scenario: Rests on Privigen US insert and Gamunex-C label 2016
      Given volume depletion: yes
      Then the rule "Volume depletion" holds
      And the rule "Volume depletion" cites Privigen US insert
      And the rule "Volume depletion" cites Gamunex-C label 2016
      And the rule "Volume depletion" rests on 2 sources

  Rule: Sepsis

    @proposed
    Scenario: Rests on Privigen US insert, 15
      Given active sepsis: yes
      Then the rule "Sepsis" holds
      And the rule "Sepsis" cites Privigen US insert
      And the rule "Sepsis" rests on 1 source

  Rule: Acute kidney injury

    @proposed
    Scenario: Rests on Privigen US insert, 16
      Given acute kidney injury: yes
      Then the rule "Acute kidney injury" holds
      And the rule "Acute kidney injury" cites Privigen US insert
      And the rule "Acute kidney injury" rests on 1 source

  Rule: Renal crisis, active or creatinine not stable

    @proposed
    Scenario: Rests on Privigen US insert and Renal-crisis pathology review 2010
      Given active scleroderma renal crisis: yes
      Then the rule "Renal crisis, active or creatinine not stable" holds
      And the rule "Renal crisis, active or creatinine not stable" cites Privigen US insert
      And the rule "Renal crisis, active or creatinine not stable" cites Renal-crisis pathology review 2010
      And the rule "Renal crisis, active or creatinine not stable" rests on 2 sources

  Rule: Decompensated heart failure

    @proposed
    Scenario: Rests on Gammaplex 5% dosing page and Privigen supply leaflet, 3
      Given heart failure: yes
      And decompensated heart failure: yes
      Then the rule "Decompensated heart failure" holds
      And the rule "Decompensated heart failure" cites Gammaplex 5% dosing page
      And the rule "Decompensated heart failure" cites Privigen supply leaflet
      And the rule "Decompensated heart failure" rests on 2 sources
