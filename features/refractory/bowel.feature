Feature: Refractory, bowel
  A drug failed for this organ, or two cannot be used. No source defines refractory disease in SSc.

  Background:
    Given the patient has systemic sclerosis

  Rule: Refractory to a drug: bowel

    Scenario: A drug that failed for bowel disease makes it refractory
      Given the patient has active bowel disease
      And outcome of cyclophosphamide: failed after four months or more at an adequate dose
      And the patient has failure of a drug for bowel disease
      Then the rule "Refractory to a drug: bowel" holds
      And the note says "Refractory: cyclophosphamide failed for bowel."

    Scenario: A relapse on a drug for bowel disease makes it refractory
      Given the patient has active bowel disease
      And outcome of rituximab: relapsed on it
      And the patient has failure of a drug for bowel disease
      Then the rule "Refractory to a drug: bowel" holds

    Scenario: A drug that failed for another organ is no failure for bowel disease
      Given the patient has active bowel disease
      And outcome of rituximab: failed after four months or more at an adequate dose
      And the patient has no failure of a drug for bowel disease
      Then the rule "Refractory to a drug: bowel" does not hold

    Scenario: A failed drug whose organ nobody named leaves bowel disease open
      Given the patient has active bowel disease
      And outcome of rituximab: failed after four months or more at an adequate dose
      And failure of a drug for bowel disease is not known
      Then the rule "Refractory to a drug: bowel" cannot be decided
      And the note asks for failure of a drug for bowel disease

    Scenario: Before a drug has failed nobody is asked whether one failed for bowel disease
      Given the patient has active bowel disease
      And outcome of rituximab is not known
      Then the rule "Refractory to a drug: bowel" cannot be decided
      And the note asks for outcome of rituximab
      And the note does not ask for failure of a drug for bowel disease

    Scenario: Drugs that are too early to tell have not failed for bowel disease
      Given a patient in whom every question is answered without a finding
      And the patient has active bowel disease
      And outcome of methotrexate: ongoing, too early to tell
      Then the rule "Refractory to a drug: bowel" does not hold

    Scenario: A drug given with a result nobody knows leaves bowel disease open
      Given the patient has active bowel disease
      And outcome of methotrexate: given, result not known
      And outcome of mycophenolate: never given
      And outcome of azathioprine: never given
      And outcome of cyclophosphamide: never given
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
      Then the rule "Refractory to a drug: bowel" cannot be decided
      And the note asks for outcome of methotrexate

    Scenario: Quiet bowel disease is not refractory
      Given the patient has no active bowel disease
      And outcome of rituximab: failed after four months or more at an adequate dose
      Then the rule "Refractory to a drug: bowel" does not hold

  Rule: Two drugs not usable: bowel

    Scenario: One drug that cannot be used for bowel disease leaves others
      Given a patient in whom every question is answered without a finding
      And the patient has active bowel disease
      And outcome of methotrexate: not tolerated
      Then the rule "Two drugs not usable: bowel" does not hold

    Scenario: Two drugs that cannot be used for bowel disease are enough, without an organ
      Given the patient has active bowel disease
      And outcome of methotrexate: not tolerated
      And outcome of rituximab: contraindicated
      Then the rule "Two drugs not usable: bowel" holds

    Scenario: Three drugs that cannot be used for bowel disease are more than enough
      Given the patient has active bowel disease
      And outcome of methotrexate: contraindicated
      And outcome of rituximab: contraindicated
      And outcome of tocilizumab: contraindicated
      Then the rule "Two drugs not usable: bowel" holds

    Scenario: A drug for bowel disease that nobody spoke of may be the second that cannot be used
      Given the patient has active bowel disease
      And outcome of methotrexate: not tolerated
      And outcome of rituximab is not known
      Then the rule "Two drugs not usable: bowel" cannot be decided
      And the note asks for outcome of rituximab

  Rule: Two or more drugs failed: bowel

    Scenario: One failed drug for bowel disease is not strongly refractory
      Given a patient in whom every question is answered without a finding
      And the patient has active bowel disease
      And the patient has failure of a drug for bowel disease
      And outcome of methotrexate: failed after four months or more at an adequate dose
      Then the rule "Two or more drugs failed: bowel" does not hold

    Scenario: Two failed drugs for bowel disease are strongly refractory
      Given the patient has active bowel disease
      And the patient has failure of a drug for bowel disease
      And outcome of methotrexate: failed after four months or more at an adequate dose
      And outcome of rituximab: relapsed on it
      Then the rule "Two or more drugs failed: bowel" holds

    Scenario: Three failed drugs for bowel disease are strongly refractory and no better
      Given the patient has active bowel disease
      And the patient has failure of a drug for bowel disease
      And outcome of methotrexate: failed after four months or more at an adequate dose
      And outcome of rituximab: relapsed on it
      And outcome of tocilizumab: failed after four months or more at an adequate dose
      Then the rule "Two or more drugs failed: bowel" holds

    Scenario: Two failures without a word on bowel disease are not strongly refractory yet
      Given the patient has active bowel disease
      And outcome of methotrexate: failed after four months or more at an adequate dose
      And outcome of rituximab: relapsed on it
      And failure of a drug for bowel disease is not known
      Then the rule "Two or more drugs failed: bowel" cannot be decided
      And the note asks for failure of a drug for bowel disease

  Rule: Conventional treatment failed: bowel

    Scenario: Failed conventional treatment with pseudo-obstruction makes bowel disease refractory
      Given the patient has active bowel disease
      And the patient has failed conventional treatment of the gut
      And the patient has intestinal pseudo-obstruction
      Then the rule "Conventional treatment failed: bowel" holds

    Scenario: Failed conventional treatment of milder bowel disease is not enough
      Given the patient has active bowel disease
      And the patient has failed conventional treatment of the gut
      And the patient has no artificial feeding
      And the patient has no intestinal pseudo-obstruction
      And the patient has no malabsorption
      Then the rule "Conventional treatment failed: bowel" does not hold

    Scenario: Whether conventional treatment of bowel disease failed is asked
      Given the patient has active bowel disease
      And the patient has intestinal pseudo-obstruction
      And failed conventional treatment of the gut is not known
      Then the rule "Conventional treatment failed: bowel" cannot be decided
      And the note asks for failed conventional treatment of the gut
