Feature: What turns on what: steroid
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: Renal crisis predictor: diffuse skin

    @proposed
    Scenario: Stays open while nothing is known of systemic sclerosis (skin subset: diffuse cutaneous)
      Given skin subset: diffuse cutaneous
      Then the rule "Renal crisis predictor: diffuse skin" cannot be decided

    @proposed
    Scenario: Rests on French guideline 2021 and Montanelli 2013
      Given systemic sclerosis: yes
      And skin subset: diffuse cutaneous
      Then the rule "Renal crisis predictor: diffuse skin" holds
      And the rule "Renal crisis predictor: diffuse skin" cites French guideline 2021
      And the rule "Renal crisis predictor: diffuse skin" cites Montanelli 2013
      And the rule "Renal crisis predictor: diffuse skin" rests on 2 sources

  Rule: Renal crisis predictor: new anaemia

    @proposed
    Scenario: Stays open while nothing is known of systemic sclerosis (new anaemia: yes)
      Given new anaemia: yes
      Then the rule "Renal crisis predictor: new anaemia" cannot be decided

    @proposed
    Scenario: Rests on French guideline 2021, 2
      Given new anaemia: yes
      And systemic sclerosis: yes
      Then the rule "Renal crisis predictor: new anaemia" holds
      And the rule "Renal crisis predictor: new anaemia" cites French guideline 2021
      And the rule "Renal crisis predictor: new anaemia" rests on 1 source

  Rule: Renal crisis predictor: anti-RNA polymerase III

    @proposed
    Scenario: Stays open while nothing is known of systemic sclerosis (anti-RNA polymerase III antibodies: yes)
      Given anti-RNA polymerase III antibodies: yes
      Then the rule "Renal crisis predictor: anti-RNA polymerase III" cannot be decided

    @proposed
    Scenario: Rests on French guideline 2021, 3
      Given systemic sclerosis: yes
      And anti-RNA polymerase III antibodies: yes
      Then the rule "Renal crisis predictor: anti-RNA polymerase III" holds
      And the rule "Renal crisis predictor: anti-RNA polymerase III" cites French guideline 2021
      And the rule "Renal crisis predictor: anti-RNA polymerase III" rests on 1 source

  Rule: Renal crisis predictor: rapid skin progression

    @proposed
    Scenario: Stays open while nothing is known of systemic sclerosis (rapid skin progression: yes)
      Given rapid skin progression: yes
      Then the rule "Renal crisis predictor: rapid skin progression" cannot be decided

    @proposed
    Scenario: Rests on French guideline 2021, 4
      Given rapid skin progression: yes
      And systemic sclerosis: yes
      Then the rule "Renal crisis predictor: rapid skin progression" holds
      And the rule "Renal crisis predictor: rapid skin progression" cites French guideline 2021
      And the rule "Renal crisis predictor: rapid skin progression" rests on 1 source

  Rule: Renal crisis predictor: recent cardiac event

    @proposed
    Scenario: Stays open while nothing is known of systemic sclerosis (recent cardiac event: yes)
      Given recent cardiac event: yes
      Then the rule "Renal crisis predictor: recent cardiac event" cannot be decided

    @proposed
    Scenario: Rests on French guideline 2021, 5
      Given recent cardiac event: yes
      And systemic sclerosis: yes
      Then the rule "Renal crisis predictor: recent cardiac event" holds
      And the rule "Renal crisis predictor: recent cardiac event" cites French guideline 2021
      And the rule "Renal crisis predictor: recent cardiac event" rests on 1 source

  Rule: Renal crisis predictor: short duration

    @proposed
    Scenario: Stays open while nothing is known of systemic sclerosis (duration of systemic sclerosis is 2.5 years)
      Given duration of systemic sclerosis is 2.5 years
      Then the rule "Renal crisis predictor: short duration" cannot be decided

    @proposed
    Scenario: Stays open (duration of systemic sclerosis is 4.99 years)
      Given duration of systemic sclerosis is 4.99 years
      Then the rule "Renal crisis predictor: short duration" cannot be decided

    @proposed
    Scenario: Rests on French guideline 2021, 6
      Given systemic sclerosis: yes
      And duration of systemic sclerosis is 4.9 years
      Then the rule "Renal crisis predictor: short duration" holds
      And the rule "Renal crisis predictor: short duration" cites French guideline 2021
      And the rule "Renal crisis predictor: short duration" rests on 1 source

  Rule: Corticosteroid dose of six months

    @proposed
    Scenario: Holds by highest corticosteroid dose in three months, as prednisone at least 15 mg/day (highest corticosteroid dose in three months, as prednisone is 1007.5 mg/day)
      Given highest corticosteroid dose in three months, as prednisone is 1007.5 mg/day
      Then the rule "Corticosteroid dose of six months" holds

    @proposed
    Scenario: Holds by corticosteroid dose, as prednisone at least 15 mg/day (corticosteroid dose, as prednisone is 1007.5 mg/day)
      Given corticosteroid dose, as prednisone is 1007.5 mg/day
      Then the rule "Corticosteroid dose of six months" holds

    @proposed
    Scenario: Stays open (highest corticosteroid dose in six months, as prednisone is 14.99 mg/day)
      Given highest corticosteroid dose in six months, as prednisone is 14.99 mg/day
      Then the rule "Corticosteroid dose of six months" cannot be decided

    @proposed
    Scenario: Holds (highest corticosteroid dose in three months, as prednisone is 15 mg/day)
      Given highest corticosteroid dose in three months, as prednisone is 15 mg/day
      Then the rule "Corticosteroid dose of six months" holds

    @proposed
    Scenario: Stays open (highest corticosteroid dose in three months, as prednisone is 14.99 mg/day)
      Given highest corticosteroid dose in three months, as prednisone is 14.99 mg/day
      Then the rule "Corticosteroid dose of six months" cannot be decided

    @proposed
    Scenario: Holds (corticosteroid dose, as prednisone is 15 mg/day)
      Given corticosteroid dose, as prednisone is 15 mg/day
      Then the rule "Corticosteroid dose of six months" holds

    @proposed
    Scenario: Stays open (corticosteroid dose, as prednisone is 14.99 mg/day)
      Given corticosteroid dose, as prednisone is 14.99 mg/day
      Then the rule "Corticosteroid dose of six months" cannot be decided

    @proposed
    Scenario: Rests on Steen 1998, 2
      Given highest corticosteroid dose in six months, as prednisone is 15 mg/day
      Then the rule "Corticosteroid dose of six months" holds
      And the rule "Corticosteroid dose of six months" cites Steen 1998
      And the rule "Corticosteroid dose of six months" rests on 1 source

  Rule: Corticosteroid dose of three months

    @proposed
    Scenario: Holds by corticosteroid dose, as prednisone above 15 mg/day (corticosteroid dose, as prednisone is 1007.5 mg/day)
      Given corticosteroid dose, as prednisone is 1007.5 mg/day
      Then the rule "Corticosteroid dose of three months" holds

    @proposed
    Scenario: Holds (highest corticosteroid dose in three months, as prednisone is 15.01 mg/day)
      Given highest corticosteroid dose in three months, as prednisone is 15.01 mg/day
      Then the rule "Corticosteroid dose of three months" holds

    @proposed
    Scenario: Holds (corticosteroid dose, as prednisone is 15.01 mg/day)
      Given corticosteroid dose, as prednisone is 15.01 mg/day
      Then the rule "Corticosteroid dose of three months" holds

    @proposed
    Scenario: Rests on French guideline 2021, 7
      Given highest corticosteroid dose in three months, as prednisone is 16 mg/day
      Then the rule "Corticosteroid dose of three months" holds
      And the rule "Corticosteroid dose of three months" cites French guideline 2021
      And the rule "Corticosteroid dose of three months" rests on 1 source

    @proposed
    Scenario: Stays open while nothing is known of corticosteroid dose, as prednisone above 15 mg/day (present corticosteroid treatment is not known)
      Given present corticosteroid treatment is not known
      Then the rule "Corticosteroid dose of three months" cannot be decided

  Rule: Corticosteroid in interstitial lung disease

    @proposed
    Scenario: Stays open while nothing is known of systemic sclerosis (present corticosteroid treatment: yes; interstitial lung disease: yes)
      Given present corticosteroid treatment: yes
      And interstitial lung disease: yes
      Then the rule "Corticosteroid in interstitial lung disease" cannot be decided

    @proposed
    Scenario: Does not hold, turning on present corticosteroid treatment (corticosteroid dose, as prednisone is 0 mg/day)
      Given corticosteroid dose, as prednisone is 0 mg/day
      Then the rule "Corticosteroid in interstitial lung disease" does not hold

    @proposed
    Scenario: Rests on ACR/CHEST ILD 2023
      Given present corticosteroid treatment: yes
      And interstitial lung disease: yes
      And systemic sclerosis: yes
      Then the rule "Corticosteroid in interstitial lung disease" holds
      And the rule "Corticosteroid in interstitial lung disease" cites ACR/CHEST ILD 2023
      And the rule "Corticosteroid in interstitial lung disease" rests on 1 source

    @proposed
    Scenario: Stays open while nothing is known of present corticosteroid treatment (interstitial lung disease: yes; systemic sclerosis: yes)
      Given interstitial lung disease: yes
      And systemic sclerosis: yes
      Then the rule "Corticosteroid in interstitial lung disease" cannot be decided

  Rule: Corticosteroid at any dose

    @proposed
    Scenario: Rests on French renal-crisis series 2008
      Given present corticosteroid treatment: yes
      Then the rule "Corticosteroid at any dose" holds
      And the rule "Corticosteroid at any dose" cites French renal-crisis series 2008
      And the rule "Corticosteroid at any dose" rests on 1 source
