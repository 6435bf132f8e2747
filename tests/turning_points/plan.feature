Feature: What turns on what: plan
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: one_day_course_and_volume

    @proposed
    Scenario: Does not hold, turning on planned days a course at most 1 days (planned days a course is 16 days)
      Given planned days a course is 16 days
      Then the rule "one_day_course_and_volume" does not hold

    @proposed
    Scenario: Holds by pulmonary arterial hypertension (pulmonary arterial hypertension: yes; planned days a course is 1 days)
      Given pulmonary arterial hypertension: yes
      And planned days a course is 1 days
      Then the rule "one_day_course_and_volume" holds

    @proposed
    Scenario: Does not hold (planned days a course is 2 days)
      Given planned days a course is 2 days
      Then the rule "one_day_course_and_volume" does not hold

    @proposed
    Scenario: Rests on Gammaplex 5% dosing page and Privigen supply leaflet, 4
      Given heart failure: yes
      And planned days a course is 1 days
      Then the rule "one_day_course_and_volume" holds
      And the rule "one_day_course_and_volume" cites Gammaplex 5% dosing page
      And the rule "one_day_course_and_volume" cites Privigen supply leaflet
      And the rule "one_day_course_and_volume" rests on 2 sources

    @proposed
    Scenario: Stays open while nothing is known of planned days a course at most 1 days (heart failure: yes)
      Given heart failure: yes
      Then the rule "one_day_course_and_volume" cannot be decided

  Rule: planned_daily_grams

    @proposed
    Scenario: Stays open while nothing is known of 'A boxed thrombosis factor is present' (planned grams a day is 1517.5 g/day)
      Given planned grams a day is 1517.5 g/day
      Then the rule "planned_daily_grams" cannot be decided

    @proposed
    Scenario: Rests on Neuropathy cohort 2011, 3
      Given planned grams a day is 35 g/day
      And earlier thrombosis: yes
      Then the rule "planned_daily_grams" holds
      And the rule "planned_daily_grams" cites Neuropathy cohort 2011
      And the rule "planned_daily_grams" rests on 1 source

    @proposed
    Scenario: Holds by 'A boxed renal factor is present' (chronic kidney disease: yes; planned grams a day is 1517.5 g/day)
      Given chronic kidney disease: yes
      And planned grams a day is 1517.5 g/day
      Then the rule "planned_daily_grams" holds

    @proposed
    Scenario: Does not hold, turning on 'A boxed thrombosis factor is present' (estimated glomerular filtration rate is 155 mL/min/1.73m2; chronic kidney disease: no; nephrotoxic drugs: no; and 20 more)
      Given estimated glomerular filtration rate is 155 mL/min/1.73m2
      And chronic kidney disease: no
      And nephrotoxic drugs: no
      And volume depletion: no
      And active sepsis: no
      And age is 41 years
      And body mass index is 20 kg/m2
      And earlier thrombosis: no
      And prolonged immobilisation: no
      And hypercoagulable condition: no
      And antiphospholipid antibodies: no
      And oestrogen treatment: no
      And indwelling vascular catheter: no
      And hyperviscosity: no
      And cryoglobulinaemia: no
      And monoclonal gammopathy: no
      And fasting chylomicronaemia: no
      And markedly high triglycerides: no
      And hypertension: no
      And high cholesterol: no
      And diabetes: no
      And current smoking: no
      And coronary disease: no
      Then the rule "planned_daily_grams" does not hold

  Rule: one_day_course

    @proposed
    Scenario: Rests on Mendoza 2022 and Giannini 2021
      Given planned days a course is 1 days
      Then the rule "one_day_course" holds
      And the rule "one_day_course" cites Mendoza 2022
      And the rule "one_day_course" cites Giannini 2021
      And the rule "one_day_course" rests on 2 sources

  Rule: plan_above_studied_dose

    @proposed
    Scenario: Rests on Poelman 2015
      Given planned dose a course is 2.201 g/kg
      And systemic sclerosis: yes
      Then the rule "plan_above_studied_dose" holds
      And the rule "plan_above_studied_dose" cites Poelman 2015
      And the rule "plan_above_studied_dose" rests on 1 source
