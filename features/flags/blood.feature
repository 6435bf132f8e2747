Feature: Blood counts that ask before any grade
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

  Rule: Low platelets

    Scenario: Platelets of 40 are not graded before the questions that come with them are answered
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

    Scenario: With every such question answered no, platelets of 40 stand beside the grade
      Given the platelets is 40 10^9/L
      Then the flag "Low platelets" is answered
      And the outcome is "may be considered"
      And the note says "Platelets 40 10^9/L"

    Scenario: Platelets of 40 are not graded while acute kidney injury is open
      Given the platelets is 40 10^9/L
      And acute kidney injury is not known
      Then the flag "Low platelets" is open
      And the note holds back the grade
      And the note asks for acute kidney injury

    Scenario: Platelets of 40 are not graded while a renal crisis is open
      Given the platelets is 40 10^9/L
      And active scleroderma renal crisis is not known
      And scleroderma renal crisis in the history is not known
      And stable creatinine is not known
      Then the flag "Low platelets" is open
      And the note holds back the grade
      And the note asks for active scleroderma renal crisis

    Scenario: Platelets of 40 with acute kidney injury defer the course
      Given the platelets is 40 10^9/L
      And the patient has acute kidney injury
      Then the flag "Low platelets" is answered
      And the outcome is "deferred until something dangerous is corrected"

    Scenario: Platelets of 40 with acute kidney injury still ask how old the creatinine is
      Given the platelets is 40 10^9/L
      And the patient has acute kidney injury
      And age of the latest creatinine is not known
      Then the flag "Low platelets" is open
      And the outcome is "deferred until something dangerous is corrected"

    Scenario: Platelets that nobody counted ask nothing
      Given platelets is not known
      Then the flag "Low platelets" does not hold

    Scenario Outline: Platelets ask from under 100 on (<value>)
      Given the platelets is <value> 10^9/L
      And acute kidney injury is not known
      Then the flag "Low platelets" <state>

      Examples:
        | value | state |
        | 100 | does not hold |
        | 100.1 | does not hold |
        | 99.8 | is open |
        | 99.9 | is open |

    Scenario Outline: Platelets of 40 need a creatinine of the last seven days (<days> days)
      Given the platelets is 40 10^9/L
      And the age of the latest creatinine is <days> days
      Then the flag "Low platelets" <state>

      Examples:
        | days | state |
        | 6 | is answered |
        | 7 | is answered |
        | 8 | is open |

    Scenario: Platelets of 40 are named although an earlier severe reaction rules IVIG out
      Given the platelets is 40 10^9/L
      And earlier reaction to human immunoglobulin: severe
      And acute kidney injury is not known
      Then the flag "Low platelets" is open
      And the outcome is "contraindicated"
      And the note says "Platelets 40 10^9/L"

    Scenario: Platelets of 40 are named although a patient of seventeen is outside the rule base
      Given the platelets is 40 10^9/L
      And the age is 17 years
      And acute kidney injury is not known
      Then the flag "Low platelets" is open
      And the outcome is "outside the scope of this rule base"
      And the note says "Platelets 40 10^9/L"

  Rule: New anaemia

    Scenario: A new anaemia is not graded before the questions that come with it are answered
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

    Scenario: With every such question answered no, a new anaemia stands beside the grade
      Given new anaemia: yes
      Then the flag "New anaemia" is answered
      And the outcome is "may be considered"
      And the note says "New anaemia"

    Scenario: A new anaemia is not graded while acute kidney injury is open
      Given new anaemia: yes
      And acute kidney injury is not known
      Then the flag "New anaemia" is open
      And the note holds back the grade
      And the note asks for acute kidney injury

    Scenario: A new anaemia is not graded while a renal crisis is open
      Given new anaemia: yes
      And active scleroderma renal crisis is not known
      And scleroderma renal crisis in the history is not known
      And stable creatinine is not known
      Then the flag "New anaemia" is open
      And the note holds back the grade
      And the note asks for active scleroderma renal crisis

    Scenario: A new anaemia with acute kidney injury defers the course
      Given new anaemia: yes
      And the patient has acute kidney injury
      Then the flag "New anaemia" is answered
      And the outcome is "deferred until something dangerous is corrected"

    Scenario: A new anaemia with acute kidney injury still asks how old the creatinine is
      Given new anaemia: yes
      And the patient has acute kidney injury
      And age of the latest creatinine is not known
      Then the flag "New anaemia" is open
      And the outcome is "deferred until something dangerous is corrected"

    Scenario: Where nobody knows of a new anaemia, it asks nothing
      Given new anaemia is not known
      Then the flag "New anaemia" does not hold

    Scenario Outline: A new anaemia asks, its absence does not (<value>)
      Given new anaemia: <value>
      And acute kidney injury is not known
      Then the flag "New anaemia" <state>

      Examples:
        | value | state |
        | no | does not hold |
        | yes | is open |

    Scenario Outline: A new anaemia needs a creatinine of the last seven days (<days> days)
      Given new anaemia: yes
      And the age of the latest creatinine is <days> days
      Then the flag "New anaemia" <state>

      Examples:
        | days | state |
        | 6 | is answered |
        | 7 | is answered |
        | 8 | is open |

    Scenario: A new anaemia is named although an earlier severe reaction rules IVIG out
      Given new anaemia: yes
      And earlier reaction to human immunoglobulin: severe
      And acute kidney injury is not known
      Then the flag "New anaemia" is open
      And the outcome is "contraindicated"
      And the note says "New anaemia"

    Scenario: A new anaemia is named although a patient of seventeen is outside the rule base
      Given new anaemia: yes
      And the age is 17 years
      And acute kidney injury is not known
      Then the flag "New anaemia" is open
      And the outcome is "outside the scope of this rule base"
      And the note says "New anaemia"
