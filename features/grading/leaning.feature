Feature: What a provisional note leans to
  The leaning assumes that what is not recorded turns out unremarkable, which nobody has said.

  Background:
    Given a patient in whom every question is answered without a finding
    And the patient has systemic sclerosis
    And the age is 50 years
    And reason for the request: systemic sclerosis
    And route requested: intravenous
    And earlier or present IVIG: no
    And the patient has no inclusion-body myositis
    And the age of the latest creatinine is 5 days

  Rule: A leaning stands only on the answers that it requires

    Scenario: With one precaution open the note leans to the grade without it
      Given diabetes is not known
      And the patient has active muscle disease
      And the patient has muscle weakness
      And the patient has raised creatine kinase
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And the patient has failure of a drug for muscle disease
      Then the note is provisional
      And the note leans to "may be considered"
      And the headline begins with "If the open answers are unremarkable: may be considered."

    Scenario: A precaution that is recorded stays in the leaning
      Given the patient has hypertension
      And scleroderma renal crisis in the history is not known
      And active scleroderma renal crisis: no
      And the patient has active muscle disease
      And the patient has muscle weakness
      And the patient has raised creatine kinase
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And the patient has failure of a drug for muscle disease
      Then the note is provisional
      And the note leans to "may be considered, with precautions"

    Scenario: Without an answer on earlier reactions the note leans to nothing
      Given earlier reaction to human immunoglobulin is not known
      And the patient has active muscle disease
      And the patient has muscle weakness
      And the patient has raised creatine kinase
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And the patient has failure of a drug for muscle disease
      Then the note is provisional
      And the note leans to nothing

    Scenario: Without an answer on heart failure the note leans to nothing
      Given heart failure is not known
      And heart failure with reduced ejection fraction is not known
      And decompensated heart failure is not known
      And the patient has active muscle disease
      And the patient has muscle weakness
      And the patient has raised creatine kinase
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And the patient has failure of a drug for muscle disease
      Then the note is provisional
      And the note leans to nothing

    Scenario: A question that has no unremarkable answer keeps the note from leaning
      Given inclusion-body myositis is not known
      And the patient has active muscle disease
      And the patient has muscle weakness
      And the patient has raised creatine kinase
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And the patient has failure of a drug for muscle disease
      Then the note is provisional
      And the note leans to nothing

  Rule: Two rows may lead to the same outcome

    Scenario: Whether disease is refractory does not matter where both answers end the same
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

    Scenario: With no target on record and none refractory, an open row changes nothing
      Given the patient has active joint disease
      And synovitis is not known
      Then the note is settled
      And the outcome is "not supported now"
