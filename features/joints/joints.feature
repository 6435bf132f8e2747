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

  Rule: Joint disease is refractory

    Scenario: Methotrexate that failed makes joint disease refractory
      Given the patient has active joint disease
      And outcome of methotrexate: failed after four months or more at an adequate dose
      Then the rule "Joint disease is refractory" holds

    Scenario: Joint disease that is not active is not refractory
      Given the patient has no active joint disease
      Then the rule "Joint disease is refractory" does not hold

    Scenario: Without the history of drugs, refractory joint disease is open
      Given the patient has active joint disease
      And outcome of methotrexate is not known
      Then the rule "Joint disease is refractory" cannot be decided
      And the note asks for outcome of methotrexate

  Rule: Drugs for joint disease have failed

    Scenario: A relapse on tocilizumab counts as failure
      Given the patient has active joint disease
      And outcome of tocilizumab: relapsed on it
      Then the rule "Joint disease is refractory" holds

    Scenario: Azathioprine is not counted among the drugs for joints
      Given the patient has active joint disease
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And outcome of methotrexate: never given
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
      Then the rule "Joint disease is refractory" does not hold

    Scenario: A joint drug whose outcome nobody recorded may have failed
      Given the patient has active joint disease
      And outcome of methotrexate: responded
      And outcome of rituximab is not known
      Then the rule "Joint disease is refractory" cannot be decided
      And the note asks for outcome of rituximab

    Scenario: One joint drug that was not tolerated leaves others to try
      Given the patient has active joint disease
      And outcome of methotrexate: not tolerated
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
      Then the rule "Joint disease is refractory" does not hold

    Scenario: Two joint drugs that could not be used are enough
      Given the patient has active joint disease
      And outcome of methotrexate: not tolerated
      And outcome of rituximab: contraindicated
      Then the rule "Joint disease is refractory" holds

    Scenario: Three joint drugs that could not be used are more than enough
      Given the patient has active joint disease
      And outcome of methotrexate: not tolerated
      And outcome of rituximab: contraindicated
      And outcome of tocilizumab: contraindicated
      Then the rule "Joint disease is refractory" holds
