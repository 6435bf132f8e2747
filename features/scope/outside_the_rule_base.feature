Feature: What lies outside this rule base
  Where the question is another one, the note says so and says nothing for or against IVIG.

  Rule: Systemic sclerosis not diagnosed

    Scenario: A patient without systemic sclerosis is outside the rule base
      Given the patient has no systemic sclerosis
      Then the rule "Systemic sclerosis not diagnosed" holds

    Scenario: A diagnosis of systemic sclerosis brings the patient inside
      Given the patient has systemic sclerosis
      Then the rule "Systemic sclerosis not diagnosed" does not hold

    Scenario: Until the diagnosis is known, nobody can say whether the patient is outside
      Given systemic sclerosis is not known
      Then the rule "Systemic sclerosis not diagnosed" cannot be decided
      And the note asks for systemic sclerosis

  Rule: Under eighteen

    Scenario: A patient of seventeen years is too young for this rule base
      Given the age is 17 years
      Then the rule "Under eighteen" holds

    Scenario: A patient of forty years is an adult
      Given the age is 40 years
      Then the rule "Under eighteen" does not hold

    Scenario: Without an age nobody can say whether the patient is an adult
      Given age is not known
      Then the rule "Under eighteen" cannot be decided
      And the note asks for age

    Scenario Outline: Adulthood begins at 18 (<value> years)
      Given the age is <value> years
      Then the rule "Under eighteen" <truth>

      Examples:
        | value | truth         |
        | 17    | holds         |
        | 18    | does not hold |
        | 19    | does not hold |

  Rule: Request for another disease

    Scenario: A request for another disease is not weighed here
      Given reason for the request: another disease
      Then the rule "Request for another disease" holds

    Scenario: A request for systemic sclerosis is weighed
      Given reason for the request: systemic sclerosis
      Then the rule "Request for another disease" does not hold

    Scenario: A request without a reason is asked for it
      Given reason for the request is not known
      Then the rule "Request for another disease" cannot be decided
      And the note asks for reason for the request

  Rule: Request for antibody replacement

    Scenario: A request to replace missing antibodies is not weighed here
      Given reason for the request: antibody replacement
      Then the rule "Request for antibody replacement" holds

    Scenario: A request for systemic sclerosis is not antibody replacement
      Given reason for the request: systemic sclerosis
      Then the rule "Request for antibody replacement" does not hold

    Scenario: Without a stated reason, antibody replacement is still possible
      Given reason for the request is not known
      Then the rule "Request for antibody replacement" cannot be decided
      And the note asks for reason for the request

  Rule: Request for subcutaneous immunoglobulin

    Scenario: A request for subcutaneous immunoglobulin is not weighed here
      Given route requested: subcutaneous
      Then the rule "Request for subcutaneous immunoglobulin" holds

    Scenario: An intravenous request is within scope
      Given route requested: intravenous
      Then the rule "Request for subcutaneous immunoglobulin" does not hold

    Scenario: A route that is not stated may turn out to be subcutaneous
      Given route requested is not known
      Then the rule "Request for subcutaneous immunoglobulin" cannot be decided
      And the note asks for route requested

  Rule: Another diagnosis in place of SSc

    Scenario: Localised scleroderma is named where SSc is not diagnosed
      Given the patient has no systemic sclerosis
      And diagnosis in place of systemic sclerosis: localised scleroderma
      Then the rule "Another diagnosis in place of SSc" holds

    Scenario: With SSc another diagnosis names nothing
      Given the patient has systemic sclerosis
      Then the rule "Another diagnosis in place of SSc" does not hold

    Scenario: Which disease it is instead is asked
      Given the patient has no systemic sclerosis
      And diagnosis in place of systemic sclerosis is not known
      Then the rule "Another diagnosis in place of SSc" cannot be decided
      And the note asks for diagnosis in place of systemic sclerosis

    Scenario: Mixed connective tissue disease alone leaves open whether it is SSc
      Given systemic sclerosis is not known
      And diagnosis in place of systemic sclerosis: mixed connective tissue disease
      Then the rule "Systemic sclerosis not diagnosed" cannot be decided
