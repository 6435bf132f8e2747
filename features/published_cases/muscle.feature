Feature: Published cases with muscle disease
  What the note on a published patient says, and what it never says. How the records' own scale is read: README.md.

  Rule: A01, a muscle flare on azathioprine with tube feeding

    Scenario: As reported, the case cannot be graded, and what decides it is asked
      Given the published case A01
      When the case is put to immunote
      Then its note is provisional
      And it gives no grade
      And it does not lean to any grade
      And the record's reading "favours_with_caution" is met
      And still possible are
        | may be considered, with precautions |
        | uncertain, a specialist decision    |
        | contraindicated                     |
      And it states
        | Refractory to a drug: muscle |
        | Corticosteroid at any dose |
        | Interstitial lung disease |
      And it leaves open
        | Refractory to a drug: upper GI |
        | Active muscle disease with two objective signs     |
        | Active upper GI disease with an objective finding |
        | Need to spare corticosteroids                    |
        | Earlier thrombosis: boxed thrombosis factor |
        | Acute kidney injury |
        | IgA deficiency |
      And it asks about
        | failure of a drug for upper GI disease |
        | earlier reaction to human immunoglobulin |
        | earlier thrombosis                       |
        | acute kidney injury                      |
        | IgA deficiency                           |
        | corticosteroid dose, as prednisone       |
        | muscle weakness                          |
        | raised creatine kinase                   |
      And its checklist has "Creatinine" as missing
      And its checklist has "IgA" as missing

    Scenario: As reported, no risk is called low and nothing is promised
      Given the published case A01
      When the case is put to immunote
      Then it never says
        | low risk     |
        | risk is low  |
        | will respond |
        | recommended  |
      And it does not state
        | Need to spare corticosteroids                  |
        | Age: boxed thrombosis factor |
        | Cardiovascular risk: boxed thrombosis factor |

    Scenario: With the open questions answered for illustration, the grade is settled with precautions
      Given the published case A01, completed for illustration
      When the case is put to immunote
      Then its note is settled as "may be considered, with precautions"
      And the record's reading "favours_with_caution" is met
      And it states
        | Active muscle disease with two objective signs     |
        | Active upper GI disease with an objective finding |
        | Refractory to a drug: muscle |
        | Two or more drugs failed: muscle |
        | Need to spare corticosteroids                    |
        | Cardiovascular risk: boxed thrombosis factor |
        | Interstitial lung disease |
      And it does not state
        | Age: boxed thrombosis factor |

    Scenario: Muscle is the best supported target, and dysphagia is not promised to follow it
      Given the published case A01, completed for illustration
      When the case is put to immunote
      Then it puts "Active muscle disease with two objective signs" before "Active upper GI disease with an objective finding"
      And it rates "Active muscle disease with two objective signs" as of very low certainty
      And it rates "Active upper GI disease with an objective finding" as of very low certainty
      And what speaks against stands beside "Active upper GI disease with an objective finding"
      And it never says
        | low risk     |
        | will respond |

  Rule: A10, a severe new myopathy with anti-PM-Scl antibodies

    # The record's reading is a specialist's review. The model gives no grade at all while SSc itself is not diagnosed:
    # an antibody and an overlap without skin signs are no diagnosis.
    Scenario: Differs from the record: without a diagnosis of SSc the note says that too little is recorded
      Given the published case A10
      When the case is put to immunote
      Then its note says that too little is recorded
      And the record's reading "insufficient_data" is met
      And it counts no drug as failed
      And it asks about
        | systemic sclerosis                      |
        | active scleroderma renal crisis         |
        | scleroderma renal crisis in the history |
        | outcome of methotrexate                 |
      And it states
        | Cardiovascular risk: boxed thrombosis factor |

    # The record would have the number of CK shown. The model asks for its upper limit and then counts it as raised; the
    # note rests on that and does not print the number.
    Scenario: If SSc were diagnosed and CK compared with its upper limit, muscle is a target and not refractory
      Given the published case A10
      And supposing that IVIG were asked for in systemic sclerosis
      And supposing that no IVIG was ever given
      And supposing also
        | upper limit for creatine kinase | 200 |
        | inclusion-body myositis         | no  |
      When the case is put to immunote
      Then the record's reading "specialist_review" is met
      And it states
        | Active muscle disease with two objective signs |
      And "Active muscle disease with two objective signs" rests on "raised creatine kinase"
      And it leaves open
        | Refractory to a drug: muscle |
        | Renal crisis, active or creatinine not stable     |
        | Muscle disease too fast to wait |
      And it counts no drug as failed
      And out of reach are
        | may be considered |

    Scenario: Without a drug that failed, the same patient is at most a specialist's decision
      Given the published case A10
      And supposing that IVIG were asked for in systemic sclerosis
      And supposing that no IVIG was ever given
      And supposing also
        | upper limit for creatine kinase | 200         |
        | inclusion-body myositis         | no          |
        | outcome of methotrexate         | never given |
        | outcome of mycophenolate        | never given |
        | outcome of azathioprine         | never given |
        | outcome of cyclophosphamide     | never given |
        | outcome of rituximab            | never given |
        | outcome of tocilizumab          | never given |
        | active joint disease            | no          |
        | active bowel disease            | no          |
        | artificial feeding              | no          |
      When the case is put to immunote
      Then still possible are
        | uncertain, a specialist decision |
      And out of reach are
        | may be considered                   |
        | may be considered, with precautions |

  Rule: B09, weakness that was inclusion-body myositis

    # The record has a normal CK speak against active myositis. The model has no such sentence: CK that is not raised is
    # no sign of muscle disease, and inclusion-body myositis takes muscle out by itself.
    Scenario: Weakness does not make muscle a target once inclusion-body myositis is diagnosed
      Given the published case B09
      When the case is put to immunote
      Then its note is provisional
      And the record's reading "specialist_review" is met
      And it states
        | Inclusion-body myositis |
      And it states nothing for IVIG

    Scenario: A refused drug is no failed drug, and is asked about
      Given the published case B09
      When the case is put to immunote
      Then it counts no drug as failed
      And it asks about
        | outcome of methotrexate |

    Scenario: Calling the muscle disease active changes nothing
      Given the published case B09
      And supposing also
        | active muscle disease   | yes                                                  |
        | outcome of methotrexate | failed after four months or more at an adequate dose |
      When the case is put to immunote
      Then it does not state
        | Active muscle disease with two objective signs       |
        | Muscle weakness alone |

    # The record's reading is a specialist's review. The model says so only while a target is possible.
    Scenario: Differs from the record: with no other organ active the model does not support it now
      Given the published case B09
      And supposing that no IVIG was ever given
      And supposing that no other organ is active
      And supposing also
        | earlier reaction to human immunoglobulin | none |
        | anti-IgA antibodies | no |
      When the case is put to immunote
      Then its note is settled as "not supported now"
      And the record's reading "specialist_review" is not met

  Rule: B12, polymyositis with sine scleroderma that responded to prednisolone

    Scenario: Involved organs alone favour nothing
      Given the published case B12
      When the case is put to immunote
      Then its note is provisional
      And the record's reading "not_indicated_on_these_facts" is met
      And it states nothing for IVIG
      And it counts no drug as failed
      And it asks about
        | active muscle disease   |
        | active upper GI disease |

    Scenario: With no organ active the model does not support it now
      Given the published case B12
      And supposing that no IVIG was ever given
      And supposing that no other organ is active
      And supposing also
        | earlier reaction to human immunoglobulin | none |
        | anti-IgA antibodies | no |
      When the case is put to immunote
      Then its note is settled as "not supported now"
      And the record's reading "not_indicated_on_these_facts" is met

    # The record counts a response to first treatment as the end of it. The model has active muscle disease with two
    # signs, not refractory, as a specialist's decision.
    Scenario: Differs from the record: if muscle were active, not refractory, it is a specialist's decision
      Given the published case B12
      And supposing that no IVIG was ever given
      And supposing that no other organ is active
      And supposing also
        | active muscle disease       | yes         |
        | inclusion-body myositis     | no          |
        | outcome of methotrexate     | never given |
        | outcome of mycophenolate    | never given |
        | outcome of azathioprine     | never given |
        | outcome of cyclophosphamide | never given |
        | outcome of rituximab        | never given |
        | outcome of tocilizumab      | never given |
      When the case is put to immunote
      Then the record's reading "not_indicated_on_these_facts" is not met
      And it states
        | Active muscle disease with two objective signs |
      And it does not state
        | Refractory to a drug: muscle |
      And still possible are
        | uncertain, a specialist decision |
      And out of reach are
        | may be considered                   |
        | may be considered, with precautions |
