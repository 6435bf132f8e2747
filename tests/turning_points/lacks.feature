Feature: What turns on what: lacks
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: not_refractory_bowel

    @proposed
    Scenario: Does not hold, turning on 'Two drugs not usable: bowel' (outcome of rituximab: not tolerated; outcome of tocilizumab: not tolerated; active bowel disease: yes)
      Given outcome of rituximab: not tolerated
      And outcome of tocilizumab: not tolerated
      And active bowel disease: yes
      Then the rule "not_refractory_bowel" does not hold

    @proposed
    Scenario: Does not hold, turning on 'Conventional treatment failed: bowel' (active bowel disease: yes; malabsorption: yes; failed conventional treatment of the gut: yes)
      Given active bowel disease: yes
      And malabsorption: yes
      And failed conventional treatment of the gut: yes
      Then the rule "not_refractory_bowel" does not hold

    @proposed
    Scenario: Stays open while nothing is known of 'Conventional treatment failed: bowel' (present corticosteroid treatment is not known)
      Given present corticosteroid treatment is not known
      Then the rule "not_refractory_bowel" cannot be decided

  Rule: not_refractory_joints

    @proposed
    Scenario: Does not hold, turning on 'Two drugs not usable: joints' (outcome of methotrexate: not tolerated; outcome of rituximab: not tolerated; active joint disease: yes)
      Given outcome of methotrexate: not tolerated
      And outcome of rituximab: not tolerated
      And active joint disease: yes
      Then the rule "not_refractory_joints" does not hold

    @proposed
    Scenario: Stays open while nothing is known of 'Active joint disease with synovitis' (outcome of methotrexate: never given; outcome of tocilizumab: never given; failure of a drug for joint disease: no)
      Given outcome of methotrexate: never given
      And outcome of tocilizumab: never given
      And failure of a drug for joint disease: no
      Then the rule "not_refractory_joints" cannot be decided

  Rule: not_refractory_upper_gi

    @proposed
    Scenario: Does not hold, turning on 'Two drugs not usable: upper GI' (outcome of methotrexate: not tolerated; outcome of cyclophosphamide: not tolerated; active upper GI disease: yes)
      Given outcome of methotrexate: not tolerated
      And outcome of cyclophosphamide: not tolerated
      And active upper GI disease: yes
      Then the rule "not_refractory_upper_gi" does not hold

    @proposed
    Scenario: Does not hold, turning on 'Conventional treatment failed: upper GI' (active upper GI disease: yes; artificial feeding: yes; failed conventional treatment of the gut: yes)
      Given active upper GI disease: yes
      And artificial feeding: yes
      And failed conventional treatment of the gut: yes
      Then the rule "not_refractory_upper_gi" does not hold

    @proposed
    Scenario: Stays open while nothing is known of 'Conventional treatment failed: upper GI' (present corticosteroid treatment is not known)
      Given present corticosteroid treatment is not known
      Then the rule "not_refractory_upper_gi" cannot be decided

  Rule: not_refractory_skin

    @proposed
    Scenario: Does not hold, turning on 'Two drugs not usable: skin' (outcome of mycophenolate: not tolerated; outcome of cyclophosphamide: not tolerated; active skin disease: yes)
      Given outcome of mycophenolate: not tolerated
      And outcome of cyclophosphamide: not tolerated
      And active skin disease: yes
      Then the rule "not_refractory_skin" does not hold

    @proposed
    Scenario: Stays open while nothing is known of 'Active diffuse skin disease' (outcome of methotrexate: never given; outcome of mycophenolate: never given; outcome of cyclophosphamide: responded; and 2 more)
      Given outcome of methotrexate: never given
      And outcome of mycophenolate: never given
      And outcome of cyclophosphamide: responded
      And outcome of rituximab: never given
      And failure of a drug for skin disease: no
      Then the rule "not_refractory_skin" cannot be decided

  Rule: not_refractory_muscle

    @proposed
    Scenario: Stays open while nothing is known of 'Muscle is a target, supported or weak' (outcome of methotrexate: relapsed on it; outcome of mycophenolate: failed after four months or more at an adequate dose; outcome of cyclophosphamide: never given; and 3 more)
      Given outcome of methotrexate: relapsed on it
      And outcome of mycophenolate: failed after four months or more at an adequate dose
      And outcome of cyclophosphamide: never given
      And outcome of rituximab: failed after four months or more at an adequate dose
      And outcome of tocilizumab: relapsed on it
      And failure of a drug for muscle disease: no
      Then the rule "not_refractory_muscle" cannot be decided
