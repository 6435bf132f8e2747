Feature: What turns on what: scope
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: diagnosis_instead_of_ssc

    @proposed
    Scenario: Stays open while nothing is known of systemic sclerosis (present corticosteroid treatment is not known)
      Given present corticosteroid treatment is not known
      Then the rule "diagnosis_instead_of_ssc" cannot be decided
