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

  Rule: No usable evidence was found for calcinosis

    @proposed
    Scenario: Rests on Traineau, calcinosis review
      Given calcinosis: yes
      Then the rule "No usable evidence was found for calcinosis" holds
      And the rule "No usable evidence was found for calcinosis" cites Traineau, calcinosis review
      And the rule "No usable evidence was found for calcinosis" rests on 1 source

  Rule: No usable evidence was found for digital ulcers

    @proposed
    Scenario: Rests on EULAR 2023
      Given digital ulcers: yes
      Then the rule "No usable evidence was found for digital ulcers" holds
      And the rule "No usable evidence was found for digital ulcers" cites EULAR 2023
      And the rule "No usable evidence was found for digital ulcers" rests on 1 source

  Rule: Earlier IVIG brought no benefit for muscle disease

    @proposed
    Scenario: Rests on Ontario IGUM
      Given earlier IVIG trial for muscle disease: six months or more, without benefit
      Then the rule "Earlier IVIG brought no benefit for muscle disease" holds
      And the rule "Earlier IVIG brought no benefit for muscle disease" cites Ontario IGUM
      And the rule "Earlier IVIG brought no benefit for muscle disease" rests on 1 source

  Rule: Earlier IVIG brought no benefit for joint disease

    @proposed
    Scenario: Rests on Ontario IGUM, 2
      Given earlier IVIG trial for joint disease: six months or more, without benefit
      Then the rule "Earlier IVIG brought no benefit for joint disease" holds
      And the rule "Earlier IVIG brought no benefit for joint disease" cites Ontario IGUM
      And the rule "Earlier IVIG brought no benefit for joint disease" rests on 1 source

  Rule: Earlier IVIG brought no benefit for upper gut disease

    @proposed
    Scenario: Rests on Ontario IGUM, 3
      Given earlier IVIG trial for upper GI disease: six months or more, without benefit
      Then the rule "Earlier IVIG brought no benefit for upper gut disease" holds
      And the rule "Earlier IVIG brought no benefit for upper gut disease" cites Ontario IGUM
      And the rule "Earlier IVIG brought no benefit for upper gut disease" rests on 1 source

  Rule: Earlier IVIG brought no benefit for bowel disease

    @proposed
    Scenario: Rests on Ontario IGUM, 4
      Given earlier IVIG trial for bowel disease: six months or more, without benefit
      Then the rule "Earlier IVIG brought no benefit for bowel disease" holds
      And the rule "Earlier IVIG brought no benefit for bowel disease" cites Ontario IGUM
      And the rule "Earlier IVIG brought no benefit for bowel disease" rests on 1 source

  Rule: Earlier IVIG brought no benefit for skin disease

    @proposed
    Scenario: Rests on Ontario IGUM, 5
      Given earlier IVIG trial for skin disease: six months or more, without benefit
      Then the rule "Earlier IVIG brought no benefit for skin disease" holds
      And the rule "Earlier IVIG brought no benefit for skin disease" cites Ontario IGUM
      And the rule "Earlier IVIG brought no benefit for skin disease" rests on 1 source

  Rule: Heart involvement is no target

    @proposed
    Scenario: Rests on Sanges 2017, 5
      Given heart involvement by systemic sclerosis: yes
      Then the rule "Heart involvement is no target" holds
      And the rule "Heart involvement is no target" cites Sanges 2017
      And the rule "Heart involvement is no target" rests on 1 source

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

  Rule: No usable evidence was found for pulmonary arterial hypertension

    @proposed
    Scenario: Rests on EULAR 2023, 2
      Given pulmonary arterial hypertension: yes
      Then the rule "No usable evidence was found for pulmonary arterial hypertension" holds
      And the rule "No usable evidence was found for pulmonary arterial hypertension" cites EULAR 2023
      And the rule "No usable evidence was found for pulmonary arterial hypertension" rests on 1 source

  Rule: No usable evidence was found for Raynaud phenomenon

    @proposed
    Scenario: Rests on EULAR 2023, 3
      Given Raynaud phenomenon: yes
      Then the rule "No usable evidence was found for Raynaud phenomenon" holds
      And the rule "No usable evidence was found for Raynaud phenomenon" cites EULAR 2023
      And the rule "No usable evidence was found for Raynaud phenomenon" rests on 1 source

  Rule: No usable evidence was found for renal crisis

    @proposed
    Scenario: Rests on EULAR 2017 and Fernández-Codina 2018
      Given scleroderma renal crisis in the history: yes
      Then the rule "No usable evidence was found for renal crisis" holds
      And the rule "No usable evidence was found for renal crisis" cites EULAR 2017
      And the rule "No usable evidence was found for renal crisis" cites Fernández-Codina 2018
      And the rule "No usable evidence was found for renal crisis" rests on 2 sources
