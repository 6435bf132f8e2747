Feature: Circumstances that bear on thrombosis outside the box

  Background:
    Given the patient has systemic sclerosis

  Rule: Early thrombosis was commoner after a first-ever course

    Scenario: A first course is named as the time when thrombosis was commoner
      Given earlier or present IVIG: no
      Then the rule "Early thrombosis was commoner after a first-ever course" holds

    Scenario: After earlier IVIG it is no first course
      Given earlier or present IVIG: yes
      Then the rule "Early thrombosis was commoner after a first-ever course" does not hold

    Scenario: Whether IVIG was ever given is asked
      Given earlier or present IVIG is not known
      Then the rule "Early thrombosis was commoner after a first-ever course" cannot be decided
      And the note asks for earlier or present IVIG

  Rule: An anticoagulant is in use, and no source read speaks for or against prophylaxis

    Scenario: An anticoagulant is mentioned and left alone
      Given the patient is on anticoagulant treatment
      Then the rule "An anticoagulant is in use, and no source read speaks for or against prophylaxis" holds

    Scenario: Without an anticoagulant there is nothing to mention
      Given the patient is on no anticoagulant treatment
      Then the rule "An anticoagulant is in use, and no source read speaks for or against prophylaxis" does not hold

    Scenario: An anticoagulant that nobody asked about leaves the line open
      Given anticoagulant treatment is not known
      Then the rule "An anticoagulant is in use, and no source read speaks for or against prophylaxis" cannot be decided
      And the note asks for anticoagulant treatment

  Rule: Leaflets of the European Union list further thrombosis factors

    Scenario: In the European Union hypertension is on the list of the leaflets
      Given jurisdiction: European Union
      And the patient has hypertension
      Then the rule "Leaflets of the European Union list further thrombosis factors" holds

    Scenario: In the United States the European list does not apply
      Given jurisdiction: United States
      And the patient has hypertension
      Then the rule "Leaflets of the European Union list further thrombosis factors" does not hold

    Scenario: In the European Union a patient without the listed factors is not named
      Given jurisdiction: European Union
      And the patient has no volume depletion
      And the patient has no diabetes
      And the patient has no hypertension
      Then the rule "Leaflets of the European Union list further thrombosis factors" does not hold

    Scenario: Without a jurisdiction nobody can say which list applies
      Given the patient has hypertension
      And jurisdiction is not known
      Then the rule "Leaflets of the European Union list further thrombosis factors" cannot be decided
      And the note asks for jurisdiction
