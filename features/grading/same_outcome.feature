Feature: Open questions on which nothing hangs
  A question is open, and the grade stands all the same.

  Background:
    Given a patient in whom every question is answered without a finding
    And the patient has systemic sclerosis
    And the age is 50 years
    And reason for the request: systemic sclerosis
    And route requested: intravenous
    And earlier or present IVIG: no
    And the patient has no inclusion-body myositis
    And the age of the latest creatinine is 5 days

  Rule: An open question changes nothing where both answers end the same

    Scenario: Beside an earlier renal crisis an open diabetes changes nothing
      Given the patient has active muscle disease
      And the patient has muscle weakness
      And the patient has raised creatine kinase
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And the patient has failure of a drug for muscle disease
      And scleroderma renal crisis in the history: yes
      And stable creatinine: yes
      And diabetes is not known
      Then the note is settled
      And the outcome is "uncertain, a specialist decision"

    Scenario: Without a refractory target an open synovitis changes nothing
      Given the patient has active joint disease
      And synovitis is not known
      Then the note is settled
      And the outcome is "not supported now"
