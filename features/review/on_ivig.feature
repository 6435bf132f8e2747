Feature: Patients who are on IVIG already
  A review looks at effect. It gives no grade, since nothing is started.

  Background:
    Given the patient has systemic sclerosis

  Rule: On IVIG already

    Scenario: IVIG that is running turns the question into a review
      Given present IVIG treatment: yes
      Then the rule "On IVIG already" holds

    Scenario: A patient who is not on IVIG gets no review
      Given present IVIG treatment: no
      Then the rule "On IVIG already" does not hold

    Scenario: Whether IVIG is running has to be known
      Given present IVIG treatment is not known
      Then the rule "On IVIG already" cannot be decided
      And the note asks for present IVIG treatment

  Rule: On IVIG with benefit

    Scenario: Recorded benefit is shown
      Given present IVIG treatment: yes
      And benefit of the present IVIG: benefit
      Then the rule "On IVIG with benefit" holds

    Scenario: IVIG without benefit is not shown as benefit
      Given present IVIG treatment: yes
      And benefit of the present IVIG: no benefit
      Then the rule "On IVIG with benefit" does not hold

    Scenario: A patient who is not on IVIG has no benefit of it on record
      Given present IVIG treatment: no
      Then the rule "On IVIG with benefit" does not hold

    Scenario: Benefit that nobody judged is asked about
      Given present IVIG treatment: yes
      And benefit of the present IVIG is not known
      Then the rule "On IVIG with benefit" cannot be decided
      And the note asks for benefit of the present IVIG

  Rule: On IVIG without benefit

    Scenario: No benefit after a year is long enough to judge
      Given present IVIG treatment: yes
      And benefit of the present IVIG: no benefit
      And the time on IVIG is 12 months
      Then the rule "On IVIG without benefit" holds

    Scenario: A year of IVIG with benefit is not shown as one without
      Given present IVIG treatment: yes
      And benefit of the present IVIG: benefit
      And the time on IVIG is 12 months
      Then the rule "On IVIG without benefit" does not hold

    Scenario: Without a duration nobody can tell whether it was long enough
      Given present IVIG treatment: yes
      And benefit of the present IVIG: no benefit
      And time on IVIG is not known
      Then the rule "On IVIG without benefit" cannot be decided
      And the note asks for time on IVIG

    Scenario Outline: Six months are long enough to judge (<value> months)
      Given present IVIG treatment: yes
      And benefit of the present IVIG: no benefit
      And the time on IVIG is <value> months
      Then the rule "On IVIG without benefit" <truth>

      Examples:
        | value | truth         |
        | 5     | does not hold |
        | 6     | holds         |
        | 7     | holds         |

  Rule: On IVIG, too early to judge

    Scenario: An effect recorded as too early to tell is too early
      Given present IVIG treatment: yes
      And benefit of the present IVIG: too early to tell
      Then the rule "On IVIG, too early to judge" holds

    Scenario: Benefit after two months is not too early to judge
      Given present IVIG treatment: yes
      And benefit of the present IVIG: benefit
      And the time on IVIG is 2 months
      Then the rule "On IVIG, too early to judge" does not hold

    Scenario: An effect that nobody judged is not called too early
      Given present IVIG treatment: yes
      And benefit of the present IVIG is not known
      Then the rule "On IVIG, too early to judge" cannot be decided
      And the note asks for benefit of the present IVIG

    Scenario Outline: No benefit is too early to judge before six months (<value> months)
      Given present IVIG treatment: yes
      And benefit of the present IVIG: no benefit
      And the time on IVIG is <value> months
      Then the rule "On IVIG, too early to judge" <truth>

      Examples:
        | value | truth         |
        | 5     | holds         |
        | 6     | does not hold |
        | 7     | does not hold |
