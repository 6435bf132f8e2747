Feature: What an active target lacks where it is not refractory

  Background:
    Given the patient has systemic sclerosis

  Rule: Not refractory: muscle

    Scenario: No drug was ever given for muscle
      Given active muscle disease: yes
      And muscle weakness: yes
      And inclusion-body myositis: no
      And earlier IVIG trial for muscle disease: none
      And outcome of methotrexate: never given
      And outcome of mycophenolate: never given
      And outcome of azathioprine: never given
      And outcome of cyclophosphamide: never given
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
      Then the rule "Not refractory: muscle" holds

    Scenario: A drug failed for muscle
      Given active muscle disease: yes
      And muscle weakness: yes
      And inclusion-body myositis: no
      And earlier IVIG trial for muscle disease: none
      And outcome of methotrexate: failed after four months or more at an adequate dose
      And failure of a drug for muscle disease: yes
      Then the rule "Not refractory: muscle" does not hold

    Scenario: Muscle not active
      Given active muscle disease: no
      Then the rule "Not refractory: muscle" does not hold

    Scenario: The drugs for muscle are not known
      Given active muscle disease: yes
      And muscle weakness: yes
      And inclusion-body myositis: no
      And earlier IVIG trial for muscle disease: none
      Then the rule "Not refractory: muscle" cannot be decided

  Rule: Not refractory: joints

    Scenario: No drug was ever given for joints
      Given active joint disease: yes
      And synovitis: yes
      And earlier IVIG trial for joint disease: none
      And outcome of methotrexate: never given
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
      Then the rule "Not refractory: joints" holds

    Scenario: A drug failed for joints
      Given active joint disease: yes
      And synovitis: yes
      And earlier IVIG trial for joint disease: none
      And outcome of methotrexate: failed after four months or more at an adequate dose
      And failure of a drug for joint disease: yes
      Then the rule "Not refractory: joints" does not hold

    Scenario: Joints not active
      Given active joint disease: no
      Then the rule "Not refractory: joints" does not hold

    Scenario: The drugs for joints are not known
      Given active joint disease: yes
      And synovitis: yes
      And earlier IVIG trial for joint disease: none
      Then the rule "Not refractory: joints" cannot be decided

  Rule: Not refractory: upper GI

    Scenario: No drug was ever given for upper GI
      Given active upper GI disease: yes
      And swallowing disorder: yes
      And earlier IVIG trial for upper GI disease: none
      And failed conventional treatment of the gut: no
      And outcome of methotrexate: never given
      And outcome of mycophenolate: never given
      And outcome of azathioprine: never given
      And outcome of cyclophosphamide: never given
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
      Then the rule "Not refractory: upper GI" holds

    Scenario: A drug failed for upper GI
      Given active upper GI disease: yes
      And swallowing disorder: yes
      And earlier IVIG trial for upper GI disease: none
      And failed conventional treatment of the gut: no
      And outcome of methotrexate: failed after four months or more at an adequate dose
      And failure of a drug for upper GI disease: yes
      Then the rule "Not refractory: upper GI" does not hold

    Scenario: Upper GI not active
      Given active upper GI disease: no
      Then the rule "Not refractory: upper GI" does not hold

    Scenario: The drugs for upper GI are not known
      Given active upper GI disease: yes
      And swallowing disorder: yes
      And earlier IVIG trial for upper GI disease: none
      And failed conventional treatment of the gut: no
      Then the rule "Not refractory: upper GI" cannot be decided

  Rule: Not refractory: bowel

    Scenario: No drug was ever given for bowel
      Given active bowel disease: yes
      And intestinal pseudo-obstruction: yes
      And earlier IVIG trial for bowel disease: none
      And failed conventional treatment of the gut: no
      And outcome of methotrexate: never given
      And outcome of mycophenolate: never given
      And outcome of azathioprine: never given
      And outcome of cyclophosphamide: never given
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
      Then the rule "Not refractory: bowel" holds

    Scenario: A drug failed for bowel
      Given active bowel disease: yes
      And intestinal pseudo-obstruction: yes
      And earlier IVIG trial for bowel disease: none
      And failed conventional treatment of the gut: no
      And outcome of methotrexate: failed after four months or more at an adequate dose
      And failure of a drug for bowel disease: yes
      Then the rule "Not refractory: bowel" does not hold

    Scenario: Bowel not active
      Given active bowel disease: no
      Then the rule "Not refractory: bowel" does not hold

    Scenario: The drugs for bowel are not known
      Given active bowel disease: yes
      And intestinal pseudo-obstruction: yes
      And earlier IVIG trial for bowel disease: none
      And failed conventional treatment of the gut: no
      Then the rule "Not refractory: bowel" cannot be decided

  Rule: Not refractory: skin

    Scenario: No drug was ever given for skin
      Given active skin disease: yes
      And skin subset: diffuse cutaneous
      And modified Rodnan skin score is 20
      And earlier IVIG trial for skin disease: none
      And outcome of methotrexate: never given
      And outcome of mycophenolate: never given
      And outcome of cyclophosphamide: never given
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
      Then the rule "Not refractory: skin" holds

    Scenario: A drug failed for skin
      Given active skin disease: yes
      And skin subset: diffuse cutaneous
      And modified Rodnan skin score is 20
      And earlier IVIG trial for skin disease: none
      And outcome of methotrexate: failed after four months or more at an adequate dose
      And failure of a drug for skin disease: yes
      Then the rule "Not refractory: skin" does not hold

    Scenario: Skin not active
      Given active skin disease: no
      Then the rule "Not refractory: skin" does not hold

    Scenario: The drugs for skin are not known
      Given active skin disease: yes
      And skin subset: diffuse cutaneous
      And modified Rodnan skin score is 20
      And earlier IVIG trial for skin disease: none
      Then the rule "Not refractory: skin" cannot be decided
