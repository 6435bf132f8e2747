Feature: What turns on what: thrombosis factor
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: thrombosis_hyperviscosity

    @proposed
    Scenario: Holds by hyperviscosity (hyperviscosity: yes)
      Given hyperviscosity: yes
      Then the rule "thrombosis_hyperviscosity" holds

    @proposed
    Scenario: Holds by fasting chylomicronaemia (fasting chylomicronaemia: yes)
      Given fasting chylomicronaemia: yes
      Then the rule "thrombosis_hyperviscosity" holds

    @proposed
    Scenario: Holds by markedly high triglycerides (markedly high triglycerides: yes)
      Given markedly high triglycerides: yes
      Then the rule "thrombosis_hyperviscosity" holds

    @proposed
    Scenario: Rests on Privigen US insert and Bivigam label text
      Given cryoglobulinaemia: yes
      Then the rule "thrombosis_hyperviscosity" holds
      And the rule "thrombosis_hyperviscosity" cites Privigen US insert
      And the rule "thrombosis_hyperviscosity" cites Bivigam label text
      And the rule "thrombosis_hyperviscosity" rests on 2 sources

  Rule: thrombosis_cardiovascular

    @proposed
    Scenario: Holds by high cholesterol (high cholesterol: yes)
      Given high cholesterol: yes
      Then the rule "thrombosis_cardiovascular" holds

    @proposed
    Scenario: Holds by diabetes (diabetes: yes)
      Given diabetes: yes
      Then the rule "thrombosis_cardiovascular" holds

    @proposed
    Scenario: Holds by coronary disease (coronary disease: yes)
      Given coronary disease: yes
      Then the rule "thrombosis_cardiovascular" holds

    @proposed
    Scenario: Rests on Privigen US insert and Marie 2006
      Given hypertension: yes
      Then the rule "thrombosis_cardiovascular" holds
      And the rule "thrombosis_cardiovascular" cites Privigen US insert
      And the rule "thrombosis_cardiovascular" cites Marie 2006
      And the rule "thrombosis_cardiovascular" rests on 2 sources

    @proposed
    Scenario: Stays open (body mass index is 29.99 kg/m2)
      Given body mass index is 29.99 kg/m2
      Then the rule "thrombosis_cardiovascular" cannot be decided

  Rule: thrombosis_age

    @proposed
    Scenario: Rests on Privigen US insert, 8
      Given age is 65 years
      Then the rule "thrombosis_age" holds
      And the rule "thrombosis_age" cites Privigen US insert
      And the rule "thrombosis_age" rests on 1 source

  Rule: thrombosis_immobilisation

    @proposed
    Scenario: Rests on Privigen US insert, 9
      Given prolonged immobilisation: yes
      Then the rule "thrombosis_immobilisation" holds
      And the rule "thrombosis_immobilisation" cites Privigen US insert
      And the rule "thrombosis_immobilisation" rests on 1 source

  Rule: thrombosis_hypercoagulable

    @proposed
    Scenario: Rests on Privigen US insert, 10
      Given hypercoagulable condition: yes
      Then the rule "thrombosis_hypercoagulable" holds
      And the rule "thrombosis_hypercoagulable" cites Privigen US insert
      And the rule "thrombosis_hypercoagulable" rests on 1 source

  Rule: thrombosis_history

    @proposed
    Scenario: Rests on Privigen US insert, 11
      Given earlier thrombosis: yes
      Then the rule "thrombosis_history" holds
      And the rule "thrombosis_history" cites Privigen US insert
      And the rule "thrombosis_history" rests on 2 sources

  Rule: thrombosis_oestrogens

    @proposed
    Scenario: Rests on Privigen US insert, 12
      Given oestrogen treatment: yes
      Then the rule "thrombosis_oestrogens" holds
      And the rule "thrombosis_oestrogens" cites Privigen US insert
      And the rule "thrombosis_oestrogens" rests on 1 source

  Rule: thrombosis_catheter

    @proposed
    Scenario: Rests on Privigen US insert, 13
      Given indwelling vascular catheter: yes
      Then the rule "thrombosis_catheter" holds
      And the rule "thrombosis_catheter" cites Privigen US insert
      And the rule "thrombosis_catheter" rests on 1 source
