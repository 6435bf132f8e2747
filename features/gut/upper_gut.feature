Feature: Upper gut disease as a target

  Background:
    Given the patient has systemic sclerosis

  Rule: Active upper GI disease with an objective finding

    Scenario: A swallowing disorder is an objective finding
      Given the patient has active upper GI disease
      And the patient has a swallowing disorder
      And earlier IVIG trial for upper GI disease: none
      Then the rule "Active upper GI disease with an objective finding" holds
      And the certainty of "Active upper GI disease with an objective finding" is very low
      And the note cites Sanges 2017

    Scenario: Dysmotility on a test is an objective finding
      Given the patient has active upper GI disease
      And the patient has upper GI dysmotility shown by a test
      And earlier IVIG trial for upper GI disease: none
      Then the rule "Active upper GI disease with an objective finding" holds

    Scenario: Upper gut disease that is not active is no target
      Given the patient has no active upper GI disease
      Then the rule "Active upper GI disease with an objective finding" does not hold

    Scenario: Reflux is not an objective finding
      Given the patient has active upper GI disease
      And the patient has reflux
      And the patient has no swallowing disorder
      And the patient has no upper GI dysmotility shown by a test
      And the patient has no aspiration
      And the patient has no artificial feeding
      And earlier IVIG trial for upper GI disease: none
      Then the rule "Active upper GI disease with an objective finding" does not hold

    Scenario: After an adequate trial of IVIG without benefit, the upper gut is no target
      Given the patient has active upper GI disease
      And the patient has a swallowing disorder
      And earlier IVIG trial for upper GI disease: six months or more, without benefit
      Then the rule "Active upper GI disease with an objective finding" does not hold

    Scenario: An objective finding has to be looked for
      Given the patient has active upper GI disease
      And earlier IVIG trial for upper GI disease: none
      And swallowing disorder is not known
      Then the rule "Active upper GI disease with an objective finding" cannot be decided
      And the note asks for swallowing disorder

  Rule: Reflux without an objective finding

    Scenario: Reflux without an objective finding is a weak target
      Given the patient has active upper GI disease
      And the patient has reflux
      And the patient has no swallowing disorder
      And the patient has no aspiration
      And the patient has no upper GI dysmotility shown by a test
      And the patient has no artificial feeding
      And earlier IVIG trial for upper GI disease: none
      Then the rule "Reflux without an objective finding" holds
      And the certainty of "Reflux without an objective finding" is very low
      And the note cites Sanges 2017

    Scenario: An objective finding makes it more than reflux
      Given the patient has active upper GI disease
      And the patient has a swallowing disorder
      And earlier IVIG trial for upper GI disease: none
      Then the rule "Reflux without an objective finding" does not hold

    Scenario: Upper gut disease that is not active is not even a weak target
      Given the patient has no active upper GI disease
      Then the rule "Reflux without an objective finding" does not hold

    Scenario: Tests that were not done leave it open whether reflux stands alone
      Given the patient has active upper GI disease
      And the patient has reflux
      And the patient has no swallowing disorder
      And the patient has no aspiration
      And the patient has no artificial feeding
      And earlier IVIG trial for upper GI disease: none
      And upper GI dysmotility shown by a test is not known
      Then the rule "Reflux without an objective finding" cannot be decided
      And the note asks for upper GI dysmotility shown by a test

  Rule: Upper GI disease too fast to wait

    Scenario: Aspiration counts as too fast to wait for
      Given the patient has active upper GI disease
      And the patient has aspiration
      And earlier IVIG trial for upper GI disease: none
      Then the rule "Upper GI disease too fast to wait" holds

    Scenario: Without aspiration or artificial feeding nothing is too fast to wait for
      Given the patient has no aspiration
      And the patient has no artificial feeding
      Then the rule "Upper GI disease too fast to wait" does not hold

    Scenario: Aspiration counts only once the upper gut is known to be a target
      Given the patient has aspiration
      And active upper GI disease is not known
      Then the rule "Upper GI disease too fast to wait" cannot be decided
      And the note asks for active upper GI disease

  Rule: Laboratory mechanism for the gut

    Scenario: A gut target comes with the reminder that a mechanism is no benefit
      Given the patient has active bowel disease
      And the patient has intestinal pseudo-obstruction
      And earlier IVIG trial for bowel disease: none
      Then the rule "Laboratory mechanism for the gut" holds

    Scenario: Without gut disease nothing is said of the mechanism
      Given the patient has no active upper GI disease
      And the patient has no active bowel disease
      Then the rule "Laboratory mechanism for the gut" does not hold

    Scenario: Whether the gut is active has to be known
      Given active upper GI disease is not known
      Then the rule "Laboratory mechanism for the gut" cannot be decided
      And the note asks for active upper GI disease
