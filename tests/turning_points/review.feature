Feature: What turns on what: review
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: on_ivig_too_early

    @proposed
    Scenario: Does not hold, turning on benefit of the present IVIG (benefit of the present IVIG: benefit)
      Given benefit of the present IVIG: benefit
      Then the rule "on_ivig_too_early" does not hold

    @proposed
    Scenario: Stays open while nothing is known of benefit of the present IVIG (time on IVIG is 3 months)
      Given time on IVIG is 3 months
      Then the rule "on_ivig_too_early" cannot be decided

    @proposed
    Scenario: Stays open while nothing is known of time on IVIG at least 6 months (benefit of the present IVIG: no benefit)
      Given benefit of the present IVIG: no benefit
      Then the rule "on_ivig_too_early" cannot be decided

    @proposed
    Scenario: Holds (time on IVIG is 5.99 months; benefit of the present IVIG: no benefit)
      Given time on IVIG is 5.99 months
      And benefit of the present IVIG: no benefit
      Then the rule "on_ivig_too_early" holds

    @proposed
    Scenario: Rests on Ontario IGUM, 10
      Given benefit of the present IVIG: too early to tell
      And present IVIG treatment: yes
      Then the rule "on_ivig_too_early" holds
      And the rule "on_ivig_too_early" cites Ontario IGUM
      And the rule "on_ivig_too_early" rests on 1 source

    @proposed
    Scenario: Stays open while nothing is known of present IVIG treatment (present corticosteroid treatment is not known)
      Given present corticosteroid treatment is not known
      Then the rule "on_ivig_too_early" cannot be decided

    @proposed
    Scenario: Does not hold, turning on present IVIG treatment (present IVIG treatment: no)
      Given present IVIG treatment: no
      Then the rule "on_ivig_too_early" does not hold

  Rule: on_ivig_without_benefit

    @proposed
    Scenario: Does not hold, turning on benefit of the present IVIG (benefit of the present IVIG: benefit), 2
      Given benefit of the present IVIG: benefit
      Then the rule "on_ivig_without_benefit" does not hold

    @proposed
    Scenario: Does not hold (time on IVIG is 5.99 months)
      Given time on IVIG is 5.99 months
      Then the rule "on_ivig_without_benefit" does not hold

    @proposed
    Scenario: Rests on Ontario IGUM and INESSS 2021
      Given time on IVIG is 6 months
      And benefit of the present IVIG: no benefit
      And present IVIG treatment: yes
      Then the rule "on_ivig_without_benefit" holds
      And the rule "on_ivig_without_benefit" cites Ontario IGUM
      And the rule "on_ivig_without_benefit" cites INESSS 2021
      And the rule "on_ivig_without_benefit" rests on 2 sources

    @proposed
    Scenario: Stays open while nothing is known of present IVIG treatment (present corticosteroid treatment is not known), 3
      Given present corticosteroid treatment is not known
      Then the rule "on_ivig_without_benefit" cannot be decided

    @proposed
    Scenario: Does not hold, turning on present IVIG treatment (present IVIG treatment: no), 2
      Given present IVIG treatment: no
      Then the rule "on_ivig_without_benefit" does not hold

  Rule: on_ivig_now_review

    @proposed
    Scenario: Rests on Ontario IGUM, 9
      Given present IVIG treatment: yes
      Then the rule "on_ivig_now_review" holds
      And the rule "on_ivig_now_review" cites Ontario IGUM
      And the rule "on_ivig_now_review" rests on 1 source

  Rule: on_ivig_with_benefit

    @proposed
    Scenario: Rests on Ontario IGUM, 11
      Given benefit of the present IVIG: benefit
      And present IVIG treatment: yes
      Then the rule "on_ivig_with_benefit" holds
      And the rule "on_ivig_with_benefit" cites Ontario IGUM
      And the note shows "Review of effect" of Ontario IGUM
      And the note shows "Review of effect" of Ontario IGUM
      And the rule "on_ivig_with_benefit" rests on 1 source

    @proposed
    Scenario: Stays open while nothing is known of present IVIG treatment (present corticosteroid treatment is not known), 2
      Given present corticosteroid treatment is not known
      Then the rule "on_ivig_with_benefit" cannot be decided
