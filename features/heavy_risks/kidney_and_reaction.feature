Feature: Heavy risks of the kidney, and of a reaction that texts do not grade

  Background:
    Given the patient has systemic sclerosis

  Rule: Very low estimated GFR, or dialysis

    Scenario: An estimated GFR of 29.99 is a heavy risk
      Given estimated glomerular filtration rate is 29.99 mL/min/1.73m2
      And chronic kidney disease: yes
      Then the rule "Very low estimated GFR, or dialysis" holds

    Scenario: An estimated GFR of 30 is no heavy risk
      Given estimated glomerular filtration rate is 30 mL/min/1.73m2
      And dialysis: no
      Then the rule "Very low estimated GFR, or dialysis" does not hold

    Scenario: An estimated GFR of 30.01 is no heavy risk
      Given estimated glomerular filtration rate is 30.01 mL/min/1.73m2
      And dialysis: no
      Then the rule "Very low estimated GFR, or dialysis" does not hold

    Scenario: Dialysis is a heavy risk without any filtration rate
      Given dialysis: yes
      Then the rule "Very low estimated GFR, or dialysis" holds

    Scenario: Without a filtration rate and a word on dialysis a heavy risk stays possible
      Given estimated glomerular filtration rate is not known
      And dialysis is not known
      Then the rule "Very low estimated GFR, or dialysis" cannot be decided

  Rule: Earlier allergic reaction, ungraded by the texts

    Scenario: In the European Union an allergic reaction that was not severe is a heavy risk
      Given earlier reaction to human immunoglobulin: allergic, not severe
      And jurisdiction: European Union
      Then the rule "Earlier allergic reaction, ungraded by the texts" holds

    Scenario: In the United Kingdom an allergic reaction that was not severe is a heavy risk
      Given earlier reaction to human immunoglobulin: allergic, not severe
      And jurisdiction: United Kingdom
      Then the rule "Earlier allergic reaction, ungraded by the texts" holds

    Scenario: In the United States an allergic reaction that was not severe is no heavy risk
      Given earlier reaction to human immunoglobulin: allergic, not severe
      And jurisdiction: United States
      Then the rule "Earlier allergic reaction, ungraded by the texts" does not hold

    Scenario: In Australia an allergic reaction that was not severe is no heavy risk
      Given earlier reaction to human immunoglobulin: allergic, not severe
      And jurisdiction: Australia
      Then the rule "Earlier allergic reaction, ungraded by the texts" does not hold

    Scenario: In Ontario an allergic reaction that was not severe is no heavy risk
      Given earlier reaction to human immunoglobulin: allergic, not severe
      And jurisdiction: Ontario
      Then the rule "Earlier allergic reaction, ungraded by the texts" does not hold

    Scenario: Where the patient lives has to be known for an allergic reaction that was not severe
      Given earlier reaction to human immunoglobulin: allergic, not severe
      Then the rule "Earlier allergic reaction, ungraded by the texts" cannot be decided
