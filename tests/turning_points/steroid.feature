Feature: What turns on what: steroid
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: renal_crisis_diffuse_skin

    @proposed
    Scenario: Stays open while nothing is known of systemic sclerosis (skin subset: diffuse cutaneous)
      Given skin subset: diffuse cutaneous
      Then the rule "renal_crisis_diffuse_skin" cannot be decided

    @proposed
    Scenario: Rests on French guideline 2021 and Montanelli 2013
      Given systemic sclerosis: yes
      And skin subset: diffuse cutaneous
      Then the rule "renal_crisis_diffuse_skin" holds
      And the rule "renal_crisis_diffuse_skin" cites French guideline 2021
      And the rule "renal_crisis_diffuse_skin" cites Montanelli 2013
      And the rule "renal_crisis_diffuse_skin" rests on 2 sources

  Rule: renal_crisis_new_anaemia

    @proposed
    Scenario: Stays open while nothing is known of systemic sclerosis (new anaemia: yes)
      Given new anaemia: yes
      Then the rule "renal_crisis_new_anaemia" cannot be decided

    @proposed
    Scenario: Rests on French guideline 2021, 2
      Given new anaemia: yes
      And systemic sclerosis: yes
      Then the rule "renal_crisis_new_anaemia" holds
      And the rule "renal_crisis_new_anaemia" cites French guideline 2021
      And the rule "renal_crisis_new_anaemia" rests on 1 source

  Rule: renal_crisis_polymerase_antibody

    @proposed
    Scenario: Stays open while nothing is known of systemic sclerosis (anti-RNA polymerase III antibodies: yes)
      Given anti-RNA polymerase III antibodies: yes
      Then the rule "renal_crisis_polymerase_antibody" cannot be decided

    @proposed
    Scenario: Rests on French guideline 2021, 3
      Given systemic sclerosis: yes
      And anti-RNA polymerase III antibodies: yes
      Then the rule "renal_crisis_polymerase_antibody" holds
      And the rule "renal_crisis_polymerase_antibody" cites French guideline 2021
      And the rule "renal_crisis_polymerase_antibody" rests on 1 source

  Rule: renal_crisis_rapid_skin

    @proposed
    Scenario: Stays open while nothing is known of systemic sclerosis (rapid skin progression: yes)
      Given rapid skin progression: yes
      Then the rule "renal_crisis_rapid_skin" cannot be decided

    @proposed
    Scenario: Rests on French guideline 2021, 4
      Given rapid skin progression: yes
      And systemic sclerosis: yes
      Then the rule "renal_crisis_rapid_skin" holds
      And the rule "renal_crisis_rapid_skin" cites French guideline 2021
      And the rule "renal_crisis_rapid_skin" rests on 1 source

  Rule: renal_crisis_recent_cardiac_event

    @proposed
    Scenario: Stays open while nothing is known of systemic sclerosis (recent cardiac event: yes)
      Given recent cardiac event: yes
      Then the rule "renal_crisis_recent_cardiac_event" cannot be decided

    @proposed
    Scenario: Rests on French guideline 2021, 5
      Given recent cardiac event: yes
      And systemic sclerosis: yes
      Then the rule "renal_crisis_recent_cardiac_event" holds
      And the rule "renal_crisis_recent_cardiac_event" cites French guideline 2021
      And the rule "renal_crisis_recent_cardiac_event" rests on 1 source

  Rule: renal_crisis_short_duration

    @proposed
    Scenario: Stays open while nothing is known of systemic sclerosis (duration of systemic sclerosis is 2.5 years)
      Given duration of systemic sclerosis is 2.5 years
      Then the rule "renal_crisis_short_duration" cannot be decided

    @proposed
    Scenario: Stays open (duration of systemic sclerosis is 4.99 years)
      Given duration of systemic sclerosis is 4.99 years
      Then the rule "renal_crisis_short_duration" cannot be decided

    @proposed
    Scenario: Rests on French guideline 2021, 6
      Given systemic sclerosis: yes
      And duration of systemic sclerosis is 4.9 years
      Then the rule "renal_crisis_short_duration" holds
      And the rule "renal_crisis_short_duration" cites French guideline 2021
      And the rule "renal_crisis_short_duration" rests on 1 source

  Rule: steroid_dose_of_six_months

    @proposed
    Scenario: Holds by highest corticosteroid dose in three months, as prednisone at least 15 mg/day (highest corticosteroid dose in three months, as prednisone is 1007.5 mg/day)
      Given highest corticosteroid dose in three months, as prednisone is 1007.5 mg/day
      Then the rule "steroid_dose_of_six_months" holds

    @proposed
    Scenario: Holds by corticosteroid dose, as prednisone at least 15 mg/day (corticosteroid dose, as prednisone is 1007.5 mg/day)
      Given corticosteroid dose, as prednisone is 1007.5 mg/day
      Then the rule "steroid_dose_of_six_months" holds

    @proposed
    Scenario: Stays open (highest corticosteroid dose in six months, as prednisone is 14.99 mg/day)
      Given highest corticosteroid dose in six months, as prednisone is 14.99 mg/day
      Then the rule "steroid_dose_of_six_months" cannot be decided

    @proposed
    Scenario: Holds (highest corticosteroid dose in three months, as prednisone is 15 mg/day)
      Given highest corticosteroid dose in three months, as prednisone is 15 mg/day
      Then the rule "steroid_dose_of_six_months" holds

    @proposed
    Scenario: Stays open (highest corticosteroid dose in three months, as prednisone is 14.99 mg/day)
      Given highest corticosteroid dose in three months, as prednisone is 14.99 mg/day
      Then the rule "steroid_dose_of_six_months" cannot be decided

    @proposed
    Scenario: Holds (corticosteroid dose, as prednisone is 15 mg/day)
      Given corticosteroid dose, as prednisone is 15 mg/day
      Then the rule "steroid_dose_of_six_months" holds

    @proposed
    Scenario: Stays open (corticosteroid dose, as prednisone is 14.99 mg/day)
      Given corticosteroid dose, as prednisone is 14.99 mg/day
      Then the rule "steroid_dose_of_six_months" cannot be decided

    @proposed
    Scenario: Rests on Steen 1998, 2
      Given highest corticosteroid dose in six months, as prednisone is 15 mg/day
      Then the rule "steroid_dose_of_six_months" holds
      And the rule "steroid_dose_of_six_months" cites Steen 1998
      And the rule "steroid_dose_of_six_months" rests on 1 source

  Rule: steroid_dose_of_three_months

    @proposed
    Scenario: Holds by corticosteroid dose, as prednisone above 15 mg/day (corticosteroid dose, as prednisone is 1007.5 mg/day)
      Given corticosteroid dose, as prednisone is 1007.5 mg/day
      Then the rule "steroid_dose_of_three_months" holds

    @proposed
    Scenario: Holds (highest corticosteroid dose in three months, as prednisone is 15.01 mg/day)
      Given highest corticosteroid dose in three months, as prednisone is 15.01 mg/day
      Then the rule "steroid_dose_of_three_months" holds

    @proposed
    Scenario: Holds (corticosteroid dose, as prednisone is 15.01 mg/day)
      Given corticosteroid dose, as prednisone is 15.01 mg/day
      Then the rule "steroid_dose_of_three_months" holds

    @proposed
    Scenario: Rests on French guideline 2021, 7
      Given highest corticosteroid dose in three months, as prednisone is 16 mg/day
      Then the rule "steroid_dose_of_three_months" holds
      And the rule "steroid_dose_of_three_months" cites French guideline 2021
      And the rule "steroid_dose_of_three_months" rests on 1 source

    @proposed
    Scenario: Stays open while nothing is known of corticosteroid dose, as prednisone above 15 mg/day (present corticosteroid treatment is not known)
      Given present corticosteroid treatment is not known
      Then the rule "steroid_dose_of_three_months" cannot be decided

  Rule: steroid_with_lung_disease

    @proposed
    Scenario: Stays open while nothing is known of systemic sclerosis (present corticosteroid treatment: yes; interstitial lung disease: yes)
      Given present corticosteroid treatment: yes
      And interstitial lung disease: yes
      Then the rule "steroid_with_lung_disease" cannot be decided

    @proposed
    Scenario: Does not hold, turning on present corticosteroid treatment (corticosteroid dose, as prednisone is 0 mg/day)
      Given corticosteroid dose, as prednisone is 0 mg/day
      Then the rule "steroid_with_lung_disease" does not hold

    @proposed
    Scenario: Rests on ACR/CHEST ILD 2023
      Given present corticosteroid treatment: yes
      And interstitial lung disease: yes
      And systemic sclerosis: yes
      Then the rule "steroid_with_lung_disease" holds
      And the rule "steroid_with_lung_disease" cites ACR/CHEST ILD 2023
      And the rule "steroid_with_lung_disease" rests on 1 source

    @proposed
    Scenario: Stays open while nothing is known of present corticosteroid treatment (interstitial lung disease: yes; systemic sclerosis: yes)
      Given interstitial lung disease: yes
      And systemic sclerosis: yes
      Then the rule "steroid_with_lung_disease" cannot be decided

  Rule: steroid_any_dose

    @proposed
    Scenario: Rests on French renal-crisis series 2008
      Given present corticosteroid treatment: yes
      Then the rule "steroid_any_dose" holds
      And the rule "steroid_any_dose" cites French renal-crisis series 2008
      And the rule "steroid_any_dose" rests on 1 source
