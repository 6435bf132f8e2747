Feature: What turns on what: not read
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: Known sources not read

    @proposed
    Scenario: Rests on British guideline 2024 and French protocol 2022 and 2 more
      Given systemic sclerosis: yes
      Then the rule "Known sources not read" holds
      And the rule "Known sources not read" cites British guideline 2024
      And the rule "Known sources not read" cites French protocol 2022
      And the rule "Known sources not read" cites Spanish multicentre report
      And the rule "Known sources not read" cites Florence cohort 2023
      And the rule "Known sources not read" rests on 4 sources

  Rule: Search

    @proposed
    Scenario: Rests on The search
      Given systemic sclerosis: yes
      Then the rule "Search" holds
      And the rule "Search" cites The search
      And the rule "Search" rests on 1 source
