Feature: Risks of the planned dose and product

  Background:
    Given the patient has systemic sclerosis

  Rule: Haemolysis: dose and blood group

    Scenario: A high dose in blood group A raises the risk of haemolysis
      Given the planned dose a course is 2 g/kg
      And blood group: group A
      Then the rule "Haemolysis: dose and blood group" holds

    Scenario: In blood group O a high dose is not named with haemolysis
      Given the planned dose a course is 2 g/kg
      And blood group: group O
      Then the rule "Haemolysis: dose and blood group" does not hold

    Scenario: Without the blood group the risk of a high dose is open
      Given the planned dose a course is 2 g/kg
      And blood group is not known
      Then the rule "Haemolysis: dose and blood group" cannot be decided
      And the note asks for blood group

    Scenario Outline: A dose counts as high from 2 g/kg on (<value> g/kg)
      Given blood group: group A
      And the planned dose a course is <value> g/kg
      Then the rule "Haemolysis: dose and blood group" <truth>

      Examples:
        | value | truth         |
        | 1.9   | does not hold |
        | 2     | holds         |
        | 2.1   | holds         |

  Rule: Aseptic meningitis: planned dose

    Scenario: A dose of two and a half grams a kilogram is one that the label warns of
      Given the planned dose a course is 2.5 g/kg
      Then the rule "Aseptic meningitis: planned dose" holds

    Scenario: A dose of one gram a kilogram is not one that the label warns of
      Given the planned dose a course is 1 g/kg
      Then the rule "Aseptic meningitis: planned dose" does not hold

    Scenario: Without a planned dose the warning is open
      Given planned dose a course is not known
      Then the rule "Aseptic meningitis: planned dose" cannot be decided
      And the note asks for planned dose a course

    Scenario Outline: The warning starts at 2 g/kg (<value> g/kg)
      Given the planned dose a course is <value> g/kg
      Then the rule "Aseptic meningitis: planned dose" <truth>

      Examples:
        | value | truth         |
        | 1.9   | does not hold |
        | 2     | holds         |
        | 2.1   | holds         |

  Rule: Aseptic meningitis: migraine

    Scenario: Migraine goes with aseptic meningitis
      Given the patient has migraine
      Then the rule "Aseptic meningitis: migraine" holds

    Scenario: Without migraine aseptic meningitis is not tied to it
      Given the patient has no migraine
      Then the rule "Aseptic meningitis: migraine" does not hold

    Scenario: Migraine that nobody asked about is asked
      Given migraine is not known
      Then the rule "Aseptic meningitis: migraine" cannot be decided
      And the note asks for migraine

  Rule: Maltose and glucose meter

    Scenario: Octagam misleads a GDH-PQQ meter
      Given planned product: Octagam
      And type of glucose meter: GDH-PQQ method
      Then the rule "Maltose and glucose meter" holds

    Scenario: A glucose-specific meter is not misled
      Given planned product: Octagam
      And type of glucose meter: glucose-specific method
      Then the rule "Maltose and glucose meter" does not hold

    Scenario: Another product does not mislead the meter
      Given planned product: Privigen
      And type of glucose meter: GDH-PQQ method
      Then the rule "Maltose and glucose meter" does not hold

    Scenario: The kind of meter has to be known
      Given planned product: Octagam
      And type of glucose meter is not known
      Then the rule "Maltose and glucose meter" cannot be decided
      And the note asks for type of glucose meter

  Rule: Hydration against volume

    Scenario: A loop diuretic pulls against hydration
      Given the patient takes a loop diuretic
      Then the rule "Hydration against volume" holds

    Scenario: Heart failure pulls against hydration
      Given the patient has heart failure
      Then the rule "Hydration against volume" holds

    Scenario: Without any of the three, hydration meets no opposition
      Given the patient has no heart failure
      And the patient has no pulmonary arterial hypertension
      And the patient takes no loop diuretic
      Then the rule "Hydration against volume" does not hold

    Scenario: Without a loop diuretic, heart failure still has to be known
      Given the patient takes no loop diuretic
      And heart failure is not known
      Then the rule "Hydration against volume" cannot be decided
      And the note asks for heart failure
