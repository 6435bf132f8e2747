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
    And the patient has active muscle disease
    And the patient has muscle weakness
    And the patient has raised creatine kinase
    And outcome of azathioprine: failed after four months or more at an adequate dose
    And the patient has failure of a drug for muscle disease

  Rule: What an open answer would change is assumed only where the answers behind it are there

    Scenario: A refractory myositis with diabetes open may be considered if diabetes is absent
      Given diabetes is not known
      Then the note is provisional
      And the note leans to "may be considered"
      And the headline begins with "If the open answers are unremarkable: may be considered."

    Scenario: A hypertension that is recorded stays a precaution while other answers are open
      Given the patient has hypertension
      And scleroderma renal crisis in the history is not known
      And active scleroderma renal crisis: no
      Then the note is provisional
      And the note leans to "may be considered, with precautions"

    Scenario: Without an answer on earlier reactions nothing is assumed
      Given earlier reaction to human immunoglobulin is not known
      Then the note is provisional
      And the note leans to nothing

    Scenario: Without an answer on heart failure nothing is assumed
      Given heart failure is not known
      And heart failure with reduced ejection fraction is not known
      And decompensated heart failure is not known
      Then the note is provisional
      And the note leans to nothing

    Scenario: While inclusion-body myositis is open nothing is assumed
      Given inclusion-body myositis is not known
      Then the note is provisional
      And the note leans to nothing
