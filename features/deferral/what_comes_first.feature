Feature: What is corrected before any course

  Background:
    Given the patient has systemic sclerosis

  Rule: Volume depletion

    Scenario: Volume depletion is corrected before any infusion
      Given the patient has volume depletion
      Then the rule "Volume depletion" holds

    Scenario: With no volume depletion there is nothing to correct
      Given the patient has no volume depletion
      Then the rule "Volume depletion" does not hold

    Scenario: Volume that nobody assessed keeps the question open
      Given volume depletion is not known
      Then the rule "Volume depletion" cannot be decided
      And the note asks for volume depletion

  Rule: Sepsis

    Scenario: Active sepsis comes first
      Given the patient has active sepsis
      Then the rule "Sepsis" holds

    Scenario: Without sepsis nothing is put off on that ground
      Given the patient has no active sepsis
      Then the rule "Sepsis" does not hold

    Scenario: Sepsis that is neither recorded nor ruled out keeps the question open
      Given active sepsis is not known
      Then the rule "Sepsis" cannot be decided
      And the note asks for active sepsis

  Rule: Acute kidney injury

    Scenario: Acute kidney injury comes first
      Given the patient has acute kidney injury
      Then the rule "Acute kidney injury" holds

    Scenario: Ruled out with a fresh creatinine, acute kidney injury puts nothing off
      Given the patient has no acute kidney injury
      And the age of the latest creatinine is 6 days
      Then the rule "Acute kidney injury" does not hold

    Scenario: A "no" without any creatinine does not count
      Given the patient has no acute kidney injury
      And age of the latest creatinine is not known
      Then the rule "Acute kidney injury" cannot be decided
      And the note sets the answer on acute kidney injury aside until age of the latest creatinine is known

    Scenario Outline: A "no" counts only with a recent creatinine (<value> days)
      Given the patient has no acute kidney injury
      And the age of the latest creatinine is <value> days
      Then the rule "Acute kidney injury" <truth>

      Examples:
        | value | truth             |
        | 29    | does not hold     |
        | 30    | does not hold     |
        | 31    | cannot be decided |

  Rule: Renal crisis, active or creatinine not stable

    Scenario: An active renal crisis comes first
      Given the patient has an active scleroderma renal crisis
      Then the rule "Renal crisis, active or creatinine not stable" holds

    Scenario: A renal crisis of the past is not an active one
      Given scleroderma renal crisis in the history: yes
      And the patient has no active scleroderma renal crisis
      And the patient has stable creatinine
      Then the rule "Renal crisis, active or creatinine not stable" does not hold

    Scenario: A renal crisis that may still be active keeps the question open
      Given scleroderma renal crisis in the history: yes
      And active scleroderma renal crisis is not known
      Then the rule "Renal crisis, active or creatinine not stable" cannot be decided
      And the note asks for active scleroderma renal crisis

  Rule: Recent thrombosis

    Scenario: A thrombosis two months ago comes first
      Given the patient has an earlier thrombosis
      And the time since the latest thrombosis is 2 months
      Then the rule "Recent thrombosis" holds

    Scenario: A thrombosis a year ago is no longer recent
      Given the patient has an earlier thrombosis
      And the time since the latest thrombosis is 12 months
      Then the rule "Recent thrombosis" does not hold

    Scenario: Without any thrombosis there is nothing recent
      Given the patient has no earlier thrombosis
      Then the rule "Recent thrombosis" does not hold

    Scenario: A thrombosis without a date may be a recent one
      Given the patient has an earlier thrombosis
      And time since the latest thrombosis is not known
      Then the rule "Recent thrombosis" cannot be decided
      And the note asks for time since the latest thrombosis

    Scenario Outline: A thrombosis counts as recent up to three months (<value> months)
      Given the patient has an earlier thrombosis
      And the time since the latest thrombosis is <value> months
      Then the rule "Recent thrombosis" <truth>

      Examples:
        | value | truth         |
        | 2     | holds         |
        | 3     | holds         |
        | 4     | does not hold |

  Rule: Decompensated heart failure

    Scenario: Decompensated heart failure comes first
      Given the patient has heart failure
      And the patient has decompensated heart failure
      Then the rule "Decompensated heart failure" holds

    Scenario: Compensated heart failure puts nothing off
      Given the patient has heart failure
      And the patient has no decompensated heart failure
      Then the rule "Decompensated heart failure" does not hold

    Scenario: Heart failure of unknown state keeps the question open
      Given the patient has heart failure
      And decompensated heart failure is not known
      Then the rule "Decompensated heart failure" cannot be decided
      And the note asks for decompensated heart failure
