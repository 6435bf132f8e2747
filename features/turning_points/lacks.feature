Feature: What turns on what: lacks
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: Not refractory: bowel

    @proposed
    Scenario: Does not hold, turning on 'Two drugs not usable: bowel' (outcome of rituximab: not tolerated; outcome of tocilizumab: not tolerated; active bowel disease: yes)
      Given outcome of rituximab: not tolerated
      And outcome of tocilizumab: not tolerated
      And active bowel disease: yes
      Then the rule "Not refractory: bowel" does not hold

    @proposed
    Scenario: Does not hold, turning on 'Conventional treatment failed: bowel' (active bowel disease: yes; malabsorption: yes; failed conventional treatment of the gut: yes)
      Given active bowel disease: yes
      And malabsorption: yes
      And failed conventional treatment of the gut: yes
      Then the rule "Not refractory: bowel" does not hold

  Rule: Not refractory: joints

    @proposed
    Scenario: Does not hold, turning on 'Two drugs not usable: joints' (outcome of methotrexate: not tolerated; outcome of rituximab: not tolerated; active joint disease: yes)
      Given outcome of methotrexate: not tolerated
      And outcome of rituximab: not tolerated
      And active joint disease: yes
      Then the rule "Not refractory: joints" does not hold

  Rule: Not refractory: upper GI

    @proposed
    Scenario: Does not hold, turning on 'Two drugs not usable: upper GI' (outcome of methotrexate: not tolerated; outcome of cyclophosphamide: not tolerated; active upper GI disease: yes)
      Given outcome of methotrexate: not tolerated
      And outcome of cyclophosphamide: not tolerated
      And active upper GI disease: yes
      Then the rule "Not refractory: upper GI" does not hold

    @proposed
    Scenario: Does not hold, turning on 'Conventional treatment failed: upper GI' (active upper GI disease: yes; artificial feeding: yes; failed conventional treatment of the gut: yes)
      Given active upper GI disease: yes
      And artificial feeding: yes
      And failed conventional treatment of the gut: yes
      Then the rule "Not refractory: upper GI" does not hold

  Rule: Not refractory: skin

    @proposed
    Scenario: Does not hold, turning on 'Two drugs not usable: skin' (outcome of mycophenolate: not tolerated; outcome of cyclophosphamide: not tolerated; active skin disease: yes)
      Given outcome of mycophenolate: not tolerated
      And outcome of cyclophosphamide: not tolerated
      And active skin disease: yes
      Then the rule "Not refractory: skin" does not hold
