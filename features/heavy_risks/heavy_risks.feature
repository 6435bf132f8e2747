Feature: Risks that weigh as heavy
  A heavy risk takes the grade down to a specialist decision at best.

  Background:
    Given the patient has systemic sclerosis

  Rule: Four or more boxed thrombosis factors

    Scenario: Four boxed factors at once are a heavy risk
      Given the age is 70 years
      And the patient has prolonged immobilisation
      And the patient is on oestrogen treatment
      And the patient has an indwelling vascular catheter
      Then the rule "Four or more boxed thrombosis factors" holds

    Scenario: One boxed factor is no heavy risk
      Given a patient in whom every question is answered without a finding
      And the age is 50 years
      And the patient has hypertension
      Then the rule "Four or more boxed thrombosis factors" does not hold

    Scenario: Beside three boxed factors a catheter that nobody asked about may be the fourth
      Given the age is 70 years
      And the patient has prolonged immobilisation
      And the patient is on oestrogen treatment
      And indwelling vascular catheter is not known
      Then the rule "Four or more boxed thrombosis factors" cannot be decided
      And the note asks for indwelling vascular catheter

    Scenario: Three boxed factors are one too few
      Given a patient in whom every question is answered without a finding
      And the age is 70 years
      And the patient has prolonged immobilisation
      And the patient is on oestrogen treatment
      Then the rule "Four or more boxed thrombosis factors" does not hold

    Scenario: Four boxed factors with all else ruled out are a heavy risk
      Given a patient in whom every question is answered without a finding
      And the age is 70 years
      And the patient has prolonged immobilisation
      And the patient is on oestrogen treatment
      And the patient has an indwelling vascular catheter
      Then the rule "Four or more boxed thrombosis factors" holds

    Scenario: Five boxed factors are a heavy risk
      Given a patient in whom every question is answered without a finding
      And the age is 70 years
      And the patient has prolonged immobilisation
      And the patient is on oestrogen treatment
      And the patient has an indwelling vascular catheter
      And the patient has hypertension
      Then the rule "Four or more boxed thrombosis factors" holds

    Scenario: Several cardiovascular risks count as one factor
      Given a patient in whom every question is answered without a finding
      And the age is 50 years
      And the patient has hypertension
      And the patient has diabetes
      And current smoking: yes
      And the patient has coronary disease
      And the patient has high cholesterol
      Then the rule "Four or more boxed thrombosis factors" does not hold

  Rule: Earlier thrombosis with antiphospholipid antibodies

    Scenario: An earlier thrombosis with antiphospholipid antibodies is heavy
      Given the patient has an earlier thrombosis
      And the patient has antiphospholipid antibodies
      Then the rule "Earlier thrombosis with antiphospholipid antibodies" holds

    Scenario: An earlier thrombosis without antiphospholipid antibodies is not heavy
      Given the patient has an earlier thrombosis
      And the patient has no antiphospholipid antibodies
      Then the rule "Earlier thrombosis with antiphospholipid antibodies" does not hold

    Scenario: Antiphospholipid antibodies without a thrombosis are not heavy
      Given the patient has no earlier thrombosis
      And the patient has antiphospholipid antibodies
      Then the rule "Earlier thrombosis with antiphospholipid antibodies" does not hold

    Scenario: After a thrombosis antiphospholipid antibodies have to be known
      Given the patient has an earlier thrombosis
      And antiphospholipid antibodies are not known
      Then the rule "Earlier thrombosis with antiphospholipid antibodies" cannot be decided
      And the note asks for antiphospholipid antibodies

  Rule: Reduced ejection fraction

    Scenario: Heart failure with a reduced ejection fraction is heavy
      Given the patient has heart failure with reduced ejection fraction
      Then the rule "Reduced ejection fraction" holds

    Scenario: A normal ejection fraction without such heart failure is not heavy
      Given the left ventricular ejection fraction is 60 %
      And the patient has no heart failure with reduced ejection fraction
      Then the rule "Reduced ejection fraction" does not hold

    Scenario: A normal ejection fraction alone does not exclude heart failure with a reduced one
      Given the left ventricular ejection fraction is 60 %
      And heart failure with reduced ejection fraction is not known
      Then the rule "Reduced ejection fraction" cannot be decided
      And the note asks for heart failure with reduced ejection fraction

    Scenario Outline: An ejection fraction counts as reduced below 40 per cent (<value> %)
      Given the patient has no heart failure with reduced ejection fraction
      And the left ventricular ejection fraction is <value> %
      Then the rule "Reduced ejection fraction" <truth>

      Examples:
        | value | truth         |
        | 39    | holds         |
        | 40    | does not hold |
        | 41    | does not hold |

  Rule: Earlier renal crisis

    Scenario: A renal crisis in the history is heavy
      Given scleroderma renal crisis in the history: yes
      Then the rule "Earlier renal crisis" holds

    Scenario: Without an earlier renal crisis there is no such heavy risk
      Given scleroderma renal crisis in the history: no
      Then the rule "Earlier renal crisis" does not hold

    Scenario: A renal crisis that nobody asked about leaves a heavy risk open
      Given scleroderma renal crisis in the history is not known
      Then the rule "Earlier renal crisis" cannot be decided
      And the note asks for scleroderma renal crisis in the history

  Rule: Earlier serious complication of IVIG

    Scenario: Haemolysis from earlier IVIG is heavy
      Given the patient has earlier haemolysis from IVIG
      Then the rule "Earlier serious complication of IVIG" holds

    Scenario: Acute lung injury from earlier IVIG is heavy
      Given the patient has earlier transfusion-related acute lung injury after IVIG
      Then the rule "Earlier serious complication of IVIG" holds

    Scenario: With all four complications of earlier IVIG ruled out there is no such heavy risk
      Given the patient has no earlier thrombosis from IVIG
      And the patient has no earlier haemolysis from IVIG
      And the patient has no earlier acute kidney injury from IVIG
      And the patient has no earlier transfusion-related acute lung injury after IVIG
      Then the rule "Earlier serious complication of IVIG" does not hold

    Scenario: A patient who never had IVIG cannot have had its complications
      Given earlier or present IVIG: no
      Then the rule "Earlier serious complication of IVIG" does not hold

    Scenario: With one complication of earlier IVIG ruled out the others are still asked
      Given the patient has no earlier thrombosis from IVIG
      And earlier haemolysis from IVIG is not known
      Then the rule "Earlier serious complication of IVIG" cannot be decided
      And the note asks for earlier haemolysis from IVIG
