Feature: Who pays, as far as it was read
  No policy that was read confirms systemic sclerosis as a funded condition.

  Rule: Funding in Australia

    Scenario: In Australia funding is not confirmed
      Given jurisdiction: Australia
      And the patient has systemic sclerosis
      Then the rule "Funding in Australia" holds

    Scenario: In the United States the Australian list does not matter
      Given jurisdiction: United States
      And the patient has systemic sclerosis
      Then the rule "Funding in Australia" does not hold

    Scenario: Whether the Australian list matters depends on where the patient lives
      Given the patient has systemic sclerosis
      And jurisdiction is not known
      Then the rule "Funding in Australia" cannot be decided
      And the note asks for jurisdiction

  Rule: Funding in England

    Scenario: In England funding is not confirmed
      Given jurisdiction: United Kingdom
      And the patient has systemic sclerosis
      Then the rule "Funding in England" holds

    Scenario: In the European Union the English list does not matter
      Given jurisdiction: European Union
      And the patient has systemic sclerosis
      Then the rule "Funding in England" does not hold

    Scenario: Whether the English list matters depends on where the patient lives
      Given the patient has systemic sclerosis
      And jurisdiction is not known
      Then the rule "Funding in England" cannot be decided
      And the note asks for jurisdiction

  Rule: Funding in Ontario

    Scenario: In Ontario funding is not confirmed
      Given jurisdiction: Ontario
      And the patient has systemic sclerosis
      Then the rule "Funding in Ontario" holds

    Scenario: In the United Kingdom the programme of Ontario does not matter
      Given jurisdiction: United Kingdom
      And the patient has systemic sclerosis
      Then the rule "Funding in Ontario" does not hold

    Scenario: Whether the programme of Ontario matters depends on where the patient lives
      Given the patient has systemic sclerosis
      And jurisdiction is not known
      Then the rule "Funding in Ontario" cannot be decided
      And the note asks for jurisdiction

  Rule: Funding: no policy read

    Scenario: For the United States no policy on funding was read
      Given jurisdiction: United States
      And the patient has systemic sclerosis
      Then the rule "Funding: no policy read" holds

    Scenario: For the European Union no policy on funding was read
      Given jurisdiction: European Union
      And the patient has systemic sclerosis
      Then the rule "Funding: no policy read" holds

    Scenario: For Australia a policy was read in part
      Given jurisdiction: Australia
      And the patient has systemic sclerosis
      Then the rule "Funding: no policy read" does not hold

    Scenario: Without a jurisdiction it is open whether a policy was read
      Given the patient has systemic sclerosis
      And jurisdiction is not known
      Then the rule "Funding: no policy read" cannot be decided
      And the note asks for jurisdiction

  Rule: Cost and supply

    Scenario: For every patient with SSc cost and supply limit use
      Given the patient has systemic sclerosis
      Then the rule "Cost and supply" holds

    Scenario: Without systemic sclerosis supply is not discussed
      Given the patient has no systemic sclerosis
      Then the rule "Cost and supply" does not hold

    Scenario: Until the diagnosis is known, supply is not discussed
      Given systemic sclerosis is not known
      Then the rule "Cost and supply" cannot be decided
      And the note asks for systemic sclerosis

  Rule: Australia: myositis listed

    Scenario: In Australia a myositis overlap is on the list
      Given jurisdiction: Australia
      And the patient has systemic sclerosis
      And the patient has myositis overlap
      And the patient has no inclusion-body myositis
      Then the rule "Australia: myositis listed" holds

    Scenario: Without a myositis overlap that entry does not matter
      Given jurisdiction: Australia
      And the patient has systemic sclerosis
      And the patient has no myositis overlap
      Then the rule "Australia: myositis listed" does not hold

    Scenario: Whether it is inclusion-body myositis has to be known in Australia
      Given jurisdiction: Australia
      And the patient has systemic sclerosis
      And the patient has myositis overlap
      Then the rule "Australia: myositis listed" cannot be decided

  Rule: Ontario: myopathy listed

    Scenario: In Ontario a myositis overlap is the route
      Given jurisdiction: Ontario
      And the patient has systemic sclerosis
      And the patient has myositis overlap
      And the patient has no inclusion-body myositis
      And the patient has no amyopathic dermatomyositis
      Then the rule "Ontario: myopathy listed" holds
      And the note does not say "not funded"

    Scenario: Inclusion-body myositis is not on the list of Ontario
      Given jurisdiction: Ontario
      And the patient has systemic sclerosis
      And the patient has myositis overlap
      And the patient has inclusion-body myositis
      Then the rule "Ontario: myopathy listed" does not hold

    Scenario: Amyopathic dermatomyositis is no route in Ontario
      Given jurisdiction: Ontario
      And the patient has systemic sclerosis
      And the patient has amyopathic dermatomyositis
      Then the rule "Ontario: myopathy listed" does not hold

    Scenario: Which myositis it is has to be known in Ontario
      Given jurisdiction: Ontario
      And the patient has systemic sclerosis
      And the patient has myositis overlap
      Then the rule "Ontario: myopathy listed" cannot be decided
