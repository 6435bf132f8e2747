Feature: The weight that sets the dose
  By place, as far as a rule was read; else adjusted in obesity only, which is this project's choice.

  Background:
    Given the patient has systemic sclerosis
    And sex: man
    And the height is 170 cm

  Rule: Dosing weight

    Scenario: In obesity the sources that differ are shown
      Given the weight is 100 kg
      Then the rule "Dosing weight" holds

    Scenario: A man without obesity brings up no disagreement
      Given the weight is 70 kg
      And pregnancy: no
      Then the rule "Dosing weight" does not hold

    Scenario: Without weight and height nobody knows whether it is obesity
      Given the height is not known
      And the weight is not known
      Then the rule "Dosing weight" cannot be decided
      And the note asks for body mass index

    Scenario Outline: Obesity begins at a body mass index of 30 (<value>)
      Given pregnancy: no
      And the height is not known
      And the body mass index is <value> kg/m2
      Then the rule "Dosing weight" <truth>

      Examples:
        | value | truth         |
        | 29.9  | does not hold |
        | 30    | holds         |
        | 30.1  | holds         |

    Scenario: In Australia the adjusted weight is the default, whatever the body mass index
      Given jurisdiction: Australia
      And the age is 50 years
      And pregnancy: no
      And the weight is 75 kg
      Then the dose weight is 69.6 kg
      And the note cites Australia, dosing weight 2026

    Scenario: In Australia a weight below the adjusted one stands
      Given jurisdiction: Australia
      And the age is 50 years
      And pregnancy: no
      And the weight is 60 kg
      Then the dose weight is 60 kg

    Scenario Outline: In Australia short people are dosed by their actual weight (<height> cm)
      Given jurisdiction: Australia
      And the age is 50 years
      And pregnancy: no
      And the height is <height> cm
      And the weight is 80 kg
      Then the dose weight is <weight> kg

      Examples:
        | height | weight |
        | 151    | 80     |
        | 152    | 61.8   |
        | 153    | 62.3   |

    Scenario Outline: In Ontario the adjusted weight is asked for from 152.4 cm on (<height> cm)
      Given jurisdiction: Ontario
      And the height is <height> cm
      And the weight is 60 kg
      Then the dose weight is <weight> kg

      Examples:
        | height | weight |
        | 152.3  | 60     |
        | 152.4  | 54     |
        | 152.5  | 54.1   |

    Scenario Outline: In Ontario a body mass index over 30 has short men dosed by the adjusted weight too (<weight> kg)
      Given jurisdiction: Ontario
      And the height is 150 cm
      And the weight is <weight> kg
      Then the dose weight is <dose> kg

      Examples:
        | weight | dose |
        | 67.4   | 67.4 |
        | 67.5   | 67.5 |
        | 68     | 55.9 |

    Scenario Outline: In Ontario men of 50 kg or less are dosed by their actual weight (<weight> kg)
      Given jurisdiction: Ontario
      And the height is 152.4 cm
      And the weight is <weight> kg
      Then the dose weight is <dose> kg

      Examples:
        | weight | dose |
        | 49.9   | 49.9 |
        | 50     | 50   |
        | 51     | 50.4 |

    Scenario Outline: In Ontario women of 45.5 kg or less are dosed by their actual weight (<weight> kg)
      Given jurisdiction: Ontario
      And sex: woman
      And pregnancy: no
      And the height is 152.4 cm
      And the weight is <weight> kg
      Then the dose weight is <dose> kg

      Examples:
        | weight | dose |
        | 45.4   | 45.4 |
        | 45.5   | 45.5 |
        | 46.5   | 45.9 |

    Scenario: In pregnancy Ontario takes a weight that is not asked here
      Given jurisdiction: Ontario
      And sex: woman
      And pregnancy: yes
      And the weight is 75 kg
      Then no dose weight is given

    Scenario Outline: Elsewhere the adjusted weight is for obesity only (<weight> kg)
      Given jurisdiction: United States
      And the weight is <weight> kg
      Then the dose weight is <dose> kg

      Examples:
        | weight | dose |
        | 86     | 86   |
        | 86.7   | 74.2 |
        | 87     | 74.4 |
