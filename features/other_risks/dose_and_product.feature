Feature: Risks of the planned dose and product

  Background:
    Given the patient has systemic sclerosis

  Rule: A high dose with a blood group other than O raises the risk of haemolysis

    Scenario: A high dose in blood group A raises the risk of haemolysis
      Given the planned dose a course is 2 g/kg
      And blood group: group A
      Then the rule "A high dose with a blood group other than O raises the risk of haemolysis" holds

    Scenario: Blood group O is not named with haemolysis
      Given the planned dose a course is 1.9 g/kg
      And blood group: group A
      Then the rule "A high dose with a blood group other than O raises the risk of haemolysis" does not hold

    Scenario: Without the blood group the risk of a high dose is open
      Given the planned dose a course is 2 g/kg
      And blood group is not known
      Then the rule "A high dose with a blood group other than O raises the risk of haemolysis" cannot be decided
      And the note asks for blood group

    Scenario Outline: A dose counts as high from 2 g/kg on (<value> g/kg)
      Given blood group: group A
      And the planned dose a course is <value> g/kg
      Then the rule "A high dose with a blood group other than O raises the risk of haemolysis" <truth>

      Examples:
        | value | truth         |
        | 1.9   | does not hold |
        | 2     | holds         |
        | 2.1   | holds         |

  Rule: The planned dose is one at which aseptic meningitis is warned of

    Scenario: A dose of two and a half grams a kilogram is one that the label warns of
      Given the planned dose a course is 2.5 g/kg
      Then the rule "The planned dose is one at which aseptic meningitis is warned of" holds

    Scenario: A dose of one gram a kilogram is not
      Given the planned dose a course is 1 g/kg
      Then the rule "The planned dose is one at which aseptic meningitis is warned of" does not hold

    Scenario: Without a planned dose the warning is open
      Given planned dose a course is not known
      Then the rule "The planned dose is one at which aseptic meningitis is warned of" cannot be decided
      And the note asks for planned dose a course

    Scenario Outline: The warning starts at 2 g/kg (<value> g/kg)
      Given the planned dose a course is <value> g/kg
      Then the rule "The planned dose is one at which aseptic meningitis is warned of" <truth>

      Examples:
        | value | truth         |
        | 1.9   | does not hold |
        | 2     | holds         |
        | 2.1   | holds         |

  Rule: Migraine raises the risk of aseptic meningitis

    Scenario: Migraine goes with aseptic meningitis
      Given the patient has migraine
      Then the rule "Migraine raises the risk of aseptic meningitis" holds

    Scenario: Without migraine there is no such line
      Given the patient has no migraine
      Then the rule "Migraine raises the risk of aseptic meningitis" does not hold

    Scenario: Migraine that nobody asked about leaves the line open
      Given migraine is not known
      Then the rule "Migraine raises the risk of aseptic meningitis" cannot be decided
      And the note asks for migraine

  Rule: A product with maltose misleads a glucose meter of the GDH-PQQ kind

    Scenario: Octagam with a GDH-PQQ meter misleads
      Given planned product: Octagam
      And type of glucose meter: GDH-PQQ method
      Then the rule "A product with maltose misleads a glucose meter of the GDH-PQQ kind" holds

    Scenario: A glucose-specific meter is not misled
      Given planned product: Octagam
      And type of glucose meter: glucose-specific method
      Then the rule "A product with maltose misleads a glucose meter of the GDH-PQQ kind" does not hold

    Scenario: Another product does not mislead the meter
      Given planned product: Privigen
      And type of glucose meter: GDH-PQQ method
      Then the rule "A product with maltose misleads a glucose meter of the GDH-PQQ kind" does not hold

    Scenario: The kind of meter has to be known
      Given planned product: Octagam
      And type of glucose meter is not known
      Then the rule "A product with maltose misleads a glucose meter of the GDH-PQQ kind" cannot be decided
      And the note asks for type of glucose meter

  Rule: Hydration and volume pull in opposite directions

    Scenario: A loop diuretic pulls against hydration
      Given the patient takes a loop diuretic
      Then the rule "Hydration and volume pull in opposite directions" holds

    Scenario: Heart failure pulls against hydration
      Given the patient has heart failure
      Then the rule "Hydration and volume pull in opposite directions" holds

    Scenario: Without any of the three, hydration meets no opposition
      Given the patient has no heart failure
      And the patient has no pulmonary arterial hypertension
      And the patient takes no loop diuretic
      Then the rule "Hydration and volume pull in opposite directions" does not hold

    Scenario: One of the three ruled out is not all of them
      Given the patient takes no loop diuretic
      And heart failure is not known
      Then the rule "Hydration and volume pull in opposite directions" cannot be decided
      And the note asks for heart failure
