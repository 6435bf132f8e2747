Feature: Grades where no supported target is refractory

  Background:
    Given a patient in whom every question is answered without a finding
    And the patient has systemic sclerosis
    And the age is 50 years
    And reason for the request: systemic sclerosis
    And route requested: intravenous
    And earlier or present IVIG: no
    And the patient has no inclusion-body myositis
    And the age of the latest creatinine is 5 days

  Rule: A supported target is not refractory, but it is muscle, or corticosteroid needs to be spared

    Scenario: Muscle disease that is not refractory is uncertain
      Given the patient has active muscle disease
      And the patient has muscle weakness
      And the patient has raised creatine kinase
      Then the outcome is "uncertain, a specialist decision"
      And the certainty is very low

    Scenario: Joint disease with corticosteroid to spare is uncertain
      Given the patient has active joint disease
      And the patient has synovitis
      And the corticosteroid dose, as prednisone is 20 mg/day
      And the time at this corticosteroid dose or more is 6 months
      Then the outcome is "uncertain, a specialist decision"
      And the certainty is very low

    Scenario: Joint disease with nothing to spare is not supported
      Given the patient has active joint disease
      And the patient has synovitis
      Then the outcome is "not supported now"

    Scenario: A heavy risk takes muscle disease that is not refractory down
      Given the patient has active muscle disease
      And the patient has muscle weakness
      And the patient has raised creatine kinase
      And scleroderma renal crisis in the history: yes
      And stable creatinine: yes
      Then the outcome is "not supported now"

    Scenario: An earlier renal crisis whose creatinine is not stable comes before any grade
      Given the patient has active muscle disease
      And the patient has muscle weakness
      And the patient has raised creatine kinase
      And scleroderma renal crisis in the history: yes
      And stable creatinine: no
      Then the outcome is "deferred until something dangerous is corrected"
      And the grade once corrected is "not supported now"

    Scenario: A dose without a duration leaves the grade open
      Given the patient has active joint disease
      And the patient has synovitis
      And the corticosteroid dose, as prednisone is 20 mg/day
      And time at this corticosteroid dose or more is not known
      Then the note is provisional
      And "uncertain, a specialist decision" is still possible
      And "not supported now" is still possible
      And "may be considered" is no longer possible

  Rule: A target on weak or conflicting evidence is refractory

    Scenario: Refractory diffuse skin disease is uncertain, since the trial and the series disagree
      Given the patient has active skin disease
      And skin subset: diffuse cutaneous
      And the modified Rodnan skin score is 24
      And outcome of mycophenolate: failed after four months or more at an adequate dose
      And the patient has failure of a drug for skin disease
      Then the outcome is "uncertain, a specialist decision"
      And the certainty is very low
      And the note says "Skin: no benefit of one course in the one randomised trial, some in most series."

    Scenario: Weakness alone that is refractory is uncertain
      Given the patient has active muscle disease
      And the patient has muscle weakness
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And the patient has failure of a drug for muscle disease
      Then the outcome is "uncertain, a specialist decision"

    Scenario: Reflux alone that is refractory is uncertain
      Given the patient has active upper GI disease
      And the patient has reflux
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And the patient has failure of a drug for upper GI disease
      Then the outcome is "uncertain, a specialist decision"

    Scenario: Skin disease that is not refractory is not supported
      Given the patient has active skin disease
      And skin subset: diffuse cutaneous
      And the modified Rodnan skin score is 24
      Then the outcome is "not supported now"

    Scenario: A heavy risk takes a weak target down
      Given the patient has active skin disease
      And skin subset: diffuse cutaneous
      And the modified Rodnan skin score is 24
      And outcome of mycophenolate: failed after four months or more at an adequate dose
      And the patient has failure of a drug for skin disease
      And scleroderma renal crisis in the history: yes
      And stable creatinine: yes
      Then the outcome is "not supported now"

    Scenario: Skin disease whose drugs nobody knows cannot be graded yet
      Given the patient has active skin disease
      And skin subset: diffuse cutaneous
      And the modified Rodnan skin score is 24
      And outcome of mycophenolate is not known
      And failure of a drug for skin disease is not known
      Then the note is provisional
      And "uncertain, a specialist decision" is still possible
      And "not supported now" is still possible
      And "may be considered" is no longer possible

  Rule: A target has a feature too fast to wait for; when that is so is this project's choice

    Scenario: Aspiration in upper gut disease does not wait for a drug to fail
      Given the patient has active upper GI disease
      And the patient has aspiration
      Then the outcome is "uncertain, a specialist decision"
      And the certainty is very low

    Scenario: Pseudo-obstruction does not wait for a drug to fail
      Given the patient has active bowel disease
      And the patient has intestinal pseudo-obstruction
      Then the outcome is "uncertain, a specialist decision"

    Scenario: Weak breathing muscles count even beside a heavy risk
      Given the patient has active muscle disease
      And the patient has muscle weakness
      And the patient has respiratory muscle weakness
      And scleroderma renal crisis in the history: yes
      And stable creatinine: yes
      Then the outcome is "uncertain, a specialist decision"

    Scenario: Upper gut disease without such a feature is not supported
      Given the patient has active upper GI disease
      And the patient has a swallowing disorder
      Then the outcome is "not supported now"

    Scenario: Aspiration that nobody looked for leaves the grade open
      Given the patient has active upper GI disease
      And the patient has a swallowing disorder
      And aspiration is not known
      Then the note is provisional
      And "uncertain, a specialist decision" is still possible
      And "not supported now" is still possible
      And the outcome turns on aspiration

  Rule: What an active target lacks

    Scenario: Joint disease that has had no drug yet is not supported
      Given the patient has active joint disease
      And the patient has synovitis
      Then the outcome is "not supported now"
      And the headline begins with "Not supported now"

    Scenario: Joint disease that failed a drug is no longer without one
      Given the patient has active joint disease
      And the patient has synovitis
      And outcome of methotrexate: failed after four months or more at an adequate dose
      And the patient has failure of a drug for joint disease
      Then the outcome is "may be considered"

    Scenario: Joint disease whose drugs nobody knows cannot be graded yet
      Given the patient has active joint disease
      And the patient has synovitis
      And outcome of methotrexate is not known
      And failure of a drug for joint disease is not known
      Then the note is provisional
      And "not supported now" is still possible
      And "may be considered" is still possible
