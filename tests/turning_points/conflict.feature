Feature: What turns on what: conflict
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: Hydration against diuretics

    @proposed
    Scenario: Holds by pulmonary arterial hypertension (pulmonary arterial hypertension: yes)
      Given pulmonary arterial hypertension: yes
      Then the rule "Hydration against diuretics" holds

    @proposed
    Scenario: Rests on Privigen US label 2022 and Privigen EU leaflet and 1 more
      Given heart failure: yes
      Then the rule "Hydration against diuretics" holds
      And the rule "Hydration against diuretics" cites Privigen US label 2022
      And the rule "Hydration against diuretics" cites Privigen EU leaflet
      And the rule "Hydration against diuretics" cites Gammaplex 5% dosing page
      And the rule "Hydration against diuretics" rests on 3 sources

    @proposed
    Scenario: Stays open while nothing is known of heart failure (present corticosteroid treatment is not known)
      Given present corticosteroid treatment is not known
      Then the rule "Hydration against diuretics" cannot be decided

  Rule: Day of the haemolysis check

    @proposed
    Scenario: Does not hold, turning on blood group (blood group: group O)
      Given blood group: group O
      Then the rule "Day of the haemolysis check" does not hold

    @proposed
    Scenario: Does not hold (planned dose a course is 1.999 g/kg)
      Given planned dose a course is 1.999 g/kg
      Then the rule "Day of the haemolysis check" does not hold

    @proposed
    Scenario: Rests on FDA label change 2012 and Toronto haemolysis study 2021
      Given blood group: group A
      And planned dose a course is 2 g/kg
      Then the rule "Day of the haemolysis check" holds
      And the rule "Day of the haemolysis check" cites FDA label change 2012
      And the rule "Day of the haemolysis check" cites Toronto haemolysis study 2021
      And the rule "Day of the haemolysis check" rests on 2 sources

  Rule: Dosing weight

    @proposed
    Scenario: Holds by pregnancy (pregnancy: yes)
      Given pregnancy: yes
      Then the rule "Dosing weight" holds

    @proposed
    Scenario: Stays open (body mass index is 29.99 kg/m2)
      Given body mass index is 29.99 kg/m2
      Then the rule "Dosing weight" cannot be decided

    @proposed
    Scenario: Rests on Australia, dosing weight 2026 and Ontario, dose calculator and 1 more
      Given body mass index is 30 kg/m2
      Then the rule "Dosing weight" holds
      And the rule "Dosing weight" cites Australia, dosing weight 2026
      And the rule "Dosing weight" cites Ontario, dose calculator
      And the rule "Dosing weight" cites Obesity dosing review 2017
      And the rule "Dosing weight" rests on 3 sources

  Rule: Age for thrombosis

    @proposed
    Scenario: Rests on Privigen US insert and Daniel 2012
      Given systemic sclerosis: yes
      Then the rule "Age for thrombosis" holds
      And the rule "Age for thrombosis" cites Privigen US insert
      And the rule "Age for thrombosis" cites Daniel 2012
      And the rule "Age for thrombosis" rests on 2 sources

  Rule: Allergy, graded or not

    @proposed
    Scenario: Rests on Privigen EU leaflet and Gammagard Liquid safety information
      Given earlier reaction to human immunoglobulin: allergic, not severe
      Then the rule "Allergy, graded or not" holds
      And the rule "Allergy, graded or not" cites Privigen EU leaflet
      And the rule "Allergy, graded or not" cites Gammagard Liquid safety information
      And the rule "Allergy, graded or not" rests on 2 sources

  Rule: Corticosteroid dose and renal crisis

    @proposed
    Scenario: Rests on Steen 1998 and French guideline 2021 and 2 more
      Given present corticosteroid treatment: yes
      Then the rule "Corticosteroid dose and renal crisis" holds
      And the rule "Corticosteroid dose and renal crisis" cites Steen 1998
      And the rule "Corticosteroid dose and renal crisis" cites French guideline 2021
      And the rule "Corticosteroid dose and renal crisis" cites Montanelli 2013
      And the rule "Corticosteroid dose and renal crisis" cites French renal-crisis series 2008
      And the rule "Corticosteroid dose and renal crisis" rests on 4 sources

  Rule: Two counts in one review

    @proposed
    Scenario: Rests on Koczanowski 2024 and Scleroderma News 2024
      Given systemic sclerosis: yes
      Then the rule "Two counts in one review" holds
      And the rule "Two counts in one review" cites Koczanowski 2024
      And the rule "Two counts in one review" cites Scleroderma News 2024
      And the rule "Two counts in one review" rests on 2 sources

  Rule: Dose and rate, or rate only

    @proposed
    Scenario: Rests on Privigen US label 2022 and Octagam 10% contraindications
      Given systemic sclerosis: yes
      Then the rule "Dose and rate, or rate only" holds
      And the rule "Dose and rate, or rate only" cites Privigen US label 2022
      And the rule "Dose and rate, or rate only" cites Octagam 10% contraindications
      And the rule "Dose and rate, or rate only" rests on 2 sources

  Rule: Earlier clot, or without any factor

    @proposed
    Scenario: Rests on Kapoor 2022 and Privigen US insert
      Given systemic sclerosis: yes
      Then the rule "Earlier clot, or without any factor" holds
      And the rule "Earlier clot, or without any factor" cites Kapoor 2022
      And the rule "Earlier clot, or without any factor" cites Privigen US insert
      And the rule "Earlier clot, or without any factor" rests on 2 sources

  Rule: IgA rule by country and product

    @proposed
    Scenario: Rests on Gammagard Liquid safety information and Privigen EU leaflet and 2 more
      Given anti-IgA antibodies: yes
      Then the rule "IgA rule by country and product" holds
      And the rule "IgA rule by country and product" cites Gammagard Liquid safety information
      And the rule "IgA rule by country and product" cites Privigen EU leaflet
      And the rule "IgA rule by country and product" cites Flebogamma DIF EU leaflet
      And the rule "IgA rule by country and product" cites Kiovig EU leaflet
      And the rule "IgA rule by country and product" rests on 4 sources

    @proposed
    Scenario: Stays open while nothing is known of IgA deficiency (present corticosteroid treatment is not known)
      Given present corticosteroid treatment is not known
      Then the rule "IgA rule by country and product" cannot be decided

  Rule: Wait before a live vaccine

    @proposed
    Scenario: Rests on Privigen EU leaflet and Vaccine interval table, Georgia
      Given live vaccine planned: yes
      Then the rule "Wait before a live vaccine" holds
      And the rule "Wait before a live vaccine" cites Privigen EU leaflet
      And the rule "Wait before a live vaccine" cites Vaccine interval table, Georgia
      And the rule "Wait before a live vaccine" rests on 2 sources

  Rule: Pregnancy: texts differ

    @proposed
    Scenario: Rests on Privigen text, pregnancy and Drugs.com, pregnancy page, 2
      Given pregnancy: yes
      Then the rule "Pregnancy: texts differ" holds
      And the rule "Pregnancy: texts differ" cites Privigen text, pregnancy
      And the rule "Pregnancy: texts differ" cites Drugs.com, pregnancy page
      And the rule "Pregnancy: texts differ" rests on 2 sources

  Rule: Skin: trial against series

    @proposed
    Scenario: Rests on Takehara 2013 and Poelman 2015
      Given active skin disease: yes
      Then the rule "Skin: trial against series" holds
      And the rule "Skin: trial against series" cites Takehara 2013
      And the rule "Skin: trial against series" cites Poelman 2015
      And the rule "Skin: trial against series" rests on 2 sources

  Rule: Studied dose against smallest dose

    @proposed
    Scenario: Rests on Sanges 2017 and Privigen US label 2022
      Given systemic sclerosis: yes
      Then the rule "Studied dose against smallest dose" holds
      And the rule "Studied dose against smallest dose" cites Sanges 2017
      And the rule "Studied dose against smallest dose" cites Privigen US label 2022
      And the rule "Studied dose against smallest dose" rests on 3 sources

  Rule: How common thrombosis is

    @proposed
    Scenario: Rests on Review of thrombosis cases 2005 and Marie 2006
      Given systemic sclerosis: yes
      Then the rule "How common thrombosis is" holds
      And the rule "How common thrombosis is" cites Review of thrombosis cases 2005
      And the rule "How common thrombosis is" cites Marie 2006
      And the rule "How common thrombosis is" rests on 2 sources

  Rule: Venous thrombosis after IVIG

    @proposed
    Scenario: Rests on Ammann 2022 and Review of thrombosis cases 2005
      Given systemic sclerosis: yes
      Then the rule "Venous thrombosis after IVIG" holds
      And the rule "Venous thrombosis after IVIG" cites Ammann 2022
      And the rule "Venous thrombosis after IVIG" cites Review of thrombosis cases 2005
      And the rule "Venous thrombosis after IVIG" rests on 2 sources
