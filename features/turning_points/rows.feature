Feature: What turns on what: rows
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: A supported target is refractory, and a heavy risk or the planned dose stands against it

    @proposed
    Scenario: 'may be considered, with precautions' is no longer possible, turning on 'Plan above the studied dose' (planned course over 2.2 g/kg: yes; systemic sclerosis: yes)
      Given planned course over 2.2 g/kg: yes
      And systemic sclerosis: yes
      Then "may be considered, with precautions" is no longer possible
      And "may be considered" is no longer possible

    @proposed
    Scenario: 'may be considered, with precautions' is no longer possible, turning on 'Plan above the studied dose' (planned dose a course is 3.6 g/kg)
      Given planned dose a course is 3.6 g/kg
      Then "may be considered, with precautions" is no longer possible
      And "may be considered" is no longer possible
