Feature: Contraindications by jurisdiction
  What was read differs by country, and the note says where a wording is carried over.

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
    And the patient has failure of a drug for muscle disease

  Rule: An earlier severe reaction is a contraindication in every jurisdiction

    Scenario Outline: A severe reaction rules IVIG out in: <where>
      Given jurisdiction: <where>
      And earlier reaction to human immunoglobulin: severe
      Then the outcome is "contraindicated"

      Examples:
        | where          |
        | United States  |
        | European Union |
        | Australia      |
        | Ontario        |
        | United Kingdom |

    Scenario: In the United States a severe reaction rests on three labels
      Given jurisdiction: United States
      And earlier reaction to human immunoglobulin: severe
      Then the note says "Three labels of the United States name such a reaction as a contraindication."

    Scenario: In Australia the wording on a severe reaction is carried over, and this is said
      Given jurisdiction: Australia
      And earlier reaction to human immunoglobulin: severe
      Then the note says "no label of this one was read on it"

    Scenario: A severe reaction rules IVIG out wherever the patient lives
      Given jurisdiction is not known
      And earlier reaction to human immunoglobulin: severe
      Then the outcome is "contraindicated"

  Rule: IgA deficiency, anti-IgA and an allergic reaction are a contraindication in every jurisdiction

    Scenario Outline: IgA deficiency, anti-IgA and an allergic reaction rule IVIG out in: <where>
      Given jurisdiction: <where>
      And the patient has IgA deficiency
      And the patient has anti-IgA antibodies
      And earlier reaction to human immunoglobulin: allergic, not severe
      Then the outcome is "contraindicated"

      Examples:
        | where          |
        | United States  |
        | European Union |
        | Australia      |
        | Ontario        |
        | United Kingdom |

    Scenario Outline: IgA deficiency with anti-IgA and no reaction is a precaution in: <where>
      Given jurisdiction: <where>
      And the patient has IgA deficiency
      And the patient has anti-IgA antibodies
      Then the outcome is "may be considered, with precautions"

      Examples:
        | where         |
        | United States |
        | Australia     |
        | Ontario       |

    Scenario Outline: IgA deficiency with anti-IgA and no reaction rules IVIG out in: <where>
      Given jurisdiction: <where>
      And the patient has IgA deficiency
      And the patient has anti-IgA antibodies
      Then the outcome is "contraindicated"

      Examples:
        | where          |
        | European Union |
        | United Kingdom |

    Scenario: IgA deficiency with anti-IgA is not graded before it is known where the patient lives
      Given jurisdiction is not known
      And the patient has IgA deficiency
      And the patient has anti-IgA antibodies
      Then the note is provisional
      And "contraindicated" is still possible
      And "may be considered, with precautions" is still possible
      And "may be considered" is no longer possible

    Scenario: In the European Union carrying it to every product is named as our choice
      Given jurisdiction: European Union
      And the patient has IgA deficiency
      And the patient has anti-IgA antibodies
      And earlier reaction to human immunoglobulin: allergic, not severe
      Then the note says "this project's choice"
      And the note cites Privigen EU leaflet
