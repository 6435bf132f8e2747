Feature: Published cases with heart or kidney disease

  Rule: A09, acute myocarditis with heart failure

    # The record calls for a cardiologist. The model orders nothing: it makes no claim for the heart and shows the volume.
    Scenario: The heart is no target, and a course is a volume load
      Given the published case A09
      When the case is put to immunote
      Then its note is provisional
      And the record's reading "specialist_review" is met
      And it states
        | Heart involvement                   |
        | Heart failure |
        | Hydration against volume |
      And it says "volume load"
      And it states nothing for IVIG
      And it leaves open
        | Decompensated heart failure |
        | Reduced ejection fraction |
      And out of reach are
        | may be considered |

    Scenario: Decompensated heart failure defers any target that is found
      Given the published case A09
      And supposing that no IVIG was ever given
      And supposing also
        | decompensated heart failure              | yes  |
        | active joint disease                     | yes  |
        | synovitis                                | yes  |
        | earlier reaction to human immunoglobulin | none |
        | anti-IgA antibodies | no |
      When the case is put to immunote
      Then its note is settled as "deferred until something dangerous is corrected"
      And the record's reading "specialist_review" is met

    # The record's reading is a specialist's review. Where no target is active the model does not support it now.
    Scenario: Differs from the record: with no target at all the model does not support it now
      Given the published case A09
      And supposing that no IVIG was ever given
      And supposing that no other organ is active
      And supposing also
        | earlier reaction to human immunoglobulin | none |
        | anti-IgA antibodies | no |
      When the case is put to immunote
      Then its note is settled as "not supported now"
      And the record's reading "specialist_review" is not met

  Rule: B18, myocarditis with fluid overload and an ejection fraction given as a range

    Scenario: No target, with heart and vessels against, and the range is asked and not guessed
      Given the published case B18
      When the case is put to immunote
      Then its note is provisional
      And the record's reading "not_indicated_on_these_facts" is met
      And it states
        | Heart involvement                   |
        | Heart failure |
        | Age: boxed thrombosis factor |
        | Cardiovascular risk: boxed thrombosis factor |
        | Age: boxed kidney factor |
      And it leaves open
        | Reduced ejection fraction |
        | Decompensated heart failure |
      And it asks about
        | left ventricular ejection fraction |
        | decompensated heart failure        |
      And it states nothing for IVIG

    Scenario: At the lower end of the range the ejection fraction is a heavy risk
      Given the published case B18
      And supposing also
        | left ventricular ejection fraction | 36 |
      When the case is put to immunote
      Then it states
        | Reduced ejection fraction |

    Scenario: At the upper end it is not
      Given the published case B18
      And supposing also
        | left ventricular ejection fraction           | 40 |
        | heart failure with reduced ejection fraction | no |
      When the case is put to immunote
      Then it does not state
        | Reduced ejection fraction |

    Scenario: With no target at all the model does not support it now
      Given the published case B18
      And supposing that no IVIG was ever given
      And supposing that no other organ is active
      And supposing also
        | earlier reaction to human immunoglobulin | none |
        | anti-IgA antibodies | no |
      When the case is put to immunote
      Then its note is settled as "not supported now"

  Rule: B19, an active renal crisis in probable SSc

    # The record's reading is a specialist's review. The model gives no grade while SSc is only probable, and says so;
    # it shows the renal crisis all the same. It prints no creatinine, and has no element for the one before.
    Scenario: Differs from the record: while SSc is only probable, too little is recorded
      Given the published case B19
      When the case is put to immunote
      Then its note says that too little is recorded
      And the record's reading "insufficient_data" is met
      And it states
        | Renal crisis, active or creatinine not stable                              |
        | Earlier renal crisis |
        | Heart failure |
      And it asks about
        | systemic sclerosis  |
        | acute kidney injury |
      And out of reach are
        | may be considered                   |
        | may be considered, with precautions |

    Scenario: With SSc diagnosed and an active target, the renal crisis defers a start
      Given the published case B19
      And supposing that IVIG were asked for in systemic sclerosis
      And supposing that no IVIG was ever given
      And supposing also
        | active joint disease                     | yes  |
        | synovitis                                | yes  |
        | earlier reaction to human immunoglobulin | none |
        | anti-IgA antibodies | no |
      When the case is put to immunote
      Then its note is settled as "deferred until something dangerous is corrected"
      And the record's reading "specialist_review" is met

    Scenario: The creatinine is read with its unit, and in the other unit it is the same
      Given the published case B19
      And supposing also
        | serum creatinine (umol/L) | 299 |
      When the case is put to immunote
      Then it reads "serum creatinine" as 3.38 mg/dL
