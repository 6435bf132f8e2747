Feature: Kidney function that asks before any grade
  A recorded value asks, and nothing that speaks for a start is graded until it is answered.

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
    And failure of a drug for muscle disease: yes

  Rule: Low estimated GFR

    Scenario: Low estimated GFR, and nothing of what it asks is answered
      Given the estimated glomerular filtration rate is 45 mL/min/1.73m2
      And acute kidney injury is not known
      And active scleroderma renal crisis is not known
      And scleroderma renal crisis in the history is not known
      And stable creatinine is not known
      And chronic kidney disease is not known
      And age of the latest creatinine is not known
      Then the flag "Low estimated GFR" is open
      And the note holds back the grade
      And the note says "eGFR 45 mL/min/1.73m2"
      And the note asks for acute kidney injury
      And the note asks for active scleroderma renal crisis
      And the note asks for chronic kidney disease

    Scenario: Low estimated GFR, and all that it asks is answered no
      Given the estimated glomerular filtration rate is 45 mL/min/1.73m2
      Then the flag "Low estimated GFR" is answered
      And the outcome is "may be considered, with precautions"
      And the note says "eGFR 45 mL/min/1.73m2"

    Scenario: Low estimated GFR, and only acute kidney injury is not answered
      Given the estimated glomerular filtration rate is 45 mL/min/1.73m2
      And acute kidney injury is not known
      Then the flag "Low estimated GFR" is open
      And the note holds back the grade
      And the note asks for acute kidney injury

    Scenario: Low estimated GFR, and only active scleroderma renal crisis is not answered
      Given the estimated glomerular filtration rate is 45 mL/min/1.73m2
      And active scleroderma renal crisis is not known
      And scleroderma renal crisis in the history is not known
      And stable creatinine is not known
      Then the flag "Low estimated GFR" is open
      And the note holds back the grade
      And the note asks for active scleroderma renal crisis

    Scenario: Low estimated GFR, and only chronic kidney disease is not answered
      Given the estimated glomerular filtration rate is 45 mL/min/1.73m2
      And chronic kidney disease is not known
      Then the flag "Low estimated GFR" is open
      And the note holds back the grade
      And the note asks for chronic kidney disease

    Scenario: Low estimated GFR, and acute kidney injury is answered yes
      Given the estimated glomerular filtration rate is 45 mL/min/1.73m2
      And the patient has acute kidney injury
      Then the flag "Low estimated GFR" is answered
      And the outcome is "deferred until something dangerous is corrected"

    Scenario: Low estimated GFR, and nobody knows how old the creatinine is
      Given the estimated glomerular filtration rate is 45 mL/min/1.73m2
      And the patient has acute kidney injury
      And age of the latest creatinine is not known
      Then the flag "Low estimated GFR" is open
      And the outcome is "deferred until something dangerous is corrected"

    Scenario: Low estimated GFR is looked for, and no value is known
      Given estimated glomerular filtration rate is not known
      Then the flag "Low estimated GFR" does not hold

    Scenario: Low estimated GFR, and chronic kidney disease explains it
      Given the estimated glomerular filtration rate is 45 mL/min/1.73m2
      And the patient has chronic kidney disease
      And acute kidney injury is not known
      Then the flag "Low estimated GFR" does not hold
      And "may be considered, with precautions" is still possible

    Scenario Outline: Low estimated GFR at its limit (<value>)
      Given the estimated glomerular filtration rate is <value> mL/min/1.73m2
      And acute kidney injury is not known
      Then the flag "Low estimated GFR" <state>

      Examples:
        | value | state |
        | 60 | does not hold |
        | 60.01 | does not hold |
        | 59.98 | is open |
        | 59.99 | is open |

    Scenario Outline: Low estimated GFR, and the latest creatinine is <days> days old
      Given the estimated glomerular filtration rate is 45 mL/min/1.73m2
      And the age of the latest creatinine is <days> days
      Then the flag "Low estimated GFR" <state>

      Examples:
        | days | state |
        | 6 | is answered |
        | 7 | is answered |
        | 8 | is open |

    Scenario: Low estimated GFR beside a contraindication
      Given the estimated glomerular filtration rate is 45 mL/min/1.73m2
      And earlier reaction to human immunoglobulin: severe
      And acute kidney injury is not known
      Then the flag "Low estimated GFR" is open
      And the outcome is "contraindicated"
      And the note says "eGFR 45 mL/min/1.73m2"

    Scenario: Low estimated GFR in somebody under eighteen
      Given the estimated glomerular filtration rate is 45 mL/min/1.73m2
      And the age is 17 years
      And acute kidney injury is not known
      Then the flag "Low estimated GFR" is open
      And the outcome is "outside the scope of this rule base"
      And the note says "eGFR 45 mL/min/1.73m2"
