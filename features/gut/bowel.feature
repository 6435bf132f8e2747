Feature: Bowel disease as a target

  Background:
    Given the patient has systemic sclerosis

  Rule: Active bowel disease with an objective finding

    Scenario: Pseudo-obstruction is an objective finding
      Given the patient has active bowel disease
      And the patient has intestinal pseudo-obstruction
      And earlier IVIG trial for bowel disease: none
      Then the rule "Active bowel disease with an objective finding" holds
      And the certainty of "Active bowel disease with an objective finding" is very low
      And the note cites Sanges 2017

    Scenario: Bacterial overgrowth is an objective finding
      Given the patient has active bowel disease
      And the patient has bacterial overgrowth of the small bowel
      And earlier IVIG trial for bowel disease: none
      Then the rule "Active bowel disease with an objective finding" holds

    Scenario: Bowel disease that is not active is no target
      Given the patient has no active bowel disease
      Then the rule "Active bowel disease with an objective finding" does not hold

    Scenario: Bowel symptoms are not an objective finding
      Given the patient has active bowel disease
      And the patient has bowel symptoms
      And the patient has no bowel dysmotility shown by a test
      And the patient has no bacterial overgrowth of the small bowel
      And the patient has no intestinal pseudo-obstruction
      And the patient has no malabsorption
      And the patient has no artificial feeding
      And earlier IVIG trial for bowel disease: none
      Then the rule "Active bowel disease with an objective finding" does not hold

    Scenario: After an adequate trial of IVIG without benefit, the bowel is no target
      Given the patient has active bowel disease
      And the patient has intestinal pseudo-obstruction
      And earlier IVIG trial for bowel disease: six months or more, without benefit
      Then the rule "Active bowel disease with an objective finding" does not hold

    Scenario: An objective finding in the bowel has to be looked for
      Given the patient has active bowel disease
      And earlier IVIG trial for bowel disease: none
      And intestinal pseudo-obstruction is not known
      Then the rule "Active bowel disease with an objective finding" cannot be decided
      And the note asks for intestinal pseudo-obstruction

  Rule: Bowel symptoms without an objective finding

    Scenario: Bowel symptoms without an objective finding are a weak target
      Given the patient has active bowel disease
      And the patient has bowel symptoms
      And the patient has no bowel dysmotility shown by a test
      And the patient has no bacterial overgrowth of the small bowel
      And the patient has no intestinal pseudo-obstruction
      And the patient has no malabsorption
      And the patient has no artificial feeding
      And earlier IVIG trial for bowel disease: none
      Then the rule "Bowel symptoms without an objective finding" holds
      And the certainty of "Bowel symptoms without an objective finding" is very low
      And the note cites Sanges 2017

    Scenario: Pseudo-obstruction makes it more than symptoms
      Given the patient has active bowel disease
      And the patient has intestinal pseudo-obstruction
      And earlier IVIG trial for bowel disease: none
      Then the rule "Bowel symptoms without an objective finding" does not hold

    Scenario: Bowel disease that is not active is not even a weak target
      Given the patient has no active bowel disease
      Then the rule "Bowel symptoms without an objective finding" does not hold

    Scenario: Tests that were not done leave it open whether symptoms stand alone
      Given the patient has active bowel disease
      And the patient has bowel symptoms
      And the patient has no intestinal pseudo-obstruction
      And earlier IVIG trial for bowel disease: none
      And bowel dysmotility shown by a test is not known
      Then the rule "Bowel symptoms without an objective finding" cannot be decided
      And the note asks for bowel dysmotility shown by a test

  Rule: Bowel disease too fast to wait

    Scenario: Pseudo-obstruction counts as too fast to wait for
      Given the patient has active bowel disease
      And the patient has intestinal pseudo-obstruction
      And earlier IVIG trial for bowel disease: none
      Then the rule "Bowel disease too fast to wait" holds

    Scenario: Without pseudo-obstruction or artificial feeding nothing in the bowel is too fast to wait for
      Given the patient has no intestinal pseudo-obstruction
      And the patient has no artificial feeding
      Then the rule "Bowel disease too fast to wait" does not hold

    Scenario: Pseudo-obstruction counts only once the bowel is known to be a target
      Given the patient has intestinal pseudo-obstruction
      And active bowel disease is not known
      Then the rule "Bowel disease too fast to wait" cannot be decided
      And the note asks for active bowel disease
