Feature: What turns on what: risk
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: Leaflets of the European Union list further thrombosis factors

    @proposed
    Scenario: Holds by volume depletion (volume depletion: yes; jurisdiction: European Union)
      Given volume depletion: yes
      And jurisdiction: European Union
      Then the rule "Leaflets of the European Union list further thrombosis factors" holds

    @proposed
    Scenario: Stays open while nothing is known of volume depletion (jurisdiction: European Union)
      Given jurisdiction: European Union
      Then the rule "Leaflets of the European Union list further thrombosis factors" cannot be decided

    @proposed
    Scenario: Holds by diabetes (jurisdiction: European Union; diabetes: yes)
      Given jurisdiction: European Union
      And diabetes: yes
      Then the rule "Leaflets of the European Union list further thrombosis factors" holds

    @proposed
    Scenario: Rests on Privigen EU leaflet and Flebogamma DIF EU leaflet and 1 more
      Given jurisdiction: European Union
      And hypertension: yes
      Then the rule "Leaflets of the European Union list further thrombosis factors" holds
      And the rule "Leaflets of the European Union list further thrombosis factors" cites Privigen EU leaflet
      And the rule "Leaflets of the European Union list further thrombosis factors" cites Flebogamma DIF EU leaflet
      And the rule "Leaflets of the European Union list further thrombosis factors" cites Kiovig EU leaflet
      And the rule "Leaflets of the European Union list further thrombosis factors" rests on 3 sources

  Rule: A high dose with a blood group other than O raises the risk of haemolysis

    @proposed
    Scenario: Stays open while nothing is known of planned dose a course at least 2 g/kg (blood group: group A)
      Given blood group: group A
      Then the rule "A high dose with a blood group other than O raises the risk of haemolysis" cannot be decided

    @proposed
    Scenario: Does not hold, turning on blood group (blood group: group O), 2
      Given blood group: group O
      Then the rule "A high dose with a blood group other than O raises the risk of haemolysis" does not hold

    @proposed
    Scenario: Does not hold (planned dose a course is 1.999 g/kg), 3
      Given planned dose a course is 1.999 g/kg
      Then the rule "A high dose with a blood group other than O raises the risk of haemolysis" does not hold

    @proposed
    Scenario: Rests on FDA label change 2012 and Toronto haemolysis study 2021, 3
      Given blood group: group A
      And planned dose a course is 2 g/kg
      Then the rule "A high dose with a blood group other than O raises the risk of haemolysis" holds
      And the rule "A high dose with a blood group other than O raises the risk of haemolysis" cites FDA label change 2012
      And the rule "A high dose with a blood group other than O raises the risk of haemolysis" cites Toronto haemolysis study 2021
      And the rule "A high dose with a blood group other than O raises the risk of haemolysis" rests on 2 sources

  Rule: Hydration and volume pull in opposite directions

    @proposed
    Scenario: Holds by pulmonary arterial hypertension (pulmonary arterial hypertension: yes), 2
      Given pulmonary arterial hypertension: yes
      Then the rule "Hydration and volume pull in opposite directions" holds

    @proposed
    Scenario: Stays open while nothing is known of loop diuretic (present corticosteroid treatment is not known)
      Given present corticosteroid treatment is not known
      Then the rule "Hydration and volume pull in opposite directions" cannot be decided

    @proposed
    Scenario: Rests on Privigen US label 2022 and Privigen EU leaflet and 1 more, 2
      Given loop diuretic: yes
      Then the rule "Hydration and volume pull in opposite directions" holds
      And the rule "Hydration and volume pull in opposite directions" cites Privigen US label 2022
      And the rule "Hydration and volume pull in opposite directions" cites Privigen EU leaflet
      And the rule "Hydration and volume pull in opposite directions" cites Gammaplex 5% dosing page
      And the rule "Hydration and volume pull in opposite directions" rests on 3 sources

  Rule: A product with maltose misleads a glucose meter of the GDH-PQQ kind

    @proposed
    Scenario: Stays open while nothing is known of planned product (type of glucose meter: GDH-PQQ method)
      Given type of glucose meter: GDH-PQQ method
      Then the rule "A product with maltose misleads a glucose meter of the GDH-PQQ kind" cannot be decided

    @proposed
    Scenario: Rests on Octagam safety information and FDA MedSun 2008
      Given planned product: Octagam
      And type of glucose meter: GDH-PQQ method
      Then the rule "A product with maltose misleads a glucose meter of the GDH-PQQ kind" holds
      And the rule "A product with maltose misleads a glucose meter of the GDH-PQQ kind" cites Octagam safety information
      And the rule "A product with maltose misleads a glucose meter of the GDH-PQQ kind" cites FDA MedSun 2008
      And the rule "A product with maltose misleads a glucose meter of the GDH-PQQ kind" rests on 2 sources

  Rule: A product with sucrose meets a kidney at risk

    @proposed
    Scenario: Stays open while nothing is known of sucrose in the planned product (diabetes: yes)
      Given diabetes: yes
      Then the rule "A product with sucrose meets a kidney at risk" cannot be decided

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
      Then the rule "A product with sucrose meets a kidney at risk" cannot be decided

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
      Then the rule "A product with sucrose meets a kidney at risk" does not hold

    @proposed
    Scenario: Rests on Privigen US insert and FDA letter on renal failure 1999
      Given sucrose in the planned product: yes
      And diabetes: yes
      Then the rule "A product with sucrose meets a kidney at risk" holds
      And the rule "A product with sucrose meets a kidney at risk" cites Privigen US insert
      And the rule "A product with sucrose meets a kidney at risk" cites FDA letter on renal failure 1999
      And the rule "A product with sucrose meets a kidney at risk" rests on 2 sources

  Rule: The planned dose is one at which aseptic meningitis is warned of

    @proposed
    Scenario: Does not hold (planned dose a course is 1.999 g/kg), 2
      Given planned dose a course is 1.999 g/kg
      Then the rule "The planned dose is one at which aseptic meningitis is warned of" does not hold

    @proposed
    Scenario: Rests on Asceniv US label, page 5
      Given planned dose a course is 2 g/kg
      Then the rule "The planned dose is one at which aseptic meningitis is warned of" holds
      And the rule "The planned dose is one at which aseptic meningitis is warned of" cites Asceniv US label, page 5
      And the rule "The planned dose is one at which aseptic meningitis is warned of" rests on 1 source

  Rule: An anticoagulant is in use, and no source read speaks for or against prophylaxis

    @proposed
    Scenario: Rests on Noda 2021
      Given anticoagulant treatment: yes
      Then the rule "An anticoagulant is in use, and no source read speaks for or against prophylaxis" holds
      And the rule "An anticoagulant is in use, and no source read speaks for or against prophylaxis" cites Noda 2021
      And the rule "An anticoagulant is in use, and no source read speaks for or against prophylaxis" rests on 1 source

  Rule: Migraine raises the risk of aseptic meningitis

    @proposed
    Scenario: Rests on Octagam 10%, MPR
      Given migraine: yes
      Then the rule "Migraine raises the risk of aseptic meningitis" holds
      And the rule "Migraine raises the risk of aseptic meningitis" cites Octagam 10%, MPR
      And the rule "Migraine raises the risk of aseptic meningitis" rests on 1 source

  Rule: Early thrombosis was commoner after a first-ever course

    @proposed
    Scenario: Rests on Neuropathy cohort 2011, 3
      Given earlier or present IVIG: no
      Then the rule "Early thrombosis was commoner after a first-ever course" holds
      And the rule "Early thrombosis was commoner after a first-ever course" cites Neuropathy cohort 2011
      And the rule "Early thrombosis was commoner after a first-ever course" rests on 1 source
