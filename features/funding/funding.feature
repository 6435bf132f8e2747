Feature: Who pays, as far as it was read
  No policy that was read confirms systemic sclerosis as a funded condition.

  Rule: Funding for SSc in Australia is not confirmed

    Scenario: In Australia funding is not confirmed
      Given jurisdiction: Australia
      And the patient has systemic sclerosis
      Then the rule "Funding for SSc in Australia is not confirmed" holds

    Scenario: In the United States the Australian list does not matter
      Given jurisdiction: United States
      And the patient has systemic sclerosis
      Then the rule "Funding for SSc in Australia is not confirmed" does not hold

    Scenario: Without a jurisdiction the Australian list stays open
      Given the patient has systemic sclerosis
      And jurisdiction is not known
      Then the rule "Funding for SSc in Australia is not confirmed" cannot be decided
      And the note asks for jurisdiction

  Rule: Funding for SSc in England is not confirmed

    Scenario: In England funding is not confirmed
      Given jurisdiction: United Kingdom
      And the patient has systemic sclerosis
      Then the rule "Funding for SSc in England is not confirmed" holds

    Scenario: In the European Union the English list does not matter
      Given jurisdiction: European Union
      And the patient has systemic sclerosis
      Then the rule "Funding for SSc in England is not confirmed" does not hold

    Scenario: Without a jurisdiction the English list stays open
      Given the patient has systemic sclerosis
      And jurisdiction is not known
      Then the rule "Funding for SSc in England is not confirmed" cannot be decided
      And the note asks for jurisdiction

  Rule: Funding for SSc in Ontario is not confirmed

    Scenario: In Ontario funding is not confirmed
      Given jurisdiction: Ontario
      And the patient has systemic sclerosis
      Then the rule "Funding for SSc in Ontario is not confirmed" holds

    Scenario: In the United Kingdom the programme of Ontario does not matter
      Given jurisdiction: United Kingdom
      And the patient has systemic sclerosis
      Then the rule "Funding for SSc in Ontario is not confirmed" does not hold

    Scenario: Without a jurisdiction the programme of Ontario stays open
      Given the patient has systemic sclerosis
      And jurisdiction is not known
      Then the rule "Funding for SSc in Ontario is not confirmed" cannot be decided
      And the note asks for jurisdiction

  Rule: No source on funding was read for this jurisdiction

    Scenario: For the United States no policy on funding was read
      Given jurisdiction: United States
      And the patient has systemic sclerosis
      Then the rule "No source on funding was read for this jurisdiction" holds

    Scenario: For the European Union no policy on funding was read
      Given jurisdiction: European Union
      And the patient has systemic sclerosis
      Then the rule "No source on funding was read for this jurisdiction" holds

    Scenario: For Australia a policy was read in part
      Given jurisdiction: Australia
      And the patient has systemic sclerosis
      Then the rule "No source on funding was read for this jurisdiction" does not hold

    Scenario: Without a jurisdiction it is open whether a policy was read
      Given the patient has systemic sclerosis
      And jurisdiction is not known
      Then the rule "No source on funding was read for this jurisdiction" cannot be decided
      And the note asks for jurisdiction

  Rule: Cost and supply limit use

    Scenario: Each note says that cost and supply limit use
      Given the patient has systemic sclerosis
      Then the rule "Cost and supply limit use" holds

    Scenario: Without systemic sclerosis supply is not discussed
      Given the patient has no systemic sclerosis
      Then the rule "Cost and supply limit use" does not hold

    Scenario: Until the diagnosis is known, supply is not discussed
      Given systemic sclerosis is not known
      Then the rule "Cost and supply limit use" cannot be decided
      And the note asks for systemic sclerosis
