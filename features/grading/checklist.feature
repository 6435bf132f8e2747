Feature: A value is in range only where it was compared
  What no limit of the list reads is recorded, not compared; it never reads as normal.

  Background:
    Given the patient has systemic sclerosis

  Rule: Values without a limit

    Scenario: Urea is recorded and not compared
      Given blood urea (BUN) is 14 mg/dL
      Then the checklist has "Urea" recorded, not compared

    Scenario: An IgG is recorded and not compared
      Given serum IgG is 8 g/L
      Then the checklist has "IgG" recorded, not compared

    Scenario: A urea that nobody measured is missing
      Given blood urea (BUN) is not known
      Then the checklist has "Urea" missing

  Rule: Values with a limit

    Scenario Outline: Haemoglobin in men is compared with 13 g/dL (<value>)
      Given sex: man
      And haemoglobin is <value> g/dL
      And new anaemia: no
      Then the checklist has "Haemoglobin" <state>

      Examples:
        | value | state    |
        | 12.9  | abnormal |
        | 13    | in range |
        | 13.1  | in range |

    Scenario Outline: Haemoglobin in women is compared with 12 g/dL (<value>)
      Given sex: woman
      And pregnancy: no
      And haemoglobin is <value> g/dL
      Then the checklist has "Haemoglobin" <state>

      Examples:
        | value | state    |
        | 11.9  | abnormal |
        | 12    | in range |
        | 12.1  | in range |

    Scenario Outline: Haemoglobin in pregnancy is compared with 11 g/dL (<value>)
      Given sex: woman
      And pregnancy: yes
      And haemoglobin is <value> g/dL
      Then the checklist has "Haemoglobin" <state>

      Examples:
        | value | state    |
        | 10.9  | abnormal |
        | 11    | in range |
        | 11.1  | in range |

    Scenario: Without the sex a haemoglobin of 12.5 g/dL is not compared
      Given sex is not known
      And haemoglobin is 12.5 g/dL
      Then the checklist has "Haemoglobin" recorded, not compared

    Scenario Outline: Sodium is compared with 135 mmol/L (<value>)
      Given serum sodium is <value> mmol/L
      Then the checklist has "Sodium" <state>

      Examples:
        | value | state    |
        | 134   | abnormal |
        | 135   | in range |
        | 136   | in range |

    Scenario Outline: Blood pressure is compared with 140, 90 and 90 (<systolic>/<diastolic>)
      Given systolic blood pressure is <systolic> mmHg
      And diastolic blood pressure is <diastolic> mmHg
      Then the checklist has "Blood pressure" <state>

      Examples:
        | systolic | diastolic | state    |
        | 139      | 80        | in range |
        | 140      | 80        | abnormal |
        | 141      | 80        | abnormal |
        | 130      | 89        | in range |
        | 130      | 90        | abnormal |
        | 130      | 91        | abnormal |
        | 91       | 60        | in range |
        | 90       | 60        | abnormal |
        | 89       | 60        | abnormal |

    Scenario: A systolic pressure alone is not compared
      Given systolic blood pressure is 120 mmHg
      Then the checklist has "Blood pressure" recorded, not compared

    Scenario Outline: Platelets are compared with 100 (<value>)
      Given platelets is <value> 10^9/L
      Then the checklist has "Platelets" <state>

      Examples:
        | value | state    |
        | 99    | abnormal |
        | 100   | in range |
        | 101   | in range |

    Scenario Outline: Viscosity is compared with 1.9 cP (<value>)
      Given the patient has monoclonal gammopathy
      And serum viscosity is <value> cP
      Then the checklist has "Serum viscosity" <state>

      Examples:
        | value | state    |
        | 1.8   | in range |
        | 1.9   | in range |
        | 2     | abnormal |

    Scenario: A creatinine alone is not compared
      Given serum creatinine is 0.9 mg/dL
      Then the checklist has "Creatinine" recorded, not compared

    Scenario Outline: A creatinine with its limit and its age is compared (<value> mg/dL)
      Given serum creatinine is <value> mg/dL
      And upper limit of the laboratory for creatinine is 1 mg/dL
      And age of the latest creatinine is 5 days
      Then the checklist has "Creatinine" <state>

      Examples:
        | value | state    |
        | 1.19  | in range |
        | 1.2   | abnormal |
        | 1.21  | abnormal |

    Scenario Outline: Before a first infusion a creatinine is old after 7 days (<days> days)
      Given serum creatinine is 0.9 mg/dL
      And upper limit of the laboratory for creatinine is 1 mg/dL
      And the patient has no earlier or present IVIG
      And age of the latest creatinine is <days> days
      Then the checklist has "Creatinine" <state>

      Examples:
        | days | state    |
        | 6    | in range |
        | 7    | in range |
        | 8    | abnormal |

    Scenario: Consent and the ideal weight are asked before the first infusion
      Given systemic sclerosis: yes
      Then the note says "Written into the record before the first infusion"
      And the note says "Worked out before the first infusion"
