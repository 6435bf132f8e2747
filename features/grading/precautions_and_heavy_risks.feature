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
    And the patient has active muscle disease
    And the patient has muscle weakness
    And the patient has raised creatine kinase
    And outcome of azathioprine: failed after four months or more at an adequate dose
    And the patient has failure of a drug for muscle disease

  Rule: A supported target is refractory, and a precaution applies

    Scenario Outline: <precaution> brings the precautions into the grade
      Given the patient has <precaution>
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
        | chronic kidney disease          |
        | prolonged immobilisation        |
        | an indwelling vascular catheter |
        | a hypercoagulable condition     |
        | high cholesterol                |
        | coronary disease                |

    Scenario Outline: An allergic reaction that was not severe is a precaution in: <where>
      Given jurisdiction: <where>
      And earlier reaction to human immunoglobulin: allergic, not severe
      Then the outcome is "may be considered, with precautions"

      Examples:
        | where         |
        | United States |
        | Australia     |
        | Ontario       |

    Scenario Outline: Age changes the grade from <age> years as the box is read
      Given the age is <age> years
      Then the outcome is "<outcome>"

      Examples:
        | age | outcome                             |
        | 64  | may be considered                   |
        | 65  | may be considered, with precautions |
        | 66  | may be considered, with precautions |

    Scenario: Migraine is no precaution that changes the grade
      Given the patient has migraine
      Then the outcome is "may be considered"

    Scenario: A precaution that nobody asked about keeps both grades possible
      Given diabetes is not known
      Then the note is provisional
      And "may be considered" is still possible
      And "may be considered, with precautions" is still possible
      And "uncertain, a specialist decision" is no longer possible

  Rule: A supported target is refractory, and a heavy risk or the planned dose stands against it

    Scenario: An earlier renal crisis makes it a specialist decision
      Given scleroderma renal crisis in the history: yes
      And stable creatinine: yes
      Then the outcome is "uncertain, a specialist decision"
      And the certainty is very low

    Scenario Outline: An allergic reaction that was not severe makes it a specialist decision in: <where>
      Given jurisdiction: <where>
      And earlier reaction to human immunoglobulin: allergic, not severe
      Then the outcome is "uncertain, a specialist decision"

      Examples:
        | where          |
        | European Union |
        | United Kingdom |

    Scenario: A reduced ejection fraction makes it a specialist decision
      Given the left ventricular ejection fraction is 30 %
      Then the outcome is "uncertain, a specialist decision"

    Scenario: An earlier thrombosis with antiphospholipid antibodies makes it a specialist decision
      Given the patient has an earlier thrombosis
      And the patient has antiphospholipid antibodies
      Then the outcome is "uncertain, a specialist decision"

    Scenario: Four boxed thrombosis factors make it a specialist decision
      Given the age is 70 years
      And the patient has prolonged immobilisation
      And the patient is on oestrogen treatment
      And the patient has an indwelling vascular catheter
      Then the outcome is "uncertain, a specialist decision"

    Scenario: Heart failure with a reduced ejection fraction makes it a specialist decision
      Given the patient has heart failure with reduced ejection fraction
      Then the outcome is "uncertain, a specialist decision"

    Scenario Outline: Earlier <complication> makes it a specialist decision
      Given earlier or present IVIG: yes
      And present IVIG treatment: no
      And earlier IVIG trial for muscle disease: under six months
      And the patient has earlier <complication>
      Then the outcome is "uncertain, a specialist decision"

      Examples:
        | complication                                      |
        | thrombosis from IVIG                              |
        | haemolysis from IVIG                              |
        | acute kidney injury from IVIG                     |
        | transfusion-related acute lung injury after IVIG  |

    Scenario: An estimated GFR of 25 in chronic kidney disease makes it a specialist decision
      Given the estimated glomerular filtration rate is 25 mL/min/1.73m2
      And the patient has chronic kidney disease
      Then the outcome is "uncertain, a specialist decision"

    Scenario: Dialysis makes it a specialist decision
      Given dialysis: yes
      And the patient has chronic kidney disease
      And estimated glomerular filtration rate is not known
      Then the outcome is "uncertain, a specialist decision"

    Scenario: A plan of 3 g/kg makes it a specialist decision
      Given the planned dose a course is 3 g/kg
      Then the outcome is "uncertain, a specialist decision"

    Scenario: Precautions alone are not heavy
      Given the patient has hypertension
      And the patient has diabetes
      Then the outcome is "may be considered, with precautions"

    Scenario: A renal crisis that nobody asked about keeps the heavier grade possible
      Given scleroderma renal crisis in the history is not known
      And active scleroderma renal crisis: no
      And stable creatinine: yes
      Then the note is provisional
      And "may be considered" is still possible
      And "uncertain, a specialist decision" is still possible
      And "may be considered, with precautions" is no longer possible
