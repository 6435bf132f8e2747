Feature: Creatinine that asks before any grade
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

  Rule: Creatinine above its limit

    Scenario: A creatinine of 1.2 times its limit is not graded before the questions that come with it are answered
      Given the creatinine as a multiple of its upper limit is 1.2
      And acute kidney injury is not known
      And active scleroderma renal crisis is not known
      And scleroderma renal crisis in the history is not known
      And stable creatinine is not known
      And chronic kidney disease is not known
      And age of the latest creatinine is not known
      Then the flag "Creatinine above its limit" is open
      And the note holds back the grade
      And the note says "Creatinine 1.2 times its limit"
      And the note asks for acute kidney injury
      And the note asks for active scleroderma renal crisis
      And the note asks for chronic kidney disease

    Scenario: With every such question answered no, a creatinine of 1.2 times its limit stands beside the grade
      Given the creatinine as a multiple of its upper limit is 1.2
      Then the flag "Creatinine above its limit" is answered
      And the outcome is "may be considered"
      And the note says "Creatinine 1.2 times its limit"

    Scenario: A creatinine of 1.2 times its limit is not graded while acute kidney injury is open
      Given the creatinine as a multiple of its upper limit is 1.2
      And acute kidney injury is not known
      Then the flag "Creatinine above its limit" is open
      And the note holds back the grade
      And the note asks for acute kidney injury

    Scenario: A creatinine of 1.2 times its limit is not graded while a renal crisis is open
      Given the creatinine as a multiple of its upper limit is 1.2
      And active scleroderma renal crisis is not known
      And scleroderma renal crisis in the history is not known
      And stable creatinine is not known
      Then the flag "Creatinine above its limit" is open
      And the note holds back the grade
      And the note asks for active scleroderma renal crisis

    Scenario: A creatinine of 1.2 times its limit is not graded while chronic kidney disease is open
      Given the creatinine as a multiple of its upper limit is 1.2
      And chronic kidney disease is not known
      Then the flag "Creatinine above its limit" is open
      And the note holds back the grade
      And the note asks for chronic kidney disease

    Scenario: A creatinine of 1.2 times its limit with acute kidney injury defers the course
      Given the creatinine as a multiple of its upper limit is 1.2
      And the patient has acute kidney injury
      Then the flag "Creatinine above its limit" is answered
      And the outcome is "deferred until something dangerous is corrected"

    Scenario: A creatinine of 1.2 times its limit with acute kidney injury still asks how old the creatinine is
      Given the creatinine as a multiple of its upper limit is 1.2
      And the patient has acute kidney injury
      And age of the latest creatinine is not known
      Then the flag "Creatinine above its limit" is open
      And the outcome is "deferred until something dangerous is corrected"

    Scenario: A creatinine without its limit asks nothing
      Given creatinine as a multiple of its upper limit is not known
      Then the flag "Creatinine above its limit" does not hold

    Scenario: Chronic kidney disease explains a creatinine of 1.2 times its limit
      Given the creatinine as a multiple of its upper limit is 1.2
      And the patient has chronic kidney disease
      And acute kidney injury is not known
      Then the flag "Creatinine above its limit" does not hold
      And "may be considered, with precautions" is still possible

    Scenario Outline: A creatinine asks from 1.2 times its limit on (<value>)
      Given the creatinine as a multiple of its upper limit is <value>
      And acute kidney injury is not known
      Then the flag "Creatinine above its limit" <state>

      Examples:
        | value | state |
        | 1.1999 | does not hold |
        | 0.9 | does not hold |
        | 1.2 | is open |
        | 1.2001 | is open |
        | 5 | is open |

    Scenario Outline: A creatinine of 1.2 times its limit needs a creatinine of the last seven days (<days> days)
      Given the creatinine as a multiple of its upper limit is 1.2
      And the age of the latest creatinine is <days> days
      Then the flag "Creatinine above its limit" <state>

      Examples:
        | days | state |
        | 6 | is answered |
        | 7 | is answered |
        | 8 | is open |

    Scenario: A creatinine of 1.2 times its limit is named although an earlier severe reaction rules IVIG out
      Given the creatinine as a multiple of its upper limit is 1.2
      And earlier reaction to human immunoglobulin: severe
      And acute kidney injury is not known
      Then the flag "Creatinine above its limit" is open
      And the outcome is "contraindicated"
      And the note says "Creatinine 1.2 times its limit"

    Scenario: A creatinine of 1.2 times its limit is named although a patient of seventeen is outside the rule base
      Given the creatinine as a multiple of its upper limit is 1.2
      And the age is 17 years
      And acute kidney injury is not known
      Then the flag "Creatinine above its limit" is open
      And the outcome is "outside the scope of this rule base"
      And the note says "Creatinine 1.2 times its limit"

    Scenario: A creatinine of 600 umol/L is named with its limit and its unit
      Given the serum creatinine (umol/L) is 600 umol/L
      And the upper limit of the laboratory for creatinine (umol/L) is 90 umol/L
      And acute kidney injury is not known
      And chronic kidney disease is not known
      Then the flag "Creatinine above its limit" is open
      And the note says "Creatinine 600 umol/L (limit 90 umol/L)"
      And the note holds back the grade

  Rule: Creatinine above an earlier one

    Scenario: A creatinine of twice the one before is not graded before the questions that come with it are answered
      Given the creatinine as a multiple of the one before is 2
      And acute kidney injury is not known
      And active scleroderma renal crisis is not known
      And scleroderma renal crisis in the history is not known
      And stable creatinine is not known
      And chronic kidney disease is not known
      And age of the latest creatinine is not known
      Then the flag "Creatinine above an earlier one" is open
      And the note holds back the grade
      And the note says "Creatinine 2 times the one before"
      And the note asks for acute kidney injury
      And the note asks for active scleroderma renal crisis
      And the note asks for chronic kidney disease

    Scenario: With every such question answered no, a creatinine of twice the one before stands beside the grade
      Given the creatinine as a multiple of the one before is 2
      Then the flag "Creatinine above an earlier one" is answered
      And the outcome is "may be considered"
      And the note says "Creatinine 2 times the one before"

    Scenario: A creatinine of twice the one before is not graded while acute kidney injury is open
      Given the creatinine as a multiple of the one before is 2
      And acute kidney injury is not known
      Then the flag "Creatinine above an earlier one" is open
      And the note holds back the grade
      And the note asks for acute kidney injury

    Scenario: A creatinine of twice the one before is not graded while a renal crisis is open
      Given the creatinine as a multiple of the one before is 2
      And active scleroderma renal crisis is not known
      And scleroderma renal crisis in the history is not known
      And stable creatinine is not known
      Then the flag "Creatinine above an earlier one" is open
      And the note holds back the grade
      And the note asks for active scleroderma renal crisis

    Scenario: A creatinine of twice the one before is not graded while chronic kidney disease is open
      Given the creatinine as a multiple of the one before is 2
      And chronic kidney disease is not known
      Then the flag "Creatinine above an earlier one" is open
      And the note holds back the grade
      And the note asks for chronic kidney disease

    Scenario: A creatinine of twice the one before with acute kidney injury defers the course
      Given the creatinine as a multiple of the one before is 2
      And the patient has acute kidney injury
      Then the flag "Creatinine above an earlier one" is answered
      And the outcome is "deferred until something dangerous is corrected"

    Scenario: A creatinine of twice the one before with acute kidney injury still asks how old the creatinine is
      Given the creatinine as a multiple of the one before is 2
      And the patient has acute kidney injury
      And age of the latest creatinine is not known
      Then the flag "Creatinine above an earlier one" is open
      And the outcome is "deferred until something dangerous is corrected"

    Scenario: A creatinine without one before asks nothing
      Given creatinine as a multiple of the one before is not known
      Then the flag "Creatinine above an earlier one" does not hold

    Scenario Outline: A creatinine asks above 1.5 times the one before (<value>)
      Given the creatinine as a multiple of the one before is <value>
      And acute kidney injury is not known
      Then the flag "Creatinine above an earlier one" <state>

      Examples:
        | value | state |
        | 1.4999 | does not hold |
        | 1.5 | does not hold |
        | 1.5001 | is open |
        | 3 | is open |

    Scenario Outline: A creatinine of twice the one before needs a creatinine of the last seven days (<days> days)
      Given the creatinine as a multiple of the one before is 2
      And the age of the latest creatinine is <days> days
      Then the flag "Creatinine above an earlier one" <state>

      Examples:
        | days | state |
        | 6 | is answered |
        | 7 | is answered |
        | 8 | is open |

    Scenario: A creatinine of twice the one before is named although an earlier severe reaction rules IVIG out
      Given the creatinine as a multiple of the one before is 2
      And earlier reaction to human immunoglobulin: severe
      And acute kidney injury is not known
      Then the flag "Creatinine above an earlier one" is open
      And the outcome is "contraindicated"
      And the note says "Creatinine 2 times the one before"

    Scenario: A creatinine of twice the one before is named although a patient of seventeen is outside the rule base
      Given the creatinine as a multiple of the one before is 2
      And the age is 17 years
      And acute kidney injury is not known
      Then the flag "Creatinine above an earlier one" is open
      And the outcome is "outside the scope of this rule base"
      And the note says "Creatinine 2 times the one before"
