Feature: What turns on what: thrombosis factor
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: Hyperviscosity is a boxed thrombosis factor

    @proposed
    Scenario: Holds by hyperviscosity (hyperviscosity: yes)
      Given hyperviscosity: yes
      Then the rule "Hyperviscosity is a boxed thrombosis factor" holds

    @proposed
    Scenario: Holds by fasting chylomicronaemia (fasting chylomicronaemia: yes)
      Given fasting chylomicronaemia: yes
      Then the rule "Hyperviscosity is a boxed thrombosis factor" holds

    @proposed
    Scenario: Holds by markedly high triglycerides (markedly high triglycerides: yes)
      Given markedly high triglycerides: yes
      Then the rule "Hyperviscosity is a boxed thrombosis factor" holds

    @proposed
    Scenario: Rests on Privigen US insert and Bivigam label text
      Given cryoglobulinaemia: yes
      Then the rule "Hyperviscosity is a boxed thrombosis factor" holds
      And the rule "Hyperviscosity is a boxed thrombosis factor" cites Privigen US insert
      And the rule "Hyperviscosity is a boxed thrombosis factor" cites Bivigam label text
      And the rule "Hyperviscosity is a boxed thrombosis factor" rests on 2 sources

  Rule: Cardiovascular risk is a boxed thrombosis factor

    @proposed
    Scenario: Holds by high cholesterol (high cholesterol: yes)
      Given high cholesterol: yes
      Then the rule "Cardiovascular risk is a boxed thrombosis factor" holds

    @proposed
    Scenario: Holds by diabetes (diabetes: yes)
      Given diabetes: yes
      Then the rule "Cardiovascular risk is a boxed thrombosis factor" holds

    @proposed
    Scenario: Holds by coronary disease (coronary disease: yes)
      Given coronary disease: yes
      Then the rule "Cardiovascular risk is a boxed thrombosis factor" holds

    @proposed
    Scenario: Stays open (body mass index is 29.99 kg/m2)
      Given body mass index is 29.99 kg/m2
      Then the rule "Cardiovascular risk is a boxed thrombosis factor" cannot be decided

    @proposed
    Scenario: Rests on Privigen US insert and Marie 2006
      Given hypertension: yes
      Then the rule "Cardiovascular risk is a boxed thrombosis factor" holds
      And the rule "Cardiovascular risk is a boxed thrombosis factor" cites Privigen US insert
      And the rule "Cardiovascular risk is a boxed thrombosis factor" cites Marie 2006
      And the rule "Cardiovascular risk is a boxed thrombosis factor" rests on 2 sources

  Rule: Advanced age is a boxed thrombosis factor

    @proposed
    Scenario: Rests on Privigen US insert, 8
      Given age is 65 years
      Then the rule "Advanced age is a boxed thrombosis factor" holds
      And the rule "Advanced age is a boxed thrombosis factor" cites Privigen US insert
      And the rule "Advanced age is a boxed thrombosis factor" rests on 1 source

  Rule: Prolonged immobilisation is a boxed thrombosis factor

    @proposed
    Scenario: Rests on Privigen US insert, 9
      Given prolonged immobilisation: yes
      Then the rule "Prolonged immobilisation is a boxed thrombosis factor" holds
      And the rule "Prolonged immobilisation is a boxed thrombosis factor" cites Privigen US insert
      And the rule "Prolonged immobilisation is a boxed thrombosis factor" rests on 1 source

  Rule: A hypercoagulable condition is a boxed thrombosis factor

    @proposed
    Scenario: Rests on Privigen US insert, 10
      Given hypercoagulable condition: yes
      Then the rule "A hypercoagulable condition is a boxed thrombosis factor" holds
      And the rule "A hypercoagulable condition is a boxed thrombosis factor" cites Privigen US insert
      And the rule "A hypercoagulable condition is a boxed thrombosis factor" rests on 1 source

  Rule: An earlier thrombosis is a boxed thrombosis factor

    @proposed
    Scenario: Rests on Privigen US insert, 11
      Given earlier thrombosis: yes
      Then the rule "An earlier thrombosis is a boxed thrombosis factor" holds
      And the rule "An earlier thrombosis is a boxed thrombosis factor" cites Privigen US insert
      And the rule "An earlier thrombosis is a boxed thrombosis factor" rests on 1 source

  Rule: Use of oestrogens is a boxed thrombosis factor

    @proposed
    Scenario: Rests on Privigen US insert, 12
      Given oestrogen treatment: yes
      Then the rule "Use of oestrogens is a boxed thrombosis factor" holds
      And the rule "Use of oestrogens is a boxed thrombosis factor" cites Privigen US insert
      And the rule "Use of oestrogens is a boxed thrombosis factor" rests on 1 source

  Rule: An indwelling vascular catheter is a boxed thrombosis factor

    @proposed
    Scenario: Rests on Privigen US insert, 13
      Given indwelling vascular catheter: yes
      Then the rule "An indwelling vascular catheter is a boxed thrombosis factor" holds
      And the rule "An indwelling vascular catheter is a boxed thrombosis factor" cites Privigen US insert
      And the rule "An indwelling vascular catheter is a boxed thrombosis factor" rests on 1 source
