Feature: Sentences that are none
  Rule: One

    Scenario: No sentence of a patient
      Given something else altogether
      When the case is put to somebody
      Then the outcome will be good
