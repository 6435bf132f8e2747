Feature: Published harm from IVIG in other diseases
  The patients had no SSc, so each note as reported lies outside the rule base. What happened to them is then asked of
  a patient with SSc with the same facts: the risk that came true is stated, or asked, or the feature says that it is not.

  Rule: Harm in another disease lies outside the rule base, and that says nothing against IVIG

    Scenario Outline: <case> as reported
      Given the published case <case>
      When the case is put to immunote
      Then its note is settled as "outside the scope of this rule base"
      And it gives no grade
      And it says "Outside this rule base"

      Examples:
        | case  |
        | C01   |
        | C04   |
        | C07   |
        | C09   |
        | C11   |
        | C12_1 |
        | C12_2 |
        | C15_1 |
        | C15_2 |
        | C15_3 |
        | C19   |
        | C24   |

  Rule: C01, a stroke in a young man with leukaemia

    # The box does not name cancer; that an active one counts in its hypercoagulable condition is this project's choice.
    Scenario: An active cancer counts as a hypercoagulable condition
      Given the published case C01
      And supposing that IVIG were asked for in systemic sclerosis
      When the case is put to immunote
      Then the record's reading "thrombosis_arterial" is met
      And it states
        | Hypercoagulable condition: boxed thrombosis factor |
        | Arterial thrombosis after IVIG |
      And it leaves open
        | Indwelling vascular catheter: boxed thrombosis factor |

  Rule: C04, vein thrombosis and embolism at 56 without a recorded factor

    # The record expects a flag. At this age the model has none; the source that begins earlier is shown as a disagreement.
    Scenario: Differs from the record: no factor of the box is recorded, and the sources that differ are shown
      Given the published case C04
      And supposing that IVIG were asked for in systemic sclerosis
      When the case is put to immunote
      Then the record's reading "thrombosis_venous" is not met
      And it states
        | Thrombosis without a known factor |
        | Age for thrombosis |
        | Venous thrombosis after IVIG       |
      And it asks about
        | earlier thrombosis       |
        | prolonged immobilisation |
      And it never says
        | low risk |

  Rule: C07, a heart attack at 76 with no factor but age

    Scenario: Age alone is a boxed thrombosis factor
      Given the published case C07
      And supposing that IVIG were asked for in systemic sclerosis
      When the case is put to immunote
      Then the record's reading "thrombosis_arterial" is met
      And it states
        | Age: boxed thrombosis factor |
      And out of reach are
        | may be considered |

  Rule: C09, a heart attack at 69 with a full dose

    Scenario: Age counts, and the dose is held against the smallest practicable one
      Given the published case C09
      And supposing that IVIG were asked for in systemic sclerosis
      And supposing also
        | planned dose a course | 2 |
      When the case is put to immunote
      Then the record's reading "thrombosis_arterial" is met
      And it states
        | Age: boxed thrombosis factor |
        | Studied dose against smallest dose |

  Rule: C11, kidney failure with a normal creatinine before, after a product with sucrose

    # The record has the product flagged whatever the creatinine. In the model sucrose counts where a renal factor holds;
    # a normal creatinine does not clear it, since every renal factor is still open and asked.
    Scenario: Differs from the record: sucrose alone is no boxed factor, and a normal creatinine clears nothing
      Given the published case C11
      And supposing that IVIG were asked for in systemic sclerosis
      And supposing also
        | sucrose in the planned product | yes |
      When the case is put to immunote
      Then the record's reading "renal" is not met
      And it leaves open
        | Sucrose with a kidney at risk |
        | Kidney disease: boxed kidney factor |
        | Acute kidney injury |
      And whether "any product that contains sucrose" drops out stays open
      And it asks about
        | heart failure |

    Scenario: With one renal factor the product with sucrose drops out
      Given the published case C11
      And supposing that IVIG were asked for in systemic sclerosis
      And supposing also
        | sucrose in the planned product | yes |
        | diabetes                       | yes |
      When the case is put to immunote
      Then the record's reading "renal" is met
      And "any product that contains sucrose" drops out

  Rule: C12, kidney failure after a product with sucrose at 44 and at 90

    # The record flags the younger man for his heart failure. It is not stated, and it is a precaution for volume in the
    # model, no renal factor; it is asked.
    Scenario: Differs from the record: the younger man has no renal factor recorded, and the product stays in question
      Given the published case C12_1
      And supposing that IVIG were asked for in systemic sclerosis
      And supposing also
        | sucrose in the planned product | yes |
      When the case is put to immunote
      Then the record's reading "renal" is not met
      And whether "any product that contains sucrose" drops out stays open
      And it asks about
        | heart failure |

    Scenario: Age and a monoclonal protein are renal factors, the protein also one for thrombosis
      Given the published case C12_2
      And supposing that IVIG were asked for in systemic sclerosis
      And supposing also
        | sucrose in the planned product | yes |
      When the case is put to immunote
      Then the record's reading "renal" is met
      And it states
        | Age: boxed kidney factor |
        | Paraprotein: boxed kidney factor |
        | Hyperviscosity: boxed thrombosis factor |
        | Sucrose with a kidney at risk |
      And "any product that contains sucrose" drops out

  Rule: C15, haemolysis with blood groups A and AB

    Scenario Outline: With a full dose a blood group other than O is stated, <case>
      Given the published case <case>
      And supposing that IVIG were asked for in systemic sclerosis
      And supposing also
        | planned dose a course | 2 |
      When the case is put to immunote
      Then the record's reading "haemolysis" is met
      And it states
        | Day of the haemolysis check |

      Examples:
        | case  |
        | C15_1 |
        | C15_2 |
        | C15_3 |

    # The record gives no dose. The model ties haemolysis to dose and group together, so the dose is asked.
    Scenario: Differs from the record: without a planned dose the risk of haemolysis stays open
      Given the published case C15_1
      And supposing that IVIG were asked for in systemic sclerosis
      When the case is put to immunote
      Then the record's reading "haemolysis" is not met
      And it leaves open
        | Haemolysis: dose and blood group |
      And it asks about
        | planned dose a course |

  Rule: C19, aseptic meningitis after a first dose

    Scenario: No flag is called for before the event
      Given the published case C19
      And supposing that IVIG were asked for in systemic sclerosis
      When the case is put to immunote
      Then the record's reading "none_required" is met
      And it leaves open
        | Earlier aseptic meningitis after IVIG |

  Rule: C24, kidney failure in a child

    # The record flags the kidney. A child lies outside the rule base, and the note says no more.
    Scenario: Differs from the record: a child lies outside, and no renal factor is stated
      Given the published case C24
      And supposing that IVIG were asked for in systemic sclerosis
      When the case is put to immunote
      Then its note is settled as "outside the scope of this rule base"
      And the record's reading "renal" is not met
      And it states
        | Under eighteen |
