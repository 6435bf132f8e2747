Feature: What earlier IVIG did
  An adequate trial without benefit removes that domain as a target and no other.

  Background:
    Given the patient has systemic sclerosis

  Rule: Earlier IVIG without benefit: muscle

    Scenario: Six months of IVIG without benefit remove muscle as a target
      Given earlier IVIG trial for muscle disease: six months or more, without benefit
      Then the rule "Earlier IVIG without benefit: muscle" holds

    Scenario: A trial of under six months says nothing against muscle
      Given earlier IVIG trial for muscle disease: under six months
      Then the rule "Earlier IVIG without benefit: muscle" does not hold

    Scenario: Benefit for muscle is no failure
      Given earlier IVIG trial for muscle disease: six months or more, with benefit
      Then the rule "Earlier IVIG without benefit: muscle" does not hold

    Scenario: Whether IVIG was ever tried for muscle is asked
      Given earlier IVIG trial for muscle disease is not known
      Then the rule "Earlier IVIG without benefit: muscle" cannot be decided
      And the note asks for earlier IVIG trial for muscle disease

  Rule: Earlier IVIG without benefit: joints

    Scenario: Six months of IVIG without benefit remove joints as a target
      Given earlier IVIG trial for joint disease: six months or more, without benefit
      Then the rule "Earlier IVIG without benefit: joints" holds

    Scenario: A trial of under six months says nothing against joints
      Given earlier IVIG trial for joint disease: under six months
      Then the rule "Earlier IVIG without benefit: joints" does not hold

    Scenario: Benefit for joints is no failure
      Given earlier IVIG trial for joint disease: six months or more, with benefit
      Then the rule "Earlier IVIG without benefit: joints" does not hold

    Scenario: Whether IVIG was ever tried for joints is asked
      Given earlier IVIG trial for joint disease is not known
      Then the rule "Earlier IVIG without benefit: joints" cannot be decided
      And the note asks for earlier IVIG trial for joint disease

  Rule: Earlier IVIG without benefit: upper GI

    Scenario: Six months of IVIG without benefit remove the upper gut as a target
      Given earlier IVIG trial for upper GI disease: six months or more, without benefit
      Then the rule "Earlier IVIG without benefit: upper GI" holds

    Scenario: A trial of under six months says nothing against the upper gut
      Given earlier IVIG trial for upper GI disease: under six months
      Then the rule "Earlier IVIG without benefit: upper GI" does not hold

    Scenario: Benefit for the upper gut is no failure
      Given earlier IVIG trial for upper GI disease: six months or more, with benefit
      Then the rule "Earlier IVIG without benefit: upper GI" does not hold

    Scenario: Whether IVIG was ever tried for the upper gut is asked
      Given earlier IVIG trial for upper GI disease is not known
      Then the rule "Earlier IVIG without benefit: upper GI" cannot be decided
      And the note asks for earlier IVIG trial for upper GI disease

  Rule: Earlier IVIG without benefit: bowel

    Scenario: Six months of IVIG without benefit remove the bowel as a target
      Given earlier IVIG trial for bowel disease: six months or more, without benefit
      Then the rule "Earlier IVIG without benefit: bowel" holds

    Scenario: A trial of under six months says nothing against the bowel
      Given earlier IVIG trial for bowel disease: under six months
      Then the rule "Earlier IVIG without benefit: bowel" does not hold

    Scenario: Benefit for the bowel is no failure
      Given earlier IVIG trial for bowel disease: six months or more, with benefit
      Then the rule "Earlier IVIG without benefit: bowel" does not hold

    Scenario: Whether IVIG was ever tried for the bowel is asked
      Given earlier IVIG trial for bowel disease is not known
      Then the rule "Earlier IVIG without benefit: bowel" cannot be decided
      And the note asks for earlier IVIG trial for bowel disease

  Rule: Earlier IVIG without benefit: skin

    Scenario: Six months of IVIG without benefit remove skin as a target
      Given earlier IVIG trial for skin disease: six months or more, without benefit
      Then the rule "Earlier IVIG without benefit: skin" holds

    Scenario: A trial of under six months says nothing against skin
      Given earlier IVIG trial for skin disease: under six months
      Then the rule "Earlier IVIG without benefit: skin" does not hold

    Scenario: Benefit for skin is no failure
      Given earlier IVIG trial for skin disease: six months or more, with benefit
      Then the rule "Earlier IVIG without benefit: skin" does not hold

    Scenario: Whether IVIG was ever tried for skin is asked
      Given earlier IVIG trial for skin disease is not known
      Then the rule "Earlier IVIG without benefit: skin" cannot be decided
      And the note asks for earlier IVIG trial for skin disease
