Feature: What is measured to judge the effect

  Background:
    Given the patient has systemic sclerosis

  Rule: Muscle is followed by CK and strength

    Scenario: Active muscle disease is followed by creatine kinase and strength
      Given the patient has active muscle disease
      Then the rule "Muscle is followed by CK and strength" holds

    Scenario: Without active muscle disease neither is asked for
      Given the patient has no active muscle disease
      Then the rule "Muscle is followed by CK and strength" does not hold

    Scenario: Muscle has to be looked at first
      Given active muscle disease is not known
      Then the rule "Muscle is followed by CK and strength" cannot be decided
      And the note asks for active muscle disease

  Rule: Skin is followed by the skin score, and not early

    Scenario: Active skin disease is followed by the skin score
      Given the patient has active skin disease
      Then the rule "Skin is followed by the skin score, and not early" holds

    Scenario: Without active skin disease the skin score is not followed
      Given the patient has no active skin disease
      Then the rule "Skin is followed by the skin score, and not early" does not hold

    Scenario: Skin has to be looked at first
      Given active skin disease is not known
      Then the rule "Skin is followed by the skin score, and not early" cannot be decided
      And the note asks for active skin disease

  Rule: The gut is followed by the UCLA GIT score

    Scenario: Active bowel disease is followed by the UCLA GIT score
      Given the patient has active bowel disease
      Then the rule "The gut is followed by the UCLA GIT score" holds

    Scenario: Without active gut disease that score is not followed
      Given the patient has no active upper GI disease
      And the patient has no active bowel disease
      Then the rule "The gut is followed by the UCLA GIT score" does not hold

    Scenario: The upper gut has to be known too
      Given the patient has no active bowel disease
      And active upper GI disease is not known
      Then the rule "The gut is followed by the UCLA GIT score" cannot be decided
      And the note asks for active upper GI disease

  Rule: Function is followed by HAQ-DI

    Scenario: Active joint disease is followed by the HAQ-DI
      Given the patient has active joint disease
      Then the rule "Function is followed by HAQ-DI" holds

    Scenario: Without active joint or muscle disease the HAQ-DI is not followed
      Given the patient has no active joint disease
      And the patient has no active muscle disease
      Then the rule "Function is followed by HAQ-DI" does not hold

    Scenario: Muscle has to be known too
      Given the patient has no active joint disease
      And active muscle disease is not known
      Then the rule "Function is followed by HAQ-DI" cannot be decided
      And the note asks for active muscle disease

  Rule: The corticosteroid dose is followed

    Scenario: A corticosteroid dose is followed
      Given present corticosteroid treatment: yes
      Then the rule "The corticosteroid dose is followed" holds

    Scenario: Without a corticosteroid there is no dose to follow
      Given present corticosteroid treatment: no
      Then the rule "The corticosteroid dose is followed" does not hold

    Scenario: A corticosteroid has to be asked about
      Given present corticosteroid treatment is not known
      Then the rule "The corticosteroid dose is followed" cannot be decided
      And the note asks for present corticosteroid treatment
