Feature: Refractory, joints
  A drug failed for this organ, or two cannot be used. No source defines refractory disease in SSc.

  Background:
    Given the patient has systemic sclerosis

  Rule: Refractory to a drug: joints

    Scenario: A drug that failed for joint disease makes it refractory
      Given the patient has active joint disease
      And outcome of methotrexate: failed after four months or more at an adequate dose
      And the patient has failure of a drug for joint disease
      Then the rule "Refractory to a drug: joints" holds
      And the note says "Refractory: methotrexate failed for joints."

    Scenario: A relapse on a drug for joint disease makes it refractory
      Given the patient has active joint disease
      And outcome of rituximab: relapsed on it
      And the patient has failure of a drug for joint disease
      Then the rule "Refractory to a drug: joints" holds

    Scenario: A drug that failed for another organ is no failure for joint disease
      Given the patient has active joint disease
      And outcome of rituximab: failed after four months or more at an adequate dose
      And the patient has no failure of a drug for joint disease
      Then the rule "Refractory to a drug: joints" does not hold

    Scenario: A failed drug whose organ nobody named leaves joint disease open
      Given the patient has active joint disease
      And outcome of rituximab: failed after four months or more at an adequate dose
      And failure of a drug for joint disease is not known
      Then the rule "Refractory to a drug: joints" cannot be decided
      And the note asks for failure of a drug for joint disease

    Scenario: Before a drug has failed nobody is asked whether one failed for joint disease
      Given the patient has active joint disease
      And outcome of rituximab is not known
      Then the rule "Refractory to a drug: joints" cannot be decided
      And the note asks for outcome of rituximab
      And the note does not ask for failure of a drug for joint disease

    Scenario: Drugs that are too early to tell have not failed for joint disease
      Given a patient in whom every question is answered without a finding
      And the patient has active joint disease
      And outcome of methotrexate: ongoing, too early to tell
      Then the rule "Refractory to a drug: joints" does not hold

    Scenario: A drug given with a result nobody knows leaves joint disease open
      Given the patient has active joint disease
      And outcome of methotrexate: given, result not known
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
      Then the rule "Refractory to a drug: joints" cannot be decided
      And the note asks for outcome of methotrexate

    Scenario: Quiet joint disease is not refractory
      Given the patient has no active joint disease
      And outcome of rituximab: failed after four months or more at an adequate dose
      Then the rule "Refractory to a drug: joints" does not hold

  Rule: Two drugs not usable: joints

    Scenario: One drug that cannot be used for joint disease leaves others
      Given a patient in whom every question is answered without a finding
      And the patient has active joint disease
      And outcome of methotrexate: not tolerated
      Then the rule "Two drugs not usable: joints" does not hold

    Scenario: Two drugs that cannot be used for joint disease are enough, without an organ
      Given the patient has active joint disease
      And outcome of methotrexate: not tolerated
      And outcome of rituximab: contraindicated
      Then the rule "Two drugs not usable: joints" holds

    Scenario: Three drugs that cannot be used for joint disease are more than enough
      Given the patient has active joint disease
      And outcome of methotrexate: contraindicated
      And outcome of rituximab: contraindicated
      And outcome of tocilizumab: contraindicated
      Then the rule "Two drugs not usable: joints" holds

    Scenario: A drug for joint disease that nobody spoke of may be the second that cannot be used
      Given the patient has active joint disease
      And outcome of methotrexate: not tolerated
      And outcome of rituximab is not known
      Then the rule "Two drugs not usable: joints" cannot be decided
      And the note asks for outcome of rituximab

  Rule: Two or more drugs failed: joints

    Scenario: One failed drug for joint disease is not strongly refractory
      Given a patient in whom every question is answered without a finding
      And the patient has active joint disease
      And the patient has failure of a drug for joint disease
      And outcome of methotrexate: failed after four months or more at an adequate dose
      Then the rule "Two or more drugs failed: joints" does not hold

    Scenario: Two failed drugs for joint disease are strongly refractory
      Given the patient has active joint disease
      And the patient has failure of a drug for joint disease
      And outcome of methotrexate: failed after four months or more at an adequate dose
      And outcome of rituximab: relapsed on it
      Then the rule "Two or more drugs failed: joints" holds

    Scenario: Three failed drugs for joint disease are strongly refractory and no better
      Given the patient has active joint disease
      And the patient has failure of a drug for joint disease
      And outcome of methotrexate: failed after four months or more at an adequate dose
      And outcome of rituximab: relapsed on it
      And outcome of tocilizumab: failed after four months or more at an adequate dose
      Then the rule "Two or more drugs failed: joints" holds

    Scenario: Two failures without a word on joint disease are not strongly refractory yet
      Given the patient has active joint disease
      And outcome of methotrexate: failed after four months or more at an adequate dose
      And outcome of rituximab: relapsed on it
      And failure of a drug for joint disease is not known
      Then the rule "Two or more drugs failed: joints" cannot be decided
      And the note asks for failure of a drug for joint disease

  Rule: Failed and not counted: joints

    Scenario: Azathioprine that failed is shown for joint disease and not counted
      Given the patient has active joint disease
      And outcome of azathioprine: failed after four months or more at an adequate dose
      Then the rule "Failed and not counted: joints" holds
      And the note says "Not counted for joints ○: azathioprine."

    Scenario: Without such a failure nothing is said for joint disease
      Given a patient in whom every question is answered without a finding
      And the patient has active joint disease
      And outcome of azathioprine: responded
      Then the rule "Failed and not counted: joints" does not hold

    Scenario: What came of azathioprine is open for joint disease
      Given the patient has active joint disease
      And outcome of azathioprine is not known
      Then the rule "Failed and not counted: joints" cannot be decided
      And the note asks for outcome of azathioprine
