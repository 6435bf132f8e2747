Feature: How many drugs failed
  Shown for orientation; it changes no grade.

  Background:
    Given the patient has systemic sclerosis

  Rule: Two or more drugs failed

    Scenario: Two drugs that failed on an active target are shown
      Given the patient has active muscle disease
      And the patient has muscle weakness
      And the patient has raised creatine kinase
      And the patient has no inclusion-body myositis
      And earlier IVIG trial for muscle disease: none
      And outcome of methotrexate: failed after four months or more at an adequate dose
      And outcome of rituximab: relapsed on it
      Then the rule "Two or more drugs failed" holds

    Scenario: Failures without an active target are not shown
      Given the patient has no active muscle disease
      And the patient has no active joint disease
      And the patient has no active upper GI disease
      And the patient has no active bowel disease
      And the patient has no active skin disease
      And outcome of methotrexate: failed after four months or more at an adequate dose
      And outcome of rituximab: relapsed on it
      Then the rule "Two or more drugs failed" does not hold

    Scenario: A second failure may still be on record somewhere
      Given the patient has active joint disease
      And the patient has synovitis
      And earlier IVIG trial for joint disease: none
      And outcome of methotrexate: failed after four months or more at an adequate dose
      And outcome of rituximab is not known
      Then the rule "Two or more drugs failed" cannot be decided
      And the note asks for outcome of rituximab

    Scenario: One failure is not several
      Given the patient has active joint disease
      And the patient has synovitis
      And earlier IVIG trial for joint disease: none
      And outcome of methotrexate: failed after four months or more at an adequate dose
      And outcome of mycophenolate: never given
      And outcome of azathioprine: never given
      And outcome of cyclophosphamide: never given
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
      Then the rule "Two or more drugs failed" does not hold

    Scenario: Two failures are several
      Given the patient has active joint disease
      And the patient has synovitis
      And earlier IVIG trial for joint disease: none
      And outcome of methotrexate: failed after four months or more at an adequate dose
      And outcome of rituximab: failed after four months or more at an adequate dose
      Then the rule "Two or more drugs failed" holds

    Scenario: Three failures are several
      Given the patient has active joint disease
      And the patient has synovitis
      And earlier IVIG trial for joint disease: none
      And outcome of methotrexate: failed after four months or more at an adequate dose
      And outcome of rituximab: failed after four months or more at an adequate dose
      And outcome of tocilizumab: relapsed on it
      Then the rule "Two or more drugs failed" holds
