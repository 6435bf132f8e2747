Feature: Listed predictors of renal crisis

  Background:
    Given the patient has systemic sclerosis

  Rule: Renal crisis predictor: diffuse skin

    Scenario: Diffuse disease is a listed predictor
      Given skin subset: diffuse cutaneous
      Then the rule "Renal crisis predictor: diffuse skin" holds

    Scenario: Limited disease is no listed predictor
      Given skin subset: limited cutaneous
      Then the rule "Renal crisis predictor: diffuse skin" does not hold

    Scenario: The subset has to be known for this predictor
      Given skin subset is not known
      Then the rule "Renal crisis predictor: diffuse skin" cannot be decided
      And the note asks for skin subset

  Rule: Renal crisis predictor: new anaemia

    Scenario: A new anaemia is a listed predictor
      Given the patient has a new anaemia
      Then the rule "Renal crisis predictor: new anaemia" holds

    Scenario: Without a new anaemia there is no such predictor
      Given the patient has no new anaemia
      Then the rule "Renal crisis predictor: new anaemia" does not hold

    Scenario: A blood count that is not known leaves the predictor open
      Given new anaemia is not known
      Then the rule "Renal crisis predictor: new anaemia" cannot be decided
      And the note asks for new anaemia

  Rule: Renal crisis predictor: anti-RNA polymerase III

    Scenario: Anti-RNA polymerase III is a listed predictor
      Given the patient has anti-RNA polymerase III antibodies
      Then the rule "Renal crisis predictor: anti-RNA polymerase III" holds

    Scenario: Without that antibody there is no such predictor
      Given the patient has no anti-RNA polymerase III antibodies
      Then the rule "Renal crisis predictor: anti-RNA polymerase III" does not hold

    Scenario: An antibody that was not measured leaves the predictor open
      Given anti-RNA polymerase III antibodies are not known
      Then the rule "Renal crisis predictor: anti-RNA polymerase III" cannot be decided
      And the note asks for anti-RNA polymerase III antibodies

  Rule: Renal crisis predictor: rapid skin progression

    Scenario: Skin that progresses rapidly is a listed predictor
      Given rapid skin progression: yes
      Then the rule "Renal crisis predictor: rapid skin progression" holds

    Scenario: Skin that does not progress rapidly is no such predictor
      Given rapid skin progression: no
      Then the rule "Renal crisis predictor: rapid skin progression" does not hold

    Scenario: A pace that nobody recorded leaves the predictor open
      Given rapid skin progression is not known
      Then the rule "Renal crisis predictor: rapid skin progression" cannot be decided
      And the note asks for rapid skin progression

  Rule: Renal crisis predictor: recent cardiac event

    Scenario: A recent cardiac event is a listed predictor
      Given the patient has a recent cardiac event
      Then the rule "Renal crisis predictor: recent cardiac event" holds

    Scenario: Without a recent cardiac event there is no such predictor
      Given the patient has no recent cardiac event
      Then the rule "Renal crisis predictor: recent cardiac event" does not hold

    Scenario: A cardiac event that nobody asked about leaves the predictor open
      Given recent cardiac event is not known
      Then the rule "Renal crisis predictor: recent cardiac event" cannot be decided
      And the note asks for recent cardiac event

  Rule: Renal crisis predictor: short duration

    Scenario: Disease of two years is of short duration
      Given the duration of systemic sclerosis is 2 years
      Then the rule "Renal crisis predictor: short duration" holds

    Scenario: Disease of twelve years is not of short duration
      Given the duration of systemic sclerosis is 12 years
      Then the rule "Renal crisis predictor: short duration" does not hold

    Scenario: Without a duration the predictor is open
      Given duration of systemic sclerosis is not known
      Then the rule "Renal crisis predictor: short duration" cannot be decided
      And the note asks for duration of systemic sclerosis

    Scenario Outline: Duration counts as short below five years (<value> years)
      Given the duration of systemic sclerosis is <value> years
      Then the rule "Renal crisis predictor: short duration" <truth>

      Examples:
        | value | truth         |
        | 4.9   | holds         |
        | 5     | does not hold |
        | 5.1   | does not hold |
