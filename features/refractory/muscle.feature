Feature: Refractory, muscle
  A drug failed for this organ, or two cannot be used. No source defines refractory disease in SSc.

  Background:
    Given the patient has systemic sclerosis

  Rule: Refractory to a drug: muscle

    Scenario: A drug that failed for muscle disease makes it refractory
      Given the patient has active muscle disease
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And the patient has failure of a drug for muscle disease
      Then the rule "Refractory to a drug: muscle" holds
      And the note says "Refractory: azathioprine failed for muscle."

    Scenario: A relapse on a drug for muscle disease makes it refractory
      Given the patient has active muscle disease
      And outcome of rituximab: relapsed on it
      And the patient has failure of a drug for muscle disease
      Then the rule "Refractory to a drug: muscle" holds

    Scenario: A drug that failed for another organ is no failure for muscle disease
      Given the patient has active muscle disease
      And outcome of rituximab: failed after four months or more at an adequate dose
      And the patient has no failure of a drug for muscle disease
      Then the rule "Refractory to a drug: muscle" does not hold

    Scenario: A failed drug whose organ nobody named leaves muscle disease open
      Given the patient has active muscle disease
      And outcome of rituximab: failed after four months or more at an adequate dose
      And failure of a drug for muscle disease is not known
      Then the rule "Refractory to a drug: muscle" cannot be decided
      And the note asks for failure of a drug for muscle disease

    Scenario: Before a drug has failed nobody is asked whether one failed for muscle disease
      Given the patient has active muscle disease
      And outcome of rituximab is not known
      Then the rule "Refractory to a drug: muscle" cannot be decided
      And the note asks for outcome of rituximab
      And the note does not ask for failure of a drug for muscle disease

    Scenario: Drugs that are too early to tell have not failed for muscle disease
      Given a patient in whom every question is answered without a finding
      And the patient has active muscle disease
      And outcome of methotrexate: ongoing, too early to tell
      Then the rule "Refractory to a drug: muscle" does not hold

    Scenario: A drug given with a result nobody knows leaves muscle disease open
      Given the patient has active muscle disease
      And outcome of methotrexate: given, result not known
      And outcome of mycophenolate: never given
      And outcome of azathioprine: never given
      And outcome of cyclophosphamide: never given
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
      Then the rule "Refractory to a drug: muscle" cannot be decided
      And the note asks for outcome of methotrexate

    Scenario: Quiet muscle disease is not refractory
      Given the patient has no active muscle disease
      And outcome of rituximab: failed after four months or more at an adequate dose
      Then the rule "Refractory to a drug: muscle" does not hold

  Rule: Two drugs not usable: muscle

    Scenario: One drug that cannot be used for muscle disease leaves others
      Given a patient in whom every question is answered without a finding
      And the patient has active muscle disease
      And outcome of methotrexate: not tolerated
      Then the rule "Two drugs not usable: muscle" does not hold

    Scenario: Two drugs that cannot be used for muscle disease are enough, without an organ
      Given the patient has active muscle disease
      And outcome of methotrexate: not tolerated
      And outcome of rituximab: contraindicated
      Then the rule "Two drugs not usable: muscle" holds

    Scenario: Three drugs that cannot be used for muscle disease are more than enough
      Given the patient has active muscle disease
      And outcome of methotrexate: contraindicated
      And outcome of rituximab: contraindicated
      And outcome of tocilizumab: contraindicated
      Then the rule "Two drugs not usable: muscle" holds

    Scenario: A drug for muscle disease that nobody spoke of may be the second that cannot be used
      Given the patient has active muscle disease
      And outcome of methotrexate: not tolerated
      And outcome of rituximab is not known
      Then the rule "Two drugs not usable: muscle" cannot be decided
      And the note asks for outcome of rituximab

  Rule: Two or more drugs failed: muscle

    Scenario: One failed drug for muscle disease is not strongly refractory
      Given a patient in whom every question is answered without a finding
      And the patient has active muscle disease
      And the patient has failure of a drug for muscle disease
      And outcome of methotrexate: failed after four months or more at an adequate dose
      Then the rule "Two or more drugs failed: muscle" does not hold

    Scenario: Two failed drugs for muscle disease are strongly refractory
      Given the patient has active muscle disease
      And the patient has failure of a drug for muscle disease
      And outcome of methotrexate: failed after four months or more at an adequate dose
      And outcome of rituximab: relapsed on it
      Then the rule "Two or more drugs failed: muscle" holds

    Scenario: Three failed drugs for muscle disease are strongly refractory and no better
      Given the patient has active muscle disease
      And the patient has failure of a drug for muscle disease
      And outcome of methotrexate: failed after four months or more at an adequate dose
      And outcome of rituximab: relapsed on it
      And outcome of tocilizumab: failed after four months or more at an adequate dose
      Then the rule "Two or more drugs failed: muscle" holds

    Scenario: Two failures without a word on muscle disease are not strongly refractory yet
      Given the patient has active muscle disease
      And outcome of methotrexate: failed after four months or more at an adequate dose
      And outcome of rituximab: relapsed on it
      And failure of a drug for muscle disease is not known
      Then the rule "Two or more drugs failed: muscle" cannot be decided
      And the note asks for failure of a drug for muscle disease
