Feature: The grade once a severe value or a kidney injury has passed
  The values that such a fact hangs on count as not recorded then, so more than one grade can be left.

  Background:
    Given a patient in whom every question is answered without a finding
    And the patient has systemic sclerosis
    And the age is 50 years
    And sex: woman
    And reason for the request: systemic sclerosis
    And route requested: intravenous
    And earlier or present IVIG: no
    And the patient has no inclusion-body myositis
    And the age of the latest creatinine is 5 days
    And the patient has active muscle disease
    And the patient has muscle weakness
    And the patient has raised creatine kinase
    And outcome of azathioprine: failed after four months or more at an adequate dose
    And failure of a drug for muscle disease: yes

  Rule: What a correction takes out of the record

    Scenario: A severe hypertension that has passed leaves no trace
      Given the patient has severe hypertension
      And the systolic blood pressure is 220 mmHg
      And the diastolic blood pressure is 118 mmHg
      Then the outcome is "deferred until something dangerous is corrected"
      And the grade once corrected is "may be considered"

    Scenario: A haemoglobin of 5 and a sodium of 115 that have passed leave no trace
      Given the patient has severe anaemia
      And the patient has severe hyponatraemia
      And the haemoglobin is 5 g/dL
      And the serum sodium is 115 mmol/L
      Then the outcome is "deferred until something dangerous is corrected"
      And the grade once corrected is "may be considered"

    Scenario: After an acute kidney injury the filtration rate counts as not recorded
      Given the patient has acute kidney injury
      And the serum creatinine is 6.8 mg/dL
      Then the outcome is "deferred until something dangerous is corrected"
      And the grade once corrected may still be "may be considered"
      And the grade once corrected may still be "may be considered, with precautions"

    Scenario: A renal crisis whose creatinine is not stable is an earlier crisis once it is
      Given scleroderma renal crisis in the history: yes
      And the patient has no stable creatinine
      Then the outcome is "deferred until something dangerous is corrected"
      And the grade once corrected is "uncertain, a specialist decision"

    Scenario: Dialysis for an acute injury is thought to end with it
      Given the patient has acute kidney injury
      And dialysis: yes
      And the patient has no chronic kidney disease
      And estimated glomerular filtration rate is not known
      Then the outcome is "deferred until something dangerous is corrected"
      And the grade once corrected may still be "may be considered"
