Feature: What earlier IVIG did
  An adequate trial without benefit removes that domain as a target and no other.

  Background:
    Given the patient has systemic sclerosis

  Rule: Earlier IVIG brought no benefit for muscle disease

    Scenario: Six months of IVIG without benefit remove muscle as a target
      Given earlier IVIG trial for muscle disease: six months or more, without benefit
      Then the rule "Earlier IVIG brought no benefit for muscle disease" holds

    Scenario: A trial of under six months says nothing against muscle
      Given earlier IVIG trial for muscle disease: under six months
      Then the rule "Earlier IVIG brought no benefit for muscle disease" does not hold

    Scenario: Benefit for muscle is no failure
      Given earlier IVIG trial for muscle disease: six months or more, with benefit
      Then the rule "Earlier IVIG brought no benefit for muscle disease" does not hold

    Scenario: Whether IVIG was ever tried for muscle is asked
      Given earlier IVIG trial for muscle disease is not known
      Then the rule "Earlier IVIG brought no benefit for muscle disease" cannot be decided
      And the note asks for earlier IVIG trial for muscle disease

  Rule: Earlier IVIG brought no benefit for joint disease

    Scenario: Six months of IVIG without benefit remove joints as a target
      Given earlier IVIG trial for joint disease: six months or more, without benefit
      Then the rule "Earlier IVIG brought no benefit for joint disease" holds

    Scenario: A trial of under six months says nothing against joints
      Given earlier IVIG trial for joint disease: under six months
      Then the rule "Earlier IVIG brought no benefit for joint disease" does not hold

    Scenario: Benefit for joints is no failure
      Given earlier IVIG trial for joint disease: six months or more, with benefit
      Then the rule "Earlier IVIG brought no benefit for joint disease" does not hold

    Scenario: Whether IVIG was ever tried for joints is asked
      Given earlier IVIG trial for joint disease is not known
      Then the rule "Earlier IVIG brought no benefit for joint disease" cannot be decided
      And the note asks for earlier IVIG trial for joint disease

  Rule: Earlier IVIG brought no benefit for upper gut disease

    Scenario: Six months of IVIG without benefit remove the upper gut as a target
      Given earlier IVIG trial for upper GI disease: six months or more, without benefit
      Then the rule "Earlier IVIG brought no benefit for upper gut disease" holds

    Scenario: A trial of under six months says nothing against the upper gut
      Given earlier IVIG trial for upper GI disease: under six months
      Then the rule "Earlier IVIG brought no benefit for upper gut disease" does not hold

    Scenario: Benefit for the upper gut is no failure
      Given earlier IVIG trial for upper GI disease: six months or more, with benefit
      Then the rule "Earlier IVIG brought no benefit for upper gut disease" does not hold

    Scenario: Whether IVIG was ever tried for the upper gut is asked
      Given earlier IVIG trial for upper GI disease is not known
      Then the rule "Earlier IVIG brought no benefit for upper gut disease" cannot be decided
      And the note asks for earlier IVIG trial for upper GI disease

  Rule: Earlier IVIG brought no benefit for bowel disease

    Scenario: Six months of IVIG without benefit remove the bowel as a target
      Given earlier IVIG trial for bowel disease: six months or more, without benefit
      Then the rule "Earlier IVIG brought no benefit for bowel disease" holds

    Scenario: A trial of under six months says nothing against the bowel
      Given earlier IVIG trial for bowel disease: under six months
      Then the rule "Earlier IVIG brought no benefit for bowel disease" does not hold

    Scenario: Benefit for the bowel is no failure
      Given earlier IVIG trial for bowel disease: six months or more, with benefit
      Then the rule "Earlier IVIG brought no benefit for bowel disease" does not hold

    Scenario: Whether IVIG was ever tried for the bowel is asked
      Given earlier IVIG trial for bowel disease is not known
      Then the rule "Earlier IVIG brought no benefit for bowel disease" cannot be decided
      And the note asks for earlier IVIG trial for bowel disease

  Rule: Earlier IVIG brought no benefit for skin disease

    Scenario: Six months of IVIG without benefit remove skin as a target
      Given earlier IVIG trial for skin disease: six months or more, without benefit
      Then the rule "Earlier IVIG brought no benefit for skin disease" holds

    Scenario: A trial of under six months says nothing against skin
      Given earlier IVIG trial for skin disease: under six months
      Then the rule "Earlier IVIG brought no benefit for skin disease" does not hold

    Scenario: Benefit for skin is no failure
      Given earlier IVIG trial for skin disease: six months or more, with benefit
      Then the rule "Earlier IVIG brought no benefit for skin disease" does not hold

    Scenario: Whether IVIG was ever tried for skin is asked
      Given earlier IVIG trial for skin disease is not known
      Then the rule "Earlier IVIG brought no benefit for skin disease" cannot be decided
      And the note asks for earlier IVIG trial for skin disease
