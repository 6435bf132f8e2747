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

    Scenario: Without a pressure a clinician's yes counts, and is shown as an answer and no measurement
      Given the patient has severe hypertension
      Then the rule "Severe hypertension" holds
      And the note says "an answer and no measurement"

    Scenario: Without a pressure a clinician's no counts
      Given the patient has no severe hypertension
      Then the rule "Severe hypertension" does not hold

    Scenario: A pressure of 220/118 beside the same answer is shown as measured
      Given the patient has severe hypertension
      And the systolic blood pressure is 220 mmHg
      And the diastolic blood pressure is 118 mmHg
      Then the rule "Severe hypertension" holds
      And the note does not say "an answer and no measurement"

    Scenario: Neither measured nor answered, severe hypertension may be there
      Given severe hypertension is not known
      Then the rule "Severe hypertension" cannot be decided
      And the note asks for severe hypertension

    Scenario Outline: A systolic pressure of 180 or more is severe by itself (<value>)
      Given the systolic blood pressure is <value> mmHg
      And the diastolic blood pressure is 80 mmHg
      Then the rule "Severe hypertension" <truth>

      Examples:
        | value | truth |
        | 179 | does not hold |
        | 180 | holds |
        | 181 | holds |

    Scenario Outline: A diastolic pressure of 110 or more is severe by itself (<value>)
      Given the systolic blood pressure is 150 mmHg
      And the diastolic blood pressure is <value> mmHg
      Then the rule "Severe hypertension" <truth>

      Examples:
        | value | truth |
        | 109 | does not hold |
        | 110 | holds |
        | 111 | holds |

  Rule: Hypotension, new or with signs of illness

    Scenario: A systolic pressure of 88 alone leaves hypotension to the clinician
      Given the systolic blood pressure is 88 mmHg
      Then the rule "Hypotension, new or with signs of illness" cannot be decided
      And the note asks for hypotension

    Scenario: A systolic pressure of 88 that is the usual one is no hypotension
      Given the systolic blood pressure is 88 mmHg
      And the patient has no hypotension
      Then the rule "Hypotension, new or with signs of illness" does not hold

    Scenario: A systolic pressure of 88 that is new comes first
      Given the systolic blood pressure is 88 mmHg
      And the patient has hypotension
      Then the rule "Hypotension, new or with signs of illness" holds

    Scenario: Without a pressure the answer on hypotension counts
      Given the patient has hypotension
      Then the rule "Hypotension, new or with signs of illness" holds
      And the note says "an answer and no measurement"

    Scenario: Neither measured nor answered, hypotension may be there
      Given hypotension is not known
      Then the rule "Hypotension, new or with signs of illness" cannot be decided

    Scenario Outline: A systolic pressure over 90 is no hypotension (<value>)
      Given the systolic blood pressure is <value> mmHg
      Then the rule "Hypotension, new or with signs of illness" <truth>

      Examples:
        | value | truth |
        | 89 | cannot be decided |
        | 90 | cannot be decided |
        | 91 | does not hold |

  Rule: Severe anaemia

    Scenario: Without a haemoglobin the answer on severe anaemia counts
      Given the patient has severe anaemia
      Then the rule "Severe anaemia" holds
      And the note says "an answer and no measurement"

    Scenario: Without a haemoglobin a clinician's no counts
      Given the patient has no severe anaemia
      Then the rule "Severe anaemia" does not hold

    Scenario: A haemoglobin of 5 is severe, as the clinician says
      Given the patient has severe anaemia
      And the haemoglobin is 5 g/dL
      Then the rule "Severe anaemia" holds

    Scenario: Neither measured nor answered, severe anaemia may be there
      Given severe anaemia is not known
      Then the rule "Severe anaemia" cannot be decided
      And the note asks for severe anaemia

    Scenario Outline: A haemoglobin under 8 g/dL is severe (<value>)
      Given the haemoglobin is <value> g/dL
      Then the rule "Severe anaemia" <truth>

      Examples:
        | value | truth |
        | 7.9 | holds |
        | 8 | does not hold |
        | 8.1 | does not hold |

  Rule: Severe hyponatraemia

    Scenario: Without a sodium the answer on severe hyponatraemia counts
      Given the patient has severe hyponatraemia
      Then the rule "Severe hyponatraemia" holds
      And the note says "an answer and no measurement"

    Scenario: Without a sodium a clinician's no counts
      Given the patient has no severe hyponatraemia
      Then the rule "Severe hyponatraemia" does not hold

    Scenario: A sodium of 115 is severe, as the clinician says
      Given the patient has severe hyponatraemia
      And the serum sodium is 115 mmol/L
      Then the rule "Severe hyponatraemia" holds

    Scenario: Neither measured nor answered, severe hyponatraemia may be there
      Given severe hyponatraemia is not known
      Then the rule "Severe hyponatraemia" cannot be decided
      And the note asks for severe hyponatraemia

    Scenario Outline: A sodium under 125 mmol/L is severe (<value>)
      Given the serum sodium is <value> mmol/L
      Then the rule "Severe hyponatraemia" <truth>

      Examples:
        | value | truth |
        | 124 | holds |
        | 125 | does not hold |
        | 126 | does not hold |
