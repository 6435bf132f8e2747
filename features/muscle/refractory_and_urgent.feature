Feature: Muscle disease that drugs did not settle, or that cannot wait

  Background:
    Given the patient has systemic sclerosis

  Rule: Muscle disease too fast to wait

    Scenario: Weak breathing muscles count as too fast to wait for
      Given the patient has active muscle disease
      And the patient has muscle weakness
      And the patient has raised creatine kinase
      And the patient has no inclusion-body myositis
      And earlier IVIG trial for muscle disease: none
      And the patient has respiratory muscle weakness
      Then the rule "Muscle disease too fast to wait" holds

    Scenario: With breathing, swallowing and feeding unharmed, nothing is too fast to wait for
      Given the patient has no respiratory muscle weakness
      And the patient has no aspiration
      And the patient has no artificial feeding
      Then the rule "Muscle disease too fast to wait" does not hold

    Scenario: Weak breathing muscles without active muscle disease are not too fast to wait for
      Given the patient has no active muscle disease
      And the patient has respiratory muscle weakness
      Then the rule "Muscle disease too fast to wait" does not hold

    Scenario: Whether muscle is a target has to be known first
      Given the patient has respiratory muscle weakness
      And active muscle disease is not known
      Then the rule "Muscle disease too fast to wait" cannot be decided
      And the note asks for active muscle disease

  Rule: Muscle disease not refractory: what comes first

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
      Then the rule "Muscle disease not refractory: what comes first" holds

    Scenario: In refractory muscle disease that review is left out
      Given the patient has active muscle disease
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And the patient has failure of a drug for muscle disease
      Then the rule "Muscle disease not refractory: what comes first" does not hold

    Scenario: Without active muscle disease that review is left out
      Given the patient has no active muscle disease
      Then the rule "Muscle disease not refractory: what comes first" does not hold

    Scenario: As long as drug outcomes are open, that review waits
      Given the patient has active muscle disease
      And inclusion-body myositis is not known
      Then the rule "Muscle disease not refractory: what comes first" cannot be decided
      And the note asks for inclusion-body myositis

  Rule: Dermatomyositis overlap: a licence

    Scenario: With dermatomyositis the licence of one product is mentioned
      Given the patient has dermatomyositis overlap
      Then the rule "Dermatomyositis overlap: a licence" holds

    Scenario: Without dermatomyositis no licence is mentioned
      Given the patient has no dermatomyositis overlap
      Then the rule "Dermatomyositis overlap: a licence" does not hold

    Scenario: Whether dermatomyositis overlaps is asked
      Given dermatomyositis overlap is not known
      Then the rule "Dermatomyositis overlap: a licence" cannot be decided
      And the note asks for dermatomyositis overlap
