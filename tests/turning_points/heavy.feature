Feature: What turns on what: heavy
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: heavy_thrombosis_load

    @proposed
    Scenario: Holds by 'Hypercoagulable condition: boxed thrombosis factor' (age is 65 years; prolonged immobilisation: yes; hypercoagulable condition: yes; and 1 more)
      Given age is 65 years
      And prolonged immobilisation: yes
      And hypercoagulable condition: yes
      And oestrogen treatment: yes
      Then the rule "heavy_thrombosis_load" holds

    @proposed
    Scenario: Holds by 'Earlier thrombosis: boxed thrombosis factor' (age is 65 years; earlier thrombosis: yes; indwelling vascular catheter: yes; and 1 more)
      Given age is 65 years
      And earlier thrombosis: yes
      And indwelling vascular catheter: yes
      And fasting chylomicronaemia: yes
      Then the rule "heavy_thrombosis_load" holds

    @proposed
    Scenario: Holds by 'Cardiovascular risk: boxed thrombosis factor' (earlier thrombosis: yes; oestrogen treatment: yes; indwelling vascular catheter: yes; and 1 more)
      Given earlier thrombosis: yes
      And oestrogen treatment: yes
      And indwelling vascular catheter: yes
      And diabetes: yes
      Then the rule "heavy_thrombosis_load" holds

    @proposed
    Scenario: Rests on Neuropathy cohort 2011
      Given age is 70 years
      And prolonged immobilisation: yes
      And oestrogen treatment: yes
      And indwelling vascular catheter: yes
      Then the rule "heavy_thrombosis_load" holds
      And the rule "heavy_thrombosis_load" cites Neuropathy cohort 2011
      And the rule "heavy_thrombosis_load" rests on 1 source

    @proposed
    Scenario: Stays open while nothing is known of 'Age: boxed thrombosis factor' (earlier thrombosis: yes; oestrogen treatment: yes; indwelling vascular catheter: yes)
      Given earlier thrombosis: yes
      And oestrogen treatment: yes
      And indwelling vascular catheter: yes
      Then the rule "heavy_thrombosis_load" cannot be decided

    @proposed
    Scenario: Stays open while nothing is known of 'Oestrogens: boxed thrombosis factor' (age is 65 years; prolonged immobilisation: yes; indwelling vascular catheter: yes)
      Given age is 65 years
      And prolonged immobilisation: yes
      And indwelling vascular catheter: yes
      Then the rule "heavy_thrombosis_load" cannot be decided

    @proposed
    Scenario: Does not hold, turning on 'Immobilisation: boxed thrombosis factor' (body mass index is 20 kg/m2; prolonged immobilisation: no; hypercoagulable condition: no; and 8 more)
      Given body mass index is 20 kg/m2
      And prolonged immobilisation: no
      And hypercoagulable condition: no
      And antiphospholipid antibodies: no
      And oestrogen treatment: no
      And indwelling vascular catheter: no
      And hypertension: no
      And high cholesterol: no
      And diabetes: no
      And current smoking: no
      And coronary disease: no
      Then the rule "heavy_thrombosis_load" does not hold

  Rule: heavy_earlier_ivig_complication

    @proposed
    Scenario: Holds by earlier thrombosis from IVIG (earlier thrombosis from IVIG: yes)
      Given earlier thrombosis from IVIG: yes
      Then the rule "heavy_earlier_ivig_complication" holds

    @proposed
    Scenario: Holds by earlier acute kidney injury from IVIG (earlier acute kidney injury from IVIG: yes)
      Given earlier acute kidney injury from IVIG: yes
      Then the rule "heavy_earlier_ivig_complication" holds

  Rule: heavy_thrombosis_with_antiphospholipid

    @proposed
    Scenario: Rests on Privigen US insert, 14
      Given earlier thrombosis: yes
      And antiphospholipid antibodies: yes
      Then the rule "heavy_thrombosis_with_antiphospholipid" holds
      And the rule "heavy_thrombosis_with_antiphospholipid" cites Privigen US insert
      And the note shows "A hypercoagulable condition is a boxed thrombosis factor" of Privigen US insert
      And the note shows "Earlier venous or arterial thrombosis is a boxed thrombosis factor" of Privigen US insert
      And the rule "heavy_thrombosis_with_antiphospholipid" rests on 1 source

    @proposed
    Scenario: Stays open while nothing is known of earlier thrombosis (antiphospholipid antibodies: yes)
      Given antiphospholipid antibodies: yes
      Then the rule "heavy_thrombosis_with_antiphospholipid" cannot be decided

  Rule: heavy_reduced_ejection_fraction

    @proposed
    Scenario: Rests on Gammaplex 5% dosing page
      Given left ventricular ejection fraction is 39 %
      Then the rule "heavy_reduced_ejection_fraction" holds
      And the rule "heavy_reduced_ejection_fraction" cites Gammaplex 5% dosing page
      And the rule "heavy_reduced_ejection_fraction" rests on 1 source

    @proposed
    Scenario: Holds (left ventricular ejection fraction is 39.9 %)
      Given left ventricular ejection fraction is 39.9 %
      Then the rule "heavy_reduced_ejection_fraction" holds

  Rule: heavy_earlier_renal_crisis

    @proposed
    Scenario: Rests on Renal-crisis pathology review 2010 and Privigen EU leaflet
      Given scleroderma renal crisis in the history: yes
      Then the rule "heavy_earlier_renal_crisis" holds
      And the rule "heavy_earlier_renal_crisis" cites Renal-crisis pathology review 2010
      And the rule "heavy_earlier_renal_crisis" cites Privigen EU leaflet
      And the rule "heavy_earlier_renal_crisis" rests on 2 sources

  Rule: heavy_low_gfr

    @proposed
    Scenario: Rests on Privigen US insert, 15
      Given estimated glomerular filtration rate is 29 mL/min/1.73m2
      And chronic kidney disease: yes
      Then the rule "heavy_low_gfr" holds
      And the rule "heavy_low_gfr" cites Privigen US insert
      And the rule "heavy_low_gfr" rests on 1 source

  Rule: heavy_allergic_reaction

    @proposed
    Scenario: Rests on Kiovig EU product text and Flebogamma DIF UK product text
      Given earlier reaction to human immunoglobulin: allergic, not severe
      And jurisdiction: European Union
      Then the rule "heavy_allergic_reaction" holds
      And the rule "heavy_allergic_reaction" cites Kiovig EU product text
      And the rule "heavy_allergic_reaction" cites Flebogamma DIF UK product text
      And the rule "heavy_allergic_reaction" rests on 2 sources

    @proposed
    Scenario: Stays open while nothing is known of earlier reaction to human immunoglobulin (jurisdiction: European Union)
      Given jurisdiction: European Union
      Then the rule "heavy_allergic_reaction" cannot be decided
