Feature: What IgA deficiency with anti-IgA does, by jurisdiction

  Background:
    Given the patient has systemic sclerosis

  Rule: IgA deficiency with anti-IgA

    Scenario: In the European Union the two alone rule IVIG out
      Given IgA deficiency: yes
      And anti-IgA antibodies: yes
      And jurisdiction: European Union
      Then the rule "IgA deficiency with anti-IgA" holds

    Scenario: In the United Kingdom the two alone rule IVIG out
      Given IgA deficiency: yes
      And anti-IgA antibodies: yes
      And jurisdiction: United Kingdom
      Then the rule "IgA deficiency with anti-IgA" holds

    Scenario: In the United States they do not, without a reaction
      Given IgA deficiency: yes
      And anti-IgA antibodies: yes
      And jurisdiction: United States
      And earlier reaction to human immunoglobulin: none
      Then the rule "IgA deficiency with anti-IgA" does not hold

    Scenario: In Australia they do not, without a reaction
      Given IgA deficiency: yes
      And anti-IgA antibodies: yes
      And jurisdiction: Australia
      And earlier reaction to human immunoglobulin: none
      Then the rule "IgA deficiency with anti-IgA" does not hold

    Scenario: In Ontario they do not, without a reaction
      Given IgA deficiency: yes
      And anti-IgA antibodies: yes
      And jurisdiction: Ontario
      And earlier reaction to human immunoglobulin: none
      Then the rule "IgA deficiency with anti-IgA" does not hold

    Scenario: Without anti-IgA nothing is ruled out
      Given IgA deficiency: yes
      And anti-IgA antibodies: no
      And jurisdiction: European Union
      Then the rule "IgA deficiency with anti-IgA" does not hold

    Scenario: Without a jurisdiction it stays open
      Given IgA deficiency: yes
      And anti-IgA antibodies: yes
      Then the rule "IgA deficiency with anti-IgA" cannot be decided

  Rule: Negative anti-IgA after a reaction

    Scenario: It does not clear a severe reaction
      Given anti-IgA antibodies: no
      And earlier reaction to human immunoglobulin: severe
      Then the rule "Negative anti-IgA after a reaction" holds

    Scenario: It does not clear an allergic reaction
      Given anti-IgA antibodies: no
      And earlier reaction to human immunoglobulin: allergic, not severe
      Then the rule "Negative anti-IgA after a reaction" holds

    Scenario: Without a reaction there is nothing to clear
      Given anti-IgA antibodies: no
      And earlier reaction to human immunoglobulin: none
      Then the rule "Negative anti-IgA after a reaction" does not hold

    Scenario: A reaction without a test is not this
      Given earlier reaction to human immunoglobulin: severe
      Then the rule "Negative anti-IgA after a reaction" cannot be decided
