Feature: Muscle disease as a target

  Background:
    Given the patient has systemic sclerosis

  Rule: Active muscle disease with two objective signs

    Scenario: Weakness with a raised creatine kinase makes muscle a target
      Given the patient has active muscle disease
      And the patient has muscle weakness
      And the patient has raised creatine kinase
      And the patient has no inclusion-body myositis
      And earlier IVIG trial for muscle disease: none
      Then the rule "Active muscle disease with two objective signs" holds
      And the certainty of "Active muscle disease with two objective signs" is very low
      And the note cites Sanges 2017

    Scenario: Weakness with a positive EMG makes muscle a target
      Given the patient has active muscle disease
      And the patient has muscle weakness
      And the patient has a positive EMG
      And the patient has no inclusion-body myositis
      And earlier IVIG trial for muscle disease: none
      Then the rule "Active muscle disease with two objective signs" holds

    Scenario: Muscle disease that is not active is no target
      Given the patient has no active muscle disease
      Then the rule "Active muscle disease with two objective signs" does not hold

    Scenario: Inclusion-body myositis is no target whatever the signs
      Given the patient has active muscle disease
      And the patient has inclusion-body myositis
      And the patient has muscle weakness
      And the patient has raised creatine kinase
      And earlier IVIG trial for muscle disease: none
      Then the rule "Active muscle disease with two objective signs" does not hold

    Scenario: After an adequate trial of IVIG without benefit, muscle is no target
      Given the patient has active muscle disease
      And the patient has no inclusion-body myositis
      And the patient has muscle weakness
      And the patient has raised creatine kinase
      And earlier IVIG trial for muscle disease: six months or more, without benefit
      Then the rule "Active muscle disease with two objective signs" does not hold

    Scenario: Inclusion-body myositis that is not ruled out keeps muscle open
      Given the patient has active muscle disease
      And the patient has muscle weakness
      And the patient has raised creatine kinase
      And earlier IVIG trial for muscle disease: none
      And inclusion-body myositis is not known
      Then the rule "Active muscle disease with two objective signs" cannot be decided
      And the note asks for inclusion-body myositis

  Rule: Two of weakness, raised CK and a positive test

    Scenario: Two signs are enough
      Given the patient has active muscle disease
      And the patient has no muscle weakness
      And the patient has raised creatine kinase
      And the patient has a positive muscle MRI
      And the patient has no inclusion-body myositis
      And earlier IVIG trial for muscle disease: none
      Then the rule "Active muscle disease with two objective signs" holds

    Scenario: Three signs are more than enough
      Given the patient has active muscle disease
      And the patient has muscle weakness
      And the patient has raised creatine kinase
      And the patient has a positive muscle MRI
      And the patient has no inclusion-body myositis
      And earlier IVIG trial for muscle disease: none
      Then the rule "Active muscle disease with two objective signs" holds

    Scenario: One sign is too few
      Given the patient has active muscle disease
      And the patient has no muscle weakness
      And the patient has no raised creatine kinase
      And the patient has a positive muscle MRI
      And the patient has no inclusion-body myositis
      And earlier IVIG trial for muscle disease: none
      Then the rule "Active muscle disease with two objective signs" does not hold

    Scenario: Several positive tests count as one sign
      Given the patient has active muscle disease
      And the patient has no muscle weakness
      And the patient has no raised creatine kinase
      And the patient has a positive muscle MRI
      And the patient has a positive EMG
      And the patient has a positive muscle biopsy
      And the patient has no inclusion-body myositis
      And earlier IVIG trial for muscle disease: none
      Then the rule "Active muscle disease with two objective signs" does not hold

    Scenario: With weakness alone on record, a second sign may still turn up
      Given the patient has active muscle disease
      And the patient has muscle weakness
      And the patient has no inclusion-body myositis
      And earlier IVIG trial for muscle disease: none
      And raised creatine kinase is not known
      Then the rule "Active muscle disease with two objective signs" cannot be decided
      And the note asks for raised creatine kinase

    Scenario Outline: Creatine kinase counts as a sign above its upper limit (<value>)
      Given the patient has active muscle disease
      And the patient has muscle weakness
      And the patient has no positive muscle biopsy
      And the patient has no positive muscle MRI
      And the patient has no positive EMG
      And the patient has no inclusion-body myositis
      And earlier IVIG trial for muscle disease: none
      And the creatine kinase as a multiple of the upper limit is <value>
      Then the rule "Active muscle disease with two objective signs" <truth>

      Examples:
        | value | truth         |
        | 0.9   | does not hold |
        | 1     | does not hold |
        | 1.1   | holds         |

  Rule: Muscle weakness alone

    Scenario: Weakness without a second sign is a weak target
      Given the patient has active muscle disease
      And the patient has muscle weakness
      And the patient has no raised creatine kinase
      And the patient has no positive muscle biopsy
      And the patient has no positive muscle MRI
      And the patient has no positive EMG
      And the patient has no inclusion-body myositis
      And earlier IVIG trial for muscle disease: none
      Then the rule "Muscle weakness alone" holds
      And the certainty of "Muscle weakness alone" is very low
      And the note cites Sanges 2017

    Scenario: With a raised creatine kinase it is no longer weakness alone
      Given the patient has active muscle disease
      And the patient has muscle weakness
      And the patient has raised creatine kinase
      And the patient has no inclusion-body myositis
      And earlier IVIG trial for muscle disease: none
      Then the rule "Muscle weakness alone" does not hold

    Scenario: Without weakness there is no weak target
      Given the patient has active muscle disease
      And the patient has no muscle weakness
      And the patient has no raised creatine kinase
      Then the rule "Muscle weakness alone" does not hold

    Scenario: Tests that were not done leave it open whether weakness stands alone
      Given the patient has active muscle disease
      And the patient has muscle weakness
      And the patient has no raised creatine kinase
      And the patient has no inclusion-body myositis
      And earlier IVIG trial for muscle disease: none
      And positive muscle MRI is not known
      Then the rule "Muscle weakness alone" cannot be decided
      And the note asks for positive muscle MRI
