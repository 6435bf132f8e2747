Feature: Published cases with calcinosis or hard skin

  Rule: A08, calcinosis that withstood three treatments

    @record:not_indicated_on_these_facts
    Scenario: Calcinosis is no target, and a single case is all that is known
      Given the published case A08
      Then the note is provisional
      And "not supported now" is still possible
      And the rule "Calcinosis: no evidence found" holds
      And the note says "no evidence found (which is not “no effect”)"
      And the note says "single case"
      And the note does not say "has no effect"
      And the note does not say "had no effect"
      And the note does not say "does not work"
      And the note marks nothing under "For"

    Scenario: Warfarin against calcinosis is no earlier thrombosis
      Given the published case A08
      Then the rule "Earlier thrombosis: boxed thrombosis factor" cannot be decided
      And the note asks for earlier thrombosis
      And the rule "Anticoagulant" cannot be decided

    Scenario: Calcinosis is not skin thickening, and limited disease leaves no skin target
      Given the published case A08
      And active muscle disease: no
      And active joint disease: no
      And active upper GI disease: no
      And active bowel disease: no
      And active skin disease: no
      Then the rule "Active diffuse skin disease" does not hold
      And "not supported now" is still possible
      And "may be considered" is no longer possible
      And "may be considered, with precautions" is no longer possible
      And "uncertain, a specialist decision" is no longer possible

  Rule: B16, widespread calcinosis in an older woman

    @record:not_indicated_on_these_facts
    Scenario: Calcinosis is no target, and drugs tried against it are no failed immunosuppressant
      Given the published case B16
      Then the note is provisional
      And "not supported now" is still possible
      And the rule "Calcinosis: no evidence found" holds
      And the rule "Age: boxed thrombosis factor" holds
      And the rule "Age: boxed kidney factor" holds
      And the note marks nothing under "For"

    Scenario: With no organ active the model does not support it now
      Given the published case B16
      And active muscle disease: no
      And active joint disease: no
      And active upper GI disease: no
      And active bowel disease: no
      And active skin disease: no
      And anti-IgA antibodies: no
      Then the rule "Active diffuse skin disease" does not hold
      And "may be considered" is no longer possible
      And "may be considered, with precautions" is no longer possible
      And "uncertain, a specialist decision" is no longer possible

  Rule: B06, progressive skin with pulmonary arterial hypertension, not treated yet

    @record:not_indicated_on_these_facts
    Scenario: Progressive skin alone favours nothing
      Given the published case B06
      Then the note is provisional
      And "not supported now" is still possible
      And the rule "Pulmonary arterial hypertension" holds
      And the rule "PAH: no evidence found" holds
      And the rule "First drugs of the European guideline" holds
      And the rule "Active diffuse skin disease" cannot be decided
      And the rule "Refractory to a drug: skin" cannot be decided
      And the note marks nothing under "For"
      And "may be considered" is no longer possible

    Scenario: Even diffuse skin with a high score is not refractory before a drug failed
      Given the published case B06
      And earlier or present IVIG: no
      And present IVIG treatment: no
      And active muscle disease: no
      And active joint disease: no
      And active upper GI disease: no
      And active bowel disease: no
      And skin subset: diffuse cutaneous
      And modified Rodnan skin score is 24
      And outcome of methotrexate: never given
      And outcome of mycophenolate: never given
      And outcome of cyclophosphamide: never given
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
      Then the rule "Active diffuse skin disease" holds
      And the rule "Skin: trial against series" holds
      And "may be considered" is no longer possible
      And "may be considered, with precautions" is no longer possible
      And "uncertain, a specialist decision" is no longer possible

  Rule: M01, hard skin that was not SSc

    @record:out_of_scope
    Scenario: Without SSc there is no grade, neither for skin nor otherwise
      Given the published case M01
      Then the outcome is "outside the scope of this rule base"
      And no grade is given
      And the rule "Systemic sclerosis not diagnosed" holds
      And the rule "Active diffuse skin disease" does not hold
