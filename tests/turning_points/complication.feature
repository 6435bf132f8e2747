Feature: What turns on what: complication
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: Earlier aseptic meningitis after IVIG

    @proposed
    Scenario: Rests on Asceniv US label, page 5, 2
      Given earlier aseptic meningitis after IVIG: yes
      Then the rule "Earlier aseptic meningitis after IVIG" holds
      And the rule "Earlier aseptic meningitis after IVIG" cites Asceniv US label, page 5
      And the rule "Earlier aseptic meningitis after IVIG" rests on 1 source

  Rule: Earlier haemolysis from IVIG

    @proposed
    Scenario: Rests on FDA label change 2012 and Toronto haemolysis study 2021, 2
      Given earlier haemolysis from IVIG: yes
      Then the rule "Earlier haemolysis from IVIG" holds
      And the rule "Earlier haemolysis from IVIG" cites FDA label change 2012
      And the rule "Earlier haemolysis from IVIG" cites Toronto haemolysis study 2021
      And the rule "Earlier haemolysis from IVIG" rests on 2 sources

  Rule: Earlier acute kidney injury from IVIG

    @proposed
    Scenario: Rests on Privigen US insert, 19
      Given earlier acute kidney injury from IVIG: yes
      Then the rule "Earlier acute kidney injury from IVIG" holds
      And the rule "Earlier acute kidney injury from IVIG" cites Privigen US insert
      And the rule "Earlier acute kidney injury from IVIG" rests on 1 source

  Rule: Earlier thrombosis from IVIG

    @proposed
    Scenario: Rests on Privigen US insert, 20
      Given earlier thrombosis from IVIG: yes
      Then the rule "Earlier thrombosis from IVIG" holds
      And the rule "Earlier thrombosis from IVIG" cites Privigen US insert
      And the rule "Earlier thrombosis from IVIG" rests on 1 source

  Rule: Earlier reaction, not allergic

    @proposed
    Scenario: Rests on Kiovig EU leaflet, 2
      Given earlier reaction to human immunoglobulin: not allergic
      Then the rule "Earlier reaction, not allergic" holds
      And the rule "Earlier reaction, not allergic" cites Kiovig EU leaflet
      And the rule "Earlier reaction, not allergic" rests on 1 source

  Rule: Earlier TRALI

    @proposed
    Scenario: Rests on Privigen EU leaflet and TRALI case 2001
      Given earlier transfusion-related acute lung injury after IVIG: yes
      Then the rule "Earlier TRALI" holds
      And the rule "Earlier TRALI" cites Privigen EU leaflet
      And the rule "Earlier TRALI" cites TRALI case 2001
      And the rule "Earlier TRALI" rests on 2 sources
