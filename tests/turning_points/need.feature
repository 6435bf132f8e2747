Feature: What turns on what: need
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: steroid_sparing_need

    @proposed
    Scenario: Rests on Steen 1998
      Given corticosteroid dose, as prednisone is 15 mg/day
      And time at this corticosteroid dose or more is 3 months
      And earlier IVIG trial for joint disease: none
      And active joint disease: yes
      And synovitis: yes
      Then the rule "steroid_sparing_need" holds
      And the rule "steroid_sparing_need" cites Steen 1998
      And the rule "steroid_sparing_need" rests on 1 source

    @proposed
    Scenario: Stays open while nothing is known of corticosteroid dose, as prednisone at least 15 mg/day (time at this corticosteroid dose or more is 361.5 months; earlier IVIG trial for upper GI disease: none; active upper GI disease: yes; and 1 more)
      Given time at this corticosteroid dose or more is 361.5 months
      And earlier IVIG trial for upper GI disease: none
      And active upper GI disease: yes
      And aspiration: yes
      Then the rule "steroid_sparing_need" cannot be decided

    @proposed
    Scenario: Stays open while nothing is known of present corticosteroid treatment (failed corticosteroid taper: yes; earlier IVIG trial for joint disease: under six months; active joint disease: yes; and 1 more)
      Given failed corticosteroid taper: yes
      And earlier IVIG trial for joint disease: under six months
      And active joint disease: yes
      And synovitis: yes
      Then the rule "steroid_sparing_need" cannot be decided

    @proposed
    Scenario: Stays open while nothing is known of failed corticosteroid taper (present corticosteroid treatment: yes; earlier IVIG trial for joint disease: none; active joint disease: yes; and 1 more)
      Given present corticosteroid treatment: yes
      And earlier IVIG trial for joint disease: none
      And active joint disease: yes
      And synovitis: yes
      Then the rule "steroid_sparing_need" cannot be decided

    @proposed
    Scenario: Does not hold, turning on present corticosteroid treatment (corticosteroid dose, as prednisone is 0 mg/day)
      Given corticosteroid dose, as prednisone is 0 mg/day
      Then the rule "steroid_sparing_need" does not hold

    @proposed
    Scenario: Does not hold (corticosteroid dose, as prednisone is 14.99 mg/day; failed corticosteroid taper: no)
      Given corticosteroid dose, as prednisone is 14.99 mg/day
      And failed corticosteroid taper: no
      Then the rule "steroid_sparing_need" does not hold

    @proposed
    Scenario: Does not hold (time at this corticosteroid dose or more is 2.99 months; failed corticosteroid taper: no)
      Given time at this corticosteroid dose or more is 2.99 months
      And failed corticosteroid taper: no
      Then the rule "steroid_sparing_need" does not hold
