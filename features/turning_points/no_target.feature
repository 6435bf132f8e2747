Feature: What turns on what: no target
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: Muscle pain, raised CK or joint pain alone is no target

    @proposed
    Scenario: Stays open while nothing is known of muscle pain (earlier IVIG trial for muscle disease: six months or more, without benefit)
      Given earlier IVIG trial for muscle disease: six months or more, without benefit
      Then the rule "Muscle pain, raised CK or joint pain alone is no target" cannot be decided

    @proposed
    Scenario: Holds by raised creatine kinase (earlier IVIG trial for muscle disease: six months or more, without benefit; raised creatine kinase: yes)
      Given earlier IVIG trial for muscle disease: six months or more, without benefit
      And raised creatine kinase: yes
      Then the rule "Muscle pain, raised CK or joint pain alone is no target" holds

    @proposed
    Scenario: Stays open while nothing is known of 'Muscle disease is active with two objective signs' (joint pain: no)
      Given joint pain: no
      Then the rule "Muscle pain, raised CK or joint pain alone is no target" cannot be decided

    @proposed
    Scenario: Stays open, turning on 'Muscle weakness is the only sign' (earlier IVIG trial for muscle disease: none; active muscle disease: yes; muscle pain: yes; and 6 more)
      Given earlier IVIG trial for muscle disease: none
      And active muscle disease: yes
      And muscle pain: yes
      And muscle weakness: yes
      And raised creatine kinase: no
      And positive muscle biopsy: no
      And positive muscle MRI: no
      And positive EMG: no
      And inclusion-body myositis: no
      Then the rule "Muscle pain, raised CK or joint pain alone is no target" cannot be decided

    @proposed
    Scenario: Does not hold, turning on 'Joint disease is active with synovitis' (earlier IVIG trial for muscle disease: none; earlier IVIG trial for joint disease: none; active joint disease: yes; and 8 more)
      Given earlier IVIG trial for muscle disease: none
      And earlier IVIG trial for joint disease: none
      And active joint disease: yes
      And synovitis: yes
      And active muscle disease: yes
      And muscle weakness: yes
      And raised creatine kinase: no
      And positive muscle biopsy: no
      And positive muscle MRI: no
      And positive EMG: no
      And inclusion-body myositis: no
      Then the rule "Muscle pain, raised CK or joint pain alone is no target" does not hold

  Rule: Calcinosis: no evidence found

    @proposed
    Scenario: Rests on Traineau, calcinosis review
      Given calcinosis: yes
      Then the rule "Calcinosis: no evidence found" holds
      And the rule "Calcinosis: no evidence found" cites Traineau, calcinosis review
      And the rule "Calcinosis: no evidence found" rests on 1 source

  Rule: Digital ulcers: no evidence found

    @proposed
    Scenario: Rests on EULAR 2023
      Given digital ulcers: yes
      Then the rule "Digital ulcers: no evidence found" holds
      And the rule "Digital ulcers: no evidence found" cites EULAR 2023
      And the rule "Digital ulcers: no evidence found" rests on 1 source

  Rule: Earlier IVIG without benefit: muscle

    @proposed
    Scenario: Rests on Ontario IGUM
      Given earlier IVIG trial for muscle disease: six months or more, without benefit
      Then the rule "Earlier IVIG without benefit: muscle" holds
      And the rule "Earlier IVIG without benefit: muscle" cites Ontario IGUM
      And the rule "Earlier IVIG without benefit: muscle" rests on 1 source

  Rule: Earlier IVIG without benefit: joints

    @proposed
    Scenario: Rests on Ontario IGUM, 2
      Given earlier IVIG trial for joint disease: six months or more, without benefit
      Then the rule "Earlier IVIG without benefit: joints" holds
      And the rule "Earlier IVIG without benefit: joints" cites Ontario IGUM
      And the rule "Earlier IVIG without benefit: joints" rests on 1 source

  Rule: Earlier IVIG without benefit: upper GI

    @proposed
    Scenario: Rests on Ontario IGUM, 3
      Given earlier IVIG trial for upper GI disease: six months or more, without benefit
      Then the rule "Earlier IVIG without benefit: upper GI" holds
      And the rule "Earlier IVIG without benefit: upper GI" cites Ontario IGUM
      And the rule "Earlier IVIG without benefit: upper GI" rests on 1 source

  Rule: Earlier IVIG without benefit: bowel

    @proposed
    Scenario: Rests on Ontario IGUM, 4
      Given earlier IVIG trial for bowel disease: six months or more, without benefit
      Then the rule "Earlier IVIG without benefit: bowel" holds
      And the rule "Earlier IVIG without benefit: bowel" cites Ontario IGUM
      And the rule "Earlier IVIG without benefit: bowel" rests on 1 source

  Rule: Earlier IVIG without benefit: skin

    @proposed
    Scenario: Rests on Ontario IGUM, 5
      Given earlier IVIG trial for skin disease: six months or more, without benefit
      Then the rule "Earlier IVIG without benefit: skin" holds
      And the rule "Earlier IVIG without benefit: skin" cites Ontario IGUM
      And the rule "Earlier IVIG without benefit: skin" rests on 1 source

  Rule: Heart involvement

    @proposed
    Scenario: Rests on Sanges 2017, 5
      Given heart involvement by systemic sclerosis: yes
      Then the rule "Heart involvement" holds
      And the rule "Heart involvement" cites Sanges 2017
      And the rule "Heart involvement" rests on 1 source

  Rule: Inclusion-body myositis

    @proposed
    Scenario: Rests on Ontario IGUM, 6
      Given inclusion-body myositis: yes
      Then the rule "Inclusion-body myositis" holds
      And the rule "Inclusion-body myositis" cites Ontario IGUM
      And the rule "Inclusion-body myositis" rests on 1 source

  Rule: Interstitial lung disease

    @proposed
    Scenario: Rests on Sanges 2017 and Koczanowski 2024
      Given interstitial lung disease: yes
      Then the rule "Interstitial lung disease" holds
      And the rule "Interstitial lung disease" cites Sanges 2017
      And the rule "Interstitial lung disease" cites Koczanowski 2024
      And the rule "Interstitial lung disease" rests on 2 sources

  Rule: PAH: no evidence found

    @proposed
    Scenario: Rests on EULAR 2023, 2
      Given pulmonary arterial hypertension: yes
      Then the rule "PAH: no evidence found" holds
      And the rule "PAH: no evidence found" cites EULAR 2023
      And the rule "PAH: no evidence found" rests on 1 source

  Rule: Raynaud: no evidence found

    @proposed
    Scenario: Rests on EULAR 2023, 3
      Given Raynaud phenomenon: yes
      Then the rule "Raynaud: no evidence found" holds
      And the rule "Raynaud: no evidence found" cites EULAR 2023
      And the rule "Raynaud: no evidence found" rests on 1 source

  Rule: Renal crisis: no evidence found

    @proposed
    Scenario: Rests on EULAR 2017 and Fernández-Codina 2018
      Given scleroderma renal crisis in the history: yes
      Then the rule "Renal crisis: no evidence found" holds
      And the rule "Renal crisis: no evidence found" cites EULAR 2017
      And the rule "Renal crisis: no evidence found" cites Fernández-Codina 2018
      And the rule "Renal crisis: no evidence found" rests on 2 sources
