Feature: What is measured to judge the effect

  Background:
    Given the patient has systemic sclerosis

  Rule: Measure: muscle

    Scenario: Active muscle disease is followed by creatine kinase and strength
      Given the patient has active muscle disease
      Then the rule "Measure: muscle" holds

    Scenario: Without active muscle disease neither is asked for
      Given the patient has no active muscle disease
      Then the rule "Measure: muscle" does not hold

    Scenario: Muscle has to be looked at first
      Given active muscle disease is not known
      Then the rule "Measure: muscle" cannot be decided
      And the note asks for active muscle disease

  Rule: Measure: skin

    Scenario: Active skin disease is followed by the skin score
      Given the patient has active skin disease
      Then the rule "Measure: skin" holds

    Scenario: Without active skin disease the skin score is not followed
      Given the patient has no active skin disease
      Then the rule "Measure: skin" does not hold

    Scenario: Skin has to be looked at first
      Given active skin disease is not known
      Then the rule "Measure: skin" cannot be decided
      And the note asks for active skin disease

  Rule: Measure: gut

    Scenario: Active bowel disease is followed by the UCLA GIT score
      Given the patient has active bowel disease
      Then the rule "Measure: gut" holds

    Scenario: Without active gut disease that score is not followed
      Given the patient has no active upper GI disease
      And the patient has no active bowel disease
      Then the rule "Measure: gut" does not hold

    Scenario: The upper gut has to be known too
      Given the patient has no active bowel disease
      And active upper GI disease is not known
      Then the rule "Measure: gut" cannot be decided
      And the note asks for active upper GI disease

  Rule: Measure: function

    Scenario: Active joint disease is followed by the HAQ-DI
      Given the patient has active joint disease
      Then the rule "Measure: function" holds

    Scenario: Without active joint or muscle disease the HAQ-DI is not followed
      Given the patient has no active joint disease
      And the patient has no active muscle disease
      Then the rule "Measure: function" does not hold

    Scenario: Muscle has to be known too
      Given the patient has no active joint disease
      And active muscle disease is not known
      Then the rule "Measure: function" cannot be decided
      And the note asks for active muscle disease

  Rule: Measure: corticosteroid dose

    Scenario: A corticosteroid dose is followed
      Given present corticosteroid treatment: yes
      Then the rule "Measure: corticosteroid dose" holds

    Scenario: Without a corticosteroid there is no dose to follow
      Given present corticosteroid treatment: no
      Then the rule "Measure: corticosteroid dose" does not hold

    Scenario: A corticosteroid has to be asked about
      Given present corticosteroid treatment is not known
      Then the rule "Measure: corticosteroid dose" cannot be decided
      And the note asks for present corticosteroid treatment
