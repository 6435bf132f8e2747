Feature: What turns on what: heavy
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: Four or more boxed thrombosis factors

    @proposed
    Scenario: Does not hold, turning on 'Advanced age is a boxed thrombosis factor' (age is 41 years; body mass index is 20 kg/m2; earlier thrombosis: no; and 8 more)
      Given age is 41 years
      And body mass index is 20 kg/m2
      And earlier thrombosis: no
      And hypercoagulable condition: no
      And antiphospholipid antibodies: no
      And oestrogen treatment: no
      And hypertension: no
      And high cholesterol: no
      And diabetes: no
      And current smoking: no
      And coronary disease: no
      Then the rule "Four or more boxed thrombosis factors" does not hold

    @proposed
    Scenario: Stays open while nothing is known of 'Advanced age is a boxed thrombosis factor' (prolonged immobilisation: yes; oestrogen treatment: yes; indwelling vascular catheter: yes)
      Given prolonged immobilisation: yes
      And oestrogen treatment: yes
      And indwelling vascular catheter: yes
      Then the rule "Four or more boxed thrombosis factors" cannot be decided

    @proposed
    Scenario: Does not hold, turning on 'Prolonged immobilisation is a boxed thrombosis factor' (age is 41 years; body mass index is 20 kg/m2; earlier thrombosis: no; and 8 more)
      Given age is 41 years
      And body mass index is 20 kg/m2
      And earlier thrombosis: no
      And prolonged immobilisation: no
      And hypercoagulable condition: no
      And antiphospholipid antibodies: no
      And hypertension: no
      And high cholesterol: no
      And diabetes: no
      And current smoking: no
      And coronary disease: no
      Then the rule "Four or more boxed thrombosis factors" does not hold

    @proposed
    Scenario: Stays open while nothing is known of 'Prolonged immobilisation is a boxed thrombosis factor' (earlier thrombosis: yes; oestrogen treatment: yes; indwelling vascular catheter: yes)
      Given earlier thrombosis: yes
      And oestrogen treatment: yes
      And indwelling vascular catheter: yes
      Then the rule "Four or more boxed thrombosis factors" cannot be decided

    @proposed
    Scenario: Holds by 'A hypercoagulable condition is a boxed thrombosis factor' (age is 65 years; earlier thrombosis: yes; hypercoagulable condition: yes; and 1 more)
      Given age is 65 years
      And earlier thrombosis: yes
      And hypercoagulable condition: yes
      And indwelling vascular catheter: yes
      Then the rule "Four or more boxed thrombosis factors" holds

    @proposed
    Scenario: Stays open while nothing is known of 'Use of oestrogens is a boxed thrombosis factor' (age is 65 years; earlier thrombosis: yes; prolonged immobilisation: yes)
      Given age is 65 years
      And earlier thrombosis: yes
      And prolonged immobilisation: yes
      Then the rule "Four or more boxed thrombosis factors" cannot be decided

    @proposed
    Scenario: Holds by 'Hyperviscosity is a boxed thrombosis factor' (earlier thrombosis: yes; prolonged immobilisation: yes; indwelling vascular catheter: yes; and 1 more)
      Given earlier thrombosis: yes
      And prolonged immobilisation: yes
      And indwelling vascular catheter: yes
      And hyperviscosity: yes
      Then the rule "Four or more boxed thrombosis factors" holds

    @proposed
    Scenario: Holds by 'Cardiovascular risk is a boxed thrombosis factor' (age is 65 years; prolonged immobilisation: yes; indwelling vascular catheter: yes; and 1 more)
      Given age is 65 years
      And prolonged immobilisation: yes
      And indwelling vascular catheter: yes
      And high cholesterol: yes
      Then the rule "Four or more boxed thrombosis factors" holds

    @proposed
    Scenario: Rests on Neuropathy cohort 2011
      Given age is 70 years
      And prolonged immobilisation: yes
      And oestrogen treatment: yes
      And indwelling vascular catheter: yes
      Then the rule "Four or more boxed thrombosis factors" holds
      And the rule "Four or more boxed thrombosis factors" cites Neuropathy cohort 2011
      And the rule "Four or more boxed thrombosis factors" rests on 1 source

  Rule: Earlier thrombosis with antiphospholipid antibodies

    @proposed
    Scenario: Stays open while nothing is known of earlier thrombosis (antiphospholipid antibodies: yes)
      Given antiphospholipid antibodies: yes
      Then the rule "Earlier thrombosis with antiphospholipid antibodies" cannot be decided

    @proposed
    Scenario: Rests on Privigen US insert, 14
      Given earlier thrombosis: yes
      And antiphospholipid antibodies: yes
      Then the rule "Earlier thrombosis with antiphospholipid antibodies" holds
      And the rule "Earlier thrombosis with antiphospholipid antibodies" cites Privigen US insert
      And the note shows "Hypercoagulable condition: boxed thrombosis factor" of Privigen US insert
      And the note shows "Earlier venous or arterial thrombosis is a boxed thrombosis factor" of Privigen US insert
      And the rule "Earlier thrombosis with antiphospholipid antibodies" rests on 1 source

  Rule: Earlier serious complication of IVIG

    @proposed
    Scenario: Holds by earlier thrombosis from IVIG (earlier thrombosis from IVIG: yes)
      Given earlier thrombosis from IVIG: yes
      Then the rule "Earlier serious complication of IVIG" holds

    @proposed
    Scenario: Holds by earlier acute kidney injury from IVIG (earlier acute kidney injury from IVIG: yes)
      Given earlier acute kidney injury from IVIG: yes
      Then the rule "Earlier serious complication of IVIG" holds

  Rule: Reduced ejection fraction

    @proposed
    Scenario: Holds (left ventricular ejection fraction is 39.9 %)
      Given left ventricular ejection fraction is 39.9 %
      Then the rule "Reduced ejection fraction" holds

    @proposed
    Scenario: Rests on Gammaplex 5% dosing page
      Given left ventricular ejection fraction is 39 %
      Then the rule "Reduced ejection fraction" holds
      And the rule "Reduced ejection fraction" cites Gammaplex 5% dosing page
      And the rule "Reduced ejection fraction" rests on 1 source

  Rule: Earlier renal crisis

    @proposed
    Scenario: Rests on Renal-crisis pathology review 2010 and Privigen EU leaflet
      Given scleroderma renal crisis in the history: yes
      Then the rule "Earlier renal crisis" holds
      And the rule "Earlier renal crisis" cites Renal-crisis pathology review 2010
      And the rule "Earlier renal crisis" cites Privigen EU leaflet
      And the rule "Earlier renal crisis" rests on 2 sources
