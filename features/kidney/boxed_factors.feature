Feature: The boxed factors for the kidney, one by one

  Background:
    Given the patient has systemic sclerosis

  Rule: Kidney disease: boxed kidney factor

    Scenario: Chronic kidney disease is a boxed factor
      Given the patient has chronic kidney disease
      Then the rule "Kidney disease: boxed kidney factor" holds

    Scenario: A normal filtration rate without chronic kidney disease does not count
      Given the patient has no chronic kidney disease
      And the estimated glomerular filtration rate is 95 mL/min/1.73m2
      Then the rule "Kidney disease: boxed kidney factor" does not hold

    Scenario: A filtration rate of 80 alone does not exclude chronic kidney disease
      Given the estimated glomerular filtration rate is 80 mL/min/1.73m2
      And chronic kidney disease is not known
      Then the rule "Kidney disease: boxed kidney factor" cannot be decided
      And the note asks for chronic kidney disease

    Scenario Outline: A filtration rate counts below 60 (<value> mL/min/1.73m2)
      Given the patient has no chronic kidney disease
      And the estimated glomerular filtration rate is <value> mL/min/1.73m2
      Then the rule "Kidney disease: boxed kidney factor" <truth>

      Examples:
        | value | truth         |
        | 59    | holds         |
        | 60    | does not hold |
        | 61    | does not hold |

  Rule: Diabetes: boxed kidney factor

    Scenario: Diabetes is a boxed factor for the kidney
      Given the patient has diabetes
      Then the rule "Diabetes: boxed kidney factor" holds

    Scenario: Without diabetes the factor is absent
      Given the patient has no diabetes
      Then the rule "Diabetes: boxed kidney factor" does not hold

    Scenario: Diabetes that nobody asked about leaves the factor open
      Given diabetes is not known
      Then the rule "Diabetes: boxed kidney factor" cannot be decided
      And the note asks for diabetes

  Rule: Age: boxed kidney factor

    Scenario: A patient of eighty is above the boxed age
      Given the age is 80 years
      Then the rule "Age: boxed kidney factor" holds

    Scenario: A patient of forty is below the boxed age
      Given the age is 40 years
      Then the rule "Age: boxed kidney factor" does not hold

    Scenario: Without an age the renal factor is open
      Given age is not known
      Then the rule "Age: boxed kidney factor" cannot be decided
      And the note asks for age

    Scenario Outline: The box says over 65, so 65 itself does not count (<value> years)
      Given the age is <value> years
      Then the rule "Age: boxed kidney factor" <truth>

      Examples:
        | value | truth         |
        | 64    | does not hold |
        | 65    | does not hold |
        | 66    | holds         |

  Rule: Volume depletion: boxed kidney factor

    Scenario: Volume depletion counts for the kidney too
      Given the patient has volume depletion
      Then the rule "Volume depletion: boxed kidney factor" holds

    Scenario: Without volume depletion the factor is absent
      Given the patient has no volume depletion
      Then the rule "Volume depletion: boxed kidney factor" does not hold

    Scenario: Volume that nobody assessed leaves the factor open
      Given volume depletion is not known
      Then the rule "Volume depletion: boxed kidney factor" cannot be decided
      And the note asks for volume depletion

  Rule: Sepsis: boxed kidney factor

    Scenario: Sepsis counts for the kidney too
      Given the patient has active sepsis
      Then the rule "Sepsis: boxed kidney factor" holds

    Scenario: Without sepsis the factor is absent
      Given the patient has no active sepsis
      Then the rule "Sepsis: boxed kidney factor" does not hold

    Scenario: Sepsis that was not ruled out leaves the factor open
      Given active sepsis is not known
      Then the rule "Sepsis: boxed kidney factor" cannot be decided
      And the note asks for active sepsis

  Rule: Paraprotein: boxed kidney factor

    Scenario: A monoclonal protein is a boxed factor for the kidney
      Given the patient has a monoclonal gammopathy
      Then the rule "Paraprotein: boxed kidney factor" holds

    Scenario: Without a monoclonal protein the factor is absent
      Given the patient has no monoclonal gammopathy
      Then the rule "Paraprotein: boxed kidney factor" does not hold

    Scenario: A monoclonal protein that nobody looked for leaves the factor open
      Given monoclonal gammopathy is not known
      Then the rule "Paraprotein: boxed kidney factor" cannot be decided
      And the note asks for monoclonal gammopathy

  Rule: Nephrotoxic drugs: boxed kidney factor

    Scenario: Nephrotoxic drugs are a boxed factor
      Given the patient takes nephrotoxic drugs
      Then the rule "Nephrotoxic drugs: boxed kidney factor" holds

    Scenario: Without nephrotoxic drugs the factor is absent
      Given the patient takes no nephrotoxic drugs
      Then the rule "Nephrotoxic drugs: boxed kidney factor" does not hold

    Scenario: A drug list that nobody checked leaves the factor open
      Given nephrotoxic drugs are not known
      Then the rule "Nephrotoxic drugs: boxed kidney factor" cannot be decided
      And the note asks for nephrotoxic drugs
