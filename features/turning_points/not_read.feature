Feature: What turns on what: not read
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: Some questions have no source here

    @proposed
    Scenario: Does not hold, turning on systemic sclerosis (systemic sclerosis: no), 10
      Given systemic sclerosis: no
      Then the rule "Some questions have no source here" does not hold
