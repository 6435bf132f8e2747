Feature: Skin disease that drugs did not settle

  Background:
    Given the patient has systemic sclerosis

  Rule: Skin disease is refractory

    Scenario: Mycophenolate that failed makes skin disease refractory
      Given the patient has active skin disease
      And outcome of mycophenolate: failed after four months or more at an adequate dose
      Then the rule "Skin disease is refractory" holds

    Scenario: Skin disease that is not active is not refractory
      Given the patient has no active skin disease
      Then the rule "Skin disease is refractory" does not hold

    Scenario: Without the history of drugs, refractory skin disease is open
      Given the patient has active skin disease
      And outcome of methotrexate is not known
      Then the rule "Skin disease is refractory" cannot be decided
      And the note asks for outcome of methotrexate

  Rule: Drugs for skin disease have failed

    Scenario: A relapse on cyclophosphamide counts as failure
      Given the patient has active skin disease
      And outcome of cyclophosphamide: relapsed on it
      Then the rule "Skin disease is refractory" holds

    Scenario: Azathioprine is not counted among the drugs for skin
      Given the patient has active skin disease
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And outcome of methotrexate: never given
      And outcome of mycophenolate: never given
      And outcome of cyclophosphamide: never given
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
      Then the rule "Skin disease is refractory" does not hold

    Scenario: A skin drug whose outcome nobody recorded may have failed
      Given the patient has active skin disease
      And outcome of mycophenolate: responded
      And outcome of rituximab is not known
      Then the rule "Skin disease is refractory" cannot be decided
      And the note asks for outcome of rituximab

    Scenario: One skin drug that was not tolerated leaves others to try
      Given the patient has active skin disease
      And outcome of methotrexate: never given
      And outcome of mycophenolate: not tolerated
      And outcome of cyclophosphamide: never given
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
      Then the rule "Skin disease is refractory" does not hold

    Scenario: Two skin drugs that could not be used are enough
      Given the patient has active skin disease
      And outcome of mycophenolate: not tolerated
      And outcome of cyclophosphamide: contraindicated
      Then the rule "Skin disease is refractory" holds

    Scenario: Three skin drugs that could not be used are more than enough
      Given the patient has active skin disease
      And outcome of mycophenolate: not tolerated
      And outcome of cyclophosphamide: contraindicated
      And outcome of rituximab: contraindicated
      Then the rule "Skin disease is refractory" holds

  Rule: Skin: trial against series

    Scenario: Active skin disease shows both the trial and the series
      Given the patient has active skin disease
      Then the rule "Skin: trial against series" holds
      And the note cites Takehara 2013
      And the note cites Poelman 2015

    Scenario: Without active skin disease the disagreement is left out
      Given the patient has no active skin disease
      Then the rule "Skin: trial against series" does not hold

    Scenario: Whether skin is active has to be known first
      Given active skin disease is not known
      Then the rule "Skin: trial against series" cannot be decided
      And the note asks for active skin disease
