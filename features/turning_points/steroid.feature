Feature: What turns on what: steroid
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: Diffuse skin disease is a listed predictor of renal crisis

    @proposed
    Scenario: Stays open while nothing is known of systemic sclerosis (skin subset: diffuse cutaneous)
      Given skin subset: diffuse cutaneous
      Then the rule "Diffuse skin disease is a listed predictor of renal crisis" cannot be decided

    @proposed
    Scenario: Rests on French guideline 2021 and Montanelli 2013
      Given systemic sclerosis: yes
      And skin subset: diffuse cutaneous
      Then the rule "Diffuse skin disease is a listed predictor of renal crisis" holds
      And the rule "Diffuse skin disease is a listed predictor of renal crisis" cites French guideline 2021
      And the rule "Diffuse skin disease is a listed predictor of renal crisis" cites Montanelli 2013
      And the rule "Diffuse skin disease is a listed predictor of renal crisis" rests on 2 sources

  Rule: A new anaemia is a listed predictor of renal crisis

    @proposed
    Scenario: Stays open while nothing is known of systemic sclerosis (new anaemia: yes)
      Given new anaemia: yes
      Then the rule "A new anaemia is a listed predictor of renal crisis" cannot be decided

    @proposed
    Scenario: Rests on French guideline 2021
      Given new anaemia: yes
      And systemic sclerosis: yes
      Then the rule "A new anaemia is a listed predictor of renal crisis" holds
      And the rule "A new anaemia is a listed predictor of renal crisis" cites French guideline 2021
      And the rule "A new anaemia is a listed predictor of renal crisis" rests on 1 source

  Rule: Anti-RNA polymerase III is a listed predictor of renal crisis

    @proposed
    Scenario: Stays open while nothing is known of systemic sclerosis (anti-RNA polymerase III antibodies: yes)
      Given anti-RNA polymerase III antibodies: yes
      Then the rule "Anti-RNA polymerase III is a listed predictor of renal crisis" cannot be decided

    @proposed
    Scenario: Rests on French guideline 2021, 2
      Given systemic sclerosis: yes
      And anti-RNA polymerase III antibodies: yes
      Then the rule "Anti-RNA polymerase III is a listed predictor of renal crisis" holds
      And the rule "Anti-RNA polymerase III is a listed predictor of renal crisis" cites French guideline 2021
      And the rule "Anti-RNA polymerase III is a listed predictor of renal crisis" rests on 1 source

  Rule: Rapid skin progression is a listed predictor of renal crisis

    @proposed
    Scenario: Stays open while nothing is known of systemic sclerosis (rapid skin progression: yes)
      Given rapid skin progression: yes
      Then the rule "Rapid skin progression is a listed predictor of renal crisis" cannot be decided

    @proposed
    Scenario: Rests on French guideline 2021, 3
      Given rapid skin progression: yes
      And systemic sclerosis: yes
      Then the rule "Rapid skin progression is a listed predictor of renal crisis" holds
      And the rule "Rapid skin progression is a listed predictor of renal crisis" cites French guideline 2021
      And the rule "Rapid skin progression is a listed predictor of renal crisis" rests on 1 source

  Rule: A recent cardiac event is a listed predictor of renal crisis

    @proposed
    Scenario: Stays open while nothing is known of systemic sclerosis (recent cardiac event: yes)
      Given recent cardiac event: yes
      Then the rule "A recent cardiac event is a listed predictor of renal crisis" cannot be decided

    @proposed
    Scenario: Rests on French guideline 2021, 4
      Given recent cardiac event: yes
      And systemic sclerosis: yes
      Then the rule "A recent cardiac event is a listed predictor of renal crisis" holds
      And the rule "A recent cardiac event is a listed predictor of renal crisis" cites French guideline 2021
      And the rule "A recent cardiac event is a listed predictor of renal crisis" rests on 1 source

  Rule: A short disease duration is a listed predictor of renal crisis

    @proposed
    Scenario: Stays open while nothing is known of systemic sclerosis (duration of systemic sclerosis is 2.5 years)
      Given duration of systemic sclerosis is 2.5 years
      Then the rule "A short disease duration is a listed predictor of renal crisis" cannot be decided

    @proposed
    Scenario: Stays open (duration of systemic sclerosis is 4.99 years)
      Given duration of systemic sclerosis is 4.99 years
      Then the rule "A short disease duration is a listed predictor of renal crisis" cannot be decided

    @proposed
    Scenario: Rests on French guideline 2021, 5
      Given systemic sclerosis: yes
      And duration of systemic sclerosis is 4.9 years
      Then the rule "A short disease duration is a listed predictor of renal crisis" holds
      And the rule "A short disease duration is a listed predictor of renal crisis" cites French guideline 2021
      And the rule "A short disease duration is a listed predictor of renal crisis" rests on 1 source

  Rule: The corticosteroid dose of the last six months is one that went with renal crisis

    @proposed
    Scenario: Holds by highest corticosteroid dose in three months, as prednisone at least 15 mg/day (highest corticosteroid dose in three months, as prednisone is 1007.5 mg/day)
      Given highest corticosteroid dose in three months, as prednisone is 1007.5 mg/day
      Then the rule "The corticosteroid dose of the last six months is one that went with renal crisis" holds

    @proposed
    Scenario: Holds by corticosteroid dose, as prednisone at least 15 mg/day (corticosteroid dose, as prednisone is 1007.5 mg/day)
      Given corticosteroid dose, as prednisone is 1007.5 mg/day
      Then the rule "The corticosteroid dose of the last six months is one that went with renal crisis" holds

    @proposed
    Scenario: Stays open while nothing is known of corticosteroid dose, as prednisone at least 15 mg/day (present corticosteroid treatment is not known)
      Given present corticosteroid treatment is not known
      Then the rule "The corticosteroid dose of the last six months is one that went with renal crisis" cannot be decided

    @proposed
    Scenario: Stays open (highest corticosteroid dose in six months, as prednisone is 14.99 mg/day)
      Given highest corticosteroid dose in six months, as prednisone is 14.99 mg/day
      Then the rule "The corticosteroid dose of the last six months is one that went with renal crisis" cannot be decided

    @proposed
    Scenario: Holds (highest corticosteroid dose in three months, as prednisone is 15 mg/day)
      Given highest corticosteroid dose in three months, as prednisone is 15 mg/day
      Then the rule "The corticosteroid dose of the last six months is one that went with renal crisis" holds

    @proposed
    Scenario: Stays open (highest corticosteroid dose in three months, as prednisone is 14.99 mg/day)
      Given highest corticosteroid dose in three months, as prednisone is 14.99 mg/day
      Then the rule "The corticosteroid dose of the last six months is one that went with renal crisis" cannot be decided

    @proposed
    Scenario: Holds (corticosteroid dose, as prednisone is 15 mg/day)
      Given corticosteroid dose, as prednisone is 15 mg/day
      Then the rule "The corticosteroid dose of the last six months is one that went with renal crisis" holds

    @proposed
    Scenario: Stays open (corticosteroid dose, as prednisone is 14.99 mg/day)
      Given corticosteroid dose, as prednisone is 14.99 mg/day
      Then the rule "The corticosteroid dose of the last six months is one that went with renal crisis" cannot be decided

    @proposed
    Scenario: Rests on Steen 1998, 2
      Given highest corticosteroid dose in six months, as prednisone is 15 mg/day
      Then the rule "The corticosteroid dose of the last six months is one that went with renal crisis" holds
      And the rule "The corticosteroid dose of the last six months is one that went with renal crisis" cites Steen 1998
      And the rule "The corticosteroid dose of the last six months is one that went with renal crisis" rests on 1 source

  Rule: The corticosteroid dose of the last three months is a listed predictor of renal crisis

    @proposed
    Scenario: Holds by corticosteroid dose, as prednisone above 15 mg/day (corticosteroid dose, as prednisone is 1007.5 mg/day)
      Given corticosteroid dose, as prednisone is 1007.5 mg/day
      Then the rule "The corticosteroid dose of the last three months is a listed predictor of renal crisis" holds

    @proposed
    Scenario: Stays open while nothing is known of corticosteroid dose, as prednisone above 15 mg/day (present corticosteroid treatment is not known)
      Given present corticosteroid treatment is not known
      Then the rule "The corticosteroid dose of the last three months is a listed predictor of renal crisis" cannot be decided

    @proposed
    Scenario: Holds (highest corticosteroid dose in three months, as prednisone is 15.01 mg/day)
      Given highest corticosteroid dose in three months, as prednisone is 15.01 mg/day
      Then the rule "The corticosteroid dose of the last three months is a listed predictor of renal crisis" holds

    @proposed
    Scenario: Holds (corticosteroid dose, as prednisone is 15.01 mg/day)
      Given corticosteroid dose, as prednisone is 15.01 mg/day
      Then the rule "The corticosteroid dose of the last three months is a listed predictor of renal crisis" holds

    @proposed
    Scenario: Rests on French guideline 2021, 6
      Given highest corticosteroid dose in three months, as prednisone is 16 mg/day
      Then the rule "The corticosteroid dose of the last three months is a listed predictor of renal crisis" holds
      And the rule "The corticosteroid dose of the last three months is a listed predictor of renal crisis" cites French guideline 2021
      And the rule "The corticosteroid dose of the last three months is a listed predictor of renal crisis" rests on 1 source

  Rule: A guideline speaks strongly against corticosteroids in interstitial lung disease of SSc

    @proposed
    Scenario: Stays open while nothing is known of systemic sclerosis (present corticosteroid treatment: yes; interstitial lung disease: yes)
      Given present corticosteroid treatment: yes
      And interstitial lung disease: yes
      Then the rule "A guideline speaks strongly against corticosteroids in interstitial lung disease of SSc" cannot be decided

    @proposed
    Scenario: Does not hold, turning on present corticosteroid treatment (corticosteroid dose, as prednisone is 0 mg/day), 2
      Given corticosteroid dose, as prednisone is 0 mg/day
      Then the rule "A guideline speaks strongly against corticosteroids in interstitial lung disease of SSc" does not hold

    @proposed
    Scenario: Stays open while nothing is known of present corticosteroid treatment (interstitial lung disease: yes; systemic sclerosis: yes)
      Given interstitial lung disease: yes
      And systemic sclerosis: yes
      Then the rule "A guideline speaks strongly against corticosteroids in interstitial lung disease of SSc" cannot be decided

    @proposed
    Scenario: Rests on ACR/CHEST ILD 2023
      Given present corticosteroid treatment: yes
      And interstitial lung disease: yes
      And systemic sclerosis: yes
      Then the rule "A guideline speaks strongly against corticosteroids in interstitial lung disease of SSc" holds
      And the rule "A guideline speaks strongly against corticosteroids in interstitial lung disease of SSc" cites ACR/CHEST ILD 2023
      And the rule "A guideline speaks strongly against corticosteroids in interstitial lung disease of SSc" rests on 1 source

  Rule: Any corticosteroid went with renal crisis in one study

    @proposed
    Scenario: Rests on French renal-crisis series 2008
      Given present corticosteroid treatment: yes
      Then the rule "Any corticosteroid went with renal crisis in one study" holds
      And the rule "Any corticosteroid went with renal crisis in one study" cites French renal-crisis series 2008
      And the rule "Any corticosteroid went with renal crisis in one study" rests on 1 source
