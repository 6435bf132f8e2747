Feature: Published cases in which IVIG was a question of another disease

  Rule: A12, immune thrombocytopenia in diffuse SSc

    @record:out_of_scope
    Scenario: IVIG for thrombocytopenia lies outside the rule base
      Given the published case A12
      Then the outcome is "outside the scope of this rule base"
      And the rule "Request for another disease" holds
      And the note says "Outside this rule base"

    Scenario: IVIG that did not help platelets is no failed trial for SSc
      Given the published case A12
      And systemic sclerosis: yes
      And reason for the request: systemic sclerosis
      And route requested: intravenous
      And earlier or present IVIG: yes
      Then the note is provisional
      And the rule "Earlier IVIG without benefit: muscle" cannot be decided
      And the rule "Earlier IVIG without benefit: joints" cannot be decided
      And the rule "Earlier IVIG without benefit: upper GI" cannot be decided
      And the rule "Earlier IVIG without benefit: bowel" cannot be decided
      And the rule "Earlier IVIG without benefit: skin" cannot be decided
      And "may be considered" is still possible

  Rule: A13, immune thrombocytopenia with destroyed finger joints

    @record:out_of_scope
    Scenario: Thrombocytopenia beside destroyed joints lies outside as well
      Given the published case A13
      Then the outcome is "outside the scope of this rule base"
      And the rule "Request for another disease" holds

    Scenario: If it were asked for SSc, destroyed joints are not active joints, and the age counts twice
      Given the published case A13
      And systemic sclerosis: yes
      And reason for the request: systemic sclerosis
      And route requested: intravenous
      Then the rule "Active joint disease with synovitis" cannot be decided
      And the rule "Age: boxed thrombosis factor" holds
      And the rule "Age: boxed kidney factor" holds
      And the note marks nothing under "For"
      And the note asks for synovitis
      And the note asks for active joint disease

  Rule: B17, a chronic inflammatory neuropathy before SSc

    # The record's reading is out of scope. Nobody asked for IVIG in it, so the model asks what it is for.
    @record_differs:out_of_scope
    Scenario: Differs from the record: what IVIG is for is asked first
      Given the published case B17
      Then the note is provisional
      And the note asks for reason for the request
      And the note asks for active joint disease
      And "outside the scope of this rule base" is still possible
      And the note marks nothing under "For"

    @record:out_of_scope
    Scenario: Asked for the neuropathy, it lies outside, and IVIG is not called unsuitable
      Given the published case B17
      And reason for the request: another disease
      Then the outcome is "outside the scope of this rule base"
      And the note says "Outside this rule base"
      And "not supported now" is no longer possible

  Rule: C22, shock after a first IVIG in mixed connective tissue disease

    # The record's reading is that it is not indicated, with a flag for volume. The model gives no grade while SSc itself
    # is not diagnosed, and has no heart failure to go by; it asks for both.
    @record:not_indicated_on_these_facts @record_differs:cardiac_volume
    Scenario: Differs from the record: too little is recorded, and the contradiction is asked
      Given the published case C22
      Then the note has insufficient data
      And "not supported now" is still possible
      And "outside the scope of this rule base" is still possible
      And the note marks nothing under "For"
      And the note asks for systemic sclerosis
      And the note asks for active muscle disease
      And the note asks for outcome of mycophenolate
      And the note asks for heart failure
      And the rule "Age: boxed thrombosis factor" holds

    Scenario: If SSc were diagnosed and nothing active, the model does not support it now
      Given the published case C22
      And systemic sclerosis: yes
      And reason for the request: systemic sclerosis
      And route requested: intravenous
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
