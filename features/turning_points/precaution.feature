Feature: What turns on what: precaution
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: Heart failure is a precaution, for volume

    @proposed
    Scenario: Rests on Gammaplex 5% dosing page and Privigen supply leaflet
      Given heart failure: yes
      Then the rule "Heart failure is a precaution, for volume" holds
      And the rule "Heart failure is a precaution, for volume" cites Gammaplex 5% dosing page
      And the rule "Heart failure is a precaution, for volume" cites Privigen supply leaflet
      And the rule "Heart failure is a precaution, for volume" rests on 2 sources

  Rule: Pulmonary arterial hypertension is a precaution, for volume

    @proposed
    Scenario: Rests on Gammaplex 5% dosing page and Privigen supply leaflet, 2
      Given pulmonary arterial hypertension: yes
      Then the rule "Pulmonary arterial hypertension is a precaution, for volume" holds
      And the rule "Pulmonary arterial hypertension is a precaution, for volume" cites Gammaplex 5% dosing page
      And the rule "Pulmonary arterial hypertension is a precaution, for volume" cites Privigen supply leaflet
      And the rule "Pulmonary arterial hypertension is a precaution, for volume" rests on 2 sources

  Rule: IgA deficiency is a precaution

    @proposed
    Scenario: Rests on Gammagard Liquid safety information and MSD Manual, IgA deficiency
      Given IgA deficiency: yes
      Then the rule "IgA deficiency is a precaution" holds
      And the rule "IgA deficiency is a precaution" cites Gammagard Liquid safety information
      And the rule "IgA deficiency is a precaution" cites MSD Manual, IgA deficiency
      And the rule "IgA deficiency is a precaution" rests on 2 sources

  Rule: Antibodies against IgA are a precaution

    @proposed
    Scenario: Rests on Gammagard Liquid safety information and Privigen EU leaflet
      Given anti-IgA antibodies: yes
      Then the rule "Antibodies against IgA are a precaution" holds
      And the rule "Antibodies against IgA are a precaution" cites Gammagard Liquid safety information
      And the rule "Antibodies against IgA are a precaution" cites Privigen EU leaflet
      And the rule "Antibodies against IgA are a precaution" rests on 2 sources

  Rule: An earlier allergic reaction that was not severe is a precaution

    @proposed
    Scenario: Rests on Gammagard Liquid safety information
      Given earlier reaction to human immunoglobulin: allergic, not severe
      Then the rule "An earlier allergic reaction that was not severe is a precaution" holds
      And the rule "An earlier allergic reaction that was not severe is a precaution" cites Gammagard Liquid safety information
      And the note shows "An earlier severe systemic reaction to human immunoglobulin contraindicates the product" of Gammagard Liquid safety information
      And the note shows "Earlier tolerance does not rule out a severe reaction" of Gammagard Liquid safety information
      And the rule "An earlier allergic reaction that was not severe is a precaution" rests on 1 source
