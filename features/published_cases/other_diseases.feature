Feature: Published cases in which IVIG was a question of another disease

  Rule: A12, immune thrombocytopenia in diffuse SSc

    Scenario: IVIG for thrombocytopenia lies outside the rule base
      Given the published case A12
      When the case is put to immunote
      Then its note is settled as "outside the scope of this rule base"
      And the record's reading "out_of_scope" is met
      And it states
        | Request for another disease |
      And it says "Outside this rule base"

    Scenario: IVIG that did not help platelets is no failed trial for SSc
      Given the published case A12
      And supposing that IVIG were asked for in systemic sclerosis
      And supposing also
        | earlier or present IVIG | yes |
      When the case is put to immunote
      Then its note is provisional
      And it leaves open
        | Earlier IVIG without benefit: muscle    |
        | Earlier IVIG without benefit: joints     |
        | Earlier IVIG without benefit: upper GI |
        | Earlier IVIG without benefit: bowel     |
        | Earlier IVIG without benefit: skin      |
      And still possible are
        | may be considered |

  Rule: A13, immune thrombocytopenia with destroyed finger joints

    Scenario: Thrombocytopenia beside destroyed joints lies outside as well
      Given the published case A13
      When the case is put to immunote
      Then its note is settled as "outside the scope of this rule base"
      And the record's reading "out_of_scope" is met
      And it states
        | Request for another disease |

    Scenario: If it were asked for SSc, destroyed joints are not active joints, and the age counts twice
      Given the published case A13
      And supposing that IVIG were asked for in systemic sclerosis
      When the case is put to immunote
      Then it leaves open
        | Active joint disease with synovitis |
      And it states
        | Age: boxed thrombosis factor |
        | Age: boxed kidney factor |
      And it states nothing for IVIG
      And it asks about
        | synovitis            |
        | active joint disease |

  Rule: B17, a chronic inflammatory neuropathy before SSc

    # The record's reading is out of scope. Nobody asked for IVIG in it, so the model asks what it is for.
    Scenario: Differs from the record: what IVIG is for is asked first
      Given the published case B17
      When the case is put to immunote
      Then its note is provisional
      And the record's reading "out_of_scope" is not met
      And it asks about
        | reason for the request |
        | active joint disease   |
      And still possible are
        | outside the scope of this rule base |
      And it states nothing for IVIG

    Scenario: Asked for the neuropathy, it lies outside, and IVIG is not called unsuitable
      Given the published case B17
      And supposing also
        | reason for the request | another disease |
      When the case is put to immunote
      Then its note is settled as "outside the scope of this rule base"
      And the record's reading "out_of_scope" is met
      And it says "Outside this rule base"
      And out of reach are
        | not supported now |

  Rule: C22, shock after a first IVIG in mixed connective tissue disease

    # The record's reading is that it is not indicated, with a flag for volume. The model gives no grade while SSc itself
    # is not diagnosed, and has no heart failure to go by; it asks for both.
    Scenario: Differs from the record: too little is recorded, and the contradiction is asked
      Given the published case C22
      When the case is put to immunote
      Then its note says that too little is recorded
      And the record's reading "not_indicated_on_these_facts" is met
      And the record's reading "cardiac_volume" is not met
      And it states nothing for IVIG
      And it counts no drug as failed
      And it asks about
        | systemic sclerosis       |
        | active muscle disease    |
        | outcome of mycophenolate |
        | heart failure            |
      And it states
        | Age: boxed thrombosis factor |

    Scenario: If SSc were diagnosed and nothing active, the model does not support it now
      Given the published case C22
      And supposing that IVIG were asked for in systemic sclerosis
      And supposing that no IVIG was ever given
      And supposing that no other organ is active
      And supposing also
        | earlier reaction to human immunoglobulin | none |
        | anti-IgA antibodies | no |
      When the case is put to immunote
      Then its note is settled as "not supported now"
