Feature: Published cases with heart or kidney disease

  Rule: A09, acute myocarditis with heart failure

    # The record calls for a cardiologist. The model orders nothing: it makes no claim for the heart and shows the volume.
    @record:specialist_review
    Scenario: The heart is no target, and a course is a volume load
      Given the published case A09
      Then the note is provisional
      And "uncertain, a specialist decision" is still possible
      And "deferred until something dangerous is corrected" is still possible
      And the rule "Heart involvement" holds
      And the rule "Heart failure" holds
      And the rule "Hydration against volume" holds
      And the note says "volume load"
      And the note marks nothing under "For"
      And the rule "Decompensated heart failure" cannot be decided
      And the rule "Reduced ejection fraction" cannot be decided
      And "may be considered" is no longer possible

    @record:specialist_review
    Scenario: Decompensated heart failure defers any target that is found
      Given the published case A09
      And earlier or present IVIG: no
      And present IVIG treatment: no
      And decompensated heart failure: yes
      And active joint disease: yes
      And synovitis: yes
      And earlier reaction to human immunoglobulin: none
      And anti-IgA antibodies: no
      Then the outcome is "deferred until something dangerous is corrected"

    # The record's reading is a specialist's review. Where no target is active the model does not support it now.
    @record_differs:specialist_review
    Scenario: Differs from the record: with no target at all the model does not support it now
      Given the published case A09
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

  Rule: B18, myocarditis with fluid overload and an ejection fraction given as a range

    @record:not_indicated_on_these_facts
    Scenario: No target, with heart and vessels against, and the range is asked and not guessed
      Given the published case B18
      Then the note is provisional
      And "not supported now" is still possible
      And the rule "Heart involvement" holds
      And the rule "Heart failure" holds
      And the rule "Age: boxed thrombosis factor" holds
      And the rule "Cardiovascular risk: boxed thrombosis factor" holds
      And the rule "Age: boxed kidney factor" holds
      And the rule "Reduced ejection fraction" cannot be decided
      And the rule "Decompensated heart failure" cannot be decided
      And the note asks for left ventricular ejection fraction
      And the note asks for decompensated heart failure
      And the note marks nothing under "For"

    Scenario: At the lower end of the range the ejection fraction is a heavy risk
      Given the published case B18
      And left ventricular ejection fraction is 36 %
      Then the rule "Reduced ejection fraction" holds

    Scenario: At the upper end of the range the ejection fraction is no heavy risk
      Given the published case B18
      And left ventricular ejection fraction is 40 %
      And heart failure with reduced ejection fraction: no
      Then the rule "Reduced ejection fraction" does not hold

    Scenario: With no target at all the model does not support it now
      Given the published case B18
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

  Rule: B19, an active renal crisis in probable SSc

    # The record's reading is a specialist's review. The model gives no grade while SSc is only probable, and says so;
    # it shows the renal crisis all the same. It prints no creatinine, and has no element for the one before.
    @record:insufficient_data
    Scenario: Differs from the record: while SSc is only probable, too little is recorded
      Given the published case B19
      Then the note has insufficient data
      And the rule "Renal crisis, active or creatinine not stable" holds
      And the rule "Earlier renal crisis" holds
      And the rule "Heart failure" holds
      And the note asks for systemic sclerosis
      And the note asks for acute kidney injury
      And "may be considered" is no longer possible
      And "may be considered, with precautions" is no longer possible

    @record:specialist_review
    Scenario: With SSc diagnosed and an active target, the renal crisis defers a start
      Given the published case B19
      And systemic sclerosis: yes
      And reason for the request: systemic sclerosis
      And route requested: intravenous
      And earlier or present IVIG: no
      And present IVIG treatment: no
      And active joint disease: yes
      And synovitis: yes
      And earlier reaction to human immunoglobulin: none
      And anti-IgA antibodies: no
      Then the outcome is "deferred until something dangerous is corrected"
