Feature: What rules IVIG out
  Only what a label names as a contraindication; product by product exclusions stand in their own feature.

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

    Scenario: A severe reaction completes the three as well
      Given the patient has IgA deficiency
      And the patient has anti-IgA antibodies
      And earlier reaction to human immunoglobulin: severe
      Then the rule "IgA deficiency with anti-IgA and an allergic reaction" holds

    Scenario: A reaction that was not allergic does not complete the three
      Given the patient has IgA deficiency
      And the patient has anti-IgA antibodies
      And earlier reaction to human immunoglobulin: not allergic
      Then the rule "IgA deficiency with anti-IgA and an allergic reaction" does not hold

    Scenario: Without IgA deficiency the other two do not rule IVIG out
      Given the patient has no IgA deficiency
      And the patient has anti-IgA antibodies
      And earlier reaction to human immunoglobulin: allergic, not severe
      Then the rule "IgA deficiency with anti-IgA and an allergic reaction" does not hold

    Scenario: Without anti-IgA the other two do not rule IVIG out
      Given the patient has IgA deficiency
      And the patient has no anti-IgA antibodies
      And earlier reaction to human immunoglobulin: allergic, not severe
      Then the rule "IgA deficiency with anti-IgA and an allergic reaction" does not hold

    Scenario: Anti-IgA that was never measured leaves it open
      Given the patient has IgA deficiency
      And earlier reaction to human immunoglobulin: severe
      And anti-IgA antibodies are not known
      Then the rule "IgA deficiency with anti-IgA and an allergic reaction" cannot be decided
      And the note asks for anti-IgA antibodies

    Scenario Outline: IgA below the limit of deficiency completes the three (<value> g/L)
      Given the patient has anti-IgA antibodies
      And earlier reaction to human immunoglobulin: allergic, not severe
      And the serum IgA is <value> g/L
      Then the rule "IgA deficiency with anti-IgA and an allergic reaction" <truth>

      Examples:
        | value | truth         |
        | 0.06  | holds         |
        | 0.07  | does not hold |
        | 0.08  | does not hold |
