Feature: What an active target lacks where it is not refractory

  Background:
    Given the patient has systemic sclerosis

  Rule: Not refractory: muscle

    Scenario: Muscle disease for which no drug was ever given is not refractory
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

    Scenario: Muscle disease in which a drug failed does not lack a failed drug
      Given active muscle disease: yes
      And muscle weakness: yes
      And inclusion-body myositis: no
      And earlier IVIG trial for muscle disease: none
      And outcome of methotrexate: failed after four months or more at an adequate dose
      And failure of a drug for muscle disease: yes
      Then the rule "Not refractory: muscle" does not hold

    Scenario: Quiet muscle disease lacks nothing
      Given active muscle disease: no
      Then the rule "Not refractory: muscle" does not hold

    Scenario: Muscle disease whose drugs nobody knows may still be refractory
      Given active muscle disease: yes
      And muscle weakness: yes
      And inclusion-body myositis: no
      And earlier IVIG trial for muscle disease: none
      Then the rule "Not refractory: muscle" cannot be decided

  Rule: Not refractory: joints

    Scenario: Joint disease for which no drug was ever given is not refractory
      Given active joint disease: yes
      And synovitis: yes
      And earlier IVIG trial for joint disease: none
      And outcome of methotrexate: never given
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
      Then the rule "Not refractory: joints" holds

    Scenario: Joint disease in which a drug failed does not lack a failed drug
      Given active joint disease: yes
      And synovitis: yes
      And earlier IVIG trial for joint disease: none
      And outcome of methotrexate: failed after four months or more at an adequate dose
      And failure of a drug for joint disease: yes
      Then the rule "Not refractory: joints" does not hold

    Scenario: Quiet joint disease lacks nothing
      Given active joint disease: no
      Then the rule "Not refractory: joints" does not hold

    Scenario: Joint disease whose drugs nobody knows may still be refractory
      Given active joint disease: yes
      And synovitis: yes
      And earlier IVIG trial for joint disease: none
      Then the rule "Not refractory: joints" cannot be decided

  Rule: Not refractory: upper GI

    Scenario: Upper gut disease for which no drug was ever given is not refractory
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

    Scenario: Upper gut disease in which a drug failed does not lack a failed drug
      Given active upper GI disease: yes
      And swallowing disorder: yes
      And earlier IVIG trial for upper GI disease: none
      And failed conventional treatment of the gut: no
      And outcome of methotrexate: failed after four months or more at an adequate dose
      And failure of a drug for upper GI disease: yes
      Then the rule "Not refractory: upper GI" does not hold

    Scenario: Quiet upper gut disease lacks nothing
      Given active upper GI disease: no
      Then the rule "Not refractory: upper GI" does not hold

    Scenario: Upper gut disease whose drugs nobody knows may still be refractory
      Given active upper GI disease: yes
      And swallowing disorder: yes
      And earlier IVIG trial for upper GI disease: none
      And failed conventional treatment of the gut: no
      Then the rule "Not refractory: upper GI" cannot be decided

  Rule: Not refractory: bowel

    Scenario: Bowel disease for which no drug was ever given is not refractory
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

    Scenario: Bowel disease in which a drug failed does not lack a failed drug
      Given active bowel disease: yes
      And intestinal pseudo-obstruction: yes
      And earlier IVIG trial for bowel disease: none
      And failed conventional treatment of the gut: no
      And outcome of methotrexate: failed after four months or more at an adequate dose
      And failure of a drug for bowel disease: yes
      Then the rule "Not refractory: bowel" does not hold

    Scenario: Quiet bowel disease lacks nothing
      Given active bowel disease: no
      Then the rule "Not refractory: bowel" does not hold

    Scenario: Bowel disease whose drugs nobody knows may still be refractory
      Given active bowel disease: yes
      And intestinal pseudo-obstruction: yes
      And earlier IVIG trial for bowel disease: none
      And failed conventional treatment of the gut: no
      Then the rule "Not refractory: bowel" cannot be decided

  Rule: Not refractory: skin

    Scenario: Skin disease for which no drug was ever given is not refractory
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

    Scenario: Skin disease in which a drug failed does not lack a failed drug
      Given active skin disease: yes
      And skin subset: diffuse cutaneous
      And modified Rodnan skin score is 20
      And earlier IVIG trial for skin disease: none
      And outcome of methotrexate: failed after four months or more at an adequate dose
      And failure of a drug for skin disease: yes
      Then the rule "Not refractory: skin" does not hold

    Scenario: Quiet skin disease lacks nothing
      Given active skin disease: no
      Then the rule "Not refractory: skin" does not hold

    Scenario: Skin disease whose drugs nobody knows may still be refractory
      Given active skin disease: yes
      And skin subset: diffuse cutaneous
      And modified Rodnan skin score is 20
      And earlier IVIG trial for skin disease: none
      Then the rule "Not refractory: skin" cannot be decided
