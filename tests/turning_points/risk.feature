Feature: What turns on what: risk
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: eu_thrombosis_lists

    @proposed
    Scenario: Stays open while nothing is known of volume depletion (jurisdiction: European Union)
      Given jurisdiction: European Union
      Then the rule "eu_thrombosis_lists" cannot be decided

    @proposed
    Scenario: Holds by diabetes (jurisdiction: European Union; diabetes: yes)
      Given jurisdiction: European Union
      And diabetes: yes
      Then the rule "eu_thrombosis_lists" holds

    @proposed
    Scenario: Rests on Privigen EU leaflet and Flebogamma DIF EU leaflet and 1 more
      Given jurisdiction: European Union
      And hypertension: yes
      Then the rule "eu_thrombosis_lists" holds
      And the rule "eu_thrombosis_lists" cites Privigen EU leaflet
      And the rule "eu_thrombosis_lists" cites Flebogamma DIF EU leaflet
      And the rule "eu_thrombosis_lists" cites Kiovig EU leaflet
      And the rule "eu_thrombosis_lists" rests on 3 sources

    @proposed
    Scenario: Holds by volume depletion (volume depletion: yes; jurisdiction: European Union)
      Given volume depletion: yes
      And jurisdiction: European Union
      Then the rule "eu_thrombosis_lists" holds

  Rule: haemolysis_dose_and_blood_group

    @proposed
    Scenario: Does not hold, turning on blood group (blood group: group O), 2
      Given blood group: group O
      Then the rule "haemolysis_dose_and_blood_group" does not hold

    @proposed
    Scenario: Does not hold (planned dose a course is 1.999 g/kg), 3
      Given planned dose a course is 1.999 g/kg
      Then the rule "haemolysis_dose_and_blood_group" does not hold

    @proposed
    Scenario: Rests on FDA label change 2012 and Toronto haemolysis study 2021, 3
      Given blood group: group A
      And planned dose a course is 2 g/kg
      Then the rule "haemolysis_dose_and_blood_group" holds
      And the rule "haemolysis_dose_and_blood_group" cites FDA label change 2012
      And the rule "haemolysis_dose_and_blood_group" cites Toronto haemolysis study 2021
      And the rule "haemolysis_dose_and_blood_group" rests on 2 sources

    @proposed
    Scenario: Stays open while nothing is known of planned dose a course at least 2 g/kg (blood group: group A)
      Given blood group: group A
      Then the rule "haemolysis_dose_and_blood_group" cannot be decided

  Rule: hydration_and_volume

    @proposed
    Scenario: Holds by pulmonary arterial hypertension (pulmonary arterial hypertension: yes), 2
      Given pulmonary arterial hypertension: yes
      Then the rule "hydration_and_volume" holds

    @proposed
    Scenario: Rests on Privigen US label 2022 and Privigen EU leaflet and 1 more, 2
      Given loop diuretic: yes
      Then the rule "hydration_and_volume" holds
      And the rule "hydration_and_volume" cites Privigen US label 2022
      And the rule "hydration_and_volume" cites Privigen EU leaflet
      And the rule "hydration_and_volume" cites Gammaplex 5% dosing page
      And the rule "hydration_and_volume" rests on 3 sources

    @proposed
    Scenario: Stays open while nothing is known of loop diuretic (present corticosteroid treatment is not known)
      Given present corticosteroid treatment is not known
      Then the rule "hydration_and_volume" cannot be decided

  Rule: mild_anaemia

    @proposed
    Scenario: Stays open while nothing is known of sex (haemoglobin is 12.5 g/dL)
      Given haemoglobin is 12.5 g/dL
      Then the rule "mild_anaemia" cannot be decided

    @proposed
    Scenario: Stays open while nothing is known of haemoglobin below 13 g/dL (sex: man)
      Given sex: man
      Then the rule "mild_anaemia" cannot be decided

    @proposed
    Scenario: Does not hold, turning on sex (sex: person; pregnancy: no)
      Given sex: person
      And pregnancy: no
      Then the rule "mild_anaemia" does not hold

    @proposed
    Scenario: Stays open while nothing is known of sex (haemoglobin is 11.5 g/dL; pregnancy: no)
      Given haemoglobin is 11.5 g/dL
      And pregnancy: no
      Then the rule "mild_anaemia" cannot be decided

    @proposed
    Scenario: Stays open while nothing is known of pregnancy (haemoglobin is 11.5 g/dL; sex: woman)
      Given haemoglobin is 11.5 g/dL
      And sex: woman
      Then the rule "mild_anaemia" cannot be decided

    @proposed
    Scenario: Stays open while nothing is known of haemoglobin below 12 g/dL (sex: woman; pregnancy: no)
      Given sex: woman
      And pregnancy: no
      Then the rule "mild_anaemia" cannot be decided

    @proposed
    Scenario: Stays open while nothing is known of pregnancy (haemoglobin is 9.5 g/dL)
      Given haemoglobin is 9.5 g/dL
      Then the rule "mild_anaemia" cannot be decided

    @proposed
    Scenario: Stays open while nothing is known of haemoglobin below 11 g/dL (sex: person)
      Given sex: person
      Then the rule "mild_anaemia" cannot be decided

    @proposed
    Scenario: Does not hold (haemoglobin is 7.99 g/dL)
      Given haemoglobin is 7.99 g/dL
      Then the rule "mild_anaemia" does not hold

    @proposed
    Scenario: Stays open (haemoglobin is 12.99 g/dL)
      Given haemoglobin is 12.99 g/dL
      Then the rule "mild_anaemia" cannot be decided

    @proposed
    Scenario: Stays open (haemoglobin is 11.99 g/dL; sex: woman)
      Given haemoglobin is 11.99 g/dL
      And sex: woman
      Then the rule "mild_anaemia" cannot be decided

    @proposed
    Scenario: Holds (haemoglobin is 10.99 g/dL; pregnancy: yes)
      Given haemoglobin is 10.99 g/dL
      And pregnancy: yes
      Then the rule "mild_anaemia" holds

    @proposed
    Scenario: Rests on Anaemia cut-offs (WHO groups) and FDA label change 2012, 2
      Given haemoglobin is 12.9 g/dL
      And sex: man
      Then the rule "mild_anaemia" holds
      And the rule "mild_anaemia" cites Anaemia cut-offs (WHO groups)
      And the rule "mild_anaemia" cites FDA label change 2012
      And the rule "mild_anaemia" rests on 2 sources

  Rule: raised_pressure_in_hypertension

    @proposed
    Scenario: Stays open while nothing is known of systolic blood pressure at least 140 mmHg (hypertension: yes)
      Given hypertension: yes
      Then the rule "raised_pressure_in_hypertension" cannot be decided

    @proposed
    Scenario: Does not hold (systolic blood pressure is 139.9 mmHg; diastolic blood pressure is 60 mmHg)
      Given systolic blood pressure is 139.9 mmHg
      And diastolic blood pressure is 60 mmHg
      Then the rule "raised_pressure_in_hypertension" does not hold

    @proposed
    Scenario: Does not hold (systolic blood pressure is 125 mmHg; diastolic blood pressure is 89.9 mmHg)
      Given systolic blood pressure is 125 mmHg
      And diastolic blood pressure is 89.9 mmHg
      Then the rule "raised_pressure_in_hypertension" does not hold

    @proposed
    Scenario: Rests on French guideline 2021
      Given systolic blood pressure is 140 mmHg
      And hypertension: yes
      Then the rule "raised_pressure_in_hypertension" holds
      And the rule "raised_pressure_in_hypertension" cites French guideline 2021
      And the rule "raised_pressure_in_hypertension" rests on 1 source

    @proposed
    Scenario: Stays open while nothing is known of hypertension (systolic blood pressure is 160 mmHg)
      Given systolic blood pressure is 160 mmHg
      Then the rule "raised_pressure_in_hypertension" cannot be decided

  Rule: sucrose_with_renal_risk

    @proposed
    Scenario: Stays open, turning on 'A boxed renal factor is present' (estimated glomerular filtration rate is 155 mL/min/1.73m2; chronic kidney disease: no; nephrotoxic drugs: no; and 6 more)
      Given estimated glomerular filtration rate is 155 mL/min/1.73m2
      And chronic kidney disease: no
      And nephrotoxic drugs: no
      And volume depletion: no
      And active sepsis: no
      And age is 65 years
      And sucrose in the planned product: yes
      And monoclonal gammopathy: no
      And diabetes: no
      Then the rule "sucrose_with_renal_risk" cannot be decided

    @proposed
    Scenario: Does not hold, turning on scleroderma renal crisis in the history (estimated glomerular filtration rate is 155 mL/min/1.73m2; chronic kidney disease: no; scleroderma renal crisis in the history: no; and 6 more)
      Given estimated glomerular filtration rate is 155 mL/min/1.73m2
      And chronic kidney disease: no
      And scleroderma renal crisis in the history: no
      And nephrotoxic drugs: no
      And volume depletion: no
      And active sepsis: no
      And age is 65 years
      And monoclonal gammopathy: no
      And diabetes: no
      Then the rule "sucrose_with_renal_risk" does not hold

    @proposed
    Scenario: Rests on Privigen US insert and FDA letter on renal failure 1999
      Given sucrose in the planned product: yes
      And diabetes: yes
      Then the rule "sucrose_with_renal_risk" holds
      And the rule "sucrose_with_renal_risk" cites Privigen US insert
      And the rule "sucrose_with_renal_risk" cites FDA letter on renal failure 1999
      And the rule "sucrose_with_renal_risk" rests on 2 sources

    @proposed
    Scenario: Stays open while nothing is known of sucrose in the planned product (scleroderma renal crisis in the history: yes)
      Given scleroderma renal crisis in the history: yes
      Then the rule "sucrose_with_renal_risk" cannot be decided

  Rule: aseptic_meningitis_at_high_dose

    @proposed
    Scenario: Does not hold (planned dose a course is 1.999 g/kg), 2
      Given planned dose a course is 1.999 g/kg
      Then the rule "aseptic_meningitis_at_high_dose" does not hold

    @proposed
    Scenario: Rests on Asceniv US label, page 5
      Given planned dose a course is 2 g/kg
      Then the rule "aseptic_meningitis_at_high_dose" holds
      And the rule "aseptic_meningitis_at_high_dose" cites Asceniv US label, page 5
      And the rule "aseptic_meningitis_at_high_dose" rests on 1 source

  Rule: mild_hyponatraemia

    @proposed
    Scenario: Does not hold (serum sodium is 124.9 mmol/L)
      Given serum sodium is 124.9 mmol/L
      Then the rule "mild_hyponatraemia" does not hold

    @proposed
    Scenario: Holds (serum sodium is 134.9 mmol/L)
      Given serum sodium is 134.9 mmol/L
      Then the rule "mild_hyponatraemia" holds

    @proposed
    Scenario: Rests on Hyponatraemia guideline 2014 and Gammagard Liquid safety information, 2
      Given serum sodium is 125 mmol/L
      Then the rule "mild_hyponatraemia" holds
      And the rule "mild_hyponatraemia" cites Hyponatraemia guideline 2014
      And the rule "mild_hyponatraemia" cites Gammagard Liquid safety information
      And the rule "mild_hyponatraemia" rests on 2 sources

  Rule: anticoagulant_in_use

    @proposed
    Scenario: Rests on Noda 2021
      Given anticoagulant treatment: yes
      Then the rule "anticoagulant_in_use" holds
      And the rule "anticoagulant_in_use" cites Noda 2021
      And the rule "anticoagulant_in_use" rests on 1 source

  Rule: aseptic_meningitis_with_migraine

    @proposed
    Scenario: Rests on Octagam 10%, MPR
      Given migraine: yes
      Then the rule "aseptic_meningitis_with_migraine" holds
      And the rule "aseptic_meningitis_with_migraine" cites Octagam 10%, MPR
      And the rule "aseptic_meningitis_with_migraine" rests on 1 source

  Rule: earlier_autoimmune_haemolysis

    @proposed
    Scenario: Rests on Privigen EU leaflet, 2
      Given earlier autoimmune haemolysis: yes
      Then the rule "earlier_autoimmune_haemolysis" holds
      And the rule "earlier_autoimmune_haemolysis" cites Privigen EU leaflet
      And the rule "earlier_autoimmune_haemolysis" rests on 1 source

  Rule: first_ever_course

    @proposed
    Scenario: Rests on Neuropathy cohort 2011, 4
      Given earlier or present IVIG: no
      Then the rule "first_ever_course" holds
      And the rule "first_ever_course" cites Neuropathy cohort 2011
      And the rule "first_ever_course" rests on 1 source

  Rule: maltose_and_glucose_meter

    @proposed
    Scenario: Rests on Octagam safety information and FDA MedSun 2008
      Given planned product: Octagam
      And type of glucose meter: GDH-PQQ method
      Then the rule "maltose_and_glucose_meter" holds
      And the rule "maltose_and_glucose_meter" cites Octagam safety information
      And the rule "maltose_and_glucose_meter" cites FDA MedSun 2008
      And the rule "maltose_and_glucose_meter" rests on 2 sources

    @proposed
    Scenario: Stays open while nothing is known of planned product (type of glucose meter: GDH-PQQ method)
      Given type of glucose meter: GDH-PQQ method
      Then the rule "maltose_and_glucose_meter" cannot be decided
