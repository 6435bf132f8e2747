Feature: What turns on what: no target
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: ck_alone

    @proposed
    Scenario: Does not hold, turning on positive muscle biopsy (positive muscle biopsy: yes)
      Given positive muscle biopsy: yes
      Then the rule "ck_alone" does not hold

    @proposed
    Scenario: Does not hold, turning on positive muscle MRI (positive muscle MRI: yes)
      Given positive muscle MRI: yes
      Then the rule "ck_alone" does not hold

    @proposed
    Scenario: Does not hold, turning on positive EMG (positive EMG: yes)
      Given positive EMG: yes
      Then the rule "ck_alone" does not hold

    @proposed
    Scenario: Does not hold, turning on raised creatine kinase (raised creatine kinase: no)
      Given raised creatine kinase: no
      Then the rule "ck_alone" does not hold

    @proposed
    Scenario: Stays open while nothing is known of raised creatine kinase (muscle weakness: no; positive muscle biopsy: no; positive muscle MRI: no; and 1 more)
      Given muscle weakness: no
      And positive muscle biopsy: no
      And positive muscle MRI: no
      And positive EMG: no
      Then the rule "ck_alone" cannot be decided

    @proposed
    Scenario: Stays open while nothing is known of positive muscle biopsy (present corticosteroid treatment is not known)
      Given present corticosteroid treatment is not known
      Then the rule "ck_alone" cannot be decided

  Rule: muscle_pain_alone

    @proposed
    Scenario: Does not hold, turning on raised creatine kinase (raised creatine kinase: yes)
      Given raised creatine kinase: yes
      Then the rule "muscle_pain_alone" does not hold

    @proposed
    Scenario: Does not hold, turning on positive muscle biopsy (positive muscle biopsy: yes), 2
      Given positive muscle biopsy: yes
      Then the rule "muscle_pain_alone" does not hold

    @proposed
    Scenario: Does not hold, turning on positive muscle MRI (positive muscle MRI: yes), 2
      Given positive muscle MRI: yes
      Then the rule "muscle_pain_alone" does not hold

    @proposed
    Scenario: Does not hold, turning on positive EMG (positive EMG: yes), 2
      Given positive EMG: yes
      Then the rule "muscle_pain_alone" does not hold

    @proposed
    Scenario: Does not hold, turning on muscle pain (muscle pain: no)
      Given muscle pain: no
      Then the rule "muscle_pain_alone" does not hold

    @proposed
    Scenario: Stays open while nothing is known of muscle pain (muscle weakness: no; raised creatine kinase: no; positive muscle biopsy: no; and 2 more)
      Given muscle weakness: no
      And raised creatine kinase: no
      And positive muscle biopsy: no
      And positive muscle MRI: no
      And positive EMG: no
      Then the rule "muscle_pain_alone" cannot be decided

    @proposed
    Scenario: Stays open while nothing is known of muscle weakness (present corticosteroid treatment is not known)
      Given present corticosteroid treatment is not known
      Then the rule "muscle_pain_alone" cannot be decided

  Rule: skin_score_not_raised

    @proposed
    Scenario: Does not hold, turning on active skin disease (active skin disease: no)
      Given active skin disease: no
      Then the rule "skin_score_not_raised" does not hold

    @proposed
    Scenario: Does not hold, turning on rising modified Rodnan skin score (rising modified Rodnan skin score: yes)
      Given rising modified Rodnan skin score: yes
      Then the rule "skin_score_not_raised" does not hold

    @proposed
    Scenario: Rests on NCT01785056
      Given active skin disease: yes
      And modified Rodnan skin score is 11
      And rising modified Rodnan skin score: no
      And skin subset: diffuse cutaneous
      Then the rule "skin_score_not_raised" holds
      And the rule "skin_score_not_raised" cites NCT01785056
      And the rule "skin_score_not_raised" rests on 1 source

    @proposed
    Scenario: Stays open while nothing is known of active skin disease (modified Rodnan skin score is 6; rising modified Rodnan skin score: no; skin subset: diffuse cutaneous)
      Given modified Rodnan skin score is 6
      And rising modified Rodnan skin score: no
      And skin subset: diffuse cutaneous
      Then the rule "skin_score_not_raised" cannot be decided

    @proposed
    Scenario: Does not hold, turning on skin subset (skin subset: limited cutaneous)
      Given skin subset: limited cutaneous
      Then the rule "skin_score_not_raised" does not hold

    @proposed
    Scenario: Stays open while nothing is known of skin subset (active skin disease: yes; modified Rodnan skin score is 6; rising modified Rodnan skin score: no)
      Given active skin disease: yes
      And modified Rodnan skin score is 6
      And rising modified Rodnan skin score: no
      Then the rule "skin_score_not_raised" cannot be decided

    @proposed
    Scenario: Stays open while nothing is known of modified Rodnan skin score above 12 score (present corticosteroid treatment is not known)
      Given present corticosteroid treatment is not known
      Then the rule "skin_score_not_raised" cannot be decided

  Rule: amyopathic_dermatomyositis

    @proposed
    Scenario: Rests on Myositis Association, criteria
      Given amyopathic dermatomyositis: yes
      Then the rule "amyopathic_dermatomyositis" holds
      And the rule "amyopathic_dermatomyositis" cites Myositis Association, criteria
      And the rule "amyopathic_dermatomyositis" rests on 1 source

  Rule: calcinosis_none_found

    @proposed
    Scenario: Rests on Traineau, calcinosis review
      Given calcinosis: yes
      Then the rule "calcinosis_none_found" holds
      And the rule "calcinosis_none_found" cites Traineau, calcinosis review
      And the rule "calcinosis_none_found" rests on 1 source

  Rule: digital_ulcers_none_found

    @proposed
    Scenario: Rests on EULAR 2023
      Given digital ulcers: yes
      Then the rule "digital_ulcers_none_found" holds
      And the rule "digital_ulcers_none_found" cites EULAR 2023
      And the rule "digital_ulcers_none_found" rests on 1 source

  Rule: earlier_ivig_failed_muscle

    @proposed
    Scenario: Rests on Ontario IGUM
      Given earlier IVIG trial for muscle disease: six months or more, without benefit
      Then the rule "earlier_ivig_failed_muscle" holds
      And the rule "earlier_ivig_failed_muscle" cites Ontario IGUM
      And the rule "earlier_ivig_failed_muscle" rests on 1 source

  Rule: earlier_ivig_failed_joints

    @proposed
    Scenario: Rests on Ontario IGUM, 2
      Given earlier IVIG trial for joint disease: six months or more, without benefit
      Then the rule "earlier_ivig_failed_joints" holds
      And the rule "earlier_ivig_failed_joints" cites Ontario IGUM
      And the rule "earlier_ivig_failed_joints" rests on 1 source

  Rule: earlier_ivig_failed_upper_gi

    @proposed
    Scenario: Rests on Ontario IGUM, 3
      Given earlier IVIG trial for upper GI disease: six months or more, without benefit
      Then the rule "earlier_ivig_failed_upper_gi" holds
      And the rule "earlier_ivig_failed_upper_gi" cites Ontario IGUM
      And the rule "earlier_ivig_failed_upper_gi" rests on 1 source

  Rule: earlier_ivig_failed_bowel

    @proposed
    Scenario: Rests on Ontario IGUM, 4
      Given earlier IVIG trial for bowel disease: six months or more, without benefit
      Then the rule "earlier_ivig_failed_bowel" holds
      And the rule "earlier_ivig_failed_bowel" cites Ontario IGUM
      And the rule "earlier_ivig_failed_bowel" rests on 1 source

  Rule: earlier_ivig_failed_skin

    @proposed
    Scenario: Rests on Ontario IGUM, 5
      Given earlier IVIG trial for skin disease: six months or more, without benefit
      Then the rule "earlier_ivig_failed_skin" holds
      And the rule "earlier_ivig_failed_skin" cites Ontario IGUM
      And the rule "earlier_ivig_failed_skin" rests on 1 source

  Rule: heart_no_claim

    @proposed
    Scenario: Rests on Sanges 2017, 5
      Given heart involvement by systemic sclerosis: yes
      Then the rule "heart_no_claim" holds
      And the rule "heart_no_claim" cites Sanges 2017
      And the rule "heart_no_claim" rests on 1 source

  Rule: inclusion_body_myositis_no_target

    @proposed
    Scenario: Rests on Ontario IGUM, 6
      Given inclusion-body myositis: yes
      Then the rule "inclusion_body_myositis_no_target" holds
      And the rule "inclusion_body_myositis_no_target" cites Ontario IGUM
      And the rule "inclusion_body_myositis_no_target" rests on 1 source

  Rule: limited_skin_no_target

    @proposed
    Scenario: Rests on Takehara 2013 and Poelman 2015 and 1 more, 2
      Given active skin disease: yes
      And skin subset: limited cutaneous
      Then the rule "limited_skin_no_target" holds
      And the rule "limited_skin_no_target" cites Takehara 2013
      And the rule "limited_skin_no_target" cites Poelman 2015
      And the rule "limited_skin_no_target" cites NCT01785056
      And the rule "limited_skin_no_target" rests on 3 sources

    @proposed
    Scenario: Stays open while nothing is known of active skin disease (skin subset: limited cutaneous)
      Given skin subset: limited cutaneous
      Then the rule "limited_skin_no_target" cannot be decided

    @proposed
    Scenario: Does not hold, turning on active skin disease (active skin disease: no), 3
      Given active skin disease: no
      Then the rule "limited_skin_no_target" does not hold

  Rule: limited_with_high_skin_score

    @proposed
    Scenario: Rests on Takehara 2013 and Poelman 2015 and 1 more, 3
      Given modified Rodnan skin score is 13
      And skin subset: limited cutaneous
      Then the rule "limited_with_high_skin_score" holds
      And the rule "limited_with_high_skin_score" cites Takehara 2013
      And the rule "limited_with_high_skin_score" cites Poelman 2015
      And the rule "limited_with_high_skin_score" cites NCT01785056
      And the rule "limited_with_high_skin_score" rests on 3 sources

    @proposed
    Scenario: Does not hold, turning on skin subset (skin subset: diffuse cutaneous)
      Given skin subset: diffuse cutaneous
      Then the rule "limited_with_high_skin_score" does not hold

    @proposed
    Scenario: Stays open while nothing is known of skin subset (modified Rodnan skin score is 32)
      Given modified Rodnan skin score is 32
      Then the rule "limited_with_high_skin_score" cannot be decided

  Rule: lung_no_claim

    @proposed
    Scenario: Rests on Sanges 2017 and Koczanowski 2024
      Given interstitial lung disease: yes
      Then the rule "lung_no_claim" holds
      And the rule "lung_no_claim" cites Sanges 2017
      And the rule "lung_no_claim" cites Koczanowski 2024
      And the rule "lung_no_claim" rests on 2 sources

  Rule: pah_none_found

    @proposed
    Scenario: Rests on EULAR 2023, 2
      Given pulmonary arterial hypertension: yes
      Then the rule "pah_none_found" holds
      And the rule "pah_none_found" cites EULAR 2023
      And the rule "pah_none_found" rests on 1 source

  Rule: raynaud_none_found

    @proposed
    Scenario: Rests on EULAR 2023, 3
      Given Raynaud phenomenon: yes
      Then the rule "raynaud_none_found" holds
      And the rule "raynaud_none_found" cites EULAR 2023
      And the rule "raynaud_none_found" rests on 1 source

  Rule: renal_crisis_none_found

    @proposed
    Scenario: Rests on EULAR 2017 and Fernández-Codina 2018
      Given scleroderma renal crisis in the history: yes
      Then the rule "renal_crisis_none_found" holds
      And the rule "renal_crisis_none_found" cites EULAR 2017
      And the rule "renal_crisis_none_found" cites Fernández-Codina 2018
      And the rule "renal_crisis_none_found" rests on 2 sources

  Rule: active_without_finding_bowel

    @proposed
    Scenario: Stays open while nothing is known of 'Active bowel disease that IVIG has not failed' (bowel symptoms: no; bowel dysmotility shown by a test: no; bacterial overgrowth of the small bowel: no; and 3 more)
      Given bowel symptoms: no
      And bowel dysmotility shown by a test: no
      And bacterial overgrowth of the small bowel: no
      And intestinal pseudo-obstruction: no
      And malabsorption: no
      And artificial feeding: no
      Then the rule "active_without_finding_bowel" cannot be decided

    @proposed
    Scenario: Does not hold, turning on 'Active bowel disease that IVIG has not failed' (active bowel disease: no)
      Given active bowel disease: no
      Then the rule "active_without_finding_bowel" does not hold

  Rule: active_without_finding_muscle

    @proposed
    Scenario: Does not hold, turning on 'Active muscle disease that IVIG has not failed' (inclusion-body myositis: yes)
      Given inclusion-body myositis: yes
      Then the rule "active_without_finding_muscle" does not hold

    @proposed
    Scenario: Stays open while nothing is known of 'Active muscle disease that IVIG has not failed' (muscle weakness: no; positive muscle biopsy: no; positive muscle MRI: no; and 1 more)
      Given muscle weakness: no
      And positive muscle biopsy: no
      And positive muscle MRI: no
      And positive EMG: no
      Then the rule "active_without_finding_muscle" cannot be decided

    @proposed
    Scenario: Does not hold, turning on 'Two of weakness, raised CK and a positive test' (earlier IVIG trial for muscle disease: none; active muscle disease: yes; raised creatine kinase: yes; and 2 more)
      Given earlier IVIG trial for muscle disease: none
      And active muscle disease: yes
      And raised creatine kinase: yes
      And positive muscle biopsy: yes
      And inclusion-body myositis: no
      Then the rule "active_without_finding_muscle" does not hold

  Rule: active_without_finding_upper_gi

    @proposed
    Scenario: Stays open while nothing is known of 'Active upper GI disease that IVIG has not failed' (reflux: no; swallowing disorder: no; aspiration: no; and 2 more)
      Given reflux: no
      And swallowing disorder: no
      And aspiration: no
      And upper GI dysmotility shown by a test: no
      And artificial feeding: no
      Then the rule "active_without_finding_upper_gi" cannot be decided

    @proposed
    Scenario: Does not hold, turning on 'Active upper GI disease that IVIG has not failed' (active upper GI disease: no)
      Given active upper GI disease: no
      Then the rule "active_without_finding_upper_gi" does not hold

  Rule: joint_pain_without_synovitis

    @proposed
    Scenario: Stays open while nothing is known of joint pain (synovitis: no)
      Given synovitis: no
      Then the rule "joint_pain_without_synovitis" cannot be decided

    @proposed
    Scenario: Stays open, turning on joint pain (joint pain: no; synovitis: no)
      Given joint pain: no
      And synovitis: no
      Then the rule "joint_pain_without_synovitis" cannot be decided

    @proposed
    Scenario: Stays open, turning on active joint disease (active joint disease: no; synovitis: no)
      Given active joint disease: no
      And synovitis: no
      Then the rule "joint_pain_without_synovitis" cannot be decided
