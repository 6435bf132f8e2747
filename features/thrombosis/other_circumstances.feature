Feature: Circumstances that bear on thrombosis outside the box

  Background:
    Given the patient has systemic sclerosis

  Rule: First IVIG course

    Scenario: A first course is named as the time when thrombosis was commoner
      Given earlier or present IVIG: no
      Then the rule "First IVIG course" holds

    Scenario: After earlier IVIG it is no first course
      Given earlier or present IVIG: yes
      Then the rule "First IVIG course" does not hold

    Scenario: Whether IVIG was ever given is asked
      Given earlier or present IVIG is not known
      Then the rule "First IVIG course" cannot be decided
      And the note asks for earlier or present IVIG

  Rule: Anticoagulant

    Scenario: An anticoagulant is mentioned and left alone
      Given the patient is on anticoagulant treatment
      Then the rule "Anticoagulant" holds

    Scenario: Without an anticoagulant there is nothing to mention
      Given the patient is on no anticoagulant treatment
      Then the rule "Anticoagulant" does not hold

    Scenario: An anticoagulant that nobody mentioned is asked about
      Given anticoagulant treatment is not known
      Then the rule "Anticoagulant" cannot be decided
      And the note asks for anticoagulant treatment

  Rule: Thrombosis factors of EU leaflets

    Scenario: In the European Union hypertension is on the list of the leaflets
      Given jurisdiction: European Union
      And the patient has hypertension
      Then the rule "Thrombosis factors of EU leaflets" holds

    Scenario: In the United States the European list does not apply
      Given jurisdiction: United States
      And the patient has hypertension
      Then the rule "Thrombosis factors of EU leaflets" does not hold

    Scenario: In the European Union a patient without the listed factors is not named
      Given jurisdiction: European Union
      And the patient has no volume depletion
      And the patient has no diabetes
      And the patient has no hypertension
      Then the rule "Thrombosis factors of EU leaflets" does not hold

    Scenario: Without a jurisdiction nobody can say which list applies
      Given the patient has hypertension
      And jurisdiction is not known
      Then the rule "Thrombosis factors of EU leaflets" cannot be decided
      And the note asks for jurisdiction
