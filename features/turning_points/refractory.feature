Feature: What turns on what: refractory
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: Muscle disease is refractory

    @proposed
    Scenario: Holds by outcome of methotrexate (outcome of methotrexate: failed after four months or more at an adequate dose; active muscle disease: yes)
      Given outcome of methotrexate: failed after four months or more at an adequate dose
      And active muscle disease: yes
      Then the rule "Muscle disease is refractory" holds

    @proposed
    Scenario: Holds by outcome of mycophenolate (outcome of mycophenolate: relapsed on it; active muscle disease: yes)
      Given outcome of mycophenolate: relapsed on it
      And active muscle disease: yes
      Then the rule "Muscle disease is refractory" holds

    @proposed
    Scenario: Holds by outcome of cyclophosphamide (outcome of cyclophosphamide: failed after four months or more at an adequate dose; active muscle disease: yes)
      Given outcome of cyclophosphamide: failed after four months or more at an adequate dose
      And active muscle disease: yes
      Then the rule "Muscle disease is refractory" holds

    @proposed
    Scenario: Holds by outcome of tocilizumab (outcome of tocilizumab: failed after four months or more at an adequate dose; active muscle disease: yes)
      Given outcome of tocilizumab: failed after four months or more at an adequate dose
      And active muscle disease: yes
      Then the rule "Muscle disease is refractory" holds

    @proposed
    Scenario: Does not hold, turning on outcome of methotrexate (outcome of methotrexate: never given; outcome of mycophenolate: never given; outcome of azathioprine: never given; and 3 more)
      Given outcome of methotrexate: never given
      And outcome of mycophenolate: never given
      And outcome of azathioprine: never given
      And outcome of cyclophosphamide: not tolerated
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
      Then the rule "Muscle disease is refractory" does not hold

    @proposed
    Scenario: Stays open while nothing is known of outcome of methotrexate (outcome of mycophenolate: not tolerated; active muscle disease: yes)
      Given outcome of mycophenolate: not tolerated
      And active muscle disease: yes
      Then the rule "Muscle disease is refractory" cannot be decided

    @proposed
    Scenario: Holds by outcome of azathioprine (outcome of azathioprine: contraindicated; outcome of tocilizumab: not tolerated; active muscle disease: yes)
      Given outcome of azathioprine: contraindicated
      And outcome of tocilizumab: not tolerated
      And active muscle disease: yes
      Then the rule "Muscle disease is refractory" holds

    @proposed
    Scenario: Holds by outcome of cyclophosphamide (outcome of cyclophosphamide: contraindicated; outcome of tocilizumab: not tolerated; active muscle disease: yes)
      Given outcome of cyclophosphamide: contraindicated
      And outcome of tocilizumab: not tolerated
      And active muscle disease: yes
      Then the rule "Muscle disease is refractory" holds

    @proposed
    Scenario: Holds by outcome of rituximab (outcome of rituximab: not tolerated; outcome of tocilizumab: not tolerated; active muscle disease: yes)
      Given outcome of rituximab: not tolerated
      And outcome of tocilizumab: not tolerated
      And active muscle disease: yes
      Then the rule "Muscle disease is refractory" holds

    @proposed
    Scenario: Stays open while nothing is known of active muscle disease (outcome of mycophenolate: failed after four months or more at an adequate dose)
      Given outcome of mycophenolate: failed after four months or more at an adequate dose
      Then the rule "Muscle disease is refractory" cannot be decided

  Rule: Bowel disease is refractory

    @proposed
    Scenario: Stays open while nothing is known of active bowel disease (outcome of cyclophosphamide: failed after four months or more at an adequate dose)
      Given outcome of cyclophosphamide: failed after four months or more at an adequate dose
      Then the rule "Bowel disease is refractory" cannot be decided

    @proposed
    Scenario: Stays open while nothing is known of artificial feeding (active bowel disease: yes; failed conventional treatment of the gut: yes)
      Given active bowel disease: yes
      And failed conventional treatment of the gut: yes
      Then the rule "Bowel disease is refractory" cannot be decided

    @proposed
    Scenario: Holds by intestinal pseudo-obstruction (active bowel disease: yes; intestinal pseudo-obstruction: yes; failed conventional treatment of the gut: yes)
      Given active bowel disease: yes
      And intestinal pseudo-obstruction: yes
      And failed conventional treatment of the gut: yes
      Then the rule "Bowel disease is refractory" holds

  Rule: Two or more drugs failed

    @proposed
    Scenario: Stays open while nothing is known of 'Active bowel disease that IVIG has not failed' (outcome of rituximab: failed after four months or more at an adequate dose; outcome of tocilizumab: failed after four months or more at an adequate dose; bowel dysmotility shown by a test: yes)
      Given outcome of rituximab: failed after four months or more at an adequate dose
      And outcome of tocilizumab: failed after four months or more at an adequate dose
      And bowel dysmotility shown by a test: yes
      Then the rule "Two or more drugs failed" cannot be decided

    @proposed
    Scenario: Does not hold, turning on 'Bowel involvement has an objective finding' (earlier IVIG trial for joint disease: six months or more, without benefit; reflux: no; bowel symptoms: no; and 14 more)
      Given earlier IVIG trial for joint disease: six months or more, without benefit
      And reflux: no
      And bowel symptoms: no
      And swallowing disorder: no
      And aspiration: no
      And upper GI dysmotility shown by a test: no
      And bowel dysmotility shown by a test: no
      And bacterial overgrowth of the small bowel: no
      And intestinal pseudo-obstruction: no
      And malabsorption: no
      And artificial feeding: no
      And muscle weakness: no
      And positive muscle biopsy: no
      And positive muscle MRI: no
      And positive EMG: no
      And modified Rodnan skin score is 6
      And rising modified Rodnan skin score: no
      Then the rule "Two or more drugs failed" does not hold

    @proposed
    Scenario: Stays open while nothing is known of 'Bowel involvement has an objective finding' (outcome of cyclophosphamide: failed after four months or more at an adequate dose; outcome of rituximab: failed after four months or more at an adequate dose; earlier IVIG trial for bowel disease: under six months; and 1 more)
      Given outcome of cyclophosphamide: failed after four months or more at an adequate dose
      And outcome of rituximab: failed after four months or more at an adequate dose
      And earlier IVIG trial for bowel disease: under six months
      And active bowel disease: yes
      Then the rule "Two or more drugs failed" cannot be decided

    @proposed
    Scenario: Holds by bowel symptoms (outcome of azathioprine: relapsed on it; outcome of cyclophosphamide: relapsed on it; earlier IVIG trial for bowel disease: none; and 2 more)
      Given outcome of azathioprine: relapsed on it
      And outcome of cyclophosphamide: relapsed on it
      And earlier IVIG trial for bowel disease: none
      And active bowel disease: yes
      And bowel symptoms: yes
      Then the rule "Two or more drugs failed" holds

    @proposed
    Scenario: Holds by 'Two of weakness, raised CK and a positive test' (outcome of mycophenolate: failed after four months or more at an adequate dose; outcome of azathioprine: failed after four months or more at an adequate dose; earlier IVIG trial for muscle disease: under six months; and 4 more)
      Given outcome of mycophenolate: failed after four months or more at an adequate dose
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And earlier IVIG trial for muscle disease: under six months
      And active muscle disease: yes
      And raised creatine kinase: yes
      And positive muscle biopsy: yes
      And inclusion-body myositis: no
      Then the rule "Two or more drugs failed" holds

    @proposed
    Scenario: Stays open while nothing is known of 'Active upper GI disease that IVIG has not failed' (outcome of mycophenolate: failed after four months or more at an adequate dose; outcome of azathioprine: failed after four months or more at an adequate dose; artificial feeding: yes)
      Given outcome of mycophenolate: failed after four months or more at an adequate dose
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And artificial feeding: yes
      Then the rule "Two or more drugs failed" cannot be decided

    @proposed
    Scenario: Stays open while nothing is known of 'Upper GI involvement has an objective finding' (outcome of rituximab: failed after four months or more at an adequate dose; outcome of tocilizumab: failed after four months or more at an adequate dose; earlier IVIG trial for upper GI disease: six months or more, with benefit; and 1 more)
      Given outcome of rituximab: failed after four months or more at an adequate dose
      And outcome of tocilizumab: failed after four months or more at an adequate dose
      And earlier IVIG trial for upper GI disease: six months or more, with benefit
      And active upper GI disease: yes
      Then the rule "Two or more drugs failed" cannot be decided

    @proposed
    Scenario: Does not hold, turning on outcome of methotrexate (outcome of methotrexate: never given; outcome of azathioprine: never given; outcome of cyclophosphamide: never given; and 2 more)
      Given outcome of methotrexate: never given
      And outcome of azathioprine: never given
      And outcome of cyclophosphamide: never given
      And outcome of rituximab: never given
      And outcome of tocilizumab: not tolerated
      Then the rule "Two or more drugs failed" does not hold

    @proposed
    Scenario: Stays open while nothing is known of outcome of methotrexate (outcome of rituximab: failed after four months or more at an adequate dose; earlier IVIG trial for skin disease: under six months; active skin disease: yes; and 2 more)
      Given outcome of rituximab: failed after four months or more at an adequate dose
      And earlier IVIG trial for skin disease: under six months
      And active skin disease: yes
      And modified Rodnan skin score is 32
      And skin subset: diffuse cutaneous
      Then the rule "Two or more drugs failed" cannot be decided

    @proposed
    Scenario: Holds by outcome of tocilizumab (outcome of rituximab: failed after four months or more at an adequate dose; outcome of tocilizumab: failed after four months or more at an adequate dose; earlier IVIG trial for bowel disease: under six months; and 2 more)
      Given outcome of rituximab: failed after four months or more at an adequate dose
      And outcome of tocilizumab: failed after four months or more at an adequate dose
      And earlier IVIG trial for bowel disease: under six months
      And active bowel disease: yes
      And intestinal pseudo-obstruction: yes
      Then the rule "Two or more drugs failed" holds

  Rule: Joint disease is refractory

    @proposed
    Scenario: Holds by outcome of rituximab (outcome of rituximab: failed after four months or more at an adequate dose; active joint disease: yes)
      Given outcome of rituximab: failed after four months or more at an adequate dose
      And active joint disease: yes
      Then the rule "Joint disease is refractory" holds

    @proposed
    Scenario: Does not hold, turning on outcome of methotrexate (outcome of methotrexate: never given; outcome of rituximab: not tolerated; outcome of tocilizumab: never given)
      Given outcome of methotrexate: never given
      And outcome of rituximab: not tolerated
      And outcome of tocilizumab: never given
      Then the rule "Joint disease is refractory" does not hold

    @proposed
    Scenario: Stays open while nothing is known of outcome of methotrexate (outcome of tocilizumab: not tolerated; active joint disease: yes)
      Given outcome of tocilizumab: not tolerated
      And active joint disease: yes
      Then the rule "Joint disease is refractory" cannot be decided

    @proposed
    Scenario: Holds by outcome of tocilizumab (outcome of methotrexate: not tolerated; outcome of tocilizumab: not tolerated; active joint disease: yes)
      Given outcome of methotrexate: not tolerated
      And outcome of tocilizumab: not tolerated
      And active joint disease: yes
      Then the rule "Joint disease is refractory" holds

    @proposed
    Scenario: Stays open while nothing is known of outcome of tocilizumab (outcome of methotrexate: not tolerated; active joint disease: yes)
      Given outcome of methotrexate: not tolerated
      And active joint disease: yes
      Then the rule "Joint disease is refractory" cannot be decided

  Rule: Skin disease is refractory

    @proposed
    Scenario: Holds by outcome of methotrexate (outcome of methotrexate: failed after four months or more at an adequate dose; active skin disease: yes)
      Given outcome of methotrexate: failed after four months or more at an adequate dose
      And active skin disease: yes
      Then the rule "Skin disease is refractory" holds

    @proposed
    Scenario: Holds by outcome of rituximab (outcome of rituximab: failed after four months or more at an adequate dose; active skin disease: yes)
      Given outcome of rituximab: failed after four months or more at an adequate dose
      And active skin disease: yes
      Then the rule "Skin disease is refractory" holds

    @proposed
    Scenario: Holds by outcome of tocilizumab (outcome of tocilizumab: relapsed on it; active skin disease: yes)
      Given outcome of tocilizumab: relapsed on it
      And active skin disease: yes
      Then the rule "Skin disease is refractory" holds

    @proposed
    Scenario: Holds by outcome of methotrexate (outcome of methotrexate: not tolerated; outcome of mycophenolate: not tolerated; active skin disease: yes)
      Given outcome of methotrexate: not tolerated
      And outcome of mycophenolate: not tolerated
      And active skin disease: yes
      Then the rule "Skin disease is refractory" holds

    @proposed
    Scenario: Stays open while nothing is known of outcome of methotrexate (outcome of cyclophosphamide: not tolerated; active skin disease: yes)
      Given outcome of cyclophosphamide: not tolerated
      And active skin disease: yes
      Then the rule "Skin disease is refractory" cannot be decided

    @proposed
    Scenario: Does not hold, turning on outcome of mycophenolate (outcome of methotrexate: never given; outcome of mycophenolate: never given; outcome of cyclophosphamide: not tolerated; and 2 more)
      Given outcome of methotrexate: never given
      And outcome of mycophenolate: never given
      And outcome of cyclophosphamide: not tolerated
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
      Then the rule "Skin disease is refractory" does not hold

    @proposed
    Scenario: Stays open while nothing is known of outcome of cyclophosphamide (outcome of methotrexate: not tolerated; active skin disease: yes)
      Given outcome of methotrexate: not tolerated
      And active skin disease: yes
      Then the rule "Skin disease is refractory" cannot be decided

    @proposed
    Scenario: Holds by outcome of rituximab (outcome of cyclophosphamide: not tolerated; outcome of rituximab: contraindicated; active skin disease: yes)
      Given outcome of cyclophosphamide: not tolerated
      And outcome of rituximab: contraindicated
      And active skin disease: yes
      Then the rule "Skin disease is refractory" holds

    @proposed
    Scenario: Holds by outcome of tocilizumab (outcome of mycophenolate: not tolerated; outcome of tocilizumab: not tolerated; active skin disease: yes)
      Given outcome of mycophenolate: not tolerated
      And outcome of tocilizumab: not tolerated
      And active skin disease: yes
      Then the rule "Skin disease is refractory" holds

    @proposed
    Scenario: Stays open while nothing is known of active skin disease (outcome of tocilizumab: failed after four months or more at an adequate dose)
      Given outcome of tocilizumab: failed after four months or more at an adequate dose
      Then the rule "Skin disease is refractory" cannot be decided

  Rule: Upper gut disease is refractory

    @proposed
    Scenario: Stays open while nothing is known of active upper GI disease (outcome of methotrexate: failed after four months or more at an adequate dose)
      Given outcome of methotrexate: failed after four months or more at an adequate dose
      Then the rule "Upper gut disease is refractory" cannot be decided

    @proposed
    Scenario: Does not hold, turning on failed conventional treatment of the gut (outcome of methotrexate: never given; outcome of mycophenolate: never given; outcome of azathioprine: never given; and 4 more)
      Given outcome of methotrexate: never given
      And outcome of mycophenolate: never given
      And outcome of azathioprine: never given
      And outcome of cyclophosphamide: never given
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
      And failed conventional treatment of the gut: no
      Then the rule "Upper gut disease is refractory" does not hold

    @proposed
    Scenario: Stays open while nothing is known of artificial feeding (active upper GI disease: yes; failed conventional treatment of the gut: yes)
      Given active upper GI disease: yes
      And failed conventional treatment of the gut: yes
      Then the rule "Upper gut disease is refractory" cannot be decided
