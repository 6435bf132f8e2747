Feature: What turns on what: risk
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: Thrombosis factors of EU leaflets

    @proposed
    Scenario: Holds by volume depletion (volume depletion: yes; jurisdiction: European Union)
      Given volume depletion: yes
      And jurisdiction: European Union
      Then the rule "Thrombosis factors of EU leaflets" holds

    @proposed
    Scenario: Stays open while nothing is known of volume depletion (jurisdiction: European Union)
      Given jurisdiction: European Union
      Then the rule "Thrombosis factors of EU leaflets" cannot be decided

    @proposed
    Scenario: Holds by diabetes (jurisdiction: European Union; diabetes: yes)
      Given jurisdiction: European Union
      And diabetes: yes
      Then the rule "Thrombosis factors of EU leaflets" holds

    @proposed
    Scenario: Rests on Privigen EU leaflet and Flebogamma DIF EU leaflet and 1 more
      Given jurisdiction: European Union
      And hypertension: yes
      Then the rule "Thrombosis factors of EU leaflets" holds
      And the rule "Thrombosis factors of EU leaflets" cites Privigen EU leaflet
      And the rule "Thrombosis factors of EU leaflets" cites Flebogamma DIF EU leaflet
      And the rule "Thrombosis factors of EU leaflets" cites Kiovig EU leaflet
      And the rule "Thrombosis factors of EU leaflets" rests on 3 sources

  Rule: Haemolysis: dose and blood group

    @proposed
    Scenario: Stays open while nothing is known of planned dose a course at least 2 g/kg (blood group: group A)
      Given blood group: group A
      Then the rule "Haemolysis: dose and blood group" cannot be decided

    @proposed
    Scenario: Does not hold, turning on blood group (blood group: group O), 2
      Given blood group: group O
      Then the rule "Haemolysis: dose and blood group" does not hold

    @proposed
    Scenario: Does not hold (planned dose a course is 1.999 g/kg), 3
      Given planned dose a course is 1.999 g/kg
      Then the rule "Haemolysis: dose and blood group" does not hold

    @proposed
    Scenario: Rests on FDA label change 2012 and Toronto haemolysis study 2021, 3
      Given blood group: group A
      And planned dose a course is 2 g/kg
      Then the rule "Haemolysis: dose and blood group" holds
      And the rule "Haemolysis: dose and blood group" cites FDA label change 2012
      And the rule "Haemolysis: dose and blood group" cites Toronto haemolysis study 2021
      And the rule "Haemolysis: dose and blood group" rests on 2 sources

  Rule: Hydration against volume

    @proposed
    Scenario: Holds by pulmonary arterial hypertension (pulmonary arterial hypertension: yes), 2
      Given pulmonary arterial hypertension: yes
      Then the rule "Hydration against volume" holds

    @proposed
    Scenario: Stays open while nothing is known of loop diuretic (present corticosteroid treatment is not known)
      Given present corticosteroid treatment is not known
      Then the rule "Hydration against volume" cannot be decided

    @proposed
    Scenario: Rests on Privigen US label 2022 and Privigen EU leaflet and 1 more, 2
      Given loop diuretic: yes
      Then the rule "Hydration against volume" holds
      And the rule "Hydration against volume" cites Privigen US label 2022
      And the rule "Hydration against volume" cites Privigen EU leaflet
      And the rule "Hydration against volume" cites Gammaplex 5% dosing page
      And the rule "Hydration against volume" rests on 3 sources

  Rule: Maltose and glucose meter

    @proposed
    Scenario: Stays open while nothing is known of planned product (type of glucose meter: GDH-PQQ method)
      Given type of glucose meter: GDH-PQQ method
      Then the rule "Maltose and glucose meter" cannot be decided

    @proposed
    Scenario: Rests on Octagam safety information and FDA MedSun 2008
      Given planned product: Octagam
      And type of glucose meter: GDH-PQQ method
      Then the rule "Maltose and glucose meter" holds
      And the rule "Maltose and glucose meter" cites Octagam safety information
      And the rule "Maltose and glucose meter" cites FDA MedSun 2008
      And the rule "Maltose and glucose meter" rests on 2 sources

  Rule: Sucrose with a kidney at risk

    @proposed
    Scenario: Stays open while nothing is known of sucrose in the planned product (diabetes: yes)
      Given diabetes: yes
      Then the rule "Sucrose with a kidney at risk" cannot be decided

    @proposed
    Scenario: Stays open, turning on 'A boxed renal factor is present' (estimated glomerular filtration rate is 130 mL/min/1.73m2; chronic kidney disease: no; nephrotoxic drugs: no; and 6 more)
      Given estimated glomerular filtration rate is 130 mL/min/1.73m2
      And chronic kidney disease: no
      And nephrotoxic drugs: no
      And volume depletion: no
      And active sepsis: no
      And age is 65 years
      And sucrose in the planned product: yes
      And monoclonal gammopathy: no
      And diabetes: no
      Then the rule "Sucrose with a kidney at risk" cannot be decided

    @proposed
    Scenario: Does not hold, turning on scleroderma renal crisis in the history (estimated glomerular filtration rate is 130 mL/min/1.73m2; chronic kidney disease: no; scleroderma renal crisis in the history: no; and 6 more)
      Given estimated glomerular filtration rate is 130 mL/min/1.73m2
      And chronic kidney disease: no
      And scleroderma renal crisis in the history: no
      And nephrotoxic drugs: no
      And volume depletion: no
      And active sepsis: no
      And age is 65 years
      And monoclonal gammopathy: no
      And diabetes: no
      Then the rule "Sucrose with a kidney at risk" does not hold

    @proposed
    Scenario: Rests on Privigen US insert and FDA letter on renal failure 1999
      Given sucrose in the planned product: yes
      And diabetes: yes
      Then the rule "Sucrose with a kidney at risk" holds
      And the rule "Sucrose with a kidney at risk" cites Privigen US insert
      And the rule "Sucrose with a kidney at risk" cites FDA letter on renal failure 1999
      And the rule "Sucrose with a kidney at risk" rests on 2 sources

  Rule: Aseptic meningitis: planned dose

    @proposed
    Scenario: Does not hold (planned dose a course is 1.999 g/kg), 2
      Given planned dose a course is 1.999 g/kg
      Then the rule "Aseptic meningitis: planned dose" does not hold

    @proposed
    Scenario: Rests on Asceniv US label, page 5
      Given planned dose a course is 2 g/kg
      Then the rule "Aseptic meningitis: planned dose" holds
      And the rule "Aseptic meningitis: planned dose" cites Asceniv US label, page 5
      And the rule "Aseptic meningitis: planned dose" rests on 1 source

  Rule: Anticoagulant

    @proposed
    Scenario: Rests on Noda 2021
      Given anticoagulant treatment: yes
      Then the rule "Anticoagulant" holds
      And the rule "Anticoagulant" cites Noda 2021
      And the rule "Anticoagulant" rests on 1 source

  Rule: Aseptic meningitis: migraine

    @proposed
    Scenario: Rests on Octagam 10%, MPR
      Given migraine: yes
      Then the rule "Aseptic meningitis: migraine" holds
      And the rule "Aseptic meningitis: migraine" cites Octagam 10%, MPR
      And the rule "Aseptic meningitis: migraine" rests on 1 source

  Rule: First IVIG course

    @proposed
    Scenario: Rests on Neuropathy cohort 2011, 3
      Given earlier or present IVIG: no
      Then the rule "First IVIG course" holds
      And the rule "First IVIG course" cites Neuropathy cohort 2011
      And the rule "First IVIG course" rests on 1 source
