Feature: What turns on what: need
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: Need to spare corticosteroids

    @proposed
    Scenario: Rests on Steen 1998
      Given corticosteroid dose, as prednisone is 15 mg/day
      And time at this corticosteroid dose or more is 3 months
      And earlier IVIG trial for joint disease: none
      And active joint disease: yes
      And synovitis: yes
      Then the rule "Need to spare corticosteroids" holds
      And the rule "Need to spare corticosteroids" cites Steen 1998
      And the rule "Need to spare corticosteroids" rests on 1 source
