Feature: What turns on what: precaution
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: Earlier allergic reaction, not severe

    @proposed
    Scenario: Stays open, turning on jurisdiction (jurisdiction: Australia)
      Given jurisdiction: Australia
      Then the rule "Earlier allergic reaction, not severe" cannot be decided

    @proposed
    Scenario: Rests on Gammagard Liquid safety information
      Given earlier reaction to human immunoglobulin: allergic, not severe
      And jurisdiction: United States
      Then the rule "Earlier allergic reaction, not severe" holds
      And the rule "Earlier allergic reaction, not severe" cites Gammagard Liquid safety information
      And the note shows "An earlier severe systemic reaction to human immunoglobulin contraindicates the product" of Gammagard Liquid safety information
      And the note shows "Earlier tolerance does not rule out a severe reaction" of Gammagard Liquid safety information
      And the rule "Earlier allergic reaction, not severe" rests on 1 source

  Rule: Heart failure

    @proposed
    Scenario: Rests on Gammaplex 5% dosing page and Privigen supply leaflet
      Given heart failure: yes
      Then the rule "Heart failure" holds
      And the rule "Heart failure" cites Gammaplex 5% dosing page
      And the rule "Heart failure" cites Privigen supply leaflet
      And the rule "Heart failure" rests on 2 sources

  Rule: Pulmonary arterial hypertension

    @proposed
    Scenario: Rests on Gammaplex 5% dosing page and Privigen supply leaflet, 2
      Given pulmonary arterial hypertension: yes
      Then the rule "Pulmonary arterial hypertension" holds
      And the rule "Pulmonary arterial hypertension" cites Gammaplex 5% dosing page
      And the rule "Pulmonary arterial hypertension" cites Privigen supply leaflet
      And the rule "Pulmonary arterial hypertension" rests on 2 sources

  Rule: IgA deficiency

    @proposed
    Scenario: Rests on Gammagard Liquid safety information and MSD Manual, IgA deficiency
      Given IgA deficiency: yes
      Then the rule "IgA deficiency" holds
      And the rule "IgA deficiency" cites Gammagard Liquid safety information
      And the rule "IgA deficiency" cites MSD Manual, IgA deficiency
      And the rule "IgA deficiency" rests on 2 sources

  Rule: Anti-IgA

    @proposed
    Scenario: Rests on Gammagard Liquid safety information and Privigen EU leaflet
      Given anti-IgA antibodies: yes
      Then the rule "Anti-IgA" holds
      And the rule "Anti-IgA" cites Gammagard Liquid safety information
      And the rule "Anti-IgA" cites Privigen EU leaflet
      And the rule "Anti-IgA" rests on 2 sources

  Rule: Pregnancy

    @proposed
    Scenario: Rests on Privigen text, pregnancy and Drugs.com, pregnancy page
      Given pregnancy: yes
      Then the rule "Pregnancy" holds
      And the rule "Pregnancy" cites Privigen text, pregnancy
      And the rule "Pregnancy" cites Drugs.com, pregnancy page
      And the rule "Pregnancy" rests on 2 sources
