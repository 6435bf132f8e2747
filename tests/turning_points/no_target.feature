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

    @proposed
    Scenario: Does not hold, turning on raised creatine kinase (raised creatine kinase: no)
      Given raised creatine kinase: no
      Then the rule "Raised CK alone" does not hold

    @proposed
    Scenario: Stays open while nothing is known of raised creatine kinase (muscle weakness: no; positive muscle biopsy: no; positive muscle MRI: no; and 1 more)
      Given muscle weakness: no
      And positive muscle biopsy: no
      And positive muscle MRI: no
      And positive EMG: no
      Then the rule "Raised CK alone" cannot be decided

    @proposed
    Scenario: Stays open while nothing is known of positive muscle biopsy (present corticosteroid treatment is not known)
      Given present corticosteroid treatment is not known
      Then the rule "Raised CK alone" cannot be decided

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

    @proposed
    Scenario: Does not hold, turning on muscle pain (muscle pain: no)
      Given muscle pain: no
      Then the rule "Muscle pain alone" does not hold

    @proposed
    Scenario: Stays open while nothing is known of muscle pain (muscle weakness: no; raised creatine kinase: no; positive muscle biopsy: no; and 2 more)
      Given muscle weakness: no
      And raised creatine kinase: no
      And positive muscle biopsy: no
      And positive muscle MRI: no
      And positive EMG: no
      Then the rule "Muscle pain alone" cannot be decided

    @proposed
    Scenario: Stays open while nothing is known of muscle weakness (present corticosteroid treatment is not known)
      Given present corticosteroid treatment is not known
      Then the rule "Muscle pain alone" cannot be decided

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

    @proposed
    Scenario: Stays open while nothing is known of active skin disease (modified Rodnan skin score is 6; rising modified Rodnan skin score: no; skin subset: diffuse cutaneous)
      Given modified Rodnan skin score is 6
      And rising modified Rodnan skin score: no
      And skin subset: diffuse cutaneous
      Then the rule "Diffuse skin neither thick nor rising" cannot be decided

    @proposed
    Scenario: Does not hold, turning on skin subset (skin subset: limited cutaneous)
      Given skin subset: limited cutaneous
      Then the rule "Diffuse skin neither thick nor rising" does not hold

    @proposed
    Scenario: Stays open while nothing is known of skin subset (active skin disease: yes; modified Rodnan skin score is 6; rising modified Rodnan skin score: no)
      Given active skin disease: yes
      And modified Rodnan skin score is 6
      And rising modified Rodnan skin score: no
      Then the rule "Diffuse skin neither thick nor rising" cannot be decided

    @proposed
    Scenario: Stays open while nothing is known of modified Rodnan skin score above 12 score (present corticosteroid treatment is not known)
      Given present corticosteroid treatment is not known
      Then the rule "Diffuse skin neither thick nor rising" cannot be decided

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

    @proposed
    Scenario: Stays open while nothing is known of active skin disease (skin subset: limited cutaneous)
      Given skin subset: limited cutaneous
      Then the rule "Limited skin disease" cannot be decided

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

    @proposed
    Scenario: Does not hold, turning on skin subset (skin subset: diffuse cutaneous)
      Given skin subset: diffuse cutaneous
      Then the rule "High skin score in limited SSc" does not hold

    @proposed
    Scenario: Stays open while nothing is known of skin subset (modified Rodnan skin score is 32)
      Given modified Rodnan skin score is 32
      Then the rule "High skin score in limited SSc" cannot be decided

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

  Rule: Active without a finding: bowel

    @proposed
    Scenario: Stays open while nothing is known of 'Active bowel disease that IVIG has not failed' (bowel symptoms: no; bowel dysmotility shown by a test: no; bacterial overgrowth of the small bowel: no; and 3 more)
      Given bowel symptoms: no
      And bowel dysmotility shown by a test: no
      And bacterial overgrowth of the small bowel: no
      And intestinal pseudo-obstruction: no
      And malabsorption: no
      And artificial feeding: no
      Then the rule "Active without a finding: bowel" cannot be decided

  Rule: Active without a finding: muscle

    @proposed
    Scenario: Does not hold, turning on 'Active muscle disease that IVIG has not failed' (inclusion-body myositis: yes)
      Given inclusion-body myositis: yes
      Then the rule "Active without a finding: muscle" does not hold

    @proposed
    Scenario: Stays open while nothing is known of 'Active muscle disease that IVIG has not failed' (muscle weakness: no; positive muscle biopsy: no; positive muscle MRI: no; and 1 more)
      Given muscle weakness: no
      And positive muscle biopsy: no
      And positive muscle MRI: no
      And positive EMG: no
      Then the rule "Active without a finding: muscle" cannot be decided

  Rule: Active without a finding: upper GI

    @proposed
    Scenario: Stays open while nothing is known of 'Active upper GI disease that IVIG has not failed' (reflux: no; swallowing disorder: no; aspiration: no; and 2 more)
      Given reflux: no
      And swallowing disorder: no
      And aspiration: no
      And upper GI dysmotility shown by a test: no
      And artificial feeding: no
      Then the rule "Active without a finding: upper GI" cannot be decided

  Rule: Joint pain without synovitis

    @proposed
    Scenario: Stays open while nothing is known of joint pain (synovitis: no)
      Given synovitis: no
      Then the rule "Joint pain without synovitis" cannot be decided
