Feature: The eight boxed factors for thrombosis, one by one
  SSc itself goes with more thrombosis and is no factor of the box.

  Background:
    Given the patient has systemic sclerosis

  Rule: Age: boxed thrombosis factor

    Scenario: A patient of eighty has the factor of advanced age
      Given the age is 80 years
      Then the rule "Age: boxed thrombosis factor" holds

    Scenario: A patient of forty does not have the factor of advanced age
      Given the age is 40 years
      Then the rule "Age: boxed thrombosis factor" does not hold

    Scenario: Without an age the factor is open
      Given age is not known
      Then the rule "Age: boxed thrombosis factor" cannot be decided
      And the note asks for age

    Scenario Outline: Age is a boxed factor from 65 on, as this project reads the box (<value> years)
      Given the age is <value> years
      Then the rule "Age: boxed thrombosis factor" <truth>

      Examples:
        | value | truth         |
        | 64    | does not hold |
        | 65    | holds         |
        | 66    | holds         |

  Rule: Immobilisation: boxed thrombosis factor

    Scenario: Prolonged immobilisation is a boxed factor
      Given the patient has prolonged immobilisation
      Then the rule "Immobilisation: boxed thrombosis factor" holds

    Scenario: A mobile patient does not have the factor
      Given the patient has no prolonged immobilisation
      Then the rule "Immobilisation: boxed thrombosis factor" does not hold

    Scenario: Mobility that nobody recorded leaves the factor open
      Given prolonged immobilisation is not known
      Then the rule "Immobilisation: boxed thrombosis factor" cannot be decided
      And the note asks for prolonged immobilisation

  Rule: Hypercoagulable condition: boxed thrombosis factor

    Scenario: A hypercoagulable condition is a boxed factor
      Given the patient has a hypercoagulable condition
      Then the rule "Hypercoagulable condition: boxed thrombosis factor" holds

    Scenario: Antiphospholipid antibodies count as a hypercoagulable condition
      Given the patient has antiphospholipid antibodies
      Then the rule "Hypercoagulable condition: boxed thrombosis factor" holds

    Scenario: With both ruled out the factor is absent
      Given the patient has no hypercoagulable condition
      And the patient has no antiphospholipid antibodies
      Then the rule "Hypercoagulable condition: boxed thrombosis factor" does not hold

    Scenario: Antiphospholipid antibodies that were never measured leave the factor open
      Given the patient has no hypercoagulable condition
      And antiphospholipid antibodies are not known
      Then the rule "Hypercoagulable condition: boxed thrombosis factor" cannot be decided
      And the note asks for antiphospholipid antibodies

  Rule: Earlier thrombosis: boxed thrombosis factor

    Scenario: An earlier thrombosis is a boxed factor
      Given the patient has an earlier thrombosis
      Then the rule "Earlier thrombosis: boxed thrombosis factor" holds

    Scenario: No earlier thrombosis, no factor
      Given the patient has no earlier thrombosis
      Then the rule "Earlier thrombosis: boxed thrombosis factor" does not hold

    Scenario: An earlier thrombosis is asked about
      Given earlier thrombosis is not known
      Then the rule "Earlier thrombosis: boxed thrombosis factor" cannot be decided
      And the note asks for earlier thrombosis

  Rule: Oestrogens: boxed thrombosis factor

    Scenario: Oestrogens are a boxed factor
      Given the patient is on oestrogen treatment
      Then the rule "Oestrogens: boxed thrombosis factor" holds

    Scenario: Without oestrogens the factor is absent
      Given the patient is on no oestrogen treatment
      Then the rule "Oestrogens: boxed thrombosis factor" does not hold

    Scenario: Oestrogens that nobody asked about leave the factor open
      Given oestrogen treatment is not known
      Then the rule "Oestrogens: boxed thrombosis factor" cannot be decided
      And the note asks for oestrogen treatment

  Rule: Indwelling vascular catheter: boxed thrombosis factor

    Scenario: An indwelling catheter is a boxed factor
      Given the patient has an indwelling vascular catheter
      Then the rule "Indwelling vascular catheter: boxed thrombosis factor" holds

    Scenario: Without a catheter the factor is absent
      Given the patient has no indwelling vascular catheter
      Then the rule "Indwelling vascular catheter: boxed thrombosis factor" does not hold

    Scenario: A catheter that nobody recorded leaves the factor open
      Given indwelling vascular catheter is not known
      Then the rule "Indwelling vascular catheter: boxed thrombosis factor" cannot be decided
      And the note asks for indwelling vascular catheter

  Rule: Hyperviscosity: boxed thrombosis factor

    Scenario: Cryoglobulins count as a condition of hyperviscosity
      Given the patient has cryoglobulinaemia
      Then the rule "Hyperviscosity: boxed thrombosis factor" holds

    Scenario: A monoclonal gammopathy counts as a condition of hyperviscosity
      Given the patient has a monoclonal gammopathy
      Then the rule "Hyperviscosity: boxed thrombosis factor" holds

    Scenario: With all five conditions ruled out the factor is absent
      Given the patient has no hyperviscosity
      And the patient has no cryoglobulinaemia
      And the patient has no monoclonal gammopathy
      And the patient has no fasting chylomicronaemia
      And the patient has no markedly high triglycerides
      Then the rule "Hyperviscosity: boxed thrombosis factor" does not hold

    Scenario: With hyperviscosity ruled out cryoglobulins still have to be known
      Given the patient has no hyperviscosity
      And cryoglobulinaemia is not known
      Then the rule "Hyperviscosity: boxed thrombosis factor" cannot be decided
      And the note asks for cryoglobulinaemia

  Rule: Cardiovascular risk: boxed thrombosis factor

    Scenario: Hypertension is enough for the cardiovascular factor
      Given the patient has hypertension
      Then the rule "Cardiovascular risk: boxed thrombosis factor" holds

    Scenario: Smoking is enough for the cardiovascular factor
      Given current smoking: yes
      Then the rule "Cardiovascular risk: boxed thrombosis factor" holds

    Scenario: With every cardiovascular risk ruled out the factor is absent
      Given the patient has no hypertension
      And the patient has no high cholesterol
      And the patient has no diabetes
      And the body mass index is 29 kg/m2
      And current smoking: no
      And the patient has no coronary disease
      Then the rule "Cardiovascular risk: boxed thrombosis factor" does not hold

    Scenario: A normal weight and a normal pressure leave cholesterol and the rest open
      Given the patient has no hypertension
      And the body mass index is 24 kg/m2
      And high cholesterol is not known
      Then the rule "Cardiovascular risk: boxed thrombosis factor" cannot be decided
      And the note asks for high cholesterol

    Scenario Outline: Obesity counts from a body mass index of 30 on (<value> kg/m2)
      Given the patient has no hypertension
      And the patient has no high cholesterol
      And the patient has no diabetes
      And current smoking: no
      And the patient has no coronary disease
      And the body mass index is <value> kg/m2
      Then the rule "Cardiovascular risk: boxed thrombosis factor" <truth>

      Examples:
        | value | truth         |
        | 29.9  | does not hold |
        | 30    | holds         |
        | 30.1  | holds         |
