Feature: Estimated filtration rate from creatinine, age and sex

  Background:
    Given the patient has systemic sclerosis

  Rule: Kidney disease: boxed kidney factor

    Scenario: A rate that nobody recorded is worked out
      Given sex: woman
      And the age is 56 years
      And the serum creatinine (umol/L) is 600 umol/L
      Then the rule "Kidney disease: boxed kidney factor" holds

    Scenario: A given rate counts before the one worked out
      Given sex: man
      And the age is 67 years
      And the serum creatinine is 1.3 mg/dL
      And the estimated glomerular filtration rate is 58 mL/min/1.73m2
      Then the rule "Kidney disease: boxed kidney factor" holds

    Scenario: Without a sex nothing is worked out
      Given the age is 67 years
      And the serum creatinine is 1.3 mg/dL
      And the patient has no chronic kidney disease
      Then the rule "Kidney disease: boxed kidney factor" cannot be decided

    Scenario Outline: A man of 67, creatinine in mg/dL (<value>)
      Given sex: man
      And the age is 67 years
      And the patient has no chronic kidney disease
      And the serum creatinine is <value> mg/dL
      Then the rule "Kidney disease: boxed kidney factor" <truth>

      Examples:
        | value | truth |
        | 1.29 | does not hold |
        | 1.30 | does not hold |
        | 1.31 | holds |

    Scenario Outline: A man of 67, creatinine in umol/L (<value>)
      Given sex: man
      And the age is 67 years
      And the patient has no chronic kidney disease
      And the serum creatinine (umol/L) is <value> umol/L
      Then the rule "Kidney disease: boxed kidney factor" <truth>

      Examples:
        | value | truth |
        | 114.5 | does not hold |
        | 115.3 | does not hold |
        | 115.8 | holds |

  Rule: Estimated GFR in muscle disease

    Scenario: In active muscle disease the rate can read too high
      Given the patient has active muscle disease
      And the estimated glomerular filtration rate is 85 mL/min/1.73m2
      Then the rule "Estimated GFR in muscle disease" holds

    Scenario: So can one that is worked out
      Given the patient has active muscle disease
      And sex: woman
      And the age is 56 years
      And the serum creatinine is 0.8 mg/dL
      Then the rule "Estimated GFR in muscle disease" holds

    Scenario: Without muscle disease it is not said
      Given the patient has no active muscle disease
      And the estimated glomerular filtration rate is 85 mL/min/1.73m2
      Then the rule "Estimated GFR in muscle disease" does not hold

    Scenario: Without a rate it stays open
      Given the patient has active muscle disease
      And estimated glomerular filtration rate is not known
      Then the rule "Estimated GFR in muscle disease" cannot be decided

    Scenario Outline: On either side of 60 (<value>)
      Given the patient has active muscle disease
      And the estimated glomerular filtration rate is <value> mL/min/1.73m2
      Then the rule "Estimated GFR in muscle disease" <truth>

      Examples:
        | value | truth |
        | 59 | holds |
        | 60 | holds |
        | 61 | holds |
