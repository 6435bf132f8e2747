Feature: What turns on what: deferral
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: volume_depletion

    @proposed
    Scenario: Rests on Privigen US insert and Gamunex-C label 2016
      Given volume depletion: yes
      Then the rule "volume_depletion" holds
      And the rule "volume_depletion" cites Privigen US insert
      And the rule "volume_depletion" cites Gamunex-C label 2016
      And the rule "volume_depletion" rests on 2 sources

  Rule: active_sepsis

    @proposed
    Scenario: Rests on Privigen US insert, 16
      Given active sepsis: yes
      Then the rule "active_sepsis" holds
      And the rule "active_sepsis" cites Privigen US insert
      And the rule "active_sepsis" rests on 1 source

  Rule: acute_kidney_injury

    @proposed
    Scenario: Rests on Privigen US insert, 17
      Given acute kidney injury: yes
      Then the rule "acute_kidney_injury" holds
      And the rule "acute_kidney_injury" cites Privigen US insert
      And the rule "acute_kidney_injury" rests on 1 source

  Rule: active_renal_crisis

    @proposed
    Scenario: Rests on Privigen US insert and Renal-crisis pathology review 2010
      Given active scleroderma renal crisis: yes
      Then the rule "active_renal_crisis" holds
      And the rule "active_renal_crisis" cites Privigen US insert
      And the rule "active_renal_crisis" cites Renal-crisis pathology review 2010
      And the rule "active_renal_crisis" rests on 2 sources

  Rule: recent_thrombosis

    @proposed
    Scenario: Rests on Privigen US insert, 18
      Given earlier thrombosis: yes
      And time since the latest thrombosis is 2 months
      Then the rule "recent_thrombosis" holds
      And the rule "recent_thrombosis" cites Privigen US insert
      And the rule "recent_thrombosis" rests on 1 source

    @proposed
    Scenario: Stays open while nothing is known of earlier thrombosis (present corticosteroid treatment is not known)
      Given present corticosteroid treatment is not known
      Then the rule "recent_thrombosis" cannot be decided

    @proposed
    Scenario: Does not hold (time since the latest thrombosis is 3.01 months)
      Given time since the latest thrombosis is 3.01 months
      Then the rule "recent_thrombosis" does not hold

  Rule: decompensated_heart_failure

    @proposed
    Scenario: Rests on Gammaplex 5% dosing page and Privigen supply leaflet, 3
      Given heart failure: yes
      And decompensated heart failure: yes
      Then the rule "decompensated_heart_failure" holds
      And the rule "decompensated_heart_failure" cites Gammaplex 5% dosing page
      And the rule "decompensated_heart_failure" cites Privigen supply leaflet
      And the rule "decompensated_heart_failure" rests on 2 sources

  Rule: severe_hypertension

    @proposed
    Scenario: Rests on ESC/ESH classes 2018 and French guideline 2021
      Given systolic blood pressure is 220 mmHg
      And diastolic blood pressure is 118 mmHg
      Then the rule "severe_hypertension" holds
      And the rule "severe_hypertension" cites ESC/ESH classes 2018
      And the rule "severe_hypertension" cites French guideline 2021
      And the rule "severe_hypertension" rests on 2 sources

  Rule: hypotension

    @proposed
    Scenario: Rests on NEWS2 chart
      Given hypotension: yes
      Then the rule "hypotension" holds
      And the rule "hypotension" cites NEWS2 chart
      And the rule "hypotension" rests on 1 source

  Rule: severe_anaemia

    @proposed
    Scenario: Rests on Anaemia cut-offs (WHO groups) and FDA label change 2012
      Given haemoglobin is 7.9 g/dL
      Then the rule "severe_anaemia" holds
      And the rule "severe_anaemia" cites Anaemia cut-offs (WHO groups)
      And the rule "severe_anaemia" cites FDA label change 2012
      And the rule "severe_anaemia" rests on 2 sources

  Rule: severe_hyponatraemia

    @proposed
    Scenario: Rests on Hyponatraemia guideline 2014 and Gammagard Liquid safety information
      Given serum sodium is 124 mmol/L
      Then the rule "severe_hyponatraemia" holds
      And the rule "severe_hyponatraemia" cites Hyponatraemia guideline 2014
      And the rule "severe_hyponatraemia" cites Gammagard Liquid safety information
      And the rule "severe_hyponatraemia" rests on 2 sources
