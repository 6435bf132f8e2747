Feature: Muscle disease that drugs did not settle, or that cannot wait

  Background:
    Given the patient has systemic sclerosis

  Rule: Muscle disease too fast to wait for a drug to fail

    Scenario: Weak breathing muscles count as too fast to wait for
      Given the patient has active muscle disease
      And the patient has muscle weakness
      And the patient has raised creatine kinase
      And the patient has no inclusion-body myositis
      And earlier IVIG trial for muscle disease: none
      And the patient has respiratory muscle weakness
      Then the rule "Muscle disease too fast to wait for a drug to fail" holds

    Scenario: With breathing, swallowing and feeding unharmed, nothing is too fast to wait for
      Given the patient has no respiratory muscle weakness
      And the patient has no aspiration
      And the patient has no artificial feeding
      Then the rule "Muscle disease too fast to wait for a drug to fail" does not hold

    Scenario: Weak breathing muscles without a muscle target are not counted here
      Given the patient has no active muscle disease
      And the patient has respiratory muscle weakness
      Then the rule "Muscle disease too fast to wait for a drug to fail" does not hold

    Scenario: Whether muscle is a target has to be known first
      Given the patient has respiratory muscle weakness
      And active muscle disease is not known
      Then the rule "Muscle disease too fast to wait for a drug to fail" cannot be decided
      And the note asks for active muscle disease

  Rule: A review names IVIG first for muscle disease that is not refractory

    Scenario: Muscle disease that responds is shown with the review that names IVIG early
      Given the patient has active muscle disease
      And the patient has muscle weakness
      And the patient has raised creatine kinase
      And the patient has no inclusion-body myositis
      And earlier IVIG trial for muscle disease: none
      And outcome of methotrexate: never given
      And outcome of mycophenolate: never given
      And outcome of azathioprine: responded
      And outcome of cyclophosphamide: never given
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
      Then the rule "A review names IVIG first for muscle disease that is not refractory" holds

    Scenario: Refractory muscle disease makes the disagreement idle
      Given the patient has active muscle disease
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And the patient has failure of a drug for muscle disease
      Then the rule "A review names IVIG first for muscle disease that is not refractory" does not hold

    Scenario: Without active muscle disease nothing is said of it
      Given the patient has no active muscle disease
      Then the rule "A review names IVIG first for muscle disease that is not refractory" does not hold

    Scenario: As long as drug outcomes are open, so is the disagreement
      Given the patient has active muscle disease
      And inclusion-body myositis is not known
      Then the rule "A review names IVIG first for muscle disease that is not refractory" cannot be decided
      And the note asks for inclusion-body myositis

  Rule: One product is licensed for dermatomyositis, not for systemic sclerosis

    Scenario: With dermatomyositis the licence of one product is mentioned
      Given the patient has dermatomyositis overlap
      Then the rule "One product is licensed for dermatomyositis, not for systemic sclerosis" holds

    Scenario: Without dermatomyositis no licence is mentioned
      Given the patient has no dermatomyositis overlap
      Then the rule "One product is licensed for dermatomyositis, not for systemic sclerosis" does not hold

    Scenario: Whether dermatomyositis overlaps is asked
      Given dermatomyositis overlap is not known
      Then the rule "One product is licensed for dermatomyositis, not for systemic sclerosis" cannot be decided
      And the note asks for dermatomyositis overlap
