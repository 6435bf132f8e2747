Feature: Questions on which no source was read
  Silence is said aloud, so that nobody takes it for reassurance.

  Rule: No source on pregnancy was read

    Scenario: In pregnancy the note says that no source was read
      Given pregnancy: yes
      Then the rule "No source on pregnancy was read" holds

    Scenario: Where the patient is not pregnant the line is left out
      Given pregnancy: no
      Then the rule "No source on pregnancy was read" does not hold

    Scenario: Pregnancy that nobody asked about leaves the line open
      Given pregnancy is not known
      Then the rule "No source on pregnancy was read" cannot be decided
      And the note asks for pregnancy

  Rule: No source on breast-feeding was read

    Scenario: In breast-feeding the note says that no source was read
      Given breast-feeding: yes
      Then the rule "No source on breast-feeding was read" holds

    Scenario: Without breast-feeding the line is left out
      Given breast-feeding: no
      Then the rule "No source on breast-feeding was read" does not hold

    Scenario: Breast-feeding that nobody asked about leaves the line open
      Given breast-feeding is not known
      Then the rule "No source on breast-feeding was read" cannot be decided
      And the note asks for breast-feeding

  Rule: Infusion at home

    Scenario: For infusion at home the note says that no source was read
      Given home infusion: yes
      Then the rule "Infusion at home" holds

    Scenario: Without a plan for the home the line is left out
      Given home infusion: no
      Then the rule "Infusion at home" does not hold

    Scenario: A place of infusion that is not planned yet leaves the line open
      Given home infusion is not known
      Then the rule "Infusion at home" cannot be decided
      And the note asks for home infusion

  Rule: No source read

    Scenario: Each note lists the questions that have no source
      Given the patient has systemic sclerosis
      Then the rule "No source read" holds

    Scenario: Without systemic sclerosis the list is left out
      Given the patient has no systemic sclerosis
      Then the rule "No source read" does not hold

    Scenario: Until the diagnosis is known, the list waits
      Given systemic sclerosis is not known
      Then the rule "No source read" cannot be decided
      And the note asks for systemic sclerosis
