Feature: Rates that belong to one product

  Background:
    Given the patient has systemic sclerosis

  Rule: Rate cap of a compendium

    Scenario: Octagam after a thrombosis has its rate capped by a compendium
      Given planned product: Octagam
      And the patient has an earlier thrombosis
      Then the rule "Rate cap of a compendium" holds

    Scenario: Gammagard Liquid in diabetes has its rate capped by a compendium
      Given planned product: Gammagard Liquid
      And the patient has diabetes
      Then the rule "Rate cap of a compendium" holds

    Scenario: Privigen has no cap in that compendium
      Given planned product: Privigen
      Then the rule "Rate cap of a compendium" does not hold

    Scenario: Octagam without any boxed factor is not capped
      Given a patient in whom every question is answered without a finding
      And the age is 40 years
      And planned product: Octagam
      Then the rule "Rate cap of a compendium" does not hold

    Scenario: Boxed factors have to be known for the cap
      Given planned product: Octagam
      And earlier thrombosis is not known
      Then the rule "Rate cap of a compendium" cannot be decided
      And the note asks for earlier thrombosis

  Rule: Gamunex-C: rate at renal risk

    Scenario: In diabetes the cap of Gamunex-C is its ordinary maximum
      Given planned product: Gamunex-C
      And the patient has diabetes
      Then the rule "Gamunex-C: rate at renal risk" holds

    Scenario: Privigen has no cap of Gamunex-C
      Given planned product: Privigen
      Then the rule "Gamunex-C: rate at renal risk" does not hold

    Scenario: Renal factors have to be known for the cap
      Given planned product: Gamunex-C
      And diabetes is not known
      Then the rule "Gamunex-C: rate at renal risk" cannot be decided
      And the note asks for diabetes

  Rule: Dermatomyositis: licence and rate of Octagam

    Scenario: In dermatomyositis the licence and the rate of one product are shown
      Given the patient has dermatomyositis overlap
      Then the rule "Dermatomyositis: licence and rate of Octagam" holds

    Scenario: Without dermatomyositis that rate is left out
      Given the patient has no dermatomyositis overlap
      Then the rule "Dermatomyositis: licence and rate of Octagam" does not hold

    Scenario: Dermatomyositis that nobody asked about leaves licence and rate open
      Given dermatomyositis overlap is not known
      Then the rule "Dermatomyositis: licence and rate of Octagam" cannot be decided
      And the note asks for dermatomyositis overlap
