Feature: Rates that belong to one product

  Background:
    Given the patient has systemic sclerosis

  Rule: A compendium caps the rate in patients at risk, and no current label was found to confirm it

    Scenario: Octagam after a thrombosis has its rate capped by a compendium
      Given planned product: Octagam
      And the patient has an earlier thrombosis
      Then the rule "A compendium caps the rate in patients at risk, and no current label was found to confirm it" holds

    Scenario: Gammagard Liquid in diabetes has its rate capped by a compendium
      Given planned product: Gammagard Liquid
      And the patient has diabetes
      Then the rule "A compendium caps the rate in patients at risk, and no current label was found to confirm it" holds

    Scenario: Another product is not in that entry
      Given planned product: Privigen
      Then the rule "A compendium caps the rate in patients at risk, and no current label was found to confirm it" does not hold

    Scenario: Octagam without any boxed factor is not capped
      Given a patient in whom every question is answered without a finding
      And the age is 40 years
      And planned product: Octagam
      Then the rule "A compendium caps the rate in patients at risk, and no current label was found to confirm it" does not hold

    Scenario: Boxed factors have to be known for the cap
      Given planned product: Octagam
      And earlier thrombosis is not known
      Then the rule "A compendium caps the rate in patients at risk, and no current label was found to confirm it" cannot be decided
      And the note asks for earlier thrombosis

  Rule: A rate below the ordinary maximum gives little protection of its own

    Scenario: In diabetes the cap of Gamunex-C is its ordinary maximum
      Given planned product: Gamunex-C
      And the patient has diabetes
      Then the rule "A rate below the ordinary maximum gives little protection of its own" holds

    Scenario: Another product has no such cap
      Given planned product: Privigen
      Then the rule "A rate below the ordinary maximum gives little protection of its own" does not hold

    Scenario: Renal factors have to be known for the cap
      Given planned product: Gamunex-C
      And diabetes is not known
      Then the rule "A rate below the ordinary maximum gives little protection of its own" cannot be decided
      And the note asks for diabetes

  Rule: In dermatomyositis one product has a licence in the United States and a cap on its rate

    Scenario: In dermatomyositis the licence and the rate of one product are shown
      Given the patient has dermatomyositis overlap
      Then the rule "In dermatomyositis one product has a licence in the United States and a cap on its rate" holds

    Scenario: Without dermatomyositis that rate is left out
      Given the patient has no dermatomyositis overlap
      Then the rule "In dermatomyositis one product has a licence in the United States and a cap on its rate" does not hold

    Scenario: Dermatomyositis that nobody asked about leaves it open
      Given dermatomyositis overlap is not known
      Then the rule "In dermatomyositis one product has a licence in the United States and a cap on its rate" cannot be decided
      And the note asks for dermatomyositis overlap
