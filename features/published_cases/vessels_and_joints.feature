Feature: Published cases with vessel disease, and with arthritis

  Rule: B03, sine scleroderma with antiphospholipid antibodies and an embolism

    Scenario: An earlier thrombosis with antiphospholipid antibodies is a heavy risk
      Given the published case B03
      When the case is put to immunote
      Then its note is provisional
      And the record's reading "not_indicated_on_these_facts" is met
      And it states
        | Earlier thrombosis with antiphospholipid antibodies |
        | Hypercoagulable condition: boxed thrombosis factor |
        | Earlier thrombosis: boxed thrombosis factor |
        | Trial without earlier thrombosis |
        | Digital ulcers: no evidence found                        |
      And out of reach are
        | may be considered                   |
        | may be considered, with precautions |

    Scenario: Dilators of the vessels are no failed drug, and joint pain is no arthritis
      Given the published case B03
      And supposing also
        | synovitis | no |
      When the case is put to immunote
      Then it counts no drug as failed
      And it states
        | Joint pain without synovitis |
      And it states nothing for IVIG

    Scenario: The thrombosis comes first: when it was is asked, and a recent one defers
      Given the published case B03
      When the case is put to immunote
      Then it asks about
        | time since the latest thrombosis |
      And it leaves open
        | Recent thrombosis |

    Scenario: A recent embolism defers even an active target
      Given the published case B03
      And supposing that no IVIG was ever given
      And supposing also
        | time since the latest thrombosis         | 1    |
        | active joint disease                     | yes  |
        | synovitis                                | yes  |
        | earlier reaction to human immunoglobulin | none |
        | anti-IgA antibodies | no |
      When the case is put to immunote
      Then its note is settled as "deferred until something dangerous is corrected"

  Rule: B04, lost digits with antiphospholipid syndrome

    Scenario: Antiphospholipid antibodies count although no thrombosis is named, and the thrombosis is asked
      Given the published case B04
      When the case is put to immunote
      Then its note is provisional
      And the record's reading "not_indicated_on_these_facts" is met
      And it states
        | Hypercoagulable condition: boxed thrombosis factor |
      And it leaves open
        | Earlier thrombosis with antiphospholipid antibodies |
      And it asks about
        | earlier thrombosis |

    Scenario: Ischaemia that withstood treatment is not refractory disease of muscle, joints, gut or skin
      Given the published case B04
      When the case is put to immunote
      Then it counts no drug as failed
      And it states nothing for IVIG

  Rule: B02, arthritis on high-dose prednisone while SSc is still evolving

    Scenario: Without a diagnosis too little is recorded, and the danger of the dose is shown all the same
      Given the published case B02
      When the case is put to immunote
      Then its note says that too little is recorded
      And the record's reading "insufficient_data" is met
      And it states
        | Corticosteroid dose of six months      |
        | Corticosteroid dose of three months |
        | Corticosteroid dose and renal crisis                  |
      And it asks about
        | systemic sclerosis                 |
        | anti-RNA polymerase III antibodies |

    Scenario: A drug that was not tolerated did not fail
      Given the published case B02
      And supposing that IVIG were asked for in systemic sclerosis
      And supposing also
        | active joint disease   | yes         |
        | synovitis              | yes         |
        | outcome of rituximab   | never given |
        | outcome of tocilizumab | never given |
      When the case is put to immunote
      Then it counts no drug as failed
      And it does not state
        | Refractory to a drug: joints |
