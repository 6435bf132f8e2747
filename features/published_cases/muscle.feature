Feature: Published cases with muscle disease
  What the note on a published patient says, and what it never says. How the records' own scale is read: README.md.

  Rule: A01, a muscle flare on azathioprine with tube feeding

    @record:favours_with_caution
    Scenario: As reported, the case cannot be graded, and what the grade needs is asked
      Given the published case A01
      Then the note is provisional
      And no grade is given
      And the note leans to nothing
      And "may be considered, with precautions" is still possible
      And "uncertain, a specialist decision" is still possible
      And "contraindicated" is still possible
      And the rule "Refractory to a drug: muscle" holds
      And the rule "Corticosteroid at any dose" holds
      And the rule "Interstitial lung disease" holds
      And the rule "Refractory to a drug: upper GI" cannot be decided
      And the rule "Active muscle disease with two objective signs" cannot be decided
      And the rule "Active upper GI disease with an objective finding" cannot be decided
      And the rule "Need to spare corticosteroids" cannot be decided
      And the rule "Earlier thrombosis: boxed thrombosis factor" cannot be decided
      And the rule "Acute kidney injury" cannot be decided
      And the rule "IgA deficiency" cannot be decided
      And the note asks for failure of a drug for upper GI disease
      And the note asks for earlier reaction to human immunoglobulin
      And the note asks for earlier thrombosis
      And the note asks for acute kidney injury
      And the note asks for IgA deficiency
      And the note asks for corticosteroid dose, as prednisone
      And the note asks for muscle weakness
      And the note asks for raised creatine kinase
      And the checklist has "Creatinine" missing
      And the checklist has "IgA" missing

    Scenario: As reported, no risk is called low and nothing is promised
      Given the published case A01
      Then the note does not say "low risk"
      And the note does not say "risk is low"
      And the note does not say "will respond"
      And the note does not say "recommended"
      And the rule "Need to spare corticosteroids" cannot be decided
      And the rule "Age: boxed thrombosis factor" does not hold
      And the rule "Cardiovascular risk: boxed thrombosis factor" cannot be decided

    @record:favours_with_caution
    Scenario: With the open questions answered for illustration, IVIG may be considered with precautions
      Given the published case A01, completed for illustration
      Then the outcome is "may be considered, with precautions"
      And the rule "Active muscle disease with two objective signs" holds
      And the rule "Active upper GI disease with an objective finding" holds
      And the rule "Refractory to a drug: muscle" holds
      And the rule "Two or more drugs failed: muscle" holds
      And the rule "Need to spare corticosteroids" holds
      And the rule "Cardiovascular risk: boxed thrombosis factor" holds
      And the rule "Interstitial lung disease" holds
      And the rule "Age: boxed thrombosis factor" does not hold

    Scenario: Muscle is the best supported target, and dysphagia is not promised to follow it
      Given the published case A01, completed for illustration
      Then the note puts "Active muscle disease with two objective signs" before "Active upper GI disease with an objective finding"
      And the certainty of "Active muscle disease with two objective signs" is very low
      And the certainty of "Active upper GI disease with an objective finding" is very low
      And the note says "In one overlap patient swallowing was unchanged after IVIG, resolved after rituximab."
      And the note does not say "low risk"
      And the note does not say "will respond"

  Rule: A10, a severe new myopathy with anti-PM-Scl antibodies

    # The record's reading is a specialist's review. The model gives no grade at all while SSc itself is not diagnosed:
    # an antibody and an overlap without skin signs are no diagnosis.
    @record:insufficient_data
    Scenario: Differs from the record: without a diagnosis of SSc too little is recorded
      Given the published case A10
      Then the note has insufficient data
      And the note marks nothing under "For"
      And the note asks for systemic sclerosis
      And the note asks for active scleroderma renal crisis
      And the note asks for scleroderma renal crisis in the history
      And the note asks for outcome of methotrexate
      And the rule "Cardiovascular risk: boxed thrombosis factor" holds

    # The record would have the number of CK shown. The model asks for its upper limit and then counts it as raised; the
    # note rests on that and does not print the number.
    @record:specialist_review
    Scenario: If SSc were diagnosed and CK compared with its upper limit, muscle is a target and not refractory
      Given the published case A10
      And systemic sclerosis: yes
      And reason for the request: systemic sclerosis
      And route requested: intravenous
      And earlier or present IVIG: no
      And present IVIG treatment: no
      And upper limit for creatine kinase is 200 U/L
      And inclusion-body myositis: no
      Then "uncertain, a specialist decision" is still possible
      And "deferred until something dangerous is corrected" is still possible
      And the rule "Active muscle disease with two objective signs" holds
      And the rule "Active muscle disease with two objective signs" names raised creatine kinase
      And the rule "Refractory to a drug: muscle" cannot be decided
      And the rule "Renal crisis, active or creatinine not stable" cannot be decided
      And the rule "Muscle disease too fast to wait" cannot be decided
      And the rule "Two drugs not usable: muscle" cannot be decided
      And the rule "Refractory to a drug: upper GI" cannot be decided
      And the rule "Conventional treatment failed: upper GI" cannot be decided
      And the rule "Two drugs not usable: upper GI" cannot be decided
      And "may be considered" is no longer possible

    Scenario: Without a drug that failed, the same patient is at most a specialist's decision
      Given the published case A10
      And systemic sclerosis: yes
      And reason for the request: systemic sclerosis
      And route requested: intravenous
      And earlier or present IVIG: no
      And present IVIG treatment: no
      And upper limit for creatine kinase is 200 U/L
      And inclusion-body myositis: no
      And outcome of methotrexate: never given
      And outcome of mycophenolate: never given
      And outcome of azathioprine: never given
      And outcome of cyclophosphamide: never given
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
      And active joint disease: no
      And active bowel disease: no
      And artificial feeding: no
      Then "uncertain, a specialist decision" is still possible
      And "may be considered" is no longer possible
      And "may be considered, with precautions" is no longer possible

  Rule: B09, weakness that was inclusion-body myositis

    # The record has a normal CK speak against active myositis. The model has no such sentence: CK that is not raised is
    # no sign of muscle disease, and inclusion-body myositis takes muscle out by itself.
    @record:specialist_review
    Scenario: Weakness does not make muscle a target once inclusion-body myositis is diagnosed
      Given the published case B09
      Then the note is provisional
      And "uncertain, a specialist decision" is still possible
      And "deferred until something dangerous is corrected" is still possible
      And the rule "Inclusion-body myositis" holds
      And the note marks nothing under "For"

    Scenario: A refused drug is no failed drug, and is asked about
      Given the published case B09
      Then the note marks nothing under "For"
      And the note asks for outcome of methotrexate

    Scenario: Calling the muscle disease active changes nothing
      Given the published case B09
      And active muscle disease: yes
      And outcome of methotrexate: failed after four months or more at an adequate dose
      Then the rule "Active muscle disease with two objective signs" does not hold
      And the rule "Muscle weakness alone" does not hold

    # The record's reading is a specialist's review. The model says so only while a target is possible.
    @record_differs:specialist_review
    Scenario: Differs from the record: with no other organ active the model does not support it now
      Given the published case B09
      And earlier or present IVIG: no
      And present IVIG treatment: no
      And active muscle disease: no
      And active joint disease: no
      And active upper GI disease: no
      And active bowel disease: no
      And active skin disease: no
      And earlier reaction to human immunoglobulin: none
      And anti-IgA antibodies: no
      Then the outcome is "not supported now"

  Rule: B12, polymyositis with sine scleroderma that responded to prednisolone

    @record:not_indicated_on_these_facts
    Scenario: Involved organs alone favour nothing
      Given the published case B12
      Then the note is provisional
      And "not supported now" is still possible
      And the note marks nothing under "For"
      And the note asks for active muscle disease
      And the note asks for active upper GI disease

    @record:not_indicated_on_these_facts
    Scenario: With no organ active the model does not support it now
      Given the published case B12
      And earlier or present IVIG: no
      And present IVIG treatment: no
      And active muscle disease: no
      And active joint disease: no
      And active upper GI disease: no
      And active bowel disease: no
      And active skin disease: no
      And earlier reaction to human immunoglobulin: none
      And anti-IgA antibodies: no
      Then the outcome is "not supported now"

    # The record counts a response to first treatment as the end of it. The model has active muscle disease with two
    # signs, not refractory, as a specialist's decision.
    @record_differs:not_indicated_on_these_facts
    Scenario: Differs from the record: if muscle were active, not refractory, it is a specialist's decision
      Given the published case B12
      And earlier or present IVIG: no
      And present IVIG treatment: no
      And active muscle disease: no
      And active joint disease: no
      And active upper GI disease: no
      And active bowel disease: no
      And active skin disease: no
      And active muscle disease: yes
      And inclusion-body myositis: no
      And outcome of methotrexate: never given
      And outcome of mycophenolate: never given
      And outcome of azathioprine: never given
      And outcome of cyclophosphamide: never given
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
      Then the rule "Active muscle disease with two objective signs" holds
      And the rule "Refractory to a drug: muscle" does not hold
      And "uncertain, a specialist decision" is still possible
      And "may be considered" is no longer possible
      And "may be considered, with precautions" is no longer possible
