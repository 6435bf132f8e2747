Feature: What turns on what: conflict
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: Hydration and diuretics pull in opposite directions

    @proposed
    Scenario: Stays open while nothing is known of heart failure (present corticosteroid treatment is not known)
      Given present corticosteroid treatment is not known
      Then the rule "Hydration and diuretics pull in opposite directions" cannot be decided

    @proposed
    Scenario: Holds by pulmonary arterial hypertension (pulmonary arterial hypertension: yes)
      Given pulmonary arterial hypertension: yes
      Then the rule "Hydration and diuretics pull in opposite directions" holds

    @proposed
    Scenario: Rests on Privigen US label 2022 and Privigen EU leaflet and 1 more
      Given heart failure: yes
      Then the rule "Hydration and diuretics pull in opposite directions" holds
      And the rule "Hydration and diuretics pull in opposite directions" cites Privigen US label 2022
      And the rule "Hydration and diuretics pull in opposite directions" cites Privigen EU leaflet
      And the rule "Hydration and diuretics pull in opposite directions" cites Gammaplex 5% dosing page
      And the rule "Hydration and diuretics pull in opposite directions" rests on 3 sources

  Rule: Sources differ on when haemolysis shows

    @proposed
    Scenario: Does not hold, turning on blood group (blood group: group O)
      Given blood group: group O
      Then the rule "Sources differ on when haemolysis shows" does not hold

    @proposed
    Scenario: Stays open while nothing is known of blood group (planned dose a course is 3.5 g/kg)
      Given planned dose a course is 3.5 g/kg
      Then the rule "Sources differ on when haemolysis shows" cannot be decided

    @proposed
    Scenario: Does not hold (planned dose a course is 1.999 g/kg)
      Given planned dose a course is 1.999 g/kg
      Then the rule "Sources differ on when haemolysis shows" does not hold

    @proposed
    Scenario: Rests on FDA label change 2012 and Toronto haemolysis study 2021
      Given blood group: group A
      And planned dose a course is 2 g/kg
      Then the rule "Sources differ on when haemolysis shows" holds
      And the rule "Sources differ on when haemolysis shows" cites FDA label change 2012
      And the rule "Sources differ on when haemolysis shows" cites Toronto haemolysis study 2021
      And the rule "Sources differ on when haemolysis shows" rests on 2 sources

  Rule: The IgA rule differs by country and product

    @proposed
    Scenario: Stays open while nothing is known of IgA deficiency (present corticosteroid treatment is not known)
      Given present corticosteroid treatment is not known
      Then the rule "The IgA rule differs by country and product" cannot be decided

    @proposed
    Scenario: Rests on Gammagard Liquid safety information and Privigen EU leaflet and 2 more
      Given anti-IgA antibodies: yes
      Then the rule "The IgA rule differs by country and product" holds
      And the rule "The IgA rule differs by country and product" cites Gammagard Liquid safety information
      And the rule "The IgA rule differs by country and product" cites Privigen EU leaflet
      And the rule "The IgA rule differs by country and product" cites Flebogamma DIF EU leaflet
      And the rule "The IgA rule differs by country and product" cites Kiovig EU leaflet
      And the rule "The IgA rule differs by country and product" rests on 4 sources

  Rule: Sources differ on which weight sets the dose in obesity

    @proposed
    Scenario: Does not hold (body mass index is 29.99 kg/m2)
      Given body mass index is 29.99 kg/m2
      Then the rule "Sources differ on which weight sets the dose in obesity" does not hold

    @proposed
    Scenario: Rests on Australia, ideal-weight dosing and Obesity dosing review 2017
      Given body mass index is 30 kg/m2
      Then the rule "Sources differ on which weight sets the dose in obesity" holds
      And the rule "Sources differ on which weight sets the dose in obesity" cites Australia, ideal-weight dosing
      And the rule "Sources differ on which weight sets the dose in obesity" cites Obesity dosing review 2017
      And the rule "Sources differ on which weight sets the dose in obesity" rests on 2 sources

  Rule: Sources differ on the age that counts for thrombosis

    @proposed
    Scenario: Rests on Privigen US insert and Daniel 2012
      Given systemic sclerosis: yes
      Then the rule "Sources differ on the age that counts for thrombosis" holds
      And the rule "Sources differ on the age that counts for thrombosis" cites Privigen US insert
      And the rule "Sources differ on the age that counts for thrombosis" cites Daniel 2012
      And the rule "Sources differ on the age that counts for thrombosis" rests on 2 sources

  Rule: Sources differ on the corticosteroid dose that goes with renal crisis

    @proposed
    Scenario: Rests on Steen 1998 and French guideline 2021 and 2 more
      Given present corticosteroid treatment: yes
      Then the rule "Sources differ on the corticosteroid dose that goes with renal crisis" holds
      And the rule "Sources differ on the corticosteroid dose that goes with renal crisis" cites Steen 1998
      And the rule "Sources differ on the corticosteroid dose that goes with renal crisis" cites French guideline 2021
      And the rule "Sources differ on the corticosteroid dose that goes with renal crisis" cites Montanelli 2013
      And the rule "Sources differ on the corticosteroid dose that goes with renal crisis" cites French renal-crisis series 2008
      And the rule "Sources differ on the corticosteroid dose that goes with renal crisis" rests on 4 sources

  Rule: Labels differ on lowering dose and rate, or the rate only

    @proposed
    Scenario: Rests on Privigen US label 2022 and Octagam 10% contraindications
      Given systemic sclerosis: yes
      Then the rule "Labels differ on lowering dose and rate, or the rate only" holds
      And the rule "Labels differ on lowering dose and rate, or the rate only" cites Privigen US label 2022
      And the rule "Labels differ on lowering dose and rate, or the rate only" cites Octagam 10% contraindications
      And the rule "Labels differ on lowering dose and rate, or the rate only" rests on 2 sources

  Rule: Sources differ on the wait before a live vaccine

    @proposed
    Scenario: Rests on Privigen EU leaflet and Vaccine interval table, Georgia
      Given live vaccine planned: yes
      Then the rule "Sources differ on the wait before a live vaccine" holds
      And the rule "Sources differ on the wait before a live vaccine" cites Privigen EU leaflet
      And the rule "Sources differ on the wait before a live vaccine" cites Vaccine interval table, Georgia
      And the rule "Sources differ on the wait before a live vaccine" rests on 2 sources

  Rule: Trial and series disagree on skin

    @proposed
    Scenario: Rests on Takehara 2013 and Poelman 2015
      Given active skin disease: yes
      Then the rule "Trial and series disagree on skin" holds
      And the rule "Trial and series disagree on skin" cites Takehara 2013
      And the rule "Trial and series disagree on skin" cites Poelman 2015
      And the rule "Trial and series disagree on skin" rests on 2 sources

  Rule: The dose that was studied is not the smallest practicable dose

    @proposed
    Scenario: Rests on Sanges 2017 and Privigen US label 2022
      Given systemic sclerosis: yes
      Then the rule "The dose that was studied is not the smallest practicable dose" holds
      And the rule "The dose that was studied is not the smallest practicable dose" cites Sanges 2017
      And the rule "The dose that was studied is not the smallest practicable dose" cites Privigen US label 2022
      And the rule "The dose that was studied is not the smallest practicable dose" rests on 2 sources

  Rule: Sources differ widely on how common thrombosis is

    @proposed
    Scenario: Rests on Review of thrombosis cases 2005 and Marie 2006
      Given systemic sclerosis: yes
      Then the rule "Sources differ widely on how common thrombosis is" holds
      And the rule "Sources differ widely on how common thrombosis is" cites Review of thrombosis cases 2005
      And the rule "Sources differ widely on how common thrombosis is" cites Marie 2006
      And the rule "Sources differ widely on how common thrombosis is" rests on 2 sources

  Rule: Sources differ on venous thrombosis after IVIG

    @proposed
    Scenario: Rests on Ammann 2022 and Review of thrombosis cases 2005
      Given systemic sclerosis: yes
      Then the rule "Sources differ on venous thrombosis after IVIG" holds
      And the rule "Sources differ on venous thrombosis after IVIG" cites Ammann 2022
      And the rule "Sources differ on venous thrombosis after IVIG" cites Review of thrombosis cases 2005
      And the rule "Sources differ on venous thrombosis after IVIG" rests on 2 sources
