Feature: Grades where risks stand beside a refractory target
  A heavy risk weighs more than a precaution.

  Background:
    Given a patient in whom every question is answered without a finding
    And the patient has systemic sclerosis
    And the age is 50 years
    And reason for the request: systemic sclerosis
    And route requested: intravenous
    And earlier or present IVIG: no
    And the patient has no inclusion-body myositis
    And the age of the latest creatinine is 5 days

  Rule: A supported target is refractory, and a precaution applies

    Scenario Outline: <precaution> brings the precautions into the grade
      Given the patient has <precaution>
      And the patient has active muscle disease
      And the patient has muscle weakness
      And the patient has raised creatine kinase
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And the patient has failure of a drug for muscle disease
      Then the outcome is "may be considered, with precautions"
      And the headline begins with "May be considered, with precautions. "

      Examples:
        | precaution                      |
        | hypertension                    |
        | diabetes                        |
        | heart failure                   |
        | pulmonary arterial hypertension |
        | IgA deficiency                  |
        | anti-IgA antibodies             |
        | nephrotoxic drugs               |
        | monoclonal gammopathy           |
        | an earlier thrombosis           |

    Scenario Outline: An allergic reaction that was not severe is a precaution in: <where>
      Given jurisdiction: <where>
      And earlier reaction to human immunoglobulin: allergic, not severe
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

    Scenario Outline: Age changes the grade from <age> years as the box is read
      Given the age is <age> years
      And the patient has active muscle disease
      And the patient has muscle weakness
      And the patient has raised creatine kinase
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And the patient has failure of a drug for muscle disease
      Then the outcome is "<outcome>"

      Examples:
        | age | outcome                             |
        | 64  | may be considered                   |
        | 65  | may be considered, with precautions |
        | 66  | may be considered, with precautions |

    Scenario: Migraine is no precaution that changes the grade
      Given the patient has migraine
      And the patient has active muscle disease
      And the patient has muscle weakness
      And the patient has raised creatine kinase
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And the patient has failure of a drug for muscle disease
      Then the outcome is "may be considered"

    Scenario: A precaution that nobody asked about keeps both grades possible
      Given diabetes is not known
      And the patient has active muscle disease
      And the patient has muscle weakness
      And the patient has raised creatine kinase
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And the patient has failure of a drug for muscle disease
      Then the note is provisional
      And "may be considered" is still possible
      And "may be considered, with precautions" is still possible
      And "uncertain, a specialist decision" is no longer possible

  Rule: A supported target is refractory, and a heavy risk or the planned dose stands against it

    Scenario: An earlier renal crisis makes it a specialist decision
      Given scleroderma renal crisis in the history: yes
      And stable creatinine: yes
      And the patient has active muscle disease
      And the patient has muscle weakness
      And the patient has raised creatine kinase
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And the patient has failure of a drug for muscle disease
      Then the outcome is "uncertain, a specialist decision"
      And the certainty is very low

    Scenario Outline: An allergic reaction that was not severe makes it a specialist decision in: <where>
      Given jurisdiction: <where>
      And earlier reaction to human immunoglobulin: allergic, not severe
      And the patient has active muscle disease
      And the patient has muscle weakness
      And the patient has raised creatine kinase
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And the patient has failure of a drug for muscle disease
      Then the outcome is "uncertain, a specialist decision"

      Examples:
        | where          |
        | European Union |
        | United Kingdom |

    Scenario: A reduced ejection fraction makes it a specialist decision
      Given the left ventricular ejection fraction is 30 %
      And the patient has active muscle disease
      And the patient has muscle weakness
      And the patient has raised creatine kinase
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And the patient has failure of a drug for muscle disease
      Then the outcome is "uncertain, a specialist decision"

    Scenario: An earlier thrombosis with antiphospholipid antibodies makes it a specialist decision
      Given the patient has an earlier thrombosis
      And the patient has antiphospholipid antibodies
      And the patient has active muscle disease
      And the patient has muscle weakness
      And the patient has raised creatine kinase
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And the patient has failure of a drug for muscle disease
      Then the outcome is "uncertain, a specialist decision"

    Scenario: Precautions alone are not heavy
      Given the patient has hypertension
      And the patient has diabetes
      And the patient has active muscle disease
      And the patient has muscle weakness
      And the patient has raised creatine kinase
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And the patient has failure of a drug for muscle disease
      Then the outcome is "may be considered, with precautions"

    Scenario: A renal crisis that nobody asked about keeps the heavier grade possible
      Given scleroderma renal crisis in the history is not known
      And active scleroderma renal crisis: no
      And stable creatinine: yes
      And the patient has active muscle disease
      And the patient has muscle weakness
      And the patient has raised creatine kinase
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And the patient has failure of a drug for muscle disease
      Then the note is provisional
      And "may be considered" is still possible
      And "uncertain, a specialist decision" is still possible
      And "may be considered, with precautions" is no longer possible
