Feature: The grade once what is dangerous is corrected
  A deferred patient has no grade yet; the note says which one would follow.

  Background:
    Given a patient in whom every question is answered without a finding
    And the patient has systemic sclerosis
    And the age is 50 years
    And reason for the request: systemic sclerosis
    And route requested: intravenous
    And earlier or present IVIG: no
    And the patient has no inclusion-body myositis
    And the age of the latest creatinine is 5 days

  Rule: What is corrected leaves no trace in the grade; what stays in the history does

    Background:
      Given the patient has active muscle disease
      And the patient has muscle weakness
      And the patient has raised creatine kinase
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And the patient has failure of a drug for muscle disease

    Scenario: A refractory target waits behind volume depletion
      Given the patient has volume depletion
      Then the outcome is "deferred until something dangerous is corrected"
      And the grade once corrected is "may be considered"

    Scenario: Sepsis that is over leaves no precaution
      Given the patient has active sepsis
      Then the outcome is "deferred until something dangerous is corrected"
      And the grade once corrected is "may be considered"

    Scenario: Other precautions still count once volume is corrected
      Given the patient has volume depletion
      And the patient has diabetes
      Then the outcome is "deferred until something dangerous is corrected"
      And the grade once corrected is "may be considered, with precautions"

    Scenario: A recent thrombosis stays in the history
      Given the patient has an earlier thrombosis
      And the time since the latest thrombosis is 2 months
      Then the outcome is "deferred until something dangerous is corrected"
      And the grade once corrected is "may be considered, with precautions"

    Scenario Outline: A thrombosis up to three months ago defers a refractory myositis (<months> months)
      Given the patient has an earlier thrombosis
      And the time since the latest thrombosis is <months> months
      Then the outcome is "<outcome>"

      Examples:
        | months | outcome                                         |
        | 2      | deferred until something dangerous is corrected |
        | 3      | deferred until something dangerous is corrected |
        | 4      | may be considered, with precautions             |

    Scenario: An active renal crisis stays in the history as a heavy risk
      Given the patient has an active scleroderma renal crisis
      Then the outcome is "deferred until something dangerous is corrected"
      And the grade once corrected is "uncertain, a specialist decision"

    Scenario: Decompensated heart failure stays a precaution
      Given the patient has decompensated heart failure
      Then the outcome is "deferred until something dangerous is corrected"
      And the grade once corrected is "may be considered, with precautions"

  Rule: A patient without a refractory target is graded by what is left

    Scenario: A target that is not refractory stays what it is
      Given the patient has volume depletion
      And the patient has active joint disease
      And the patient has synovitis
      Then the outcome is "deferred until something dangerous is corrected"
      And the grade once corrected is "not supported now"

    Scenario: IVIG that is running is reviewed once sepsis is over
      Given the patient has active sepsis
      And earlier or present IVIG: yes
      And present IVIG treatment: yes
      Then the outcome is "deferred until something dangerous is corrected"
      And the grade once corrected is "review of IVIG already running"

    Scenario: What is missing keeps the later grade open
      Given the patient has volume depletion
      And the patient has active muscle disease
      And the patient has muscle weakness
      And the patient has raised creatine kinase
      And outcome of azathioprine is not known
      And failure of a drug for muscle disease is not known
      Then the outcome is "deferred until something dangerous is corrected"
      And the grade once corrected may still be "may be considered"
      And the grade once corrected may still be "uncertain, a specialist decision"
