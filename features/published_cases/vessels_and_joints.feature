Feature: Published cases with vessel disease, and with arthritis

  Rule: B03, sine scleroderma with antiphospholipid antibodies and an embolism

    @record:not_indicated_on_these_facts
    Scenario: An earlier thrombosis with antiphospholipid antibodies is a heavy risk
      Given the published case B03
      Then the note is provisional
      And "not supported now" is still possible
      And the rule "Earlier thrombosis with antiphospholipid antibodies" holds
      And the rule "Hypercoagulable condition: boxed thrombosis factor" holds
      And the rule "Earlier thrombosis: boxed thrombosis factor" holds
      And the rule "Trial without earlier thrombosis" holds
      And the rule "Digital ulcers: no evidence found" holds
      And "may be considered" is no longer possible
      And "may be considered, with precautions" is no longer possible

    Scenario: Dilators of the vessels are no failed drug, and joint pain is no arthritis
      Given the published case B03
      And synovitis: no
      Then the rule "Joint pain without synovitis" holds
      And the note marks nothing under "For"

    Scenario: The thrombosis comes first: when it was is asked, and a recent one defers
      Given the published case B03
      Then the note asks for time since the latest thrombosis
      And the rule "Recent thrombosis" cannot be decided

    Scenario: A recent embolism defers even an active target
      Given the published case B03
      And earlier or present IVIG: no
      And present IVIG treatment: no
      And time since the latest thrombosis is 1 months
      And active joint disease: yes
      And synovitis: yes
      And earlier reaction to human immunoglobulin: none
      And anti-IgA antibodies: no
      Then the outcome is "deferred until something dangerous is corrected"

  Rule: B04, lost digits with antiphospholipid syndrome

    @record:not_indicated_on_these_facts
    Scenario: Antiphospholipid antibodies count although no thrombosis is named, and the thrombosis is asked
      Given the published case B04
      Then the note is provisional
      And "not supported now" is still possible
      And the rule "Hypercoagulable condition: boxed thrombosis factor" holds
      And the rule "Earlier thrombosis with antiphospholipid antibodies" cannot be decided
      And the note asks for earlier thrombosis

    Scenario: Ischaemia that withstood treatment is not refractory disease of muscle, joints, gut or skin
      Given the published case B04
      Then the note marks nothing under "For"

  Rule: B02, arthritis on high-dose prednisone while SSc is still evolving

    @record:insufficient_data
    Scenario: Without a diagnosis too little is recorded, and the danger of the dose is shown all the same
      Given the published case B02
      Then the note has insufficient data
      And the rule "Corticosteroid dose of six months" holds
      And the rule "Corticosteroid dose of three months" holds
      And the rule "Corticosteroid dose and renal crisis" holds
      And the note asks for systemic sclerosis
      And the note asks for anti-RNA polymerase III antibodies

    Scenario: A drug that was not tolerated did not fail
      Given the published case B02
      And systemic sclerosis: yes
      And reason for the request: systemic sclerosis
      And route requested: intravenous
      And active joint disease: yes
      And synovitis: yes
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
      Then the note marks nothing under "For"
      And the rule "Refractory to a drug: joints" does not hold
