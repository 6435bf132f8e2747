Feature: Precautions that the grade takes into account

  Background:
    Given the patient has systemic sclerosis

  Rule: Heart failure

    Scenario: Heart failure is a precaution
      Given the patient has heart failure
      Then the rule "Heart failure" holds

    Scenario: Without heart failure there is no such precaution
      Given the patient has no heart failure
      Then the rule "Heart failure" does not hold

    Scenario: Heart failure that nobody ruled out leaves the precaution open
      Given heart failure is not known
      Then the rule "Heart failure" cannot be decided
      And the note asks for heart failure

  Rule: Pulmonary arterial hypertension

    Scenario: Pulmonary arterial hypertension is a precaution
      Given the patient has pulmonary arterial hypertension
      Then the rule "Pulmonary arterial hypertension" holds

    Scenario: Without pulmonary arterial hypertension there is no such precaution
      Given the patient has no pulmonary arterial hypertension
      Then the rule "Pulmonary arterial hypertension" does not hold

    Scenario: Pulmonary arterial hypertension that nobody ruled out leaves the precaution open
      Given pulmonary arterial hypertension is not known
      Then the rule "Pulmonary arterial hypertension" cannot be decided
      And the note asks for pulmonary arterial hypertension

  Rule: IgA deficiency

    Scenario: IgA deficiency alone is a precaution, not a contraindication
      Given the patient has IgA deficiency
      Then the rule "IgA deficiency" holds

    Scenario: Without IgA deficiency there is no such precaution
      Given the patient has no IgA deficiency
      Then the rule "IgA deficiency" does not hold

    Scenario: IgA that was never measured leaves the precaution open
      Given IgA deficiency is not known
      Then the rule "IgA deficiency" cannot be decided
      And the note asks for IgA deficiency

    Scenario Outline: IgA counts as deficient below 0.07 g/L (<value> g/L)
      Given the serum IgA is <value> g/L
      Then the rule "IgA deficiency" <truth>

      Examples:
        | value | truth         |
        | 0.06  | holds         |
        | 0.07  | does not hold |
        | 0.08  | does not hold |

    Scenario: An IgA of 6 mg/dL is deficient
      Given the serum IgA (mg/dL) is 6 mg/dL
      Then the rule "IgA deficiency" holds

    Scenario: An IgA of 7 mg/dL is at the limit and not deficient
      Given the serum IgA (mg/dL) is 7 mg/dL
      Then the rule "IgA deficiency" does not hold

  Rule: Anti-IgA

    Scenario: Anti-IgA alone is a precaution
      Given the patient has anti-IgA antibodies
      Then the rule "Anti-IgA" holds

    Scenario: Without anti-IgA there is no such precaution
      Given the patient has no anti-IgA antibodies
      Then the rule "Anti-IgA" does not hold

    Scenario: Anti-IgA that was never measured leaves the precaution open
      Given anti-IgA antibodies are not known
      Then the rule "Anti-IgA" cannot be decided
      And the note asks for anti-IgA antibodies

  Rule: Earlier allergic reaction, not severe

    Scenario Outline: An allergic reaction that was not severe is a precaution in: <where>
      Given jurisdiction: <where>
      And earlier reaction to human immunoglobulin: allergic, not severe
      Then the rule "Earlier allergic reaction, not severe" holds

      Examples:
        | where         |
        | United States |
        | Australia     |
        | Ontario       |

    Scenario Outline: An allergic reaction that was not severe is more than a precaution in: <where>
      Given jurisdiction: <where>
      And earlier reaction to human immunoglobulin: allergic, not severe
      Then the rule "Earlier allergic reaction, not severe" does not hold

      Examples:
        | where          |
        | European Union |
        | United Kingdom |

    Scenario: Without a jurisdiction an allergic reaction may be a precaution or more
      Given earlier reaction to human immunoglobulin: allergic, not severe
      Then the rule "Earlier allergic reaction, not severe" cannot be decided
      And the note asks for jurisdiction

    Scenario: A reaction that was not allergic is no such precaution
      Given earlier reaction to human immunoglobulin: not allergic
      Then the rule "Earlier allergic reaction, not severe" does not hold

    Scenario: A severe reaction is more than a precaution
      Given earlier reaction to human immunoglobulin: severe
      Then the rule "Earlier allergic reaction, not severe" does not hold

    Scenario: Earlier reactions have to be asked about
      Given earlier reaction to human immunoglobulin is not known
      Then the rule "Earlier allergic reaction, not severe" cannot be decided
      And the note asks for earlier reaction to human immunoglobulin
