Feature: What turns on what: complication
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: Aseptic meningitis followed an earlier IVIG course

    @proposed
    Scenario: Rests on Asceniv US label, page 5, 2
      Given earlier aseptic meningitis after IVIG: yes
      Then the rule "Aseptic meningitis followed an earlier IVIG course" holds
      And the rule "Aseptic meningitis followed an earlier IVIG course" cites Asceniv US label, page 5
      And the rule "Aseptic meningitis followed an earlier IVIG course" rests on 1 source

  Rule: Haemolysis followed an earlier IVIG course

    @proposed
    Scenario: Rests on FDA label change 2012 and Toronto haemolysis study 2021, 2
      Given earlier haemolysis from IVIG: yes
      Then the rule "Haemolysis followed an earlier IVIG course" holds
      And the rule "Haemolysis followed an earlier IVIG course" cites FDA label change 2012
      And the rule "Haemolysis followed an earlier IVIG course" cites Toronto haemolysis study 2021
      And the rule "Haemolysis followed an earlier IVIG course" rests on 2 sources

  Rule: Acute kidney injury followed an earlier IVIG course

    @proposed
    Scenario: Rests on Privigen US insert, 18
      Given earlier acute kidney injury from IVIG: yes
      Then the rule "Acute kidney injury followed an earlier IVIG course" holds
      And the rule "Acute kidney injury followed an earlier IVIG course" cites Privigen US insert
      And the rule "Acute kidney injury followed an earlier IVIG course" rests on 1 source

  Rule: A thrombosis followed an earlier IVIG course

    @proposed
    Scenario: Rests on Privigen US insert, 19
      Given earlier thrombosis from IVIG: yes
      Then the rule "A thrombosis followed an earlier IVIG course" holds
      And the rule "A thrombosis followed an earlier IVIG course" cites Privigen US insert
      And the rule "A thrombosis followed an earlier IVIG course" rests on 1 source

  Rule: An earlier reaction to immunoglobulin was not allergic

    @proposed
    Scenario: Rests on Kiovig EU leaflet
      Given earlier reaction to human immunoglobulin: not allergic
      Then the rule "An earlier reaction to immunoglobulin was not allergic" holds
      And the rule "An earlier reaction to immunoglobulin was not allergic" cites Kiovig EU leaflet
      And the rule "An earlier reaction to immunoglobulin was not allergic" rests on 1 source

  Rule: Acute lung injury followed an earlier IVIG course

    @proposed
    Scenario: Rests on Privigen EU leaflet and TRALI case 2001
      Given earlier transfusion-related acute lung injury after IVIG: yes
      Then the rule "Acute lung injury followed an earlier IVIG course" holds
      And the rule "Acute lung injury followed an earlier IVIG course" cites Privigen EU leaflet
      And the rule "Acute lung injury followed an earlier IVIG course" cites TRALI case 2001
      And the rule "Acute lung injury followed an earlier IVIG course" rests on 2 sources
