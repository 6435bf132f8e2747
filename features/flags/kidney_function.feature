Feature: Kidney function that asks before any grade
  A recorded value asks questions. Until they are answered no grade that speaks for a start is given.

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

    Scenario: An estimated GFR of 45 is not graded before the questions that come with it are answered
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

    Scenario: With every such question answered no, an estimated GFR of 45 stands beside the grade
      Given the estimated glomerular filtration rate is 45 mL/min/1.73m2
      Then the flag "Low estimated GFR" is answered
      And the outcome is "may be considered, with precautions"
      And the note says "eGFR 45 mL/min/1.73m2"

    Scenario: An estimated GFR of 45 is not graded while acute kidney injury is open
      Given the estimated glomerular filtration rate is 45 mL/min/1.73m2
      And acute kidney injury is not known
      Then the flag "Low estimated GFR" is open
      And the note holds back the grade
      And the note asks for acute kidney injury

    Scenario: An estimated GFR of 45 is not graded while a renal crisis is open
      Given the estimated glomerular filtration rate is 45 mL/min/1.73m2
      And active scleroderma renal crisis is not known
      And scleroderma renal crisis in the history is not known
      And stable creatinine is not known
      Then the flag "Low estimated GFR" is open
      And the note holds back the grade
      And the note asks for active scleroderma renal crisis

    Scenario: An estimated GFR of 45 is not graded while chronic kidney disease is open
      Given the estimated glomerular filtration rate is 45 mL/min/1.73m2
      And chronic kidney disease is not known
      Then the flag "Low estimated GFR" is open
      And the note holds back the grade
      And the note asks for chronic kidney disease

    Scenario: An estimated GFR of 45 with acute kidney injury defers the course
      Given the estimated glomerular filtration rate is 45 mL/min/1.73m2
      And the patient has acute kidney injury
      Then the flag "Low estimated GFR" is answered
      And the outcome is "deferred until something dangerous is corrected"

    Scenario: An estimated GFR of 45 with acute kidney injury still asks how old the creatinine is
      Given the estimated glomerular filtration rate is 45 mL/min/1.73m2
      And the patient has acute kidney injury
      And age of the latest creatinine is not known
      Then the flag "Low estimated GFR" is open
      And the outcome is "deferred until something dangerous is corrected"

    Scenario: A filtration rate that nobody knows asks nothing
      Given estimated glomerular filtration rate is not known
      Then the flag "Low estimated GFR" does not hold

    Scenario: Chronic kidney disease explains an estimated GFR of 45
      Given the estimated glomerular filtration rate is 45 mL/min/1.73m2
      And the patient has chronic kidney disease
      And acute kidney injury is not known
      Then the flag "Low estimated GFR" does not hold
      And "may be considered, with precautions" is still possible

    Scenario Outline: A filtration rate asks from under 60 on (<value>)
      Given the estimated glomerular filtration rate is <value> mL/min/1.73m2
      And acute kidney injury is not known
      Then the flag "Low estimated GFR" <state>

      Examples:
        | value | state |
        | 60 | does not hold |
        | 60.01 | does not hold |
        | 59.98 | is open |
        | 59.99 | is open |

    Scenario Outline: An estimated GFR of 45 needs a creatinine of the last seven days (<days> days)
      Given the estimated glomerular filtration rate is 45 mL/min/1.73m2
      And the age of the latest creatinine is <days> days
      Then the flag "Low estimated GFR" <state>

      Examples:
        | days | state |
        | 6 | is answered |
        | 7 | is answered |
        | 8 | is open |

    Scenario: An estimated GFR of 45 is named although an earlier severe reaction rules IVIG out
      Given the estimated glomerular filtration rate is 45 mL/min/1.73m2
      And earlier reaction to human immunoglobulin: severe
      And acute kidney injury is not known
      Then the flag "Low estimated GFR" is open
      And the outcome is "contraindicated"
      And the note says "eGFR 45 mL/min/1.73m2"

    Scenario: An estimated GFR of 45 is named although a patient of seventeen is outside the rule base
      Given the estimated glomerular filtration rate is 45 mL/min/1.73m2
      And the age is 17 years
      And acute kidney injury is not known
      Then the flag "Low estimated GFR" is open
      And the outcome is "outside the scope of this rule base"
      And the note says "eGFR 45 mL/min/1.73m2"
