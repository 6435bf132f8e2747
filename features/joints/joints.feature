Feature: Joint disease as a target

  Background:
    Given the patient has systemic sclerosis

  Rule: Active joint disease with synovitis

    Scenario: Active joint disease with synovitis is a target
      Given the patient has active joint disease
      And the patient has synovitis
      And earlier IVIG trial for joint disease: none
      Then the rule "Active joint disease with synovitis" holds
      And the certainty of "Active joint disease with synovitis" is very low
      And the note cites Sanges 2017

    Scenario: Joint pain without synovitis is no target
      Given the patient has active joint disease
      And the patient has joint pain
      And the patient has no synovitis
      Then the rule "Active joint disease with synovitis" does not hold

    Scenario: After an adequate trial of IVIG without benefit, joints are no target
      Given the patient has active joint disease
      And the patient has synovitis
      And earlier IVIG trial for joint disease: six months or more, without benefit
      Then the rule "Active joint disease with synovitis" does not hold

    Scenario: Synovitis has to be looked for
      Given the patient has active joint disease
      And earlier IVIG trial for joint disease: none
      And synovitis is not known
      Then the rule "Active joint disease with synovitis" cannot be decided
      And the note asks for synovitis

    Scenario: An earlier trial of IVIG has to be asked about
      Given the patient has active joint disease
      And the patient has synovitis
      And earlier IVIG trial for joint disease is not known
      Then the rule "Active joint disease with synovitis" cannot be decided
      And the note asks for earlier IVIG trial for joint disease
