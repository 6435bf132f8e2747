Feature: What turns on what: no target
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: Raised CK alone

    @proposed
    Scenario: Does not hold, turning on positive muscle biopsy (positive muscle biopsy: yes)
      Given positive muscle biopsy: yes
      Then the rule "Raised CK alone" does not hold

    @proposed
    Scenario: Does not hold, turning on positive muscle MRI (positive muscle MRI: yes)
      Given positive muscle MRI: yes
      Then the rule "Raised CK alone" does not hold

    @proposed
    Scenario: Does not hold, turning on positive EMG (positive EMG: yes)
      Given positive EMG: yes
      Then the rule "Raised CK alone" does not hold

  Rule: Muscle pain alone

    @proposed
    Scenario: Does not hold, turning on raised creatine kinase (raised creatine kinase: yes)
      Given raised creatine kinase: yes
      Then the rule "Muscle pain alone" does not hold

    @proposed
    Scenario: Does not hold, turning on positive muscle biopsy (positive muscle biopsy: yes), 2
      Given positive muscle biopsy: yes
      Then the rule "Muscle pain alone" does not hold

    @proposed
    Scenario: Does not hold, turning on positive muscle MRI (positive muscle MRI: yes), 2
      Given positive muscle MRI: yes
      Then the rule "Muscle pain alone" does not hold

    @proposed
    Scenario: Does not hold, turning on positive EMG (positive EMG: yes), 2
      Given positive EMG: yes
      Then the rule "Muscle pain alone" does not hold

  Rule: Diffuse skin neither thick nor rising

    @proposed
    Scenario: Does not hold, turning on active skin disease (active skin disease: no)
      Given active skin disease: no
      Then the rule "Diffuse skin neither thick nor rising" does not hold

    @proposed
    Scenario: Does not hold, turning on rising modified Rodnan skin score (rising modified Rodnan skin score: yes)
      Given rising modified Rodnan skin score: yes
      Then the rule "Diffuse skin neither thick nor rising" does not hold

    @proposed
    Scenario: Rests on NCT01785056
      Given active skin disease: yes
      And modified Rodnan skin score is 11
      And rising modified Rodnan skin score: no
      And skin subset: diffuse cutaneous
      Then the rule "Diffuse skin neither thick nor rising" holds
      And the rule "Diffuse skin neither thick nor rising" cites NCT01785056
      And the rule "Diffuse skin neither thick nor rising" rests on 1 source

  Rule: Amyopathic dermatomyositis

    @proposed
    Scenario: Rests on Myositis Association, criteria
      Given amyopathic dermatomyositis: yes
      Then the rule "Amyopathic dermatomyositis" holds
      And the rule "Amyopathic dermatomyositis" cites Myositis Association, criteria
      And the rule "Amyopathic dermatomyositis" rests on 1 source

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

  Rule: Limited skin disease

    @proposed
    Scenario: Rests on Takehara 2013 and Poelman 2015 and 1 more, 2
      Given active skin disease: yes
      And skin subset: limited cutaneous
      Then the rule "Limited skin disease" holds
      And the rule "Limited skin disease" cites Takehara 2013
      And the rule "Limited skin disease" cites Poelman 2015
      And the rule "Limited skin disease" cites NCT01785056
      And the rule "Limited skin disease" rests on 3 sources

  Rule: High skin score in limited SSc

    @proposed
    Scenario: Rests on Takehara 2013 and Poelman 2015 and 1 more, 3
      Given modified Rodnan skin score is 13
      And skin subset: limited cutaneous
      Then the rule "High skin score in limited SSc" holds
      And the rule "High skin score in limited SSc" cites Takehara 2013
      And the rule "High skin score in limited SSc" cites Poelman 2015
      And the rule "High skin score in limited SSc" cites NCT01785056
      And the rule "High skin score in limited SSc" rests on 3 sources

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
