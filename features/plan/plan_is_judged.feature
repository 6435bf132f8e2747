Feature: A plan is judged
  A plan can be changed in a minute: it caps the grade where no study went, and shows what the days would do.

  Background:
    Given the patient has systemic sclerosis

  Rule: Plan above the studied dose

    Scenario: A plan of three grams a kilogram is above what was studied
      Given the planned dose a course is 3 g/kg
      Then the rule "Plan above the studied dose" holds
      And the rule "Plan above the studied dose" cites Poelman 2015

    Scenario: Where no plan is made yet none is above the studied dose
      Given the planned dose a course is not known
      Then the rule "Plan above the studied dose" does not hold
      And the note does not ask for planned course over 2.2 g/kg

    Scenario: Without the diagnosis the plan is not judged
      Given systemic sclerosis is not known
      And the planned dose a course is 3 g/kg
      Then the rule "Plan above the studied dose" cannot be decided
      And the note asks for systemic sclerosis

    Scenario Outline: Whole vials leave room up to 2.2 g/kg (<value> g/kg)
      Given the planned dose a course is <value> g/kg
      Then the rule "Plan above the studied dose" <truth>

      Examples:
        | value | truth         |
        | 2     | does not hold |
        | 2.1   | does not hold |
        | 2.2   | does not hold |
        | 2.3   | holds         |

  Rule: High daily amount planned, with a boxed factor

    Scenario: After a clot 2 g/kg over two days at 62 kg is a high daily amount
      Given the patient has earlier thrombosis
      And the weight is 62 kg
      And the planned dose a course is 2 g/kg
      And the planned days a course is 2 days
      Then the rule "High daily amount planned, with a boxed factor" holds
      And the note says "62 g/day planned"
      And the note says "Four days bring it under 35 g/day."

    Scenario: After a clot 2 g/kg over four days at 62 kg stays under 35 g a day
      Given the patient has earlier thrombosis
      And the weight is 62 kg
      And the planned dose a course is 2 g/kg
      And the planned days a course is 4 days
      Then the rule "High daily amount planned, with a boxed factor" does not hold

    Scenario: After a clot a plan without days is asked for them
      Given the patient has earlier thrombosis
      And the weight is 62 kg
      And the planned dose a course is 2 g/kg
      Then the rule "High daily amount planned, with a boxed factor" cannot be decided
      And the note asks for planned grams a day

    Scenario Outline: In diabetes a daily amount is high from 35 g on (<value> g)
      Given the patient has diabetes
      And the planned grams a day is <value> g/day
      Then the rule "High daily amount planned, with a boxed factor" <truth>

      Examples:
        | value | truth         |
        | 34.9  | does not hold |
        | 35    | holds         |
        | 35.1  | holds         |

    Scenario Outline: A course of <grams> g: as many days as bring it under 35 g a day
      Given the patient has diabetes
      And the planned grams a course is <grams> g
      And the planned days a course is 1 days
      Then the note says "<days> under 35 g/day."

      Examples:
        | grams | days                           |
        | 69.9  | Two days bring it              |
        | 70    | Three days bring it            |
        | 70.1  | Three days bring it            |
        | 104.9 | Three days bring it            |
        | 105   | Four days bring it             |
        | 105.1 | Four days bring it             |
        | 139.9 | Four days bring it             |
        | 140   | Five days bring it             |
        | 140.1 | Five days bring it             |
        | 174.9 | Five days bring it             |
        | 175   | More than five days would bring it |
        | 175.1 | More than five days would bring it |

  Rule: Whole course in one day

    Scenario: A course in one day is shown
      Given the planned days a course is 1 days
      Then the rule "Whole course in one day" holds

    Scenario: A course over two days is not one in a day
      Given the planned days a course is 2 days
      Then the rule "Whole course in one day" does not hold

    Scenario: Where no days are planned they are asked
      Given the planned days a course is not known
      Then the rule "Whole course in one day" cannot be decided
      And the note asks for planned days a course

  Rule: Whole course in one day, with heart failure or PAH

    Scenario: One day in heart failure is a volume load
      Given the planned days a course is 1 days
      And the patient has heart failure
      Then the rule "Whole course in one day, with heart failure or PAH" holds

    Scenario: One day without heart failure and PAH is only shown
      Given the planned days a course is 1 days
      And the patient has no heart failure
      And the patient has no pulmonary arterial hypertension
      Then the rule "Whole course in one day, with heart failure or PAH" does not hold
      And the rule "Whole course in one day" holds

    Scenario: Two days in heart failure are not a course in one day
      Given the planned days a course is 2 days
      And the patient has heart failure
      Then the rule "Whole course in one day, with heart failure or PAH" does not hold

    Scenario: Heart and lung vessels have to be known
      Given the planned days a course is 1 days
      Then the rule "Whole course in one day, with heart failure or PAH" cannot be decided
      And the note asks for heart failure
