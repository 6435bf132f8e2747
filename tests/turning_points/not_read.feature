Feature: What turns on what: not read
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: known_and_unread

    @proposed
    Scenario: Rests on British guideline 2024 and French protocol 2022 and 2 more
      Given systemic sclerosis: yes
      Then the rule "known_and_unread" holds
      And the rule "known_and_unread" cites British guideline 2024
      And the rule "known_and_unread" cites French protocol 2022
      And the rule "known_and_unread" cites Spanish multicentre report
      And the rule "known_and_unread" cites Florence cohort 2023
      And the rule "known_and_unread" rests on 4 sources

  Rule: search_record

    @proposed
    Scenario: Rests on The search
      Given systemic sclerosis: yes
      Then the rule "search_record" holds
      And the rule "search_record" cites The search
      And the rule "search_record" rests on 1 source
