Feature: Where sources disagree on risk
  Both sides stand in the note; neither is chosen in silence.

  Rule: Age for thrombosis

    Scenario: For every patient with SSc sources differ on the age that counts
      Given the patient has systemic sclerosis
      Then the rule "Age for thrombosis" holds
      And the note cites Privigen US insert
      And the note cites Daniel 2012

    Scenario: Without systemic sclerosis ages are not compared
      Given the patient has no systemic sclerosis
      Then the rule "Age for thrombosis" does not hold

    Scenario: Until the diagnosis is known, ages are not compared
      Given systemic sclerosis is not known
      Then the rule "Age for thrombosis" cannot be decided
      And the note asks for systemic sclerosis

  Rule: How common thrombosis is

    Scenario: For every patient with SSc sources differ on how common thrombosis is
      Given the patient has systemic sclerosis
      Then the rule "How common thrombosis is" holds
      And the note cites Review of thrombosis cases 2005
      And the note cites Daniel 2012

    Scenario: Without systemic sclerosis frequencies are not compared
      Given the patient has no systemic sclerosis
      Then the rule "How common thrombosis is" does not hold

    Scenario: Until the diagnosis is known, frequencies are not compared
      Given systemic sclerosis is not known
      Then the rule "How common thrombosis is" cannot be decided
      And the note asks for systemic sclerosis

  Rule: Venous thrombosis after IVIG

    Scenario: For every patient with SSc sources differ on venous thrombosis
      Given the patient has systemic sclerosis
      Then the rule "Venous thrombosis after IVIG" holds
      And the note cites Privigen US insert
      And the note cites Review of thrombosis cases 2005

    Scenario: Without systemic sclerosis venous thrombosis is not compared
      Given the patient has no systemic sclerosis
      Then the rule "Venous thrombosis after IVIG" does not hold

    Scenario: Until the diagnosis is known, venous thrombosis is not compared
      Given systemic sclerosis is not known
      Then the rule "Venous thrombosis after IVIG" cannot be decided
      And the note asks for systemic sclerosis

  Rule: IgA rule by country and product

    Scenario: Anti-IgA brings up the labels that differ
      Given the patient has anti-IgA antibodies
      Then the rule "IgA rule by country and product" holds
      And the note cites Gammagard Liquid safety information
      And the note cites Privigen EU leaflet

    Scenario: IgA deficiency brings up the labels that differ
      Given the patient has IgA deficiency
      Then the rule "IgA rule by country and product" holds

    Scenario: With both ruled out the labels are not compared
      Given the patient has no IgA deficiency
      And the patient has no anti-IgA antibodies
      Then the rule "IgA rule by country and product" does not hold

    Scenario: Anti-IgA that was not measured leaves the comparison open
      Given the patient has no IgA deficiency
      And anti-IgA antibodies are not known
      Then the rule "IgA rule by country and product" cannot be decided
      And the note asks for anti-IgA antibodies

  Rule: Hydration against diuretics

    Scenario: Heart failure sets hydration against fluid restriction
      Given the patient has heart failure
      Then the rule "Hydration against diuretics" holds
      And the note cites Privigen US label 2022
      And the note cites Privigen EU leaflet

    Scenario: A loop diuretic sets hydration against fluid restriction
      Given the patient takes a loop diuretic
      Then the rule "Hydration against diuretics" holds

    Scenario: Without either nothing pulls against hydration
      Given the patient has no heart failure
      And the patient has no pulmonary arterial hypertension
      And the patient takes no loop diuretic
      Then the rule "Hydration against diuretics" does not hold

    Scenario: Pulmonary hypertension and diuretics have to be known too
      Given the patient has no heart failure
      And pulmonary arterial hypertension is not known
      Then the rule "Hydration against diuretics" cannot be decided
      And the note asks for pulmonary arterial hypertension

  Rule: Day of the haemolysis check

    Scenario: In blood group A at a high dose sources differ on the day to look for haemolysis
      Given blood group: group A
      And the planned dose a course is 2 g/kg
      Then the rule "Day of the haemolysis check" holds
      And the note cites FDA label change 2012
      And the note cites Toronto haemolysis study 2021

    Scenario: In blood group O the day is not compared
      Given blood group: group O
      And the planned dose a course is 2 g/kg
      Then the rule "Day of the haemolysis check" does not hold

    Scenario: Without a planned dose it is open whether the day matters
      Given blood group: group B
      And planned dose a course is not known
      Then the rule "Day of the haemolysis check" cannot be decided
      And the note asks for planned dose a course

    Scenario Outline: The day of the check matters from 2 g/kg on (<value> g/kg)
      Given blood group: group A
      And the planned dose a course is <value> g/kg
      Then the rule "Day of the haemolysis check" <truth>

      Examples:
        | value | truth         |
        | 1.9   | does not hold |
        | 2     | holds         |
        | 2.1   | holds         |

  Rule: Two counts in one review

    Scenario: In systemic sclerosis both counts of the review are shown
      Given the patient has systemic sclerosis
      Then the rule "Two counts in one review" holds

    Scenario: Where systemic sclerosis is not diagnosed, the counts are left out
      Given the patient has no systemic sclerosis
      Then the rule "Two counts in one review" does not hold

    Scenario: Until the diagnosis is known, the two counts wait
      Given systemic sclerosis is not known
      Then the rule "Two counts in one review" cannot be decided
      And the note asks for systemic sclerosis

  Rule: Earlier clot, or without any factor

    Scenario: A cohort that ties thrombosis to an earlier clot stands beside the box
      Given the patient has systemic sclerosis
      Then the rule "Earlier clot, or without any factor" holds
      And the rule "Earlier clot, or without any factor" cites Kapoor 2022

    Scenario: Without systemic sclerosis cohort and box are not compared
      Given the patient has no systemic sclerosis
      Then the rule "Earlier clot, or without any factor" does not hold

    Scenario: Until the diagnosis is known, cohort and box are not compared
      Given systemic sclerosis is not known
      Then the rule "Earlier clot, or without any factor" cannot be decided

  Rule: Allergy, graded or not

    Scenario: A mild allergic reaction brings up texts that do not grade it
      Given earlier reaction to human immunoglobulin: allergic, not severe
      Then the rule "Allergy, graded or not" holds

    Scenario: A headache brings up no text on allergy
      Given earlier reaction to human immunoglobulin: not allergic
      Then the rule "Allergy, graded or not" does not hold

    Scenario: A reaction that nobody asked about may have been allergic
      Given earlier reaction to human immunoglobulin is not known
      Then the rule "Allergy, graded or not" cannot be decided

  Rule: Pregnancy: texts differ

    Scenario: In pregnancy the European texts and the compendium are set side by side
      Given sex: woman
      And pregnancy: yes
      Then the rule "Pregnancy: texts differ" holds
      And the note says "only if clearly needed"

    Scenario: Without a pregnancy those texts are not compared
      Given pregnancy: no
      Then the rule "Pregnancy: texts differ" does not hold

    Scenario: A pregnancy that nobody asked about leaves those texts open
      Given pregnancy is not known
      Then the rule "Pregnancy: texts differ" cannot be decided
