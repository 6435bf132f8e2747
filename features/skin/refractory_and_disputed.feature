Feature: Skin disease that drugs did not settle

  Background:
    Given the patient has systemic sclerosis

  Rule: Skin: trial against series

    Scenario: Active skin disease shows both the trial and the series
      Given the patient has active skin disease
      Then the rule "Skin: trial against series" holds
      And the note cites Takehara 2013
      And the note cites Poelman 2015

    Scenario: Without active skin disease the disagreement is left out
      Given the patient has no active skin disease
      Then the rule "Skin: trial against series" does not hold

    Scenario: Whether skin is active has to be known first
      Given active skin disease is not known
      Then the rule "Skin: trial against series" cannot be decided
      And the note asks for active skin disease
