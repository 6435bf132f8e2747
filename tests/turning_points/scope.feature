Feature: What turns on what: scope
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: Another diagnosis in place of SSc

    @proposed
    Scenario: Stays open while nothing is known of systemic sclerosis (present corticosteroid treatment is not known)
      Given present corticosteroid treatment is not known
      Then the rule "Another diagnosis in place of SSc" cannot be decided
