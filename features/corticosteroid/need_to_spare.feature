Feature: When corticosteroids need to be spared

  Background:
    Given the patient has systemic sclerosis

  Rule: Need to spare corticosteroids

    Scenario: Fifteen milligrams for three months beside a target is a need to spare
      Given the corticosteroid dose, as prednisone is 15 mg/day
      And the time at this corticosteroid dose or more is 3 months
      And the patient has active joint disease
      And the patient has synovitis
      And earlier IVIG trial for joint disease: none
      Then the rule "Need to spare corticosteroids" holds
      And the note cites Steen 1998

    Scenario: Without a target there is nothing to spare corticosteroids for
      Given the corticosteroid dose, as prednisone is 20 mg/day
      And the time at this corticosteroid dose or more is 6 months
      And the patient has no active muscle disease
      And the patient has no active joint disease
      And the patient has no active upper GI disease
      And the patient has no active bowel disease
      Then the rule "Need to spare corticosteroids" does not hold

    Scenario: A lasting high dose still needs a target
      Given the corticosteroid dose, as prednisone is 15 mg/day
      And the time at this corticosteroid dose or more is 3 months
      And active joint disease is not known
      Then the rule "Need to spare corticosteroids" cannot be decided
      And the note asks for active joint disease

  Rule: A corticosteroid dose needs to be spared

    Background:
      Given the patient has active joint disease
      And the patient has synovitis
      And earlier IVIG trial for joint disease: none

    Scenario: A failed taper counts at any dose
      Given the corticosteroid dose, as prednisone is 5 mg/day
      And failed corticosteroid taper: yes
      Then the rule "Need to spare corticosteroids" holds

    Scenario: A short course is no need to spare
      Given the corticosteroid dose, as prednisone is 20 mg/day
      And the time at this corticosteroid dose or more is 1 months
      And failed corticosteroid taper: no
      Then the rule "Need to spare corticosteroids" does not hold

    Scenario: A dose without a duration leaves the need open
      Given the corticosteroid dose, as prednisone is 20 mg/day
      And failed corticosteroid taper: no
      And time at this corticosteroid dose or more is not known
      Then the rule "Need to spare corticosteroids" cannot be decided
      And the note asks for time at this corticosteroid dose or more

    Scenario Outline: A dose counts from 15 mg/day on (<value> mg/day)
      Given the time at this corticosteroid dose or more is 6 months
      And failed corticosteroid taper: no
      And the corticosteroid dose, as prednisone is <value> mg/day
      Then the rule "Need to spare corticosteroids" <truth>

      Examples:
        | value | truth         |
        | 14    | does not hold |
        | 15    | holds         |
        | 16    | holds         |

    Scenario Outline: A duration counts from three months on (<value> months)
      Given the corticosteroid dose, as prednisone is 20 mg/day
      And failed corticosteroid taper: no
      And the time at this corticosteroid dose or more is <value> months
      Then the rule "Need to spare corticosteroids" <truth>

      Examples:
        | value | truth         |
        | 2     | does not hold |
        | 3     | holds         |
        | 4     | holds         |
