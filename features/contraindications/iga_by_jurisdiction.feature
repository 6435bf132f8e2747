Feature: What IgA deficiency with anti-IgA does, by jurisdiction

  Background:
    Given the patient has systemic sclerosis

  Rule: IgA deficiency with anti-IgA

    Scenario: In the European Union IgA deficiency with anti-IgA rules IVIG out without a reaction
      Given IgA deficiency: yes
      And anti-IgA antibodies: yes
      And jurisdiction: European Union
      Then the rule "IgA deficiency with anti-IgA" holds

    Scenario: In the United Kingdom IgA deficiency with anti-IgA rules IVIG out without a reaction
      Given IgA deficiency: yes
      And anti-IgA antibodies: yes
      And jurisdiction: United Kingdom
      Then the rule "IgA deficiency with anti-IgA" holds

    Scenario: In the United States IgA deficiency with anti-IgA rules nothing out without a reaction
      Given IgA deficiency: yes
      And anti-IgA antibodies: yes
      And jurisdiction: United States
      And earlier reaction to human immunoglobulin: none
      Then the rule "IgA deficiency with anti-IgA" does not hold

    Scenario: In Australia IgA deficiency with anti-IgA rules nothing out without a reaction
      Given IgA deficiency: yes
      And anti-IgA antibodies: yes
      And jurisdiction: Australia
      And earlier reaction to human immunoglobulin: none
      Then the rule "IgA deficiency with anti-IgA" does not hold

    Scenario: In Ontario IgA deficiency with anti-IgA rules nothing out without a reaction
      Given IgA deficiency: yes
      And anti-IgA antibodies: yes
      And jurisdiction: Ontario
      And earlier reaction to human immunoglobulin: none
      Then the rule "IgA deficiency with anti-IgA" does not hold

    Scenario: In the European Union IgA deficiency without anti-IgA rules nothing out
      Given IgA deficiency: yes
      And anti-IgA antibodies: no
      And jurisdiction: European Union
      Then the rule "IgA deficiency with anti-IgA" does not hold

    Scenario: Where the patient lives has to be known for IgA deficiency with anti-IgA
      Given IgA deficiency: yes
      And anti-IgA antibodies: yes
      Then the rule "IgA deficiency with anti-IgA" cannot be decided

  Rule: Negative anti-IgA after a reaction

    Scenario: A negative anti-IgA does not clear a severe reaction
      Given anti-IgA antibodies: no
      And earlier reaction to human immunoglobulin: severe
      Then the rule "Negative anti-IgA after a reaction" holds

    Scenario: A negative anti-IgA does not clear an allergic reaction
      Given anti-IgA antibodies: no
      And earlier reaction to human immunoglobulin: allergic, not severe
      Then the rule "Negative anti-IgA after a reaction" holds

    Scenario: Without a reaction a negative anti-IgA has nothing to clear
      Given anti-IgA antibodies: no
      And earlier reaction to human immunoglobulin: none
      Then the rule "Negative anti-IgA after a reaction" does not hold

    Scenario: After a severe reaction an anti-IgA that was never measured is not called negative
      Given earlier reaction to human immunoglobulin: severe
      Then the rule "Negative anti-IgA after a reaction" cannot be decided
