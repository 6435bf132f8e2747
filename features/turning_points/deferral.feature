Feature: What turns on what: deferral
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: A recent thrombosis, myocardial infarction or stroke comes first

    @proposed
    Scenario: Stays open while nothing is known of earlier thrombosis (present corticosteroid treatment is not known)
      Given present corticosteroid treatment is not known
      Then the rule "A recent thrombosis, myocardial infarction or stroke comes first" cannot be decided

    @proposed
    Scenario: Does not hold (time since the latest thrombosis is 3.01 months)
      Given time since the latest thrombosis is 3.01 months
      Then the rule "A recent thrombosis, myocardial infarction or stroke comes first" does not hold

    @proposed
    Scenario: Rests on Privigen US insert, 17
      Given earlier thrombosis: yes
      And time since the latest thrombosis is 2 months
      Then the rule "A recent thrombosis, myocardial infarction or stroke comes first" holds
      And the rule "A recent thrombosis, myocardial infarction or stroke comes first" cites Privigen US insert
      And the rule "A recent thrombosis, myocardial infarction or stroke comes first" rests on 1 source

  Rule: Volume depletion comes first

    @proposed
    Scenario: Rests on Privigen US insert and Gamunex-C label 2016
      Given volume depletion: yes
      Then the rule "Volume depletion comes first" holds
      And the rule "Volume depletion comes first" cites Privigen US insert
      And the rule "Volume depletion comes first" cites Gamunex-C label 2016
      And the rule "Volume depletion comes first" rests on 2 sources

  Rule: Sepsis comes first

    @proposed
    Scenario: Rests on Privigen US insert, 15
      Given active sepsis: yes
      Then the rule "Sepsis comes first" holds
      And the rule "Sepsis comes first" cites Privigen US insert
      And the rule "Sepsis comes first" rests on 1 source

  Rule: Acute kidney injury comes first

    @proposed
    Scenario: Rests on Privigen US insert, 16
      Given acute kidney injury: yes
      Then the rule "Acute kidney injury comes first" holds
      And the rule "Acute kidney injury comes first" cites Privigen US insert
      And the rule "Acute kidney injury comes first" rests on 1 source

  Rule: Renal crisis, active or creatinine not stable

    @proposed
    Scenario: Rests on Privigen US insert and Renal-crisis pathology review 2010
      Given active scleroderma renal crisis: yes
      Then the rule "Renal crisis, active or creatinine not stable" holds
      And the rule "Renal crisis, active or creatinine not stable" cites Privigen US insert
      And the rule "Renal crisis, active or creatinine not stable" cites Renal-crisis pathology review 2010
      And the rule "Renal crisis, active or creatinine not stable" rests on 2 sources

  Rule: Decompensated heart failure comes first

    @proposed
    Scenario: Rests on Gammaplex 5% dosing page and Privigen supply leaflet, 3
      Given heart failure: yes
      And decompensated heart failure: yes
      Then the rule "Decompensated heart failure comes first" holds
      And the rule "Decompensated heart failure comes first" cites Gammaplex 5% dosing page
      And the rule "Decompensated heart failure comes first" cites Privigen supply leaflet
      And the rule "Decompensated heart failure comes first" rests on 2 sources
