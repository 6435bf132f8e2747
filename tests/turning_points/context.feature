Feature: What turns on what: context
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: too_fast_muscle

    @proposed
    Scenario: Holds by aspiration (earlier IVIG trial for muscle disease: none; aspiration: yes; active muscle disease: yes; and 2 more)
      Given earlier IVIG trial for muscle disease: none
      And aspiration: yes
      And active muscle disease: yes
      And muscle weakness: yes
      And inclusion-body myositis: no
      Then the rule "too_fast_muscle" holds

    @proposed
    Scenario: Holds by artificial feeding (earlier IVIG trial for muscle disease: none; artificial feeding: yes; active muscle disease: yes; and 2 more)
      Given earlier IVIG trial for muscle disease: none
      And artificial feeding: yes
      And active muscle disease: yes
      And muscle weakness: yes
      And inclusion-body myositis: no
      Then the rule "too_fast_muscle" holds

  Rule: too_fast_upper_gi

    @proposed
    Scenario: Holds by artificial feeding (earlier IVIG trial for upper GI disease: none; active upper GI disease: yes; artificial feeding: yes), 2
      Given earlier IVIG trial for upper GI disease: none
      And active upper GI disease: yes
      And artificial feeding: yes
      Then the rule "too_fast_upper_gi" holds

    @proposed
    Scenario: Stays open while nothing is known of artificial feeding (earlier IVIG trial for upper GI disease: none; active upper GI disease: yes; swallowing disorder: yes)
      Given earlier IVIG trial for upper GI disease: none
      And active upper GI disease: yes
      And swallowing disorder: yes
      Then the rule "too_fast_upper_gi" cannot be decided

    @proposed
    Scenario: Does not hold, turning on 'Active upper GI disease with an objective finding' (earlier IVIG trial for upper GI disease: six months or more, without benefit)
      Given earlier IVIG trial for upper GI disease: six months or more, without benefit
      Then the rule "too_fast_upper_gi" does not hold

  Rule: too_fast_bowel

    @proposed
    Scenario: Holds by artificial feeding (earlier IVIG trial for bowel disease: none; active bowel disease: yes; artificial feeding: yes), 2
      Given earlier IVIG trial for bowel disease: none
      And active bowel disease: yes
      And artificial feeding: yes
      Then the rule "too_fast_bowel" holds

    @proposed
    Scenario: Stays open while nothing is known of intestinal pseudo-obstruction (earlier IVIG trial for bowel disease: none; active bowel disease: yes; bacterial overgrowth of the small bowel: yes)
      Given earlier IVIG trial for bowel disease: none
      And active bowel disease: yes
      And bacterial overgrowth of the small bowel: yes
      Then the rule "too_fast_bowel" cannot be decided

    @proposed
    Scenario: Does not hold, turning on 'Active bowel disease with an objective finding' (active bowel disease: no)
      Given active bowel disease: no
      Then the rule "too_fast_bowel" does not hold

  Rule: muscle_first_line_differs

    @proposed
    Scenario: Does not hold, turning on 'Two drugs not usable: muscle' (outcome of methotrexate: not tolerated; outcome of tocilizumab: not tolerated; active muscle disease: yes)
      Given outcome of methotrexate: not tolerated
      And outcome of tocilizumab: not tolerated
      And active muscle disease: yes
      Then the rule "muscle_first_line_differs" does not hold

    @proposed
    Scenario: Rests on Fac Rev, SSc skin
      Given outcome of methotrexate: never given
      And outcome of mycophenolate: never given
      And outcome of azathioprine: responded
      And outcome of cyclophosphamide: never given
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
      And earlier IVIG trial for muscle disease: none
      And active muscle disease: yes
      And muscle weakness: yes
      And raised creatine kinase: yes
      And inclusion-body myositis: no
      Then the rule "muscle_first_line_differs" holds
      And the rule "muscle_first_line_differs" cites Fac Rev, SSc skin
      And the rule "muscle_first_line_differs" rests on 1 source

  Rule: crp_and_haq_support

    @proposed
    Scenario: Holds by 'Active upper GI disease with an objective finding' (earlier IVIG trial for upper GI disease: under six months; active upper GI disease: yes; aspiration: yes)
      Given earlier IVIG trial for upper GI disease: under six months
      And active upper GI disease: yes
      And aspiration: yes
      Then the rule "crp_and_haq_support" holds

    @proposed
    Scenario: Holds by 'Active bowel disease with an objective finding' (earlier IVIG trial for bowel disease: under six months; active bowel disease: yes; malabsorption: yes)
      Given earlier IVIG trial for bowel disease: under six months
      And active bowel disease: yes
      And malabsorption: yes
      Then the rule "crp_and_haq_support" holds

  Rule: failure_not_counted_joints

    @proposed
    Scenario: Holds by outcome of mycophenolate (outcome of mycophenolate: failed after four months or more at an adequate dose; active joint disease: yes)
      Given outcome of mycophenolate: failed after four months or more at an adequate dose
      And active joint disease: yes
      Then the rule "failure_not_counted_joints" holds

    @proposed
    Scenario: Stays open, turning on outcome of cyclophosphamide (outcome of mycophenolate: never given; outcome of azathioprine: never given; outcome of cyclophosphamide: relapsed on it)
      Given outcome of mycophenolate: never given
      And outcome of azathioprine: never given
      And outcome of cyclophosphamide: relapsed on it
      Then the rule "failure_not_counted_joints" cannot be decided

    @proposed
    Scenario: Does not hold, turning on active joint disease (active joint disease: no), 2
      Given active joint disease: no
      Then the rule "failure_not_counted_joints" does not hold

  Rule: gut_mechanism_is_no_proof

    @proposed
    Scenario: Holds by 'Upper GI disease is active with an objective finding' (earlier IVIG trial for upper GI disease: under six months; active upper GI disease: yes; swallowing disorder: yes)
      Given earlier IVIG trial for upper GI disease: under six months
      And active upper GI disease: yes
      And swallowing disorder: yes
      Then the rule "gut_mechanism_is_no_proof" holds

  Rule: other_agents_not_counted

    @proposed
    Scenario: Holds by earlier or present hydroxychloroquine (earlier or present hydroxychloroquine: yes)
      Given earlier or present hydroxychloroquine: yes
      Then the rule "other_agents_not_counted" holds

    @proposed
    Scenario: Holds by earlier or present nintedanib (earlier or present nintedanib: yes)
      Given earlier or present nintedanib: yes
      Then the rule "other_agents_not_counted" holds

    @proposed
    Scenario: Holds by earlier or present tacrolimus or ciclosporin (earlier or present tacrolimus or ciclosporin: yes)
      Given earlier or present tacrolimus or ciclosporin: yes
      Then the rule "other_agents_not_counted" holds

    @proposed
    Scenario: Holds by earlier or present leflunomide (earlier or present leflunomide: yes)
      Given earlier or present leflunomide: yes
      Then the rule "other_agents_not_counted" holds

    @proposed
    Scenario: Holds by earlier or present TNF inhibitor (earlier or present TNF inhibitor: yes)
      Given earlier or present TNF inhibitor: yes
      Then the rule "other_agents_not_counted" holds

    @proposed
    Scenario: Holds by earlier or present abatacept (earlier or present abatacept: yes)
      Given earlier or present abatacept: yes
      Then the rule "other_agents_not_counted" holds

    @proposed
    Scenario: Holds by earlier or present belimumab (earlier or present belimumab: yes)
      Given earlier or present belimumab: yes
      Then the rule "other_agents_not_counted" holds

    @proposed
    Scenario: Holds by failed corticosteroid (failed corticosteroid: yes)
      Given failed corticosteroid: yes
      Then the rule "other_agents_not_counted" holds

  Rule: strongly_refractory_muscle

    @proposed
    Scenario: Does not hold, turning on active muscle disease (active muscle disease: no)
      Given active muscle disease: no
      Then the rule "strongly_refractory_muscle" does not hold

    @proposed
    Scenario: Does not hold, turning on failure of a drug for muscle disease (failure of a drug for muscle disease: no)
      Given failure of a drug for muscle disease: no
      Then the rule "strongly_refractory_muscle" does not hold

    @proposed
    Scenario: Stays open while nothing is known of outcome of methotrexate (outcome of tocilizumab: failed after four months or more at an adequate dose; failure of a drug for muscle disease: yes; active muscle disease: yes)
      Given outcome of tocilizumab: failed after four months or more at an adequate dose
      And failure of a drug for muscle disease: yes
      And active muscle disease: yes
      Then the rule "strongly_refractory_muscle" cannot be decided

    @proposed
    Scenario: Holds by outcome of mycophenolate (outcome of mycophenolate: relapsed on it; outcome of rituximab: failed after four months or more at an adequate dose; failure of a drug for muscle disease: yes; and 1 more)
      Given outcome of mycophenolate: relapsed on it
      And outcome of rituximab: failed after four months or more at an adequate dose
      And failure of a drug for muscle disease: yes
      And active muscle disease: yes
      Then the rule "strongly_refractory_muscle" holds

    @proposed
    Scenario: Holds by outcome of azathioprine (outcome of methotrexate: failed after four months or more at an adequate dose; outcome of azathioprine: relapsed on it; failure of a drug for muscle disease: yes; and 1 more)
      Given outcome of methotrexate: failed after four months or more at an adequate dose
      And outcome of azathioprine: relapsed on it
      And failure of a drug for muscle disease: yes
      And active muscle disease: yes
      Then the rule "strongly_refractory_muscle" holds

    @proposed
    Scenario: Holds by outcome of cyclophosphamide (outcome of cyclophosphamide: relapsed on it; outcome of tocilizumab: failed after four months or more at an adequate dose; failure of a drug for muscle disease: yes; and 1 more)
      Given outcome of cyclophosphamide: relapsed on it
      And outcome of tocilizumab: failed after four months or more at an adequate dose
      And failure of a drug for muscle disease: yes
      And active muscle disease: yes
      Then the rule "strongly_refractory_muscle" holds

    @proposed
    Scenario: Stays open while nothing is known of outcome of tocilizumab (outcome of mycophenolate: failed after four months or more at an adequate dose; failure of a drug for muscle disease: yes; active muscle disease: yes)
      Given outcome of mycophenolate: failed after four months or more at an adequate dose
      And failure of a drug for muscle disease: yes
      And active muscle disease: yes
      Then the rule "strongly_refractory_muscle" cannot be decided

    @proposed
    Scenario: Stays open while nothing is known of active muscle disease (outcome of methotrexate: failed after four months or more at an adequate dose; outcome of rituximab: failed after four months or more at an adequate dose; failure of a drug for muscle disease: yes)
      Given outcome of methotrexate: failed after four months or more at an adequate dose
      And outcome of rituximab: failed after four months or more at an adequate dose
      And failure of a drug for muscle disease: yes
      Then the rule "strongly_refractory_muscle" cannot be decided

    @proposed
    Scenario: Does not hold, turning on outcome of methotrexate (outcome of methotrexate: never given; outcome of mycophenolate: never given; outcome of azathioprine: never given; and 2 more), 3
      Given outcome of methotrexate: never given
      And outcome of mycophenolate: never given
      And outcome of azathioprine: never given
      And outcome of cyclophosphamide: never given
      And outcome of tocilizumab: never given
      Then the rule "strongly_refractory_muscle" does not hold

  Rule: strongly_refractory_joints

    @proposed
    Scenario: Does not hold, turning on active joint disease (active joint disease: no)
      Given active joint disease: no
      Then the rule "strongly_refractory_joints" does not hold

    @proposed
    Scenario: Does not hold, turning on failure of a drug for joint disease (failure of a drug for joint disease: no)
      Given failure of a drug for joint disease: no
      Then the rule "strongly_refractory_joints" does not hold

    @proposed
    Scenario: Does not hold, turning on outcome of methotrexate (outcome of methotrexate: never given; outcome of tocilizumab: not tolerated)
      Given outcome of methotrexate: never given
      And outcome of tocilizumab: not tolerated
      Then the rule "strongly_refractory_joints" does not hold

    @proposed
    Scenario: Stays open while nothing is known of outcome of methotrexate (outcome of tocilizumab: relapsed on it; failure of a drug for joint disease: yes; active joint disease: yes)
      Given outcome of tocilizumab: relapsed on it
      And failure of a drug for joint disease: yes
      And active joint disease: yes
      Then the rule "strongly_refractory_joints" cannot be decided

    @proposed
    Scenario: Holds by outcome of tocilizumab (outcome of methotrexate: relapsed on it; outcome of tocilizumab: relapsed on it; failure of a drug for joint disease: yes; and 1 more)
      Given outcome of methotrexate: relapsed on it
      And outcome of tocilizumab: relapsed on it
      And failure of a drug for joint disease: yes
      And active joint disease: yes
      Then the rule "strongly_refractory_joints" holds

    @proposed
    Scenario: Stays open while nothing is known of outcome of tocilizumab (outcome of rituximab: failed after four months or more at an adequate dose; failure of a drug for joint disease: yes; active joint disease: yes)
      Given outcome of rituximab: failed after four months or more at an adequate dose
      And failure of a drug for joint disease: yes
      And active joint disease: yes
      Then the rule "strongly_refractory_joints" cannot be decided

    @proposed
    Scenario: Stays open while nothing is known of active joint disease (outcome of rituximab: relapsed on it; outcome of tocilizumab: relapsed on it; failure of a drug for joint disease: yes)
      Given outcome of rituximab: relapsed on it
      And outcome of tocilizumab: relapsed on it
      And failure of a drug for joint disease: yes
      Then the rule "strongly_refractory_joints" cannot be decided

  Rule: strongly_refractory_upper_gi

    @proposed
    Scenario: Does not hold, turning on active upper GI disease (active upper GI disease: no)
      Given active upper GI disease: no
      Then the rule "strongly_refractory_upper_gi" does not hold

    @proposed
    Scenario: Does not hold, turning on failure of a drug for upper GI disease (failure of a drug for upper GI disease: no)
      Given failure of a drug for upper GI disease: no
      Then the rule "strongly_refractory_upper_gi" does not hold

    @proposed
    Scenario: Does not hold, turning on outcome of methotrexate (outcome of methotrexate: never given; outcome of mycophenolate: never given; outcome of azathioprine: never given; and 2 more)
      Given outcome of methotrexate: never given
      And outcome of mycophenolate: never given
      And outcome of azathioprine: never given
      And outcome of cyclophosphamide: never given
      And outcome of rituximab: never given
      Then the rule "strongly_refractory_upper_gi" does not hold

    @proposed
    Scenario: Stays open while nothing is known of outcome of methotrexate (outcome of azathioprine: failed after four months or more at an adequate dose; failure of a drug for upper GI disease: yes; active upper GI disease: yes)
      Given outcome of azathioprine: failed after four months or more at an adequate dose
      And failure of a drug for upper GI disease: yes
      And active upper GI disease: yes
      Then the rule "strongly_refractory_upper_gi" cannot be decided

    @proposed
    Scenario: Holds by outcome of mycophenolate (outcome of mycophenolate: relapsed on it; outcome of tocilizumab: failed after four months or more at an adequate dose; failure of a drug for upper GI disease: yes; and 1 more)
      Given outcome of mycophenolate: relapsed on it
      And outcome of tocilizumab: failed after four months or more at an adequate dose
      And failure of a drug for upper GI disease: yes
      And active upper GI disease: yes
      Then the rule "strongly_refractory_upper_gi" holds

    @proposed
    Scenario: Holds by outcome of azathioprine (outcome of azathioprine: relapsed on it; outcome of tocilizumab: failed after four months or more at an adequate dose; failure of a drug for upper GI disease: yes; and 1 more)
      Given outcome of azathioprine: relapsed on it
      And outcome of tocilizumab: failed after four months or more at an adequate dose
      And failure of a drug for upper GI disease: yes
      And active upper GI disease: yes
      Then the rule "strongly_refractory_upper_gi" holds

    @proposed
    Scenario: Stays open while nothing is known of outcome of azathioprine (outcome of mycophenolate: failed after four months or more at an adequate dose; failure of a drug for upper GI disease: yes; active upper GI disease: yes)
      Given outcome of mycophenolate: failed after four months or more at an adequate dose
      And failure of a drug for upper GI disease: yes
      And active upper GI disease: yes
      Then the rule "strongly_refractory_upper_gi" cannot be decided

    @proposed
    Scenario: Holds by outcome of cyclophosphamide (outcome of cyclophosphamide: relapsed on it; outcome of tocilizumab: failed after four months or more at an adequate dose; failure of a drug for upper GI disease: yes; and 1 more)
      Given outcome of cyclophosphamide: relapsed on it
      And outcome of tocilizumab: failed after four months or more at an adequate dose
      And failure of a drug for upper GI disease: yes
      And active upper GI disease: yes
      Then the rule "strongly_refractory_upper_gi" holds

    @proposed
    Scenario: Stays open while nothing is known of active upper GI disease (outcome of rituximab: failed after four months or more at an adequate dose; outcome of tocilizumab: relapsed on it; failure of a drug for upper GI disease: yes)
      Given outcome of rituximab: failed after four months or more at an adequate dose
      And outcome of tocilizumab: relapsed on it
      And failure of a drug for upper GI disease: yes
      Then the rule "strongly_refractory_upper_gi" cannot be decided

  Rule: strongly_refractory_bowel

    @proposed
    Scenario: Does not hold, turning on active bowel disease (active bowel disease: no)
      Given active bowel disease: no
      Then the rule "strongly_refractory_bowel" does not hold

    @proposed
    Scenario: Does not hold, turning on failure of a drug for bowel disease (failure of a drug for bowel disease: no)
      Given failure of a drug for bowel disease: no
      Then the rule "strongly_refractory_bowel" does not hold

    @proposed
    Scenario: Does not hold, turning on outcome of methotrexate (outcome of methotrexate: never given; outcome of azathioprine: never given; outcome of cyclophosphamide: never given; and 2 more)
      Given outcome of methotrexate: never given
      And outcome of azathioprine: never given
      And outcome of cyclophosphamide: never given
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
      Then the rule "strongly_refractory_bowel" does not hold

    @proposed
    Scenario: Stays open while nothing is known of outcome of methotrexate (outcome of mycophenolate: relapsed on it; failure of a drug for bowel disease: yes; active bowel disease: yes)
      Given outcome of mycophenolate: relapsed on it
      And failure of a drug for bowel disease: yes
      And active bowel disease: yes
      Then the rule "strongly_refractory_bowel" cannot be decided

    @proposed
    Scenario: Holds by outcome of mycophenolate (outcome of mycophenolate: relapsed on it; outcome of rituximab: failed after four months or more at an adequate dose; failure of a drug for bowel disease: yes; and 1 more)
      Given outcome of mycophenolate: relapsed on it
      And outcome of rituximab: failed after four months or more at an adequate dose
      And failure of a drug for bowel disease: yes
      And active bowel disease: yes
      Then the rule "strongly_refractory_bowel" holds

    @proposed
    Scenario: Stays open while nothing is known of outcome of mycophenolate (outcome of tocilizumab: failed after four months or more at an adequate dose; failure of a drug for bowel disease: yes; active bowel disease: yes)
      Given outcome of tocilizumab: failed after four months or more at an adequate dose
      And failure of a drug for bowel disease: yes
      And active bowel disease: yes
      Then the rule "strongly_refractory_bowel" cannot be decided

    @proposed
    Scenario: Holds by outcome of azathioprine (outcome of azathioprine: relapsed on it; outcome of cyclophosphamide: failed after four months or more at an adequate dose; failure of a drug for bowel disease: yes; and 1 more)
      Given outcome of azathioprine: relapsed on it
      And outcome of cyclophosphamide: failed after four months or more at an adequate dose
      And failure of a drug for bowel disease: yes
      And active bowel disease: yes
      Then the rule "strongly_refractory_bowel" holds

    @proposed
    Scenario: Holds by outcome of tocilizumab (outcome of azathioprine: failed after four months or more at an adequate dose; outcome of tocilizumab: relapsed on it; failure of a drug for bowel disease: yes; and 1 more)
      Given outcome of azathioprine: failed after four months or more at an adequate dose
      And outcome of tocilizumab: relapsed on it
      And failure of a drug for bowel disease: yes
      And active bowel disease: yes
      Then the rule "strongly_refractory_bowel" holds

    @proposed
    Scenario: Stays open while nothing is known of active bowel disease (outcome of cyclophosphamide: failed after four months or more at an adequate dose; outcome of rituximab: failed after four months or more at an adequate dose; failure of a drug for bowel disease: yes)
      Given outcome of cyclophosphamide: failed after four months or more at an adequate dose
      And outcome of rituximab: failed after four months or more at an adequate dose
      And failure of a drug for bowel disease: yes
      Then the rule "strongly_refractory_bowel" cannot be decided

  Rule: strongly_refractory_skin

    @proposed
    Scenario: Does not hold, turning on active skin disease (active skin disease: no), 2
      Given active skin disease: no
      Then the rule "strongly_refractory_skin" does not hold

    @proposed
    Scenario: Does not hold, turning on failure of a drug for skin disease (failure of a drug for skin disease: no)
      Given failure of a drug for skin disease: no
      Then the rule "strongly_refractory_skin" does not hold

    @proposed
    Scenario: Stays open while nothing is known of outcome of methotrexate (outcome of tocilizumab: failed after four months or more at an adequate dose; failure of a drug for skin disease: yes; active skin disease: yes)
      Given outcome of tocilizumab: failed after four months or more at an adequate dose
      And failure of a drug for skin disease: yes
      And active skin disease: yes
      Then the rule "strongly_refractory_skin" cannot be decided

    @proposed
    Scenario: Holds by outcome of cyclophosphamide (outcome of mycophenolate: failed after four months or more at an adequate dose; outcome of cyclophosphamide: relapsed on it; failure of a drug for skin disease: yes; and 1 more)
      Given outcome of mycophenolate: failed after four months or more at an adequate dose
      And outcome of cyclophosphamide: relapsed on it
      And failure of a drug for skin disease: yes
      And active skin disease: yes
      Then the rule "strongly_refractory_skin" holds

    @proposed
    Scenario: Holds by outcome of tocilizumab (outcome of cyclophosphamide: failed after four months or more at an adequate dose; outcome of tocilizumab: relapsed on it; failure of a drug for skin disease: yes; and 1 more)
      Given outcome of cyclophosphamide: failed after four months or more at an adequate dose
      And outcome of tocilizumab: relapsed on it
      And failure of a drug for skin disease: yes
      And active skin disease: yes
      Then the rule "strongly_refractory_skin" holds

    @proposed
    Scenario: Stays open while nothing is known of outcome of tocilizumab (outcome of methotrexate: failed after four months or more at an adequate dose; failure of a drug for skin disease: yes; active skin disease: yes)
      Given outcome of methotrexate: failed after four months or more at an adequate dose
      And failure of a drug for skin disease: yes
      And active skin disease: yes
      Then the rule "strongly_refractory_skin" cannot be decided

    @proposed
    Scenario: Stays open while nothing is known of active skin disease (outcome of rituximab: failed after four months or more at an adequate dose; outcome of tocilizumab: relapsed on it; failure of a drug for skin disease: yes)
      Given outcome of rituximab: failed after four months or more at an adequate dose
      And outcome of tocilizumab: relapsed on it
      And failure of a drug for skin disease: yes
      Then the rule "strongly_refractory_skin" cannot be decided

    @proposed
    Scenario: Does not hold, turning on outcome of methotrexate (outcome of methotrexate: never given; outcome of mycophenolate: not tolerated; outcome of cyclophosphamide: never given; and 1 more)
      Given outcome of methotrexate: never given
      And outcome of mycophenolate: not tolerated
      And outcome of cyclophosphamide: never given
      And outcome of rituximab: never given
      Then the rule "strongly_refractory_skin" does not hold

  Rule: dermatomyositis_overlap_licence

    @proposed
    Scenario: Rests on Octagam 10% US label
      Given dermatomyositis overlap: yes
      Then the rule "dermatomyositis_overlap_licence" holds
      And the rule "dermatomyositis_overlap_licence" cites Octagam 10% US label
      And the note shows "Licence" of Octagam 10% US label
      And the note shows "Rate in dermatomyositis" of Octagam 10% US label
      And the rule "dermatomyositis_overlap_licence" rests on 1 source

  Rule: what_comes_first

    @proposed
    Scenario: Rests on EULAR 2023, 4
      Given interstitial lung disease: yes
      Then the rule "what_comes_first" holds
      And the rule "what_comes_first" cites EULAR 2023
      And the rule "what_comes_first" rests on 1 source

    @proposed
    Scenario: Holds by 'Some domain is a target' (earlier IVIG trial for upper GI disease: none; active upper GI disease: yes; swallowing disorder: yes)
      Given earlier IVIG trial for upper GI disease: none
      And active upper GI disease: yes
      And swallowing disorder: yes
      Then the rule "what_comes_first" holds

  Rule: failure_not_counted_skin

    @proposed
    Scenario: Stays open while nothing is known of active skin disease (outcome of azathioprine: failed after four months or more at an adequate dose)
      Given outcome of azathioprine: failed after four months or more at an adequate dose
      Then the rule "failure_not_counted_skin" cannot be decided

    @proposed
    Scenario: Does not hold, turning on active skin disease (active skin disease: no), for a failure not counted
      Given active skin disease: no
      Then the rule "failure_not_counted_skin" does not hold
