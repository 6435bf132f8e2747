Feature: Drugs that change no grade and are never silent

  Background:
    Given the patient has systemic sclerosis

  Rule: Response to a drug

    Scenario: A patient who responded to mycophenolate is asked whether it is still given
      Given outcome of mycophenolate: responded
      Then the rule "Response to a drug" holds
      And the note says "Responded: mycophenolate. Still given?"

    Scenario: Drugs that were never given had no response
      Given outcome of methotrexate: never given
      And outcome of mycophenolate: never given
      And outcome of azathioprine: never given
      And outcome of cyclophosphamide: never given
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
      Then the rule "Response to a drug" does not hold

    Scenario: A drug nobody spoke of may have had a response
      Given outcome of methotrexate: not tolerated
      And outcome of mycophenolate is not known
      Then the rule "Response to a drug" cannot be decided
      And the note asks for outcome of mycophenolate

  Rule: Drugs not counted for refractoriness

    Scenario: Leflunomide and a corticosteroid that failed are recorded and not counted
      Given the patient has earlier or present leflunomide
      And the patient has failed corticosteroid
      Then the rule "Drugs not counted for refractoriness" holds
      And the note says "Not counted as a failed drug ○: leflunomide and a corticosteroid."

    Scenario: Where none of these drugs was given nothing is said of them
      Given the patient has no earlier or present hydroxychloroquine
      And the patient has no earlier or present nintedanib
      And the patient has no earlier or present tacrolimus or ciclosporin
      And the patient has no earlier or present leflunomide
      And the patient has no earlier or present TNF inhibitor
      And the patient has no earlier or present abatacept
      And the patient has no earlier or present belimumab
      And the patient has no failed corticosteroid
      Then the rule "Drugs not counted for refractoriness" does not hold

    Scenario: Leflunomide that nobody asked about may have been given
      Given earlier or present leflunomide is not known
      Then the rule "Drugs not counted for refractoriness" cannot be decided
      And the note asks for earlier or present leflunomide
