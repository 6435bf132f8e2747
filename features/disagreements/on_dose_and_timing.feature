Feature: Where sources disagree on dose and timing

  Rule: Dose and rate, or rate only

    Scenario: For every patient with SSc labels differ on dose and rate
      Given the patient has systemic sclerosis
      Then the rule "Dose and rate, or rate only" holds
      And the note cites Privigen US label 2022
      And the note cites Octagam 10% US label 2021

    Scenario: Without systemic sclerosis the labels are not compared
      Given the patient has no systemic sclerosis
      Then the rule "Dose and rate, or rate only" does not hold

    Scenario: Until the diagnosis is known, the labels are not compared
      Given systemic sclerosis is not known
      Then the rule "Dose and rate, or rate only" cannot be decided
      And the note asks for systemic sclerosis

  Rule: Studied dose against smallest dose

    Scenario: For every patient with SSc the studied dose stands against the smallest practicable one
      Given the patient has systemic sclerosis
      Then the rule "Studied dose against smallest dose" holds
      And the note cites Nacci 2007
      And the note cites Takehara 2013

    Scenario: Without systemic sclerosis doses are not compared
      Given the patient has no systemic sclerosis
      Then the rule "Studied dose against smallest dose" does not hold

    Scenario: Until the diagnosis is known, doses are not compared
      Given systemic sclerosis is not known
      Then the rule "Studied dose against smallest dose" cannot be decided
      And the note asks for systemic sclerosis

  Rule: Dosing weight

    Scenario: Marked obesity brings up the two ways to set the dose
      Given the body mass index is 38 kg/m2
      Then the rule "Dosing weight" holds
      And the note cites Australia, ideal-weight dosing
      And the note cites Ontario IGUM

    Scenario: At a body mass index of 24 the two ways end alike
      Given the body mass index is 24 kg/m2
      And pregnancy: no
      Then the rule "Dosing weight" does not hold

    Scenario: Without weight and height it is open whether obesity brings them up
      Given body mass index is not known
      Then the rule "Dosing weight" cannot be decided
      And the note asks for body mass index

    Scenario Outline: Obesity starts at a body mass index of 30 (<value> kg/m2)
      Given pregnancy: no
      And the body mass index is <value> kg/m2
      Then the rule "Dosing weight" <truth>

      Examples:
        | value | truth         |
        | 29.9  | does not hold |
        | 30    | holds         |
        | 30.1  | holds         |

  Rule: Wait before a live vaccine

    Scenario: A planned live vaccine brings up the intervals on which sources differ
      Given live vaccine planned: yes
      Then the rule "Wait before a live vaccine" holds
      And the note cites Privigen EU leaflet
      And the note cites Vaccine interval table, Georgia

    Scenario: Without a live vaccine the intervals do not matter
      Given live vaccine planned: no
      Then the rule "Wait before a live vaccine" does not hold

    Scenario: Vaccine plans that nobody asked about leave the intervals open
      Given live vaccine planned is not known
      Then the rule "Wait before a live vaccine" cannot be decided
      And the note asks for live vaccine planned
