Feature: What turns on what: deferral
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

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
    Scenario: Rests on Privigen US insert, 16
      Given active sepsis: yes
      Then the rule "Sepsis" holds
      And the rule "Sepsis" cites Privigen US insert
      And the rule "Sepsis" rests on 1 source

  Rule: Acute kidney injury

    @proposed
    Scenario: Rests on Privigen US insert, 17
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

  Rule: Recent thrombosis

    @proposed
    Scenario: Rests on Privigen US insert, 18
      Given earlier thrombosis: yes
      And time since the latest thrombosis is 2 months
      Then the rule "Recent thrombosis" holds
      And the rule "Recent thrombosis" cites Privigen US insert
      And the rule "Recent thrombosis" rests on 1 source

    @proposed
    Scenario: Stays open while nothing is known of earlier thrombosis (present corticosteroid treatment is not known)
      Given present corticosteroid treatment is not known
      Then the rule "Recent thrombosis" cannot be decided

  Rule: Decompensated heart failure

    @proposed
    Scenario: Rests on Gammaplex 5% dosing page and Privigen supply leaflet, 3
      Given heart failure: yes
      And decompensated heart failure: yes
      Then the rule "Decompensated heart failure" holds
      And the rule "Decompensated heart failure" cites Gammaplex 5% dosing page
      And the rule "Decompensated heart failure" cites Privigen supply leaflet
      And the rule "Decompensated heart failure" rests on 2 sources

  Rule: Severe hypertension

    @proposed
    Scenario: Rests on ESC/ESH classes 2018 and French guideline 2021
      Given systolic blood pressure is 220 mmHg
      And diastolic blood pressure is 118 mmHg
      Then the rule "Severe hypertension" holds
      And the rule "Severe hypertension" cites ESC/ESH classes 2018
      And the rule "Severe hypertension" cites French guideline 2021
      And the rule "Severe hypertension" rests on 2 sources

  Rule: Hypotension, new or with signs of illness

    @proposed
    Scenario: Rests on NEWS2 chart
      Given hypotension: yes
      Then the rule "Hypotension, new or with signs of illness" holds
      And the rule "Hypotension, new or with signs of illness" cites NEWS2 chart
      And the rule "Hypotension, new or with signs of illness" rests on 1 source

  Rule: Severe anaemia

    @proposed
    Scenario: Rests on Anaemia cut-offs (WHO groups) and FDA label change 2012
      Given haemoglobin is 7.9 g/dL
      Then the rule "Severe anaemia" holds
      And the rule "Severe anaemia" cites Anaemia cut-offs (WHO groups)
      And the rule "Severe anaemia" cites FDA label change 2012
      And the rule "Severe anaemia" rests on 2 sources

  Rule: Severe hyponatraemia

    @proposed
    Scenario: Rests on Hyponatraemia guideline 2014 and Gammagard Liquid safety information
      Given serum sodium is 124 mmol/L
      Then the rule "Severe hyponatraemia" holds
      And the rule "Severe hyponatraemia" cites Hyponatraemia guideline 2014
      And the rule "Severe hyponatraemia" cites Gammagard Liquid safety information
      And the rule "Severe hyponatraemia" rests on 2 sources
