Feature: Earlier IVIG that brought benefit
  Shown always; it changes no grade.

  Background:
    Given the patient has systemic sclerosis

  Rule: Earlier benefit of IVIG: muscle

    Scenario: Six months of IVIG that helped muscle disease are shown
      Given earlier IVIG trial for muscle disease: six months or more, with benefit
      Then the rule "Earlier benefit of IVIG: muscle" holds

    Scenario: Six months of IVIG that did not help muscle disease are not shown as benefit
      Given earlier IVIG trial for muscle disease: six months or more, without benefit
      Then the rule "Earlier benefit of IVIG: muscle" does not hold

    Scenario: What earlier IVIG did for muscle disease is asked
      Given earlier IVIG trial for muscle disease is not known
      Then the rule "Earlier benefit of IVIG: muscle" cannot be decided
      And the note asks for earlier IVIG trial for muscle disease

  Rule: Earlier benefit of IVIG: joints

    Scenario: Six months of IVIG that helped joint disease are shown
      Given earlier IVIG trial for joint disease: six months or more, with benefit
      Then the rule "Earlier benefit of IVIG: joints" holds

    Scenario: Six months of IVIG that did not help joint disease are not shown as benefit
      Given earlier IVIG trial for joint disease: six months or more, without benefit
      Then the rule "Earlier benefit of IVIG: joints" does not hold

    Scenario: What earlier IVIG did for joint disease is asked
      Given earlier IVIG trial for joint disease is not known
      Then the rule "Earlier benefit of IVIG: joints" cannot be decided
      And the note asks for earlier IVIG trial for joint disease

  Rule: Earlier benefit of IVIG: upper GI

    Scenario: Six months of IVIG that helped upper gut disease are shown
      Given earlier IVIG trial for upper GI disease: six months or more, with benefit
      Then the rule "Earlier benefit of IVIG: upper GI" holds

    Scenario: Six months of IVIG that did not help upper gut disease are not shown as benefit
      Given earlier IVIG trial for upper GI disease: six months or more, without benefit
      Then the rule "Earlier benefit of IVIG: upper GI" does not hold

    Scenario: What earlier IVIG did for upper gut disease is asked
      Given earlier IVIG trial for upper GI disease is not known
      Then the rule "Earlier benefit of IVIG: upper GI" cannot be decided
      And the note asks for earlier IVIG trial for upper GI disease

  Rule: Earlier benefit of IVIG: bowel

    Scenario: Six months of IVIG that helped bowel disease are shown
      Given earlier IVIG trial for bowel disease: six months or more, with benefit
      Then the rule "Earlier benefit of IVIG: bowel" holds

    Scenario: Six months of IVIG that did not help bowel disease are not shown as benefit
      Given earlier IVIG trial for bowel disease: six months or more, without benefit
      Then the rule "Earlier benefit of IVIG: bowel" does not hold

    Scenario: What earlier IVIG did for bowel disease is asked
      Given earlier IVIG trial for bowel disease is not known
      Then the rule "Earlier benefit of IVIG: bowel" cannot be decided
      And the note asks for earlier IVIG trial for bowel disease

  Rule: Earlier benefit of IVIG: skin

    Scenario: Six months of IVIG that helped skin disease are shown
      Given earlier IVIG trial for skin disease: six months or more, with benefit
      Then the rule "Earlier benefit of IVIG: skin" holds

    Scenario: Six months of IVIG that did not help skin disease are not shown as benefit
      Given earlier IVIG trial for skin disease: six months or more, without benefit
      Then the rule "Earlier benefit of IVIG: skin" does not hold

    Scenario: What earlier IVIG did for skin disease is asked
      Given earlier IVIG trial for skin disease is not known
      Then the rule "Earlier benefit of IVIG: skin" cannot be decided
      And the note asks for earlier IVIG trial for skin disease
