Feature: Blood pressure that asks before any grade
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

  Rule: Raised blood pressure

    Scenario: A systolic pressure of 140 is not graded before the questions that come with it are answered
      Given the systolic blood pressure is 140 mmHg
      And acute kidney injury is not known
      And active scleroderma renal crisis is not known
      And scleroderma renal crisis in the history is not known
      And stable creatinine is not known
      And hypertension is not known
      And age of the latest creatinine is not known
      Then the flag "Raised blood pressure" is open
      And the note holds back the grade
      And the note says "Systolic pressure 140 mmHg"
      And the note asks for acute kidney injury
      And the note asks for active scleroderma renal crisis
      And the note asks for hypertension

    Scenario: With every such question answered no, a systolic pressure of 140 stands beside the grade
      Given the systolic blood pressure is 140 mmHg
      Then the flag "Raised blood pressure" is answered
      And the outcome is "may be considered"
      And the note says "Systolic pressure 140 mmHg"

    Scenario: A systolic pressure of 140 is not graded while acute kidney injury is open
      Given the systolic blood pressure is 140 mmHg
      And acute kidney injury is not known
      Then the flag "Raised blood pressure" is open
      And the note holds back the grade
      And the note asks for acute kidney injury

    Scenario: A systolic pressure of 140 is not graded while a renal crisis is open
      Given the systolic blood pressure is 140 mmHg
      And active scleroderma renal crisis is not known
      And scleroderma renal crisis in the history is not known
      And stable creatinine is not known
      Then the flag "Raised blood pressure" is open
      And the note holds back the grade
      And the note asks for active scleroderma renal crisis

    Scenario: A systolic pressure of 140 is not graded while hypertension is open
      Given the systolic blood pressure is 140 mmHg
      And hypertension is not known
      Then the flag "Raised blood pressure" is open
      And the note holds back the grade
      And the note asks for hypertension

    Scenario: A systolic pressure of 140 with acute kidney injury defers the course
      Given the systolic blood pressure is 140 mmHg
      And the patient has acute kidney injury
      Then the flag "Raised blood pressure" is answered
      And the outcome is "deferred until something dangerous is corrected"

    Scenario: A systolic pressure of 140 with acute kidney injury still asks how old the creatinine is
      Given the systolic blood pressure is 140 mmHg
      And the patient has acute kidney injury
      And age of the latest creatinine is not known
      Then the flag "Raised blood pressure" is open
      And the outcome is "deferred until something dangerous is corrected"

    Scenario: A blood pressure that nobody took asks nothing
      Given systolic blood pressure is not known
      Then the flag "Raised blood pressure" does not hold

    Scenario: Known hypertension explains a systolic pressure of 140
      Given the systolic blood pressure is 140 mmHg
      And the patient has hypertension
      And acute kidney injury is not known
      Then the flag "Raised blood pressure" does not hold
      And "may be considered, with precautions" is still possible

    Scenario Outline: A systolic pressure asks from 140 on (<value>)
      Given the systolic blood pressure is <value> mmHg
      And acute kidney injury is not known
      Then the flag "Raised blood pressure" <state>

      Examples:
        | value | state |
        | 139.9 | does not hold |
        | 140 | is open |
        | 140.1 | is open |

    Scenario Outline: A systolic pressure of 140 needs a creatinine of the last seven days (<days> days)
      Given the systolic blood pressure is 140 mmHg
      And the age of the latest creatinine is <days> days
      Then the flag "Raised blood pressure" <state>

      Examples:
        | days | state |
        | 6 | is answered |
        | 7 | is answered |
        | 8 | is open |

    Scenario: A systolic pressure of 140 is named although an earlier severe reaction rules IVIG out
      Given the systolic blood pressure is 140 mmHg
      And earlier reaction to human immunoglobulin: severe
      And acute kidney injury is not known
      Then the flag "Raised blood pressure" is open
      And the outcome is "contraindicated"
      And the note says "Systolic pressure 140 mmHg"

    Scenario: A systolic pressure of 140 is named although a patient of seventeen is outside the rule base
      Given the systolic blood pressure is 140 mmHg
      And the age is 17 years
      And acute kidney injury is not known
      Then the flag "Raised blood pressure" is open
      And the outcome is "outside the scope of this rule base"
      And the note says "Systolic pressure 140 mmHg"

    Scenario Outline: A diastolic pressure asks from 90 on (<value>)
      Given the diastolic blood pressure is <value> mmHg
      And the systolic blood pressure is 130 mmHg
      And acute kidney injury is not known
      Then the flag "Raised blood pressure" <state>

      Examples:
        | value | state |
        | 89.9 | does not hold |
        | 90 | is open |
        | 90.1 | is open |

  Rule: Blood pressure above the usual

    Scenario: A blood pressure above the usual is not graded before the questions that come with it are answered
      Given blood pressure above the patient's usual: yes
      And acute kidney injury is not known
      And active scleroderma renal crisis is not known
      And scleroderma renal crisis in the history is not known
      And stable creatinine is not known
      And hypertension is not known
      And age of the latest creatinine is not known
      Then the flag "Blood pressure above the usual" is open
      And the note holds back the grade
      And the note says "Blood pressure above the usual"
      And the note asks for acute kidney injury
      And the note asks for active scleroderma renal crisis
      And the note asks for hypertension

    Scenario: With every such question answered no, a blood pressure above the usual stands beside the grade
      Given blood pressure above the patient's usual: yes
      Then the flag "Blood pressure above the usual" is answered
      And the outcome is "may be considered"
      And the note says "Blood pressure above the usual"

    Scenario: A blood pressure above the usual is not graded while acute kidney injury is open
      Given blood pressure above the patient's usual: yes
      And acute kidney injury is not known
      Then the flag "Blood pressure above the usual" is open
      And the note holds back the grade
      And the note asks for acute kidney injury

    Scenario: A blood pressure above the usual is not graded while a renal crisis is open
      Given blood pressure above the patient's usual: yes
      And active scleroderma renal crisis is not known
      And scleroderma renal crisis in the history is not known
      And stable creatinine is not known
      Then the flag "Blood pressure above the usual" is open
      And the note holds back the grade
      And the note asks for active scleroderma renal crisis

    Scenario: A blood pressure above the usual is not graded while hypertension is open
      Given blood pressure above the patient's usual: yes
      And hypertension is not known
      Then the flag "Blood pressure above the usual" is open
      And the note holds back the grade
      And the note asks for hypertension

    Scenario: A blood pressure above the usual with acute kidney injury defers the course
      Given blood pressure above the patient's usual: yes
      And the patient has acute kidney injury
      Then the flag "Blood pressure above the usual" is answered
      And the outcome is "deferred until something dangerous is corrected"

    Scenario: A blood pressure above the usual with acute kidney injury still asks how old the creatinine is
      Given blood pressure above the patient's usual: yes
      And the patient has acute kidney injury
      And age of the latest creatinine is not known
      Then the flag "Blood pressure above the usual" is open
      And the outcome is "deferred until something dangerous is corrected"

    Scenario: Where nobody knows the usual blood pressure, it asks nothing
      Given blood pressure above the patient's usual is not known
      Then the flag "Blood pressure above the usual" does not hold

    Scenario Outline: A blood pressure above the usual asks, one at the usual does not (<value>)
      Given blood pressure above the patient's usual: <value>
      And acute kidney injury is not known
      Then the flag "Blood pressure above the usual" <state>

      Examples:
        | value | state |
        | no | does not hold |
        | yes | is open |

    Scenario Outline: A blood pressure above the usual needs a creatinine of the last seven days (<days> days)
      Given blood pressure above the patient's usual: yes
      And the age of the latest creatinine is <days> days
      Then the flag "Blood pressure above the usual" <state>

      Examples:
        | days | state |
        | 6 | is answered |
        | 7 | is answered |
        | 8 | is open |

    Scenario: A blood pressure above the usual is named although an earlier severe reaction rules IVIG out
      Given blood pressure above the patient's usual: yes
      And earlier reaction to human immunoglobulin: severe
      And acute kidney injury is not known
      Then the flag "Blood pressure above the usual" is open
      And the outcome is "contraindicated"
      And the note says "Blood pressure above the usual"

    Scenario: A blood pressure above the usual is named although a patient of seventeen is outside the rule base
      Given blood pressure above the patient's usual: yes
      And the age is 17 years
      And acute kidney injury is not known
      Then the flag "Blood pressure above the usual" is open
      And the outcome is "outside the scope of this rule base"
      And the note says "Blood pressure above the usual"

  Rule: Low systolic pressure

    Scenario: A systolic pressure of 90 is not graded before the questions that come with it are answered
      Given the systolic blood pressure is 90 mmHg
      And acute kidney injury is not known
      And active scleroderma renal crisis is not known
      And scleroderma renal crisis in the history is not known
      And stable creatinine is not known
      And hypotension is not known
      And volume depletion is not known
      And active sepsis is not known
      And decompensated heart failure is not known
      And heart failure is not known
      And age of the latest creatinine is not known
      Then the flag "Low systolic pressure" is open
      And the note holds back the grade
      And the note says "Systolic pressure 90 mmHg"

    Scenario: With every such question answered no, a systolic pressure of 90 stands beside the grade
      Given the systolic blood pressure is 90 mmHg
      Then the flag "Low systolic pressure" is answered
      And the outcome is "may be considered"
      And the note says "Systolic pressure 90 mmHg"

    Scenario: A systolic pressure of 90 is not graded while acute kidney injury is open
      Given the systolic blood pressure is 90 mmHg
      And acute kidney injury is not known
      Then the flag "Low systolic pressure" is open
      And the note holds back the grade
      And the note asks for acute kidney injury

    Scenario: A systolic pressure of 90 is not graded while a renal crisis is open
      Given the systolic blood pressure is 90 mmHg
      And active scleroderma renal crisis is not known
      And scleroderma renal crisis in the history is not known
      And stable creatinine is not known
      Then the flag "Low systolic pressure" is open
      And the note holds back the grade
      And the note asks for active scleroderma renal crisis

    Scenario: A systolic pressure of 90 is not graded while it is open whether the pressure is new
      Given the systolic blood pressure is 90 mmHg
      And hypotension is not known
      Then the flag "Low systolic pressure" is open
      And the note holds back the grade
      And the note asks for hypotension

    Scenario: A systolic pressure of 90 is not graded while volume depletion is open
      Given the systolic blood pressure is 90 mmHg
      And volume depletion is not known
      Then the flag "Low systolic pressure" is open
      And the note holds back the grade
      And the note asks for volume depletion

    Scenario: A systolic pressure of 90 is not graded while sepsis is open
      Given the systolic blood pressure is 90 mmHg
      And active sepsis is not known
      Then the flag "Low systolic pressure" is open
      And the note holds back the grade
      And the note asks for active sepsis

    Scenario: A systolic pressure of 90 is not graded while decompensated heart failure is open
      Given the systolic blood pressure is 90 mmHg
      And decompensated heart failure is not known
      And heart failure is not known
      Then the flag "Low systolic pressure" is open
      And the note holds back the grade
      And the note asks for decompensated heart failure

    Scenario: A systolic pressure of 90 with acute kidney injury defers the course
      Given the systolic blood pressure is 90 mmHg
      And the patient has acute kidney injury
      Then the flag "Low systolic pressure" is answered
      And the outcome is "deferred until something dangerous is corrected"

    Scenario: A systolic pressure of 90 with acute kidney injury still asks how old the creatinine is
      Given the systolic blood pressure is 90 mmHg
      And the patient has acute kidney injury
      And age of the latest creatinine is not known
      Then the flag "Low systolic pressure" is open
      And the outcome is "deferred until something dangerous is corrected"

    Scenario: Without a blood pressure a low one asks nothing
      Given systolic blood pressure is not known
      Then the flag "Low systolic pressure" does not hold

    Scenario Outline: A systolic pressure asks at 90 and below (<value>)
      Given the systolic blood pressure is <value> mmHg
      And acute kidney injury is not known
      Then the flag "Low systolic pressure" <state>

      Examples:
        | value | state |
        | 90.1 | does not hold |
        | 89.9 | is open |
        | 90 | is open |

    Scenario Outline: A systolic pressure of 90 needs a creatinine of the last seven days (<days> days)
      Given the systolic blood pressure is 90 mmHg
      And the age of the latest creatinine is <days> days
      Then the flag "Low systolic pressure" <state>

      Examples:
        | days | state |
        | 6 | is answered |
        | 7 | is answered |
        | 8 | is open |

    Scenario: A systolic pressure of 90 is named although an earlier severe reaction rules IVIG out
      Given the systolic blood pressure is 90 mmHg
      And earlier reaction to human immunoglobulin: severe
      And acute kidney injury is not known
      Then the flag "Low systolic pressure" is open
      And the outcome is "contraindicated"
      And the note says "Systolic pressure 90 mmHg"

    Scenario: A systolic pressure of 90 is named although a patient of seventeen is outside the rule base
      Given the systolic blood pressure is 90 mmHg
      And the age is 17 years
      And acute kidney injury is not known
      Then the flag "Low systolic pressure" is open
      And the outcome is "outside the scope of this rule base"
      And the note says "Systolic pressure 90 mmHg"
