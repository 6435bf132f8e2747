Feature: What turns on what: heavy
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: Four or more boxed thrombosis factors

    @proposed
    Scenario: Holds by 'Hypercoagulable condition: boxed thrombosis factor' (age is 65 years; prolonged immobilisation: yes; hypercoagulable condition: yes; and 1 more)
      Given age is 65 years
      And prolonged immobilisation: yes
      And hypercoagulable condition: yes
      And oestrogen treatment: yes
      Then the rule "Four or more boxed thrombosis factors" holds

    @proposed
    Scenario: Holds by 'Earlier thrombosis: boxed thrombosis factor' (age is 65 years; earlier thrombosis: yes; indwelling vascular catheter: yes; and 1 more)
      Given age is 65 years
      And earlier thrombosis: yes
      And indwelling vascular catheter: yes
      And fasting chylomicronaemia: yes
      Then the rule "Four or more boxed thrombosis factors" holds

    @proposed
    Scenario: Holds by 'Cardiovascular risk: boxed thrombosis factor' (earlier thrombosis: yes; oestrogen treatment: yes; indwelling vascular catheter: yes; and 1 more)
      Given earlier thrombosis: yes
      And oestrogen treatment: yes
      And indwelling vascular catheter: yes
      And diabetes: yes
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

    @proposed
    Scenario: Stays open while nothing is known of 'Age: boxed thrombosis factor' (earlier thrombosis: yes; oestrogen treatment: yes; indwelling vascular catheter: yes)
      Given earlier thrombosis: yes
      And oestrogen treatment: yes
      And indwelling vascular catheter: yes
      Then the rule "Four or more boxed thrombosis factors" cannot be decided

    @proposed
    Scenario: Stays open while nothing is known of 'Oestrogens: boxed thrombosis factor' (age is 65 years; prolonged immobilisation: yes; indwelling vascular catheter: yes)
      Given age is 65 years
      And prolonged immobilisation: yes
      And indwelling vascular catheter: yes
      Then the rule "Four or more boxed thrombosis factors" cannot be decided

  Rule: Earlier serious complication of IVIG

    @proposed
    Scenario: Holds by earlier thrombosis from IVIG (earlier thrombosis from IVIG: yes)
      Given earlier thrombosis from IVIG: yes
      Then the rule "Earlier serious complication of IVIG" holds

    @proposed
    Scenario: Holds by earlier acute kidney injury from IVIG (earlier acute kidney injury from IVIG: yes)
      Given earlier acute kidney injury from IVIG: yes
      Then the rule "Earlier serious complication of IVIG" holds

  Rule: Earlier thrombosis with antiphospholipid antibodies

    @proposed
    Scenario: Rests on Privigen US insert, 14
      Given earlier thrombosis: yes
      And antiphospholipid antibodies: yes
      Then the rule "Earlier thrombosis with antiphospholipid antibodies" holds
      And the rule "Earlier thrombosis with antiphospholipid antibodies" cites Privigen US insert
      And the note shows "A hypercoagulable condition is a boxed thrombosis factor" of Privigen US insert
      And the note shows "Earlier venous or arterial thrombosis is a boxed thrombosis factor" of Privigen US insert
      And the rule "Earlier thrombosis with antiphospholipid antibodies" rests on 1 source

    @proposed
    Scenario: Stays open while nothing is known of earlier thrombosis (antiphospholipid antibodies: yes)
      Given antiphospholipid antibodies: yes
      Then the rule "Earlier thrombosis with antiphospholipid antibodies" cannot be decided

  Rule: Reduced ejection fraction

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

  Rule: Very low estimated GFR, or dialysis

    @proposed
    Scenario: Rests on Privigen US insert, 15
      Given estimated glomerular filtration rate is 29 mL/min/1.73m2
      And chronic kidney disease: yes
      Then the rule "Very low estimated GFR, or dialysis" holds
      And the rule "Very low estimated GFR, or dialysis" cites Privigen US insert
      And the rule "Very low estimated GFR, or dialysis" rests on 1 source

  Rule: Earlier allergic reaction, ungraded by the texts

    @proposed
    Scenario: Rests on Kiovig EU product text and Flebogamma DIF UK product text
      Given earlier reaction to human immunoglobulin: allergic, not severe
      And jurisdiction: European Union
      Then the rule "Earlier allergic reaction, ungraded by the texts" holds
      And the rule "Earlier allergic reaction, ungraded by the texts" cites Kiovig EU product text
      And the rule "Earlier allergic reaction, ungraded by the texts" cites Flebogamma DIF UK product text
      And the rule "Earlier allergic reaction, ungraded by the texts" rests on 2 sources

    @proposed
    Scenario: Stays open while nothing is known of earlier reaction to human immunoglobulin (jurisdiction: European Union)
      Given jurisdiction: European Union
      Then the rule "Earlier allergic reaction, ungraded by the texts" cannot be decided
