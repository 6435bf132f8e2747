Feature: Values that come before any course

  Background:
    Given the patient has systemic sclerosis

  Rule: Severe hypertension

    Scenario: Both pressures within the limits are no severe hypertension
      Given the systolic blood pressure is 179 mmHg
      And the diastolic blood pressure is 109 mmHg
      Then the rule "Severe hypertension" does not hold

    Scenario: A systolic pressure alone leaves the diastolic one open
      Given the systolic blood pressure is 179 mmHg
      Then the rule "Severe hypertension" cannot be decided

    Scenario: Without a pressure a clinician's yes stands, and the note says that it is an answer
      Given the patient has severe hypertension
      Then the rule "Severe hypertension" holds
      And the note says "an answer and no measurement"

    Scenario: Without a pressure a clinician's no stands
      Given the patient has no severe hypertension
      Then the rule "Severe hypertension" does not hold

    Scenario: A pressure and an answer that agree stand together
      Given the patient has severe hypertension
      And the systolic blood pressure is 220 mmHg
      And the diastolic blood pressure is 118 mmHg
      Then the rule "Severe hypertension" holds
      And the note does not say "an answer and no measurement"

    Scenario: Neither measured nor answered, severe hypertension may be there
      Given severe hypertension is not known
      Then the rule "Severe hypertension" cannot be decided
      And the note asks for severe hypertension

    Scenario: A systolic pressure of 220 leaves no room for a grade
      Given a patient in whom every question is answered without a finding
      And the age is 50 years
      And reason for the request: systemic sclerosis
      And route requested: intravenous
      And earlier or present IVIG: no
      And the patient has no inclusion-body myositis
      And the age of the latest creatinine is 5 days
      And the patient has active muscle disease
      And the patient has muscle weakness
      And the patient has raised creatine kinase
      And the patient has severe hypertension
      And the systolic blood pressure is 220 mmHg
      And the diastolic blood pressure is 118 mmHg
      Then the outcome is "deferred until something dangerous is corrected"

    Scenario Outline: Systolic pressure by itself (<value>)
      Given the systolic blood pressure is <value> mmHg
      And the diastolic blood pressure is 80 mmHg
      Then the rule "Severe hypertension" <truth>

      Examples:
        | value | truth |
        | 179 | does not hold |
        | 180 | holds |
        | 181 | holds |

    Scenario Outline: Diastolic pressure by itself (<value>)
      Given the systolic blood pressure is 150 mmHg
      And the diastolic blood pressure is <value> mmHg
      Then the rule "Severe hypertension" <truth>

      Examples:
        | value | truth |
        | 109 | does not hold |
        | 110 | holds |
        | 111 | holds |

  Rule: Hypotension, new or with signs of illness

    Scenario: A low pressure by itself decides nothing
      Given the systolic blood pressure is 88 mmHg
      Then the rule "Hypotension, new or with signs of illness" cannot be decided
      And the note asks for hypotension

    Scenario: A low pressure that is the usual one is no hypotension here
      Given the systolic blood pressure is 88 mmHg
      And the patient has no hypotension
      Then the rule "Hypotension, new or with signs of illness" does not hold

    Scenario: A low pressure that is new comes first
      Given the systolic blood pressure is 88 mmHg
      And the patient has hypotension
      Then the rule "Hypotension, new or with signs of illness" holds

    Scenario: Without a pressure the answer on hypotension stands
      Given the patient has hypotension
      Then the rule "Hypotension, new or with signs of illness" holds
      And the note says "an answer and no measurement"

    Scenario: Neither measured nor answered, hypotension may be there
      Given hypotension is not known
      Then the rule "Hypotension, new or with signs of illness" cannot be decided

    Scenario Outline: Where the value decides (<value>)
      Given the systolic blood pressure is <value> mmHg
      Then the rule "Hypotension, new or with signs of illness" <truth>

      Examples:
        | value | truth |
        | 89 | cannot be decided |
        | 90 | cannot be decided |
        | 91 | does not hold |

  Rule: Severe anaemia

    Scenario: Without a haemoglobin the answer stands
      Given the patient has severe anaemia
      Then the rule "Severe anaemia" holds
      And the note says "an answer and no measurement"

    Scenario: A clinician's no stands without a haemoglobin
      Given the patient has no severe anaemia
      Then the rule "Severe anaemia" does not hold

    Scenario: A haemoglobin and an answer that agree stand together
      Given the patient has severe anaemia
      And the haemoglobin is 5 g/dL
      Then the rule "Severe anaemia" holds

    Scenario: Neither measured nor answered, severe anaemia may be there
      Given severe anaemia is not known
      Then the rule "Severe anaemia" cannot be decided
      And the note asks for severe anaemia

    Scenario Outline: Haemoglobin in g/dL (<value>)
      Given the haemoglobin is <value> g/dL
      Then the rule "Severe anaemia" <truth>

      Examples:
        | value | truth |
        | 7.9 | holds |
        | 8 | does not hold |
        | 8.1 | does not hold |

  Rule: Severe hyponatraemia

    Scenario: Without a sodium the answer stands
      Given the patient has severe hyponatraemia
      Then the rule "Severe hyponatraemia" holds
      And the note says "an answer and no measurement"

    Scenario: A clinician's no stands without a sodium
      Given the patient has no severe hyponatraemia
      Then the rule "Severe hyponatraemia" does not hold

    Scenario: A sodium and an answer that agree stand together
      Given the patient has severe hyponatraemia
      And the serum sodium is 115 mmol/L
      Then the rule "Severe hyponatraemia" holds

    Scenario: Neither measured nor answered, severe hyponatraemia may be there
      Given severe hyponatraemia is not known
      Then the rule "Severe hyponatraemia" cannot be decided
      And the note asks for severe hyponatraemia

    Scenario: A haemoglobin of 5 with a sodium of 115 leaves no room for a grade
      Given a patient in whom every question is answered without a finding
      And the age is 50 years
      And reason for the request: systemic sclerosis
      And route requested: intravenous
      And earlier or present IVIG: no
      And the patient has no inclusion-body myositis
      And the age of the latest creatinine is 5 days
      And the patient has active muscle disease
      And the patient has muscle weakness
      And the patient has raised creatine kinase
      And the patient has severe anaemia
      And the patient has severe hyponatraemia
      And the haemoglobin is 5 g/dL
      And the serum sodium is 115 mmol/L
      Then the outcome is "deferred until something dangerous is corrected"

    Scenario Outline: Serum sodium (<value>)
      Given the serum sodium is <value> mmol/L
      Then the rule "Severe hyponatraemia" <truth>

      Examples:
        | value | truth |
        | 124 | holds |
        | 125 | does not hold |
        | 126 | does not hold |
