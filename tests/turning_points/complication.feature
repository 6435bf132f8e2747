Feature: What turns on what: complication
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: earlier_aseptic_meningitis

    @proposed
    Scenario: Rests on Asceniv US label, page 5, 2
      Given earlier aseptic meningitis after IVIG: yes
      Then the rule "earlier_aseptic_meningitis" holds
      And the rule "earlier_aseptic_meningitis" cites Asceniv US label, page 5
      And the rule "earlier_aseptic_meningitis" rests on 1 source

  Rule: earlier_ivig_haemolysis

    @proposed
    Scenario: Rests on FDA label change 2012 and Toronto haemolysis study 2021, 2
      Given earlier haemolysis from IVIG: yes
      Then the rule "earlier_ivig_haemolysis" holds
      And the rule "earlier_ivig_haemolysis" cites FDA label change 2012
      And the rule "earlier_ivig_haemolysis" cites Toronto haemolysis study 2021
      And the rule "earlier_ivig_haemolysis" rests on 2 sources

  Rule: earlier_ivig_kidney_injury

    @proposed
    Scenario: Rests on Privigen US insert, 19
      Given earlier acute kidney injury from IVIG: yes
      Then the rule "earlier_ivig_kidney_injury" holds
      And the rule "earlier_ivig_kidney_injury" cites Privigen US insert
      And the rule "earlier_ivig_kidney_injury" rests on 1 source

  Rule: earlier_ivig_thrombosis

    @proposed
    Scenario: Rests on Privigen US insert, 20
      Given earlier thrombosis from IVIG: yes
      Then the rule "earlier_ivig_thrombosis" holds
      And the rule "earlier_ivig_thrombosis" cites Privigen US insert
      And the rule "earlier_ivig_thrombosis" rests on 1 source

  Rule: earlier_reaction_not_allergic

    @proposed
    Scenario: Rests on Kiovig EU leaflet, 2
      Given earlier reaction to human immunoglobulin: not allergic
      Then the rule "earlier_reaction_not_allergic" holds
      And the rule "earlier_reaction_not_allergic" cites Kiovig EU leaflet
      And the rule "earlier_reaction_not_allergic" rests on 1 source

  Rule: earlier_trali

    @proposed
    Scenario: Rests on Privigen EU leaflet and TRALI case 2001
      Given earlier transfusion-related acute lung injury after IVIG: yes
      Then the rule "earlier_trali" holds
      And the rule "earlier_trali" cites Privigen EU leaflet
      And the rule "earlier_trali" cites TRALI case 2001
      And the rule "earlier_trali" rests on 2 sources
