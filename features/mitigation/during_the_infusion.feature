Feature: Dose, rate and watching, as documented

  Rule: Smallest practicable dose and rate

    Scenario: An earlier thrombosis brings the smallest practicable dose and rate
      Given the patient has an earlier thrombosis
      Then the rule "Smallest practicable dose and rate" holds

    Scenario: Nephrotoxic drugs bring the smallest practicable dose and rate
      Given the patient takes nephrotoxic drugs
      Then the rule "Smallest practicable dose and rate" holds

    Scenario: Without any boxed factor the smallest practicable dose is not asked for
      Given a patient in whom every question is answered without a finding
      And the age is 40 years
      Then the rule "Smallest practicable dose and rate" does not hold

    Scenario: A patient of forty may still have a boxed factor that nobody asked about
      Given the age is 40 years
      And prolonged immobilisation is not known
      Then the rule "Smallest practicable dose and rate" cannot be decided
      And the note asks for prolonged immobilisation

  Rule: Course over more days

    Scenario: For every patient with SSc it is shown what spreading a course does to the daily amount
      Given the patient has systemic sclerosis
      Then the rule "Course over more days" holds

    Scenario: Without systemic sclerosis the daily amount is not discussed
      Given the patient has no systemic sclerosis
      Then the rule "Course over more days" does not hold

    Scenario: Until the diagnosis is known, the daily amount is not discussed
      Given systemic sclerosis is not known
      Then the rule "Course over more days" cannot be decided
      And the note asks for systemic sclerosis

    Scenario Outline: A course of 1 g/kg over two days reaches 35 g a day from 70 kg on (<weight> kg)
      Given the patient has systemic sclerosis
      And the weight is <weight> kg
      And the height is 180 cm
      And sex: man
      And the planned dose a course is 1 g/kg
      Then the course "as planned" over 2 days <is it> flagged

      Examples:
        | weight | is it  |
        | 69     | is not |
        | 70     | is     |
        | 71     | is     |

    Scenario: A course of 1 g/kg over three days stays below 35 g a day
      Given the patient has systemic sclerosis
      And the weight is 70 kg
      And the height is 180 cm
      And sex: man
      And the planned dose a course is 1 g/kg
      Then the course "as planned" over 3 days is not flagged

  Rule: Observation during and after an infusion

    Scenario: For every patient with SSc it is shown how long texts have patients watched
      Given the patient has systemic sclerosis
      Then the rule "Observation during and after an infusion" holds

    Scenario: Without systemic sclerosis watching is not discussed
      Given the patient has no systemic sclerosis
      Then the rule "Observation during and after an infusion" does not hold

    Scenario: Until the diagnosis is known, watching is not discussed
      Given systemic sclerosis is not known
      Then the rule "Observation during and after an infusion" cannot be decided
      And the note asks for systemic sclerosis

  Rule: Product and batch on record

    Scenario: For every patient with SSc product and batch are recorded
      Given the patient has systemic sclerosis
      Then the rule "Product and batch on record" holds

    Scenario: Without systemic sclerosis batches are not discussed
      Given the patient has no systemic sclerosis
      Then the rule "Product and batch on record" does not hold

    Scenario: Until the diagnosis is known, batches are not discussed
      Given systemic sclerosis is not known
      Then the rule "Product and batch on record" cannot be decided
      And the note asks for systemic sclerosis

  Rule: Change of product

    Scenario: After earlier IVIG a change of product starts at the minimum rate
      Given earlier or present IVIG: yes
      Then the rule "Change of product" holds

    Scenario: In a patient who never had IVIG there is no change of product
      Given earlier or present IVIG: no
      Then the rule "Change of product" does not hold

    Scenario: Earlier IVIG has to be asked about
      Given earlier or present IVIG is not known
      Then the rule "Change of product" cannot be decided
      And the note asks for earlier or present IVIG

  Rule: Infusion at home

    Scenario: At home an infusion is never given alone
      Given home infusion: yes
      Then the rule "Infusion at home" holds
      And the note says "a health professional is present throughout"

    Scenario: Without a plan for the home nothing is said of it
      Given home infusion: no
      Then the rule "Infusion at home" does not hold

    Scenario: A place of infusion that is not planned yet is asked
      Given home infusion is not known
      Then the rule "Infusion at home" cannot be decided
      And the note asks for home infusion
