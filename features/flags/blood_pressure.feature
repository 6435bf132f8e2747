Feature: Blood pressure that asks before any grade
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

  Rule: Raised blood pressure

    Scenario: Raised blood pressure, and nothing of what it asks is answered
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

    Scenario: Raised blood pressure, and all that it asks is answered no
      Given the systolic blood pressure is 140 mmHg
      Then the flag "Raised blood pressure" is answered
      And the outcome is "may be considered"
      And the note says "Systolic pressure 140 mmHg"

    Scenario: Raised blood pressure, and only acute kidney injury is not answered
      Given the systolic blood pressure is 140 mmHg
      And acute kidney injury is not known
      Then the flag "Raised blood pressure" is open
      And the note holds back the grade
      And the note asks for acute kidney injury

    Scenario: Raised blood pressure, and only active scleroderma renal crisis is not answered
      Given the systolic blood pressure is 140 mmHg
      And active scleroderma renal crisis is not known
      And scleroderma renal crisis in the history is not known
      And stable creatinine is not known
      Then the flag "Raised blood pressure" is open
      And the note holds back the grade
      And the note asks for active scleroderma renal crisis

    Scenario: Raised blood pressure, and only hypertension is not answered
      Given the systolic blood pressure is 140 mmHg
      And hypertension is not known
      Then the flag "Raised blood pressure" is open
      And the note holds back the grade
      And the note asks for hypertension

    Scenario: Raised blood pressure, and acute kidney injury is answered yes
      Given the systolic blood pressure is 140 mmHg
      And the patient has acute kidney injury
      Then the flag "Raised blood pressure" is answered
      And the outcome is "deferred until something dangerous is corrected"

    Scenario: Raised blood pressure, and nobody knows how old the creatinine is
      Given the systolic blood pressure is 140 mmHg
      And the patient has acute kidney injury
      And age of the latest creatinine is not known
      Then the flag "Raised blood pressure" is open
      And the outcome is "deferred until something dangerous is corrected"

    Scenario: Raised blood pressure is looked for, and no value is known
      Given systolic blood pressure is not known
      Then the flag "Raised blood pressure" does not hold

    Scenario: Raised blood pressure, and hypertension explains it
      Given the systolic blood pressure is 140 mmHg
      And the patient has hypertension
      And acute kidney injury is not known
      Then the flag "Raised blood pressure" does not hold
      And "may be considered, with precautions" is still possible

    Scenario Outline: Raised blood pressure at its limit (<value>)
      Given the systolic blood pressure is <value> mmHg
      And acute kidney injury is not known
      Then the flag "Raised blood pressure" <state>

      Examples:
        | value | state |
        | 139.9 | does not hold |
        | 140 | is open |
        | 140.1 | is open |

    Scenario Outline: Raised blood pressure, and the latest creatinine is <days> days old
      Given the systolic blood pressure is 140 mmHg
      And the age of the latest creatinine is <days> days
      Then the flag "Raised blood pressure" <state>

      Examples:
        | days | state |
        | 6 | is answered |
        | 7 | is answered |
        | 8 | is open |

    Scenario: Raised blood pressure beside a contraindication
      Given the systolic blood pressure is 140 mmHg
      And earlier reaction to human immunoglobulin: severe
      And acute kidney injury is not known
      Then the flag "Raised blood pressure" is open
      And the outcome is "contraindicated"
      And the note says "Systolic pressure 140 mmHg"

    Scenario: Raised blood pressure in somebody under eighteen
      Given the systolic blood pressure is 140 mmHg
      And the age is 17 years
      And acute kidney injury is not known
      Then the flag "Raised blood pressure" is open
      And the outcome is "outside the scope of this rule base"
      And the note says "Systolic pressure 140 mmHg"

    Scenario Outline: Raised diastolic pressure at its limit (<value>)
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

    Scenario: Blood pressure above the usual, and nothing of what it asks is answered
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

    Scenario: Blood pressure above the usual, and all that it asks is answered no
      Given blood pressure above the patient's usual: yes
      Then the flag "Blood pressure above the usual" is answered
      And the outcome is "may be considered"
      And the note says "Blood pressure above the usual"

    Scenario: Blood pressure above the usual, and only acute kidney injury is not answered
      Given blood pressure above the patient's usual: yes
      And acute kidney injury is not known
      Then the flag "Blood pressure above the usual" is open
      And the note holds back the grade
      And the note asks for acute kidney injury

    Scenario: Blood pressure above the usual, and only active scleroderma renal crisis is not answered
      Given blood pressure above the patient's usual: yes
      And active scleroderma renal crisis is not known
      And scleroderma renal crisis in the history is not known
      And stable creatinine is not known
      Then the flag "Blood pressure above the usual" is open
      And the note holds back the grade
      And the note asks for active scleroderma renal crisis

    Scenario: Blood pressure above the usual, and only hypertension is not answered
      Given blood pressure above the patient's usual: yes
      And hypertension is not known
      Then the flag "Blood pressure above the usual" is open
      And the note holds back the grade
      And the note asks for hypertension

    Scenario: Blood pressure above the usual, and acute kidney injury is answered yes
      Given blood pressure above the patient's usual: yes
      And the patient has acute kidney injury
      Then the flag "Blood pressure above the usual" is answered
      And the outcome is "deferred until something dangerous is corrected"

    Scenario: Blood pressure above the usual, and nobody knows how old the creatinine is
      Given blood pressure above the patient's usual: yes
      And the patient has acute kidney injury
      And age of the latest creatinine is not known
      Then the flag "Blood pressure above the usual" is open
      And the outcome is "deferred until something dangerous is corrected"

    Scenario: Blood pressure above the usual is looked for, and no value is known
      Given blood pressure above the patient's usual is not known
      Then the flag "Blood pressure above the usual" does not hold

    Scenario Outline: Blood pressure above the usual at its limit (<value>)
      Given blood pressure above the patient's usual: <value>
      And acute kidney injury is not known
      Then the flag "Blood pressure above the usual" <state>

      Examples:
        | value | state |
        | no | does not hold |
        | yes | is open |

    Scenario Outline: Blood pressure above the usual, and the latest creatinine is <days> days old
      Given blood pressure above the patient's usual: yes
      And the age of the latest creatinine is <days> days
      Then the flag "Blood pressure above the usual" <state>

      Examples:
        | days | state |
        | 6 | is answered |
        | 7 | is answered |
        | 8 | is open |

    Scenario: Blood pressure above the usual beside a contraindication
      Given blood pressure above the patient's usual: yes
      And earlier reaction to human immunoglobulin: severe
      And acute kidney injury is not known
      Then the flag "Blood pressure above the usual" is open
      And the outcome is "contraindicated"
      And the note says "Blood pressure above the usual"

    Scenario: Blood pressure above the usual in somebody under eighteen
      Given blood pressure above the patient's usual: yes
      And the age is 17 years
      And acute kidney injury is not known
      Then the flag "Blood pressure above the usual" is open
      And the outcome is "outside the scope of this rule base"
      And the note says "Blood pressure above the usual"

  Rule: Low systolic pressure

    Scenario: Low systolic pressure, and nothing of what it asks is answered
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

    Scenario: Low systolic pressure, and all that it asks is answered no
      Given the systolic blood pressure is 90 mmHg
      Then the flag "Low systolic pressure" is answered
      And the outcome is "may be considered"
      And the note says "Systolic pressure 90 mmHg"

    Scenario: Low systolic pressure, and only acute kidney injury is not answered
      Given the systolic blood pressure is 90 mmHg
      And acute kidney injury is not known
      Then the flag "Low systolic pressure" is open
      And the note holds back the grade
      And the note asks for acute kidney injury

    Scenario: Low systolic pressure, and only active scleroderma renal crisis is not answered
      Given the systolic blood pressure is 90 mmHg
      And active scleroderma renal crisis is not known
      And scleroderma renal crisis in the history is not known
      And stable creatinine is not known
      Then the flag "Low systolic pressure" is open
      And the note holds back the grade
      And the note asks for active scleroderma renal crisis

    Scenario: Low systolic pressure, and only hypotension is not answered
      Given the systolic blood pressure is 90 mmHg
      And hypotension is not known
      Then the flag "Low systolic pressure" is open
      And the note holds back the grade
      And the note asks for hypotension

    Scenario: Low systolic pressure, and only volume depletion is not answered
      Given the systolic blood pressure is 90 mmHg
      And volume depletion is not known
      Then the flag "Low systolic pressure" is open
      And the note holds back the grade
      And the note asks for volume depletion

    Scenario: Low systolic pressure, and only active sepsis is not answered
      Given the systolic blood pressure is 90 mmHg
      And active sepsis is not known
      Then the flag "Low systolic pressure" is open
      And the note holds back the grade
      And the note asks for active sepsis

    Scenario: Low systolic pressure, and only decompensated heart failure is not answered
      Given the systolic blood pressure is 90 mmHg
      And decompensated heart failure is not known
      And heart failure is not known
      Then the flag "Low systolic pressure" is open
      And the note holds back the grade
      And the note asks for decompensated heart failure

    Scenario: Low systolic pressure, and acute kidney injury is answered yes
      Given the systolic blood pressure is 90 mmHg
      And the patient has acute kidney injury
      Then the flag "Low systolic pressure" is answered
      And the outcome is "deferred until something dangerous is corrected"

    Scenario: Low systolic pressure, and nobody knows how old the creatinine is
      Given the systolic blood pressure is 90 mmHg
      And the patient has acute kidney injury
      And age of the latest creatinine is not known
      Then the flag "Low systolic pressure" is open
      And the outcome is "deferred until something dangerous is corrected"

    Scenario: Low systolic pressure is looked for, and no value is known
      Given systolic blood pressure is not known
      Then the flag "Low systolic pressure" does not hold

    Scenario Outline: Low systolic pressure at its limit (<value>)
      Given the systolic blood pressure is <value> mmHg
      And acute kidney injury is not known
      Then the flag "Low systolic pressure" <state>

      Examples:
        | value | state |
        | 90.1 | does not hold |
        | 89.9 | is open |
        | 90 | is open |

    Scenario Outline: Low systolic pressure, and the latest creatinine is <days> days old
      Given the systolic blood pressure is 90 mmHg
      And the age of the latest creatinine is <days> days
      Then the flag "Low systolic pressure" <state>

      Examples:
        | days | state |
        | 6 | is answered |
        | 7 | is answered |
        | 8 | is open |

    Scenario: Low systolic pressure beside a contraindication
      Given the systolic blood pressure is 90 mmHg
      And earlier reaction to human immunoglobulin: severe
      And acute kidney injury is not known
      Then the flag "Low systolic pressure" is open
      And the outcome is "contraindicated"
      And the note says "Systolic pressure 90 mmHg"

    Scenario: Low systolic pressure in somebody under eighteen
      Given the systolic blood pressure is 90 mmHg
      And the age is 17 years
      And acute kidney injury is not known
      Then the flag "Low systolic pressure" is open
      And the outcome is "outside the scope of this rule base"
      And the note says "Systolic pressure 90 mmHg"
