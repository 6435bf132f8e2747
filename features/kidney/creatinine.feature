Feature: Creatinine that rises, and a renal crisis that has settled

  Background:
    Given the patient has systemic sclerosis

  Rule: Acute kidney injury

    Scenario: A rise from 70.5 to 97 umol/L within two days is acute kidney injury
      Given the serum creatinine (umol/L) is 97 umol/L
      And the serum creatinine before the latest (umol/L) is 70.5 umol/L
      And the days between the latest two creatinines is 2 days
      Then the rule "Acute kidney injury" holds

    Scenario: A rise without the days between is no proof of acute kidney injury
      Given the serum creatinine is 1.3 mg/dL
      And the serum creatinine before the latest is 0.9 mg/dL
      Then the rule "Acute kidney injury" cannot be decided

    Scenario: Acute kidney injury that a clinician records counts beside a steady creatinine
      Given the patient has acute kidney injury
      And the serum creatinine is 0.8 mg/dL
      And the serum creatinine before the latest is 0.8 mg/dL
      And the days between the latest two creatinines is 1 days
      Then the rule "Acute kidney injury" holds

    Scenario Outline: A rise of 0.3 mg/dL from 0.90 within two days is acute kidney injury (<value>)
      Given the serum creatinine is <value> mg/dL
      And the serum creatinine before the latest is 0.9 mg/dL
      And the days between the latest two creatinines is 2 days
      Then the rule "Acute kidney injury" <truth>

      Examples:
        | value | truth |
        | 1.19 | cannot be decided |
        | 1.20 | holds |
        | 1.21 | holds |

    Scenario Outline: A rise of 0.3 mg/dL counts within two days (<value> days)
      Given the serum creatinine is 1.2 mg/dL
      And the serum creatinine before the latest is 0.9 mg/dL
      And the days between the latest two creatinines is <value> days
      Then the rule "Acute kidney injury" <truth>

      Examples:
        | value | truth |
        | 1 | holds |
        | 2 | holds |
        | 3 | cannot be decided |

    Scenario Outline: One and a half times 0.80 mg/dL within a week is acute kidney injury (<value>)
      Given the serum creatinine is <value> mg/dL
      And the serum creatinine before the latest is 0.8 mg/dL
      And the days between the latest two creatinines is 7 days
      Then the rule "Acute kidney injury" <truth>

      Examples:
        | value | truth |
        | 1.19 | cannot be decided |
        | 1.20 | holds |
        | 1.21 | holds |

    Scenario Outline: One and a half times the creatinine before counts within seven days (<value> days)
      Given the serum creatinine is 1.2 mg/dL
      And the serum creatinine before the latest is 0.8 mg/dL
      And the days between the latest two creatinines is <value> days
      Then the rule "Acute kidney injury" <truth>

      Examples:
        | value | truth |
        | 6 | holds |
        | 7 | holds |
        | 8 | cannot be decided |

  Rule: Renal crisis, active or creatinine not stable

    Scenario: A crisis in the history with a creatinine that is not stable comes first
      Given scleroderma renal crisis in the history: yes
      And the patient has no stable creatinine
      Then the rule "Renal crisis, active or creatinine not stable" holds

    Scenario: An earlier renal crisis with a stable creatinine puts nothing off
      Given scleroderma renal crisis in the history: yes
      And the patient has stable creatinine
      Then the rule "Renal crisis, active or creatinine not stable" does not hold

    Scenario: On maintenance dialysis creatinine counts as stable
      Given scleroderma renal crisis in the history: yes
      And dialysis: yes
      Then the rule "Renal crisis, active or creatinine not stable" does not hold

    Scenario: On dialysis a creatinine recorded as not stable still comes first
      Given scleroderma renal crisis in the history: yes
      And dialysis: yes
      And the patient has no stable creatinine
      Then the rule "Renal crisis, active or creatinine not stable" holds

    Scenario: After a renal crisis a creatinine that nobody calls stable keeps the question open
      Given scleroderma renal crisis in the history: yes
      And the patient has no active scleroderma renal crisis
      Then the rule "Renal crisis, active or creatinine not stable" cannot be decided
      And the note asks for stable creatinine

    Scenario: Without a crisis in the history an unstable creatinine is no renal crisis
      Given scleroderma renal crisis in the history: no
      And the patient has no stable creatinine
      Then the rule "Renal crisis, active or creatinine not stable" does not hold
