Feature: Heavy risks of the kidney, and of a reaction that texts do not grade

  Background:
    Given the patient has systemic sclerosis

  Rule: Very low estimated GFR, or dialysis

    Scenario: Below the limit
      Given estimated glomerular filtration rate is 29.99 mL/min/1.73m2
      And chronic kidney disease: yes
      Then the rule "Very low estimated GFR, or dialysis" holds

    Scenario: At the limit
      Given estimated glomerular filtration rate is 30 mL/min/1.73m2
      And dialysis: no
      Then the rule "Very low estimated GFR, or dialysis" does not hold

    Scenario: Above the limit
      Given estimated glomerular filtration rate is 30.01 mL/min/1.73m2
      And dialysis: no
      Then the rule "Very low estimated GFR, or dialysis" does not hold

    Scenario: Dialysis counts as under it
      Given dialysis: yes
      Then the rule "Very low estimated GFR, or dialysis" holds

    Scenario: Neither is known
      Then the rule "Very low estimated GFR, or dialysis" cannot be decided

  Rule: Earlier allergic reaction, ungraded by the texts

    Scenario: In the European Union it weighs heavily
      Given earlier reaction to human immunoglobulin: allergic, not severe
      And jurisdiction: European Union
      Then the rule "Earlier allergic reaction, ungraded by the texts" holds

    Scenario: In the United Kingdom it weighs heavily
      Given earlier reaction to human immunoglobulin: allergic, not severe
      And jurisdiction: United Kingdom
      Then the rule "Earlier allergic reaction, ungraded by the texts" holds

    Scenario: In the United States it does not
      Given earlier reaction to human immunoglobulin: allergic, not severe
      And jurisdiction: United States
      Then the rule "Earlier allergic reaction, ungraded by the texts" does not hold

    Scenario: In Australia it does not
      Given earlier reaction to human immunoglobulin: allergic, not severe
      And jurisdiction: Australia
      Then the rule "Earlier allergic reaction, ungraded by the texts" does not hold

    Scenario: In Ontario it does not
      Given earlier reaction to human immunoglobulin: allergic, not severe
      And jurisdiction: Ontario
      Then the rule "Earlier allergic reaction, ungraded by the texts" does not hold

    Scenario: Without a jurisdiction it stays open
      Given earlier reaction to human immunoglobulin: allergic, not severe
      Then the rule "Earlier allergic reaction, ungraded by the texts" cannot be decided
