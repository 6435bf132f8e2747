Feature: Refractory muscle disease, as reviewed in tests

  Rule: Two drugs not usable: muscle

    Background:
      Given the patient has systemic sclerosis

    Scenario: Two drugs that cannot be used make muscle disease refractory
      Given the patient has active muscle disease
      And outcome of azathioprine: not tolerated
      And outcome of rituximab: contraindicated
      Then the rule "Two drugs not usable: muscle" holds

    Scenario: Muscle disease that is not active is not refractory
      Given the patient has no active muscle disease
      Then the rule "Two drugs not usable: muscle" does not hold

    Scenario Outline: One drug that was not tolerated leaves it open
      Given the patient has active muscle disease
      And outcome of <drug>: not tolerated
      Then the rule "Two drugs not usable: muscle" cannot be decided
      And the note asks for outcome of rituximab

      Examples:
        | drug         |
        | methotrexate |
        | azathioprine |

  Rule: Who is not graded

    Scenario: A child is not graded
      Given age is 17 years
      Then the rule "Under eighteen" holds
      And the outcome is "outside the scope of this rule base"
      And no grade is given

    Scenario: Nothing recorded is not enough
      Given systemic sclerosis is not known
      Then the note has insufficient data
