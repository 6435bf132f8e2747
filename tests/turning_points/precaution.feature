Feature: What turns on what: precaution
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: allergic_reaction_not_severe

    @proposed
    Scenario: Stays open, turning on jurisdiction (jurisdiction: Australia)
      Given jurisdiction: Australia
      Then the rule "allergic_reaction_not_severe" cannot be decided

    @proposed
    Scenario: Rests on Gammagard Liquid safety information
      Given earlier reaction to human immunoglobulin: allergic, not severe
      And jurisdiction: United States
      Then the rule "allergic_reaction_not_severe" holds
      And the rule "allergic_reaction_not_severe" cites Gammagard Liquid safety information
      And the note shows "An earlier severe systemic reaction to human immunoglobulin contraindicates the product" of Gammagard Liquid safety information
      And the note shows "Earlier tolerance does not rule out a severe reaction" of Gammagard Liquid safety information
      And the rule "allergic_reaction_not_severe" rests on 1 source

  Rule: heart_failure

    @proposed
    Scenario: Rests on Gammaplex 5% dosing page and Privigen supply leaflet
      Given heart failure: yes
      Then the rule "heart_failure" holds
      And the rule "heart_failure" cites Gammaplex 5% dosing page
      And the rule "heart_failure" cites Privigen supply leaflet
      And the rule "heart_failure" rests on 2 sources

  Rule: pulmonary_hypertension

    @proposed
    Scenario: Rests on Gammaplex 5% dosing page and Privigen supply leaflet, 2
      Given pulmonary arterial hypertension: yes
      Then the rule "pulmonary_hypertension" holds
      And the rule "pulmonary_hypertension" cites Gammaplex 5% dosing page
      And the rule "pulmonary_hypertension" cites Privigen supply leaflet
      And the rule "pulmonary_hypertension" rests on 2 sources

  Rule: iga_deficiency

    @proposed
    Scenario: Rests on Gammagard Liquid safety information and MSD Manual, IgA deficiency
      Given IgA deficiency: yes
      Then the rule "iga_deficiency" holds
      And the rule "iga_deficiency" cites Gammagard Liquid safety information
      And the rule "iga_deficiency" cites MSD Manual, IgA deficiency
      And the rule "iga_deficiency" rests on 2 sources

  Rule: anti_iga

    @proposed
    Scenario: Rests on Gammagard Liquid safety information and Privigen EU leaflet
      Given anti-IgA antibodies: yes
      Then the rule "anti_iga" holds
      And the rule "anti_iga" cites Gammagard Liquid safety information
      And the rule "anti_iga" cites Privigen EU leaflet
      And the rule "anti_iga" rests on 2 sources

  Rule: pregnancy

    @proposed
    Scenario: Rests on Privigen text, pregnancy and Drugs.com, pregnancy page
      Given pregnancy: yes
      Then the rule "pregnancy" holds
      And the rule "pregnancy" cites Privigen text, pregnancy
      And the rule "pregnancy" cites Drugs.com, pregnancy page
      And the rule "pregnancy" rests on 2 sources
