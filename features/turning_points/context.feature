Feature: What turns on what: context
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: Muscle disease too fast to wait

    @proposed
    Scenario: Stays open while nothing is known of 'Two of weakness, raised CK and a positive test' (earlier IVIG trial for muscle disease: none; active muscle disease: yes; inclusion-body myositis: no; and 1 more)
      Given earlier IVIG trial for muscle disease: none
      And active muscle disease: yes
      And inclusion-body myositis: no
      And respiratory muscle weakness: yes
      Then the rule "Muscle disease too fast to wait" cannot be decided

    @proposed
    Scenario: Holds by 'Muscle is a target, supported or weak' (earlier IVIG trial for muscle disease: none; active muscle disease: yes; muscle weakness: yes; and 2 more)
      Given earlier IVIG trial for muscle disease: none
      And active muscle disease: yes
      And muscle weakness: yes
      And inclusion-body myositis: no
      And respiratory muscle weakness: yes
      Then the rule "Muscle disease too fast to wait" holds

    @proposed
    Scenario: Stays open while nothing is known of respiratory muscle weakness (earlier IVIG trial for muscle disease: under six months; active muscle disease: yes; raised creatine kinase: yes; and 2 more)
      Given earlier IVIG trial for muscle disease: under six months
      And active muscle disease: yes
      And raised creatine kinase: yes
      And positive muscle biopsy: yes
      And inclusion-body myositis: no
      Then the rule "Muscle disease too fast to wait" cannot be decided

    @proposed
    Scenario: Holds by aspiration (earlier IVIG trial for muscle disease: none; aspiration: yes; active muscle disease: yes; and 2 more)
      Given earlier IVIG trial for muscle disease: none
      And aspiration: yes
      And active muscle disease: yes
      And muscle weakness: yes
      And inclusion-body myositis: no
      Then the rule "Muscle disease too fast to wait" holds

    @proposed
    Scenario: Holds by artificial feeding (earlier IVIG trial for muscle disease: none; artificial feeding: yes; active muscle disease: yes; and 2 more)
      Given earlier IVIG trial for muscle disease: none
      And artificial feeding: yes
      And active muscle disease: yes
      And muscle weakness: yes
      And inclusion-body myositis: no
      Then the rule "Muscle disease too fast to wait" holds

  Rule: Upper GI disease too fast to wait

    @proposed
    Scenario: Does not hold, turning on 'Active upper GI disease with an objective finding' (active upper GI disease: no)
      Given active upper GI disease: no
      Then the rule "Upper GI disease too fast to wait" does not hold

    @proposed
    Scenario: Holds by artificial feeding (earlier IVIG trial for upper GI disease: under six months; active upper GI disease: yes; artificial feeding: yes)
      Given earlier IVIG trial for upper GI disease: under six months
      And active upper GI disease: yes
      And artificial feeding: yes
      Then the rule "Upper GI disease too fast to wait" holds

    @proposed
    Scenario: Stays open while nothing is known of artificial feeding (earlier IVIG trial for upper GI disease: under six months; active upper GI disease: yes; upper GI dysmotility shown by a test: yes)
      Given earlier IVIG trial for upper GI disease: under six months
      And active upper GI disease: yes
      And upper GI dysmotility shown by a test: yes
      Then the rule "Upper GI disease too fast to wait" cannot be decided

  Rule: Bowel disease too fast to wait

    @proposed
    Scenario: Does not hold, turning on 'Active bowel disease with an objective finding' (earlier IVIG trial for bowel disease: six months or more, without benefit)
      Given earlier IVIG trial for bowel disease: six months or more, without benefit
      Then the rule "Bowel disease too fast to wait" does not hold

    @proposed
    Scenario: Stays open while nothing is known of intestinal pseudo-obstruction (earlier IVIG trial for bowel disease: under six months; active bowel disease: yes; malabsorption: yes)
      Given earlier IVIG trial for bowel disease: under six months
      And active bowel disease: yes
      And malabsorption: yes
      Then the rule "Bowel disease too fast to wait" cannot be decided

    @proposed
    Scenario: Holds by artificial feeding (earlier IVIG trial for bowel disease: under six months; active bowel disease: yes; artificial feeding: yes)
      Given earlier IVIG trial for bowel disease: under six months
      And active bowel disease: yes
      And artificial feeding: yes
      Then the rule "Bowel disease too fast to wait" holds

  Rule: CRP and daily function

    @proposed
    Scenario: Holds by 'Active upper GI disease with an objective finding' (earlier IVIG trial for upper GI disease: under six months; active upper GI disease: yes; swallowing disorder: yes)
      Given earlier IVIG trial for upper GI disease: under six months
      And active upper GI disease: yes
      And swallowing disorder: yes
      Then the rule "CRP and daily function" holds

    @proposed
    Scenario: Holds by 'Active bowel disease with an objective finding' (earlier IVIG trial for bowel disease: under six months; active bowel disease: yes; malabsorption: yes)
      Given earlier IVIG trial for bowel disease: under six months
      And active bowel disease: yes
      And malabsorption: yes
      Then the rule "CRP and daily function" holds

  Rule: Laboratory mechanism for the gut

    @proposed
    Scenario: Holds by 'Upper GI disease is active with an objective finding' (earlier IVIG trial for upper GI disease: under six months; active upper GI disease: yes; swallowing disorder: yes)
      Given earlier IVIG trial for upper GI disease: under six months
      And active upper GI disease: yes
      And swallowing disorder: yes
      Then the rule "Laboratory mechanism for the gut" holds

  Rule: First drugs of the European guideline

    @proposed
    Scenario: Holds by 'Some domain is a target' (earlier IVIG trial for joint disease: none; active joint disease: yes; synovitis: yes)
      Given earlier IVIG trial for joint disease: none
      And active joint disease: yes
      And synovitis: yes
      Then the rule "First drugs of the European guideline" holds

    @proposed
    Scenario: Rests on EULAR 2023, 4
      Given interstitial lung disease: yes
      Then the rule "First drugs of the European guideline" holds
      And the rule "First drugs of the European guideline" cites EULAR 2023
      And the rule "First drugs of the European guideline" rests on 1 source

  Rule: Dermatomyositis overlap: a licence

    @proposed
    Scenario: Rests on Octagam 10% US label
      Given dermatomyositis overlap: yes
      Then the rule "Dermatomyositis overlap: a licence" holds
      And the rule "Dermatomyositis overlap: a licence" cites Octagam 10% US label
      And the note shows "Licence" of Octagam 10% US label
      And the note shows "Rate in dermatomyositis" of Octagam 10% US label
      And the rule "Dermatomyositis overlap: a licence" rests on 1 source

  Rule: Muscle disease not refractory: what comes first

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
      Then the rule "Muscle disease not refractory: what comes first" holds
      And the rule "Muscle disease not refractory: what comes first" cites Fac Rev, SSc skin
      And the rule "Muscle disease not refractory: what comes first" rests on 1 source
