Feature: What turns on what: benefit
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: bowel_target

    @proposed
    Scenario: Holds by bowel dysmotility shown by a test (earlier IVIG trial for bowel disease: none; active bowel disease: yes; bowel dysmotility shown by a test: yes)
      Given earlier IVIG trial for bowel disease: none
      And active bowel disease: yes
      And bowel dysmotility shown by a test: yes
      Then the rule "bowel_target" holds

    @proposed
    Scenario: Holds by artificial feeding (earlier IVIG trial for bowel disease: none; active bowel disease: yes; artificial feeding: yes)
      Given earlier IVIG trial for bowel disease: none
      And active bowel disease: yes
      And artificial feeding: yes
      Then the rule "bowel_target" holds

    @proposed
    Scenario: Rests on Sanges 2017 and Raja 2016, 2
      Given earlier IVIG trial for bowel disease: none
      And active bowel disease: yes
      And intestinal pseudo-obstruction: yes
      Then the rule "bowel_target" holds
      And the rule "bowel_target" cites Sanges 2017
      And the rule "bowel_target" cites Raja 2016
      And the rule "bowel_target" rests on 2 sources

  Rule: muscle_target

    @proposed
    Scenario: Holds by positive muscle biopsy (earlier IVIG trial for muscle disease: none; active muscle disease: yes; muscle weakness: yes; and 2 more)
      Given earlier IVIG trial for muscle disease: none
      And active muscle disease: yes
      And muscle weakness: yes
      And positive muscle biopsy: yes
      And inclusion-body myositis: no
      Then the rule "muscle_target" holds

    @proposed
    Scenario: Rests on Sanges 2017
      Given earlier IVIG trial for muscle disease: none
      And active muscle disease: yes
      And muscle weakness: yes
      And raised creatine kinase: yes
      And inclusion-body myositis: no
      Then the rule "muscle_target" holds
      And the rule "muscle_target" cites Sanges 2017
      And the note shows "Muscle weakness" of Sanges 2017
      And the note shows "Creatine kinase" of Sanges 2017
      And the rule "muscle_target" rests on 1 source

    @proposed
    Scenario: Stays open while nothing is known of muscle weakness (earlier IVIG trial for muscle disease: none; active muscle disease: yes; raised creatine kinase: yes; and 1 more)
      Given earlier IVIG trial for muscle disease: none
      And active muscle disease: yes
      And raised creatine kinase: yes
      And inclusion-body myositis: no
      Then the rule "muscle_target" cannot be decided

  Rule: upper_gi_target

    @proposed
    Scenario: Holds by artificial feeding (earlier IVIG trial for upper GI disease: none; active upper GI disease: yes; artificial feeding: yes)
      Given earlier IVIG trial for upper GI disease: none
      And active upper GI disease: yes
      And artificial feeding: yes
      Then the rule "upper_gi_target" holds

    @proposed
    Scenario: Rests on Sanges 2017 and Raja 2016
      Given earlier IVIG trial for upper GI disease: none
      And active upper GI disease: yes
      And swallowing disorder: yes
      Then the rule "upper_gi_target" holds
      And the rule "upper_gi_target" cites Sanges 2017
      And the rule "upper_gi_target" cites Raja 2016
      And the rule "upper_gi_target" rests on 2 sources

  Rule: muscle_weakness_alone

    @proposed
    Scenario: Rests on Sanges 2017, 2
      Given earlier IVIG trial for muscle disease: none
      And active muscle disease: yes
      And muscle weakness: yes
      And raised creatine kinase: no
      And positive muscle biopsy: no
      And positive muscle MRI: no
      And positive EMG: no
      And inclusion-body myositis: no
      Then the rule "muscle_weakness_alone" holds
      And the rule "muscle_weakness_alone" cites Sanges 2017
      And the rule "muscle_weakness_alone" rests on 1 source

    @proposed
    Scenario: Stays open while nothing is known of 'Active muscle disease that IVIG has not failed' (muscle weakness: yes; raised creatine kinase: no; positive muscle biopsy: no; and 2 more)
      Given muscle weakness: yes
      And raised creatine kinase: no
      And positive muscle biopsy: no
      And positive muscle MRI: no
      And positive EMG: no
      Then the rule "muscle_weakness_alone" cannot be decided

    @proposed
    Scenario: Stays open while nothing is known of muscle weakness (earlier IVIG trial for muscle disease: none; active muscle disease: yes; raised creatine kinase: no; and 4 more)
      Given earlier IVIG trial for muscle disease: none
      And active muscle disease: yes
      And raised creatine kinase: no
      And positive muscle biopsy: no
      And positive muscle MRI: no
      And positive EMG: no
      And inclusion-body myositis: no
      Then the rule "muscle_weakness_alone" cannot be decided

  Rule: joints_target

    @proposed
    Scenario: Rests on Sanges 2017 and Nacci 2007
      Given earlier IVIG trial for joint disease: none
      And active joint disease: yes
      And synovitis: yes
      Then the rule "joints_target" holds
      And the rule "joints_target" cites Sanges 2017
      And the rule "joints_target" cites Nacci 2007
      And the rule "joints_target" rests on 2 sources

  Rule: reflux_alone

    @proposed
    Scenario: Rests on Sanges 2017, 3
      Given earlier IVIG trial for upper GI disease: none
      And active upper GI disease: yes
      And reflux: yes
      And swallowing disorder: no
      And aspiration: no
      And upper GI dysmotility shown by a test: no
      And artificial feeding: no
      Then the rule "reflux_alone" holds
      And the rule "reflux_alone" cites Sanges 2017
      And the rule "reflux_alone" rests on 1 source

    @proposed
    Scenario: Stays open while nothing is known of 'Active upper GI disease that IVIG has not failed' (reflux: yes; swallowing disorder: no; aspiration: no; and 2 more)
      Given reflux: yes
      And swallowing disorder: no
      And aspiration: no
      And upper GI dysmotility shown by a test: no
      And artificial feeding: no
      Then the rule "reflux_alone" cannot be decided

    @proposed
    Scenario: Stays open while nothing is known of reflux (earlier IVIG trial for upper GI disease: none; active upper GI disease: yes; swallowing disorder: no; and 3 more)
      Given earlier IVIG trial for upper GI disease: none
      And active upper GI disease: yes
      And swallowing disorder: no
      And aspiration: no
      And upper GI dysmotility shown by a test: no
      And artificial feeding: no
      Then the rule "reflux_alone" cannot be decided

  Rule: bowel_symptoms_alone

    @proposed
    Scenario: Rests on Sanges 2017, 4
      Given earlier IVIG trial for bowel disease: none
      And active bowel disease: yes
      And bowel symptoms: yes
      And bowel dysmotility shown by a test: no
      And bacterial overgrowth of the small bowel: no
      And intestinal pseudo-obstruction: no
      And malabsorption: no
      And artificial feeding: no
      Then the rule "bowel_symptoms_alone" holds
      And the rule "bowel_symptoms_alone" cites Sanges 2017
      And the rule "bowel_symptoms_alone" rests on 1 source

    @proposed
    Scenario: Stays open while nothing is known of 'Active bowel disease that IVIG has not failed' (bowel symptoms: yes; bowel dysmotility shown by a test: no; bacterial overgrowth of the small bowel: no; and 3 more)
      Given bowel symptoms: yes
      And bowel dysmotility shown by a test: no
      And bacterial overgrowth of the small bowel: no
      And intestinal pseudo-obstruction: no
      And malabsorption: no
      And artificial feeding: no
      Then the rule "bowel_symptoms_alone" cannot be decided

    @proposed
    Scenario: Stays open while nothing is known of bowel symptoms (earlier IVIG trial for bowel disease: none; active bowel disease: yes; bowel dysmotility shown by a test: no; and 4 more)
      Given earlier IVIG trial for bowel disease: none
      And active bowel disease: yes
      And bowel dysmotility shown by a test: no
      And bacterial overgrowth of the small bowel: no
      And intestinal pseudo-obstruction: no
      And malabsorption: no
      And artificial feeding: no
      Then the rule "bowel_symptoms_alone" cannot be decided

  Rule: skin_target

    @proposed
    Scenario: Rests on Takehara 2013 and Poelman 2015 and 1 more
      Given earlier IVIG trial for skin disease: none
      And active skin disease: yes
      And modified Rodnan skin score is 13
      And skin subset: diffuse cutaneous
      Then the rule "skin_target" holds
      And the rule "skin_target" cites Takehara 2013
      And the rule "skin_target" cites Poelman 2015
      And the rule "skin_target" cites NCT01785056
      And the rule "skin_target" rests on 3 sources

    @proposed
    Scenario: Stays open while nothing is known of active skin disease (earlier IVIG trial for skin disease: none; modified Rodnan skin score is 32; skin subset: diffuse cutaneous)
      Given earlier IVIG trial for skin disease: none
      And modified Rodnan skin score is 32
      And skin subset: diffuse cutaneous
      Then the rule "skin_target" cannot be decided

    @proposed
    Scenario: Stays open while nothing is known of earlier IVIG trial for skin disease (present corticosteroid treatment is not known)
      Given present corticosteroid treatment is not known
      Then the rule "skin_target" cannot be decided
