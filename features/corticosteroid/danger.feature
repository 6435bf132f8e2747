Feature: Corticosteroids and renal crisis

  Background:
    Given the patient has systemic sclerosis

  Rule: Corticosteroid at any dose

    Scenario: Any corticosteroid is shown with renal crisis
      Given present corticosteroid treatment: yes
      Then the rule "Corticosteroid at any dose" holds

    Scenario: Without a corticosteroid renal crisis is not tied to one
      Given present corticosteroid treatment: no
      Then the rule "Corticosteroid at any dose" does not hold

    Scenario: A corticosteroid that nobody asked about may still be given
      Given present corticosteroid treatment is not known
      Then the rule "Corticosteroid at any dose" cannot be decided
      And the note asks for present corticosteroid treatment

    Scenario Outline: A dose of zero is no treatment, anything above it is (<value> mg/day)
      Given the corticosteroid dose, as prednisone is <value> mg/day
      Then the rule "Corticosteroid at any dose" <truth>

      Examples:
        | value | truth         |
        | 0     | does not hold |
        | 1     | holds         |

  Rule: Corticosteroid dose of six months

    Scenario: Thirty milligrams within six months are shown
      Given the highest corticosteroid dose in six months, as prednisone is 30 mg/day
      Then the rule "Corticosteroid dose of six months" holds

    Scenario: Doses that stayed low for six months are not shown
      Given the corticosteroid dose, as prednisone is 5 mg/day
      And the highest corticosteroid dose in three months, as prednisone is 5 mg/day
      And the highest corticosteroid dose in six months, as prednisone is 10 mg/day
      Then the rule "Corticosteroid dose of six months" does not hold

    Scenario: A low dose today does not tell the highest of six months
      Given the corticosteroid dose, as prednisone is 10 mg/day
      And highest corticosteroid dose in six months, as prednisone is not known
      Then the rule "Corticosteroid dose of six months" cannot be decided
      And the note asks for highest corticosteroid dose in six months, as prednisone

    Scenario Outline: The dose of six months counts from 15 mg/day on (<value> mg/day)
      Given the corticosteroid dose, as prednisone is 5 mg/day
      And the highest corticosteroid dose in three months, as prednisone is 10 mg/day
      And the highest corticosteroid dose in six months, as prednisone is <value> mg/day
      Then the rule "Corticosteroid dose of six months" <truth>

      Examples:
        | value | truth         |
        | 14    | does not hold |
        | 15    | holds         |
        | 16    | holds         |

  Rule: Corticosteroid dose of three months

    Scenario: Twenty milligrams within three months are a listed predictor
      Given the highest corticosteroid dose in three months, as prednisone is 20 mg/day
      Then the rule "Corticosteroid dose of three months" holds

    Scenario: Doses that stayed low for three months are no predictor
      Given the corticosteroid dose, as prednisone is 5 mg/day
      And the highest corticosteroid dose in three months, as prednisone is 10 mg/day
      Then the rule "Corticosteroid dose of three months" does not hold

    Scenario: A dose of fifteen today does not tell the highest of three months
      Given the corticosteroid dose, as prednisone is 15 mg/day
      And highest corticosteroid dose in three months, as prednisone is not known
      Then the rule "Corticosteroid dose of three months" cannot be decided
      And the note asks for highest corticosteroid dose in three months, as prednisone

    Scenario Outline: The dose of three months counts above 15 mg/day (<value> mg/day)
      Given the corticosteroid dose, as prednisone is 10 mg/day
      And the highest corticosteroid dose in three months, as prednisone is <value> mg/day
      Then the rule "Corticosteroid dose of three months" <truth>

      Examples:
        | value | truth         |
        | 14    | does not hold |
        | 15    | does not hold |
        | 16    | holds         |

  Rule: Corticosteroid in interstitial lung disease

    Scenario: A corticosteroid in interstitial lung disease meets a strong guideline statement
      Given the patient has interstitial lung disease
      And present corticosteroid treatment: yes
      Then the rule "Corticosteroid in interstitial lung disease" holds

    Scenario: Without lung disease that guideline statement is left out
      Given the patient has no interstitial lung disease
      And present corticosteroid treatment: yes
      Then the rule "Corticosteroid in interstitial lung disease" does not hold

    Scenario: Lung disease that nobody looked for leaves that guideline statement open
      Given present corticosteroid treatment: yes
      And interstitial lung disease is not known
      Then the rule "Corticosteroid in interstitial lung disease" cannot be decided
      And the note asks for interstitial lung disease

  Rule: Corticosteroid dose and renal crisis

    Scenario: A corticosteroid brings up the doses on which sources differ
      Given present corticosteroid treatment: yes
      Then the rule "Corticosteroid dose and renal crisis" holds
      And the note cites Steen 1998
      And the note cites French guideline 2021

    Scenario: Without a corticosteroid the doses on which sources differ are left out
      Given present corticosteroid treatment: no
      Then the rule "Corticosteroid dose and renal crisis" does not hold

    Scenario: The doses on which sources differ wait for an answer on corticosteroids
      Given present corticosteroid treatment is not known
      Then the rule "Corticosteroid dose and renal crisis" cannot be decided
      And the note asks for present corticosteroid treatment

  Rule: Corticosteroid doses of myositis guidelines

    Scenario: With myositis overlap the guideline dose is shown and not carried over
      Given the patient has myositis overlap
      Then the rule "Corticosteroid doses of myositis guidelines" holds

    Scenario: Without muscle disease the guideline dose is left out
      Given the patient has no myositis overlap
      And the patient has no active muscle disease
      Then the rule "Corticosteroid doses of myositis guidelines" does not hold

    Scenario: An overlap that nobody asked about leaves the guideline dose open
      Given the patient has no active muscle disease
      And myositis overlap is not known
      Then the rule "Corticosteroid doses of myositis guidelines" cannot be decided
      And the note asks for myositis overlap
