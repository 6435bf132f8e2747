Feature: Blood counts that ask before any grade
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

  Rule: Low platelets

    Scenario: Low platelets, and nothing of what it asks is answered
      Given the platelets is 40 10^9/L
      And acute kidney injury is not known
      And active scleroderma renal crisis is not known
      And scleroderma renal crisis in the history is not known
      And stable creatinine is not known
      And age of the latest creatinine is not known
      Then the flag "Low platelets" is open
      And the note holds back the grade
      And the note says "Platelets 40 10^9/L"
      And the note asks for acute kidney injury
      And the note asks for active scleroderma renal crisis

    Scenario: Low platelets, and all that it asks is answered no
      Given the platelets is 40 10^9/L
      Then the flag "Low platelets" is answered
      And the outcome is "may be considered"
      And the note says "Platelets 40 10^9/L"

    Scenario: Low platelets, and only acute kidney injury is not answered
      Given the platelets is 40 10^9/L
      And acute kidney injury is not known
      Then the flag "Low platelets" is open
      And the note holds back the grade
      And the note asks for acute kidney injury

    Scenario: Low platelets, and only active scleroderma renal crisis is not answered
      Given the platelets is 40 10^9/L
      And active scleroderma renal crisis is not known
      And scleroderma renal crisis in the history is not known
      And stable creatinine is not known
      Then the flag "Low platelets" is open
      And the note holds back the grade
      And the note asks for active scleroderma renal crisis

    Scenario: Low platelets, and acute kidney injury is answered yes
      Given the platelets is 40 10^9/L
      And the patient has acute kidney injury
      Then the flag "Low platelets" is answered
      And the outcome is "deferred until something dangerous is corrected"

    Scenario: Low platelets, and nobody knows how old the creatinine is
      Given the platelets is 40 10^9/L
      And the patient has acute kidney injury
      And age of the latest creatinine is not known
      Then the flag "Low platelets" is open
      And the outcome is "deferred until something dangerous is corrected"

    Scenario: Low platelets is looked for, and no value is known
      Given platelets is not known
      Then the flag "Low platelets" does not hold

    Scenario Outline: Low platelets at its limit (<value>)
      Given the platelets is <value> 10^9/L
      And acute kidney injury is not known
      Then the flag "Low platelets" <state>

      Examples:
        | value | state |
        | 100 | does not hold |
        | 100.1 | does not hold |
        | 99.8 | is open |
        | 99.9 | is open |

    Scenario Outline: Low platelets, and the latest creatinine is <days> days old
      Given the platelets is 40 10^9/L
      And the age of the latest creatinine is <days> days
      Then the flag "Low platelets" <state>

      Examples:
        | days | state |
        | 6 | is answered |
        | 7 | is answered |
        | 8 | is open |

    Scenario: Low platelets beside a contraindication
      Given the platelets is 40 10^9/L
      And earlier reaction to human immunoglobulin: severe
      And acute kidney injury is not known
      Then the flag "Low platelets" is open
      And the outcome is "contraindicated"
      And the note says "Platelets 40 10^9/L"

    Scenario: Low platelets in somebody under eighteen
      Given the platelets is 40 10^9/L
      And the age is 17 years
      And acute kidney injury is not known
      Then the flag "Low platelets" is open
      And the outcome is "outside the scope of this rule base"
      And the note says "Platelets 40 10^9/L"

  Rule: New anaemia

    Scenario: New anaemia, and nothing of what it asks is answered
      Given new anaemia: yes
      And acute kidney injury is not known
      And active scleroderma renal crisis is not known
      And scleroderma renal crisis in the history is not known
      And stable creatinine is not known
      And age of the latest creatinine is not known
      Then the flag "New anaemia" is open
      And the note holds back the grade
      And the note says "New anaemia"
      And the note asks for acute kidney injury
      And the note asks for active scleroderma renal crisis

    Scenario: New anaemia, and all that it asks is answered no
      Given new anaemia: yes
      Then the flag "New anaemia" is answered
      And the outcome is "may be considered"
      And the note says "New anaemia"

    Scenario: New anaemia, and only acute kidney injury is not answered
      Given new anaemia: yes
      And acute kidney injury is not known
      Then the flag "New anaemia" is open
      And the note holds back the grade
      And the note asks for acute kidney injury

    Scenario: New anaemia, and only active scleroderma renal crisis is not answered
      Given new anaemia: yes
      And active scleroderma renal crisis is not known
      And scleroderma renal crisis in the history is not known
      And stable creatinine is not known
      Then the flag "New anaemia" is open
      And the note holds back the grade
      And the note asks for active scleroderma renal crisis

    Scenario: New anaemia, and acute kidney injury is answered yes
      Given new anaemia: yes
      And the patient has acute kidney injury
      Then the flag "New anaemia" is answered
      And the outcome is "deferred until something dangerous is corrected"

    Scenario: New anaemia, and nobody knows how old the creatinine is
      Given new anaemia: yes
      And the patient has acute kidney injury
      And age of the latest creatinine is not known
      Then the flag "New anaemia" is open
      And the outcome is "deferred until something dangerous is corrected"

    Scenario: New anaemia is looked for, and no value is known
      Given new anaemia is not known
      Then the flag "New anaemia" does not hold

    Scenario Outline: New anaemia at its limit (<value>)
      Given new anaemia: <value>
      And acute kidney injury is not known
      Then the flag "New anaemia" <state>

      Examples:
        | value | state |
        | no | does not hold |
        | yes | is open |

    Scenario Outline: New anaemia, and the latest creatinine is <days> days old
      Given new anaemia: yes
      And the age of the latest creatinine is <days> days
      Then the flag "New anaemia" <state>

      Examples:
        | days | state |
        | 6 | is answered |
        | 7 | is answered |
        | 8 | is open |

    Scenario: New anaemia beside a contraindication
      Given new anaemia: yes
      And earlier reaction to human immunoglobulin: severe
      And acute kidney injury is not known
      Then the flag "New anaemia" is open
      And the outcome is "contraindicated"
      And the note says "New anaemia"

    Scenario: New anaemia in somebody under eighteen
      Given new anaemia: yes
      And the age is 17 years
      And acute kidney injury is not known
      Then the flag "New anaemia" is open
      And the outcome is "outside the scope of this rule base"
      And the note says "New anaemia"
