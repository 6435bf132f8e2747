Feature: Earlier IVIG that brought benefit
  Shown always; it changes no grade.

  Background:
    Given the patient has systemic sclerosis

  Rule: Earlier benefit of IVIG: muscle

    Scenario: Benefit of an earlier trial is said: muscle
      Given earlier IVIG trial for muscle disease: six months or more, with benefit
      Then the rule "Earlier benefit of IVIG: muscle" holds

    Scenario: A trial without benefit brought none: muscle
      Given earlier IVIG trial for muscle disease: six months or more, without benefit
      Then the rule "Earlier benefit of IVIG: muscle" does not hold

    Scenario: What came of a trial is asked: muscle
      Given earlier IVIG trial for muscle disease is not known
      Then the rule "Earlier benefit of IVIG: muscle" cannot be decided
      And the note asks for earlier IVIG trial for muscle disease

  Rule: Earlier benefit of IVIG: joints

    Scenario: Benefit of an earlier trial is said: joints
      Given earlier IVIG trial for joint disease: six months or more, with benefit
      Then the rule "Earlier benefit of IVIG: joints" holds

    Scenario: A trial without benefit brought none: joints
      Given earlier IVIG trial for joint disease: six months or more, without benefit
      Then the rule "Earlier benefit of IVIG: joints" does not hold

    Scenario: What came of a trial is asked: joints
      Given earlier IVIG trial for joint disease is not known
      Then the rule "Earlier benefit of IVIG: joints" cannot be decided
      And the note asks for earlier IVIG trial for joint disease

  Rule: Earlier benefit of IVIG: upper GI

    Scenario: Benefit of an earlier trial is said: upper GI
      Given earlier IVIG trial for upper GI disease: six months or more, with benefit
      Then the rule "Earlier benefit of IVIG: upper GI" holds

    Scenario: A trial without benefit brought none: upper GI
      Given earlier IVIG trial for upper GI disease: six months or more, without benefit
      Then the rule "Earlier benefit of IVIG: upper GI" does not hold

    Scenario: What came of a trial is asked: upper GI
      Given earlier IVIG trial for upper GI disease is not known
      Then the rule "Earlier benefit of IVIG: upper GI" cannot be decided
      And the note asks for earlier IVIG trial for upper GI disease

  Rule: Earlier benefit of IVIG: bowel

    Scenario: Benefit of an earlier trial is said: bowel
      Given earlier IVIG trial for bowel disease: six months or more, with benefit
      Then the rule "Earlier benefit of IVIG: bowel" holds

    Scenario: A trial without benefit brought none: bowel
      Given earlier IVIG trial for bowel disease: six months or more, without benefit
      Then the rule "Earlier benefit of IVIG: bowel" does not hold

    Scenario: What came of a trial is asked: bowel
      Given earlier IVIG trial for bowel disease is not known
      Then the rule "Earlier benefit of IVIG: bowel" cannot be decided
      And the note asks for earlier IVIG trial for bowel disease

  Rule: Earlier benefit of IVIG: skin

    Scenario: Benefit of an earlier trial is said: skin
      Given earlier IVIG trial for skin disease: six months or more, with benefit
      Then the rule "Earlier benefit of IVIG: skin" holds

    Scenario: A trial without benefit brought none: skin
      Given earlier IVIG trial for skin disease: six months or more, without benefit
      Then the rule "Earlier benefit of IVIG: skin" does not hold

    Scenario: What came of a trial is asked: skin
      Given earlier IVIG trial for skin disease is not known
      Then the rule "Earlier benefit of IVIG: skin" cannot be decided
      And the note asks for earlier IVIG trial for skin disease
