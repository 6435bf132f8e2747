Feature: Patients who cannot be graded yet
  A missing fact never counts as a no, and a provisional note never reassures.

  Rule: Without a diagnosis nothing is graded

    Scenario: Of a patient of whom nothing is recorded nothing can be said
      Given systemic sclerosis is not known
      Then the note has insufficient data
      And the note asks for systemic sclerosis
      And the note leans to nothing

    Scenario: A long list of findings does not replace the diagnosis
      Given systemic sclerosis is not known
      And the patient has active muscle disease
      And the patient has muscle weakness
      And the patient has raised creatine kinase
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And the patient has failure of a drug for muscle disease
      Then the note has insufficient data

    Scenario: A patient of sixteen is outside the scope whatever the diagnosis
      Given systemic sclerosis is not known
      And the age is 16 years
      Then the note is settled
      And the outcome is "outside the scope of this rule base"

  Rule: A patient without answers on safety gets no grade yet

    Scenario: A refractory myositis alone gives no grade
      Given the patient has systemic sclerosis
      And the age is 50 years
      And the patient has active muscle disease
      And the patient has muscle weakness
      And the patient has raised creatine kinase
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And the patient has failure of a drug for muscle disease
      Then the note is provisional
      And "may be considered" is still possible
      And "contraindicated" is still possible
      And "deferred until something dangerous is corrected" is still possible
      And the headline begins with "Cannot be graded yet"
      And the note leans to nothing

    Scenario: A patient whose risks nobody asked for is never called at low risk
      Given the patient has systemic sclerosis
      And the age is 30 years
      And the patient has active muscle disease
      And the patient has muscle weakness
      And the patient has raised creatine kinase
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And the patient has failure of a drug for muscle disease
      Then the note is provisional
      And the note does not say "low risk"
      And the note does not say "no risk"
      And the note does not say "is safe"
      And the rule "Authors' words on harm" holds
