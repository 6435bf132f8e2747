Feature: Refractory, upper GI
  A drug failed for this organ, or two cannot be used. No source defines refractory disease in SSc.

  Background:
    Given the patient has systemic sclerosis

  Rule: Refractory to a drug: upper GI

    Scenario: A drug that failed for upper GI disease makes it refractory
      Given the patient has active upper GI disease
      And outcome of rituximab: failed after four months or more at an adequate dose
      And the patient has failure of a drug for upper GI disease
      Then the rule "Refractory to a drug: upper GI" holds
      And the note says "Refractory: rituximab failed for upper GI."

    Scenario: A relapse on a drug for upper GI disease makes it refractory
      Given the patient has active upper GI disease
      And outcome of rituximab: relapsed on it
      And the patient has failure of a drug for upper GI disease
      Then the rule "Refractory to a drug: upper GI" holds

    Scenario: A drug that failed for another organ is no failure for upper GI disease
      Given the patient has active upper GI disease
      And outcome of rituximab: failed after four months or more at an adequate dose
      And the patient has no failure of a drug for upper GI disease
      Then the rule "Refractory to a drug: upper GI" does not hold

    Scenario: A failed drug whose organ nobody named leaves upper GI disease open
      Given the patient has active upper GI disease
      And outcome of rituximab: failed after four months or more at an adequate dose
      And failure of a drug for upper GI disease is not known
      Then the rule "Refractory to a drug: upper GI" cannot be decided
      And the note asks for failure of a drug for upper GI disease

    Scenario: Before a drug has failed nobody is asked whether one failed for upper GI disease
      Given the patient has active upper GI disease
      And outcome of rituximab is not known
      Then the rule "Refractory to a drug: upper GI" cannot be decided
      And the note asks for outcome of rituximab
      And the note does not ask for failure of a drug for upper GI disease

    Scenario: Drugs that are too early to tell have not failed for upper GI disease
      Given a patient in whom every question is answered without a finding
      And the patient has active upper GI disease
      And outcome of methotrexate: ongoing, too early to tell
      Then the rule "Refractory to a drug: upper GI" does not hold

    Scenario: A drug given with a result nobody knows leaves upper GI disease open
      Given the patient has active upper GI disease
      And outcome of methotrexate: given, result not known
      And outcome of mycophenolate: never given
      And outcome of azathioprine: never given
      And outcome of cyclophosphamide: never given
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
      Then the rule "Refractory to a drug: upper GI" cannot be decided
      And the note asks for outcome of methotrexate

    Scenario: Quiet upper GI disease is not refractory
      Given the patient has no active upper GI disease
      And outcome of rituximab: failed after four months or more at an adequate dose
      Then the rule "Refractory to a drug: upper GI" does not hold

  Rule: Two drugs not usable: upper GI

    Scenario: One drug that cannot be used for upper GI disease leaves others
      Given a patient in whom every question is answered without a finding
      And the patient has active upper GI disease
      And outcome of methotrexate: not tolerated
      Then the rule "Two drugs not usable: upper GI" does not hold

    Scenario: Two drugs that cannot be used for upper GI disease are enough, without an organ
      Given the patient has active upper GI disease
      And outcome of methotrexate: not tolerated
      And outcome of rituximab: contraindicated
      Then the rule "Two drugs not usable: upper GI" holds

    Scenario: Three drugs that cannot be used for upper GI disease are more than enough
      Given the patient has active upper GI disease
      And outcome of methotrexate: contraindicated
      And outcome of rituximab: contraindicated
      And outcome of tocilizumab: contraindicated
      Then the rule "Two drugs not usable: upper GI" holds

    Scenario: A drug for upper GI disease that nobody spoke of may be the second that cannot be used
      Given the patient has active upper GI disease
      And outcome of methotrexate: not tolerated
      And outcome of rituximab is not known
      Then the rule "Two drugs not usable: upper GI" cannot be decided
      And the note asks for outcome of rituximab

  Rule: Two or more drugs failed: upper GI

    Scenario: One failed drug for upper GI disease is not strongly refractory
      Given a patient in whom every question is answered without a finding
      And the patient has active upper GI disease
      And the patient has failure of a drug for upper GI disease
      And outcome of methotrexate: failed after four months or more at an adequate dose
      Then the rule "Two or more drugs failed: upper GI" does not hold

    Scenario: Two failed drugs for upper GI disease are strongly refractory
      Given the patient has active upper GI disease
      And the patient has failure of a drug for upper GI disease
      And outcome of methotrexate: failed after four months or more at an adequate dose
      And outcome of rituximab: relapsed on it
      Then the rule "Two or more drugs failed: upper GI" holds

    Scenario: Three failed drugs for upper GI disease are strongly refractory and no better
      Given the patient has active upper GI disease
      And the patient has failure of a drug for upper GI disease
      And outcome of methotrexate: failed after four months or more at an adequate dose
      And outcome of rituximab: relapsed on it
      And outcome of tocilizumab: failed after four months or more at an adequate dose
      Then the rule "Two or more drugs failed: upper GI" holds

    Scenario: Two failures without a word on upper GI disease are not strongly refractory yet
      Given the patient has active upper GI disease
      And outcome of methotrexate: failed after four months or more at an adequate dose
      And outcome of rituximab: relapsed on it
      And failure of a drug for upper GI disease is not known
      Then the rule "Two or more drugs failed: upper GI" cannot be decided
      And the note asks for failure of a drug for upper GI disease

  Rule: Conventional treatment failed: upper GI

    Scenario: Failed conventional treatment with artificial feeding makes upper GI disease refractory
      Given the patient has active upper GI disease
      And the patient has failed conventional treatment of the gut
      And the patient has artificial feeding
      Then the rule "Conventional treatment failed: upper GI" holds

    Scenario: Failed conventional treatment of milder upper GI disease is not enough
      Given the patient has active upper GI disease
      And the patient has failed conventional treatment of the gut
      And the patient has no artificial feeding
      Then the rule "Conventional treatment failed: upper GI" does not hold

    Scenario: Whether conventional treatment of upper GI disease failed is asked
      Given the patient has active upper GI disease
      And the patient has artificial feeding
      And failed conventional treatment of the gut is not known
      Then the rule "Conventional treatment failed: upper GI" cannot be decided
      And the note asks for failed conventional treatment of the gut

    Scenario: Pseudo-obstruction is a finding of the bowel and does not count for upper GI disease
      Given the patient has active upper GI disease
      And the patient has failed conventional treatment of the gut
      And the patient has no artificial feeding
      And the patient has intestinal pseudo-obstruction
      Then the rule "Conventional treatment failed: upper GI" does not hold
