Feature: Milder values, which change no grade

  Background:
    Given the patient has systemic sclerosis

  Rule: Low sodium

    Scenario: A sodium that nobody measured is not called low
      Given serum sodium is not known
      Then the rule "Low sodium" cannot be decided

    Scenario Outline: A sodium under 135 is low (<value>)
      Given the serum sodium is <value> mmol/L
      Then the rule "Low sodium" <truth>

      Examples:
        | value | truth |
        | 134 | holds |
        | 135 | does not hold |
        | 136 | does not hold |

    Scenario Outline: A sodium under 125 is no longer merely low (<value>)
      Given the serum sodium is <value> mmol/L
      Then the rule "Low sodium" <truth>

      Examples:
        | value | truth |
        | 124 | does not hold |
        | 125 | holds |
        | 126 | holds |

  Rule: Anaemia

    Scenario: A haemoglobin that nobody measured is no anaemia
      Given haemoglobin is not known
      Then the rule "Anaemia" cannot be decided

    Scenario Outline: A man is anaemic under 13 g/dL (<value>)
      Given sex: man
      And pregnancy: no
      And the haemoglobin is <value> g/dL
      Then the rule "Anaemia" <truth>

      Examples:
        | value | truth |
        | 12.9 | holds |
        | 13 | does not hold |
        | 13.1 | does not hold |

    Scenario Outline: A woman is anaemic under 12 g/dL (<value>)
      Given sex: woman
      And pregnancy: no
      And the haemoglobin is <value> g/dL
      Then the rule "Anaemia" <truth>

      Examples:
        | value | truth |
        | 11.9 | holds |
        | 12 | does not hold |
        | 12.1 | does not hold |

    Scenario Outline: A pregnant woman is anaemic under 11 g/dL (<value>)
      Given sex: woman
      And pregnancy: yes
      And the haemoglobin is <value> g/dL
      Then the rule "Anaemia" <truth>

      Examples:
        | value | truth |
        | 10.9 | holds |
        | 11 | does not hold |
        | 11.1 | does not hold |

    Scenario Outline: A haemoglobin under 8 is no longer merely an anaemia (<value>)
      Given sex: woman
      And pregnancy: no
      And the haemoglobin is <value> g/dL
      Then the rule "Anaemia" <truth>

      Examples:
        | value | truth |
        | 7.9 | does not hold |
        | 8 | holds |
        | 8.1 | holds |

  Rule: Raised blood pressure in known hypertension

    Scenario: Without hypertension nothing is said of a raised pressure in it
      Given the patient has no hypertension
      Then the rule "Raised blood pressure in known hypertension" does not hold

    Scenario: In known hypertension a systolic pressure of 139 alone does not say that the pressure is normal
      Given the patient has hypertension
      And the systolic blood pressure is 139 mmHg
      Then the rule "Raised blood pressure in known hypertension" cannot be decided

    Scenario Outline: In known hypertension a systolic pressure is raised from 140 on (<value>)
      Given the patient has hypertension
      And the systolic blood pressure is <value> mmHg
      And the diastolic blood pressure is 80 mmHg
      Then the rule "Raised blood pressure in known hypertension" <truth>

      Examples:
        | value | truth |
        | 139 | does not hold |
        | 140 | holds |
        | 141 | holds |

    Scenario Outline: In known hypertension a diastolic pressure is raised from 90 on (<value>)
      Given the patient has hypertension
      And the systolic blood pressure is 130 mmHg
      And the diastolic blood pressure is <value> mmHg
      Then the rule "Raised blood pressure in known hypertension" <truth>

      Examples:
        | value | truth |
        | 89 | does not hold |
        | 90 | holds |
        | 91 | holds |
