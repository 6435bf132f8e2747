Feature: Estimated filtration rate from creatinine, age and sex

  Background:
    Given the patient has systemic sclerosis

  Rule: Kidney disease: boxed kidney factor

    Scenario: A creatinine of 600 umol/L in a woman of 56 is a boxed kidney factor without a recorded rate
      Given sex: woman
      And the age is 56 years
      And the serum creatinine (umol/L) is 600 umol/L
      Then the rule "Kidney disease: boxed kidney factor" holds

    Scenario: A recorded filtration rate of 58 counts before the one worked out
      Given sex: man
      And the age is 67 years
      And the serum creatinine is 1.3 mg/dL
      And the estimated glomerular filtration rate is 58 mL/min/1.73m2
      Then the rule "Kidney disease: boxed kidney factor" holds

    Scenario: Without the sex no filtration rate is worked out
      Given the age is 67 years
      And the serum creatinine is 1.3 mg/dL
      And the patient has no chronic kidney disease
      Then the rule "Kidney disease: boxed kidney factor" cannot be decided

    Scenario Outline: In a man of 67 a creatinine above 1.30 mg/dL is a boxed kidney factor (<value>)
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

    Scenario Outline: In a man of 67 a creatinine above 115.3 umol/L is a boxed kidney factor (<value>)
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

    Scenario: In active muscle disease a filtration rate of 85 can read too high
      Given the patient has active muscle disease
      And the estimated glomerular filtration rate is 85 mL/min/1.73m2
      Then the rule "Estimated GFR in muscle disease" holds

    Scenario: In active muscle disease a rate worked out from creatinine can read too high
      Given the patient has active muscle disease
      And sex: woman
      And the age is 56 years
      And the serum creatinine is 0.8 mg/dL
      Then the rule "Estimated GFR in muscle disease" holds

    Scenario: Without muscle disease a filtration rate is not called too high
      Given the patient has no active muscle disease
      And the estimated glomerular filtration rate is 85 mL/min/1.73m2
      Then the rule "Estimated GFR in muscle disease" does not hold

    Scenario: In active muscle disease a rate that nobody knows is not called too high
      Given the patient has active muscle disease
      And estimated glomerular filtration rate is not known
      Then the rule "Estimated GFR in muscle disease" cannot be decided

    Scenario Outline: In active muscle disease a rate on either side of 60 can read too high (<value>)
      Given the patient has active muscle disease
      And the estimated glomerular filtration rate is <value> mL/min/1.73m2
      Then the rule "Estimated GFR in muscle disease" <truth>

      Examples:
        | value | truth |
        | 59 | holds |
        | 60 | holds |
        | 61 | holds |
