Feature: What turns on what: conflict
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: diuretics_against_hydration

    @proposed
    Scenario: Holds by pulmonary arterial hypertension (pulmonary arterial hypertension: yes)
      Given pulmonary arterial hypertension: yes
      Then the rule "diuretics_against_hydration" holds

    @proposed
    Scenario: Rests on Privigen US label 2022 and Privigen EU leaflet and 1 more
      Given heart failure: yes
      Then the rule "diuretics_against_hydration" holds
      And the rule "diuretics_against_hydration" cites Privigen US label 2022
      And the rule "diuretics_against_hydration" cites Privigen EU leaflet
      And the rule "diuretics_against_hydration" cites Gammaplex 5% dosing page
      And the rule "diuretics_against_hydration" rests on 3 sources

    @proposed
    Scenario: Stays open while nothing is known of heart failure (present corticosteroid treatment is not known)
      Given present corticosteroid treatment is not known
      Then the rule "diuretics_against_hydration" cannot be decided

  Rule: haemolysis_check_time_differs

    @proposed
    Scenario: Does not hold, turning on blood group (blood group: group O)
      Given blood group: group O
      Then the rule "haemolysis_check_time_differs" does not hold

    @proposed
    Scenario: Does not hold (planned dose a course is 1.999 g/kg)
      Given planned dose a course is 1.999 g/kg
      Then the rule "haemolysis_check_time_differs" does not hold

    @proposed
    Scenario: Rests on FDA label change 2012 and Toronto haemolysis study 2021
      Given blood group: group A
      And planned dose a course is 2 g/kg
      Then the rule "haemolysis_check_time_differs" holds
      And the rule "haemolysis_check_time_differs" cites FDA label change 2012
      And the rule "haemolysis_check_time_differs" cites Toronto haemolysis study 2021
      And the rule "haemolysis_check_time_differs" rests on 2 sources

    @proposed
    Scenario: Stays open while nothing is known of blood group (planned dose a course is 2.1 g/kg)
      Given planned dose a course is 2.1 g/kg
      Then the rule "haemolysis_check_time_differs" cannot be decided

  Rule: obese_dosing_differs

    @proposed
    Scenario: Holds by pregnancy (pregnancy: yes)
      Given pregnancy: yes
      Then the rule "obese_dosing_differs" holds

    @proposed
    Scenario: Stays open (body mass index is 29.99 kg/m2)
      Given body mass index is 29.99 kg/m2
      Then the rule "obese_dosing_differs" cannot be decided

    @proposed
    Scenario: Rests on Australia, dosing weight 2026 and Ontario, dose calculator and 1 more
      Given body mass index is 30 kg/m2
      Then the rule "obese_dosing_differs" holds
      And the rule "obese_dosing_differs" cites Australia, dosing weight 2026
      And the rule "obese_dosing_differs" cites Ontario, dose calculator
      And the rule "obese_dosing_differs" cites Obesity dosing review 2017
      And the rule "obese_dosing_differs" rests on 3 sources

  Rule: age_for_thrombosis_differs

    @proposed
    Scenario: Rests on Privigen US insert and Daniel 2012
      Given systemic sclerosis: yes
      Then the rule "age_for_thrombosis_differs" holds
      And the rule "age_for_thrombosis_differs" cites Privigen US insert
      And the rule "age_for_thrombosis_differs" cites Daniel 2012
      And the rule "age_for_thrombosis_differs" rests on 2 sources

  Rule: allergy_grading_differs

    @proposed
    Scenario: Rests on Privigen EU leaflet and Gammagard Liquid safety information
      Given earlier reaction to human immunoglobulin: allergic, not severe
      Then the rule "allergy_grading_differs" holds
      And the rule "allergy_grading_differs" cites Privigen EU leaflet
      And the rule "allergy_grading_differs" cites Gammagard Liquid safety information
      And the rule "allergy_grading_differs" rests on 2 sources

  Rule: corticosteroid_threshold_differs

    @proposed
    Scenario: Rests on Steen 1998 and French guideline 2021 and 2 more
      Given present corticosteroid treatment: yes
      Then the rule "corticosteroid_threshold_differs" holds
      And the rule "corticosteroid_threshold_differs" cites Steen 1998
      And the rule "corticosteroid_threshold_differs" cites French guideline 2021
      And the rule "corticosteroid_threshold_differs" cites Montanelli 2013
      And the rule "corticosteroid_threshold_differs" cites French renal-crisis series 2008
      And the rule "corticosteroid_threshold_differs" rests on 4 sources

  Rule: count_of_patients_differs

    @proposed
    Scenario: Rests on Koczanowski 2024 and Scleroderma News 2024
      Given systemic sclerosis: yes
      Then the rule "count_of_patients_differs" holds
      And the rule "count_of_patients_differs" cites Koczanowski 2024
      And the rule "count_of_patients_differs" cites Scleroderma News 2024
      And the rule "count_of_patients_differs" rests on 2 sources

  Rule: dose_and_rate_or_rate_only

    @proposed
    Scenario: Rests on Privigen US label 2022 and Octagam 10% contraindications
      Given systemic sclerosis: yes
      Then the rule "dose_and_rate_or_rate_only" holds
      And the rule "dose_and_rate_or_rate_only" cites Privigen US label 2022
      And the rule "dose_and_rate_or_rate_only" cites Octagam 10% contraindications
      And the rule "dose_and_rate_or_rate_only" rests on 2 sources

  Rule: earlier_event_needed

    @proposed
    Scenario: Rests on Kapoor 2022 and Privigen US insert
      Given systemic sclerosis: yes
      Then the rule "earlier_event_needed" holds
      And the rule "earlier_event_needed" cites Kapoor 2022
      And the rule "earlier_event_needed" cites Privigen US insert
      And the rule "earlier_event_needed" rests on 2 sources

  Rule: iga_rule_differs

    @proposed
    Scenario: Rests on Gammagard Liquid safety information and Privigen EU leaflet and 2 more
      Given anti-IgA antibodies: yes
      Then the rule "iga_rule_differs" holds
      And the rule "iga_rule_differs" cites Gammagard Liquid safety information
      And the rule "iga_rule_differs" cites Privigen EU leaflet
      And the rule "iga_rule_differs" cites Flebogamma DIF EU leaflet
      And the rule "iga_rule_differs" cites Kiovig EU leaflet
      And the rule "iga_rule_differs" rests on 4 sources

    @proposed
    Scenario: Stays open while nothing is known of IgA deficiency (present corticosteroid treatment is not known)
      Given present corticosteroid treatment is not known
      Then the rule "iga_rule_differs" cannot be decided

  Rule: live_vaccine_interval_differs

    @proposed
    Scenario: Rests on Privigen EU leaflet and Vaccine interval table, Georgia
      Given live vaccine planned: yes
      Then the rule "live_vaccine_interval_differs" holds
      And the rule "live_vaccine_interval_differs" cites Privigen EU leaflet
      And the rule "live_vaccine_interval_differs" cites Vaccine interval table, Georgia
      And the rule "live_vaccine_interval_differs" rests on 2 sources

  Rule: pregnancy_differs

    @proposed
    Scenario: Rests on Privigen text, pregnancy and Drugs.com, pregnancy page, 2
      Given pregnancy: yes
      Then the rule "pregnancy_differs" holds
      And the rule "pregnancy_differs" cites Privigen text, pregnancy
      And the rule "pregnancy_differs" cites Drugs.com, pregnancy page
      And the rule "pregnancy_differs" rests on 2 sources

  Rule: skin_trial_against_series

    @proposed
    Scenario: Rests on Takehara 2013 and Poelman 2015
      Given active skin disease: yes
      Then the rule "skin_trial_against_series" holds
      And the rule "skin_trial_against_series" cites Takehara 2013
      And the rule "skin_trial_against_series" cites Poelman 2015
      And the rule "skin_trial_against_series" rests on 2 sources

  Rule: studied_dose_against_smallest

    @proposed
    Scenario: Rests on Sanges 2017 and Privigen US label 2022
      Given systemic sclerosis: yes
      Then the rule "studied_dose_against_smallest" holds
      And the rule "studied_dose_against_smallest" cites Sanges 2017
      And the rule "studied_dose_against_smallest" cites Privigen US label 2022
      And the rule "studied_dose_against_smallest" rests on 3 sources

  Rule: thrombosis_frequency_differs

    @proposed
    Scenario: Rests on Review of thrombosis cases 2005 and Marie 2006
      Given systemic sclerosis: yes
      Then the rule "thrombosis_frequency_differs" holds
      And the rule "thrombosis_frequency_differs" cites Review of thrombosis cases 2005
      And the rule "thrombosis_frequency_differs" cites Marie 2006
      And the rule "thrombosis_frequency_differs" rests on 2 sources

  Rule: venous_risk_differs

    @proposed
    Scenario: Rests on Ammann 2022 and Review of thrombosis cases 2005
      Given systemic sclerosis: yes
      Then the rule "venous_risk_differs" holds
      And the rule "venous_risk_differs" cites Ammann 2022
      And the rule "venous_risk_differs" cites Review of thrombosis cases 2005
      And the rule "venous_risk_differs" rests on 2 sources
