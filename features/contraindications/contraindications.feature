Feature: What rules IVIG out
  Only what a label names as a contraindication; what rules out one product only stands under products.

  Background:
    Given the patient has systemic sclerosis

  Rule: Earlier severe reaction to immunoglobulin

    Scenario: A severe reaction to any human immunoglobulin rules IVIG out
      Given earlier reaction to human immunoglobulin: severe
      Then the rule "Earlier severe reaction to immunoglobulin" holds

    Scenario: An allergic reaction that was not severe does not rule IVIG out
      Given earlier reaction to human immunoglobulin: allergic, not severe
      Then the rule "Earlier severe reaction to immunoglobulin" does not hold

    Scenario: No earlier reaction rules nothing out
      Given earlier reaction to human immunoglobulin: none
      Then the rule "Earlier severe reaction to immunoglobulin" does not hold

    Scenario: As long as nobody asked about earlier reactions, a contraindication is still possible
      Given earlier reaction to human immunoglobulin is not known
      Then the rule "Earlier severe reaction to immunoglobulin" cannot be decided
      And the note asks for earlier reaction to human immunoglobulin

  Rule: IgA deficiency with anti-IgA and an allergic reaction

    Scenario: IgA deficiency, anti-IgA and an allergic reaction together rule IVIG out
      Given the patient has IgA deficiency
      And the patient has anti-IgA antibodies
      And earlier reaction to human immunoglobulin: allergic, not severe
      Then the rule "IgA deficiency with anti-IgA and an allergic reaction" holds

    Scenario: IgA deficiency, anti-IgA and a severe reaction together rule IVIG out
      Given the patient has IgA deficiency
      And the patient has anti-IgA antibodies
      And earlier reaction to human immunoglobulin: severe
      Then the rule "IgA deficiency with anti-IgA and an allergic reaction" holds

    Scenario: IgA deficiency, anti-IgA and a mere headache do not rule IVIG out
      Given the patient has IgA deficiency
      And the patient has anti-IgA antibodies
      And earlier reaction to human immunoglobulin: not allergic
      Then the rule "IgA deficiency with anti-IgA and an allergic reaction" does not hold

    Scenario: Anti-IgA and an allergic reaction without IgA deficiency do not rule IVIG out
      Given the patient has no IgA deficiency
      And the patient has anti-IgA antibodies
      And earlier reaction to human immunoglobulin: allergic, not severe
      Then the rule "IgA deficiency with anti-IgA and an allergic reaction" does not hold

    Scenario: IgA deficiency and an allergic reaction without anti-IgA do not rule IVIG out
      Given the patient has IgA deficiency
      And the patient has no anti-IgA antibodies
      And earlier reaction to human immunoglobulin: allergic, not severe
      Then the rule "IgA deficiency with anti-IgA and an allergic reaction" does not hold

    Scenario: Anti-IgA that was never measured leaves a contraindication possible
      Given the patient has IgA deficiency
      And earlier reaction to human immunoglobulin: severe
      And anti-IgA antibodies are not known
      Then the rule "IgA deficiency with anti-IgA and an allergic reaction" cannot be decided
      And the note asks for anti-IgA antibodies

    Scenario Outline: An IgA under 0.07 g/L counts as the deficiency (<value> g/L)
      Given the patient has anti-IgA antibodies
      And earlier reaction to human immunoglobulin: allergic, not severe
      And the serum IgA is <value> g/L
      Then the rule "IgA deficiency with anti-IgA and an allergic reaction" <truth>

      Examples:
        | value | truth         |
        | 0.06  | holds         |
        | 0.07  | does not hold |
        | 0.08  | does not hold |
