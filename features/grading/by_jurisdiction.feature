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

  Rule: An earlier severe reaction is a contraindication in every jurisdiction

    Scenario Outline: A severe reaction decides in: <where>
      Given jurisdiction: <where>
      And earlier reaction to human immunoglobulin: severe
      And the patient has active muscle disease
      And the patient has muscle weakness
      And the patient has raised creatine kinase
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And the patient has failure of a drug for muscle disease
      Then the outcome is "contraindicated"

      Examples:
        | where          |
        | United States  |
        | European Union |
        | Australia      |
        | Ontario        |
        | United Kingdom |

    Scenario: In the United States it rests on labels
      Given jurisdiction: United States
      And earlier reaction to human immunoglobulin: severe
      And the patient has active muscle disease
      And the patient has muscle weakness
      And the patient has raised creatine kinase
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And the patient has failure of a drug for muscle disease
      Then the note says "Three labels of the United States name such a reaction as a contraindication."

    Scenario: Elsewhere the wording is carried over, and the note says so
      Given jurisdiction: Australia
      And earlier reaction to human immunoglobulin: severe
      And the patient has active muscle disease
      And the patient has muscle weakness
      And the patient has raised creatine kinase
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And the patient has failure of a drug for muscle disease
      Then the note says "no label of this one was read on it"

    Scenario: Where the jurisdiction is not known the reaction decides all the same
      Given jurisdiction is not known
      And earlier reaction to human immunoglobulin: severe
      And the patient has active muscle disease
      And the patient has muscle weakness
      And the patient has raised creatine kinase
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And the patient has failure of a drug for muscle disease
      Then the outcome is "contraindicated"

  Rule: IgA deficiency, anti-IgA and an allergic reaction are a contraindication in every jurisdiction

    Scenario Outline: The three together decide in: <where>
      Given jurisdiction: <where>
      And the patient has IgA deficiency
      And the patient has anti-IgA antibodies
      And earlier reaction to human immunoglobulin: allergic, not severe
      And the patient has active muscle disease
      And the patient has muscle weakness
      And the patient has raised creatine kinase
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And the patient has failure of a drug for muscle disease
      Then the outcome is "contraindicated"

      Examples:
        | where          |
        | United States  |
        | European Union |
        | Australia      |
        | Ontario        |
        | United Kingdom |

    Scenario Outline: Without an allergic reaction the two are a precaution in: <where>
      Given jurisdiction: <where>
      And the patient has IgA deficiency
      And the patient has anti-IgA antibodies
      And the patient has active muscle disease
      And the patient has muscle weakness
      And the patient has raised creatine kinase
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And the patient has failure of a drug for muscle disease
      Then the outcome is "may be considered, with precautions"

      Examples:
        | where         |
        | United States |
        | Australia     |
        | Ontario       |

    Scenario Outline: Without an allergic reaction the two decide in: <where>
      Given jurisdiction: <where>
      And the patient has IgA deficiency
      And the patient has anti-IgA antibodies
      And the patient has active muscle disease
      And the patient has muscle weakness
      And the patient has raised creatine kinase
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And the patient has failure of a drug for muscle disease
      Then the outcome is "contraindicated"

      Examples:
        | where          |
        | European Union |
        | United Kingdom |

    Scenario: Without an allergic reaction and a jurisdiction the two are not settled
      Given jurisdiction is not known
      And the patient has IgA deficiency
      And the patient has anti-IgA antibodies
      And the patient has active muscle disease
      And the patient has muscle weakness
      And the patient has raised creatine kinase
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And the patient has failure of a drug for muscle disease
      Then the note is provisional
      And "contraindicated" is still possible
      And "may be considered, with precautions" is still possible
      And "may be considered" is no longer possible

    Scenario: In the European Union the note says what was not read
      Given jurisdiction: European Union
      And the patient has IgA deficiency
      And the patient has anti-IgA antibodies
      And earlier reaction to human immunoglobulin: allergic, not severe
      And the patient has active muscle disease
      And the patient has muscle weakness
      And the patient has raised creatine kinase
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And the patient has failure of a drug for muscle disease
      Then the note says "this project's choice"
      And the note cites Privigen EU leaflet
