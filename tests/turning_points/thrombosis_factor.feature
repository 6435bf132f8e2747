Feature: What turns on what: thrombosis factor
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: Hyperviscosity: boxed thrombosis factor

    @proposed
    Scenario: Holds by hyperviscosity (hyperviscosity: yes)
      Given hyperviscosity: yes
      Then the rule "Hyperviscosity: boxed thrombosis factor" holds

    @proposed
    Scenario: Holds by fasting chylomicronaemia (fasting chylomicronaemia: yes)
      Given fasting chylomicronaemia: yes
      Then the rule "Hyperviscosity: boxed thrombosis factor" holds

    @proposed
    Scenario: Holds by markedly high triglycerides (markedly high triglycerides: yes)
      Given markedly high triglycerides: yes
      Then the rule "Hyperviscosity: boxed thrombosis factor" holds

    @proposed
    Scenario: Rests on Privigen US insert and Bivigam label text
      Given cryoglobulinaemia: yes
      Then the rule "Hyperviscosity: boxed thrombosis factor" holds
      And the rule "Hyperviscosity: boxed thrombosis factor" cites Privigen US insert
      And the rule "Hyperviscosity: boxed thrombosis factor" cites Bivigam label text
      And the rule "Hyperviscosity: boxed thrombosis factor" rests on 2 sources

  Rule: Cardiovascular risk: boxed thrombosis factor

    @proposed
    Scenario: Holds by high cholesterol (high cholesterol: yes)
      Given high cholesterol: yes
      Then the rule "Cardiovascular risk: boxed thrombosis factor" holds

    @proposed
    Scenario: Holds by diabetes (diabetes: yes)
      Given diabetes: yes
      Then the rule "Cardiovascular risk: boxed thrombosis factor" holds

    @proposed
    Scenario: Holds by coronary disease (coronary disease: yes)
      Given coronary disease: yes
      Then the rule "Cardiovascular risk: boxed thrombosis factor" holds

    @proposed
    Scenario: Rests on Privigen US insert and Marie 2006
      Given hypertension: yes
      Then the rule "Cardiovascular risk: boxed thrombosis factor" holds
      And the rule "Cardiovascular risk: boxed thrombosis factor" cites Privigen US insert
      And the rule "Cardiovascular risk: boxed thrombosis factor" cites Marie 2006
      And the rule "Cardiovascular risk: boxed thrombosis factor" rests on 2 sources

  Rule: Age: boxed thrombosis factor

    @proposed
    Scenario: Rests on Privigen US insert, 8
      Given age is 65 years
      Then the rule "Age: boxed thrombosis factor" holds
      And the rule "Age: boxed thrombosis factor" cites Privigen US insert
      And the rule "Age: boxed thrombosis factor" rests on 1 source

  Rule: Immobilisation: boxed thrombosis factor

    @proposed
    Scenario: Rests on Privigen US insert, 9
      Given prolonged immobilisation: yes
      Then the rule "Immobilisation: boxed thrombosis factor" holds
      And the rule "Immobilisation: boxed thrombosis factor" cites Privigen US insert
      And the rule "Immobilisation: boxed thrombosis factor" rests on 1 source

  Rule: Hypercoagulable condition: boxed thrombosis factor

    @proposed
    Scenario: Rests on Privigen US insert, 10
      Given hypercoagulable condition: yes
      Then the rule "Hypercoagulable condition: boxed thrombosis factor" holds
      And the rule "Hypercoagulable condition: boxed thrombosis factor" cites Privigen US insert
      And the rule "Hypercoagulable condition: boxed thrombosis factor" rests on 1 source

  Rule: Earlier thrombosis: boxed thrombosis factor

    @proposed
    Scenario: Rests on Privigen US insert, 11
      Given earlier thrombosis: yes
      Then the rule "Earlier thrombosis: boxed thrombosis factor" holds
      And the rule "Earlier thrombosis: boxed thrombosis factor" cites Privigen US insert
      And the rule "Earlier thrombosis: boxed thrombosis factor" rests on 2 sources

  Rule: Oestrogens: boxed thrombosis factor

    @proposed
    Scenario: Rests on Privigen US insert, 12
      Given oestrogen treatment: yes
      Then the rule "Oestrogens: boxed thrombosis factor" holds
      And the rule "Oestrogens: boxed thrombosis factor" cites Privigen US insert
      And the rule "Oestrogens: boxed thrombosis factor" rests on 1 source

  Rule: Indwelling vascular catheter: boxed thrombosis factor

    @proposed
    Scenario: Rests on Privigen US insert, 13
      Given indwelling vascular catheter: yes
      Then the rule "Indwelling vascular catheter: boxed thrombosis factor" holds
      And the rule "Indwelling vascular catheter: boxed thrombosis factor" cites Privigen US insert
      And the rule "Indwelling vascular catheter: boxed thrombosis factor" rests on 1 source
