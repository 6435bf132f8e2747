Feature: What turns on what: refractory
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: Refractory to a drug: bowel

    @proposed
    Scenario: Holds by outcome of tocilizumab (outcome of tocilizumab: relapsed on it; failure of a drug for bowel disease: yes; active bowel disease: yes)
      Given outcome of tocilizumab: relapsed on it
      And failure of a drug for bowel disease: yes
      And active bowel disease: yes
      Then the rule "Refractory to a drug: bowel" holds

  Rule: Two drugs not usable: bowel

    @proposed
    Scenario: Holds by outcome of mycophenolate (outcome of methotrexate: not tolerated; outcome of mycophenolate: not tolerated; active bowel disease: yes)
      Given outcome of methotrexate: not tolerated
      And outcome of mycophenolate: not tolerated
      And active bowel disease: yes
      Then the rule "Two drugs not usable: bowel" holds

    @proposed
    Scenario: Holds by outcome of azathioprine (outcome of mycophenolate: not tolerated; outcome of azathioprine: not tolerated; active bowel disease: yes)
      Given outcome of mycophenolate: not tolerated
      And outcome of azathioprine: not tolerated
      And active bowel disease: yes
      Then the rule "Two drugs not usable: bowel" holds

    @proposed
    Scenario: Holds by outcome of cyclophosphamide (outcome of cyclophosphamide: not tolerated; outcome of rituximab: not tolerated; active bowel disease: yes)
      Given outcome of cyclophosphamide: not tolerated
      And outcome of rituximab: not tolerated
      And active bowel disease: yes
      Then the rule "Two drugs not usable: bowel" holds

    @proposed
    Scenario: Holds by outcome of tocilizumab (outcome of azathioprine: not tolerated; outcome of tocilizumab: not tolerated; active bowel disease: yes)
      Given outcome of azathioprine: not tolerated
      And outcome of tocilizumab: not tolerated
      And active bowel disease: yes
      Then the rule "Two drugs not usable: bowel" holds

  Rule: Conventional treatment failed: bowel

    @proposed
    Scenario: Holds by artificial feeding (active bowel disease: yes; artificial feeding: yes; failed conventional treatment of the gut: yes)
      Given active bowel disease: yes
      And artificial feeding: yes
      And failed conventional treatment of the gut: yes
      Then the rule "Conventional treatment failed: bowel" holds

    @proposed
    Scenario: Holds by malabsorption (active bowel disease: yes; malabsorption: yes; failed conventional treatment of the gut: yes)
      Given active bowel disease: yes
      And malabsorption: yes
      And failed conventional treatment of the gut: yes
      Then the rule "Conventional treatment failed: bowel" holds

    @proposed
    Scenario: Rests on Mendoza 2022
      Given active bowel disease: yes
      And intestinal pseudo-obstruction: yes
      And failed conventional treatment of the gut: yes
      Then the rule "Conventional treatment failed: bowel" holds
      And the rule "Conventional treatment failed: bowel" cites Mendoza 2022
      And the rule "Conventional treatment failed: bowel" rests on 1 source

  Rule: Refractory to a drug: muscle

    @proposed
    Scenario: Holds by outcome of cyclophosphamide (outcome of cyclophosphamide: relapsed on it; failure of a drug for muscle disease: yes; active muscle disease: yes)
      Given outcome of cyclophosphamide: relapsed on it
      And failure of a drug for muscle disease: yes
      And active muscle disease: yes
      Then the rule "Refractory to a drug: muscle" holds

    @proposed
    Scenario: Holds by outcome of tocilizumab (outcome of tocilizumab: relapsed on it; failure of a drug for muscle disease: yes; active muscle disease: yes)
      Given outcome of tocilizumab: relapsed on it
      And failure of a drug for muscle disease: yes
      And active muscle disease: yes
      Then the rule "Refractory to a drug: muscle" holds

  Rule: Refractory to a drug: joints

    @proposed
    Scenario: Holds by outcome of tocilizumab (outcome of tocilizumab: relapsed on it; failure of a drug for joint disease: yes; active joint disease: yes)
      Given outcome of tocilizumab: relapsed on it
      And failure of a drug for joint disease: yes
      And active joint disease: yes
      Then the rule "Refractory to a drug: joints" holds

  Rule: Refractory to a drug: upper GI

    @proposed
    Scenario: Holds by outcome of cyclophosphamide (outcome of cyclophosphamide: relapsed on it; failure of a drug for upper GI disease: yes; active upper GI disease: yes)
      Given outcome of cyclophosphamide: relapsed on it
      And failure of a drug for upper GI disease: yes
      And active upper GI disease: yes
      Then the rule "Refractory to a drug: upper GI" holds

    @proposed
    Scenario: Holds by outcome of tocilizumab (outcome of tocilizumab: relapsed on it; failure of a drug for upper GI disease: yes; active upper GI disease: yes)
      Given outcome of tocilizumab: relapsed on it
      And failure of a drug for upper GI disease: yes
      And active upper GI disease: yes
      Then the rule "Refractory to a drug: upper GI" holds

  Rule: Refractory to a drug: skin

    @proposed
    Scenario: Holds by outcome of cyclophosphamide (outcome of cyclophosphamide: relapsed on it; failure of a drug for skin disease: yes; active skin disease: yes)
      Given outcome of cyclophosphamide: relapsed on it
      And failure of a drug for skin disease: yes
      And active skin disease: yes
      Then the rule "Refractory to a drug: skin" holds

    @proposed
    Scenario: Holds by outcome of tocilizumab (outcome of tocilizumab: relapsed on it; failure of a drug for skin disease: yes; active skin disease: yes)
      Given outcome of tocilizumab: relapsed on it
      And failure of a drug for skin disease: yes
      And active skin disease: yes
      Then the rule "Refractory to a drug: skin" holds

  Rule: Two drugs not usable: muscle

    @proposed
    Scenario: Holds by outcome of mycophenolate (outcome of mycophenolate: not tolerated; outcome of rituximab: not tolerated; active muscle disease: yes)
      Given outcome of mycophenolate: not tolerated
      And outcome of rituximab: not tolerated
      And active muscle disease: yes
      Then the rule "Two drugs not usable: muscle" holds

    @proposed
    Scenario: Holds by outcome of azathioprine (outcome of methotrexate: not tolerated; outcome of azathioprine: not tolerated; active muscle disease: yes)
      Given outcome of methotrexate: not tolerated
      And outcome of azathioprine: not tolerated
      And active muscle disease: yes
      Then the rule "Two drugs not usable: muscle" holds

    @proposed
    Scenario: Holds by outcome of cyclophosphamide (outcome of cyclophosphamide: not tolerated; outcome of tocilizumab: not tolerated; active muscle disease: yes)
      Given outcome of cyclophosphamide: not tolerated
      And outcome of tocilizumab: not tolerated
      And active muscle disease: yes
      Then the rule "Two drugs not usable: muscle" holds

  Rule: Two drugs not usable: joints

    @proposed
    Scenario: Holds by outcome of tocilizumab (outcome of methotrexate: not tolerated; outcome of tocilizumab: not tolerated; active joint disease: yes)
      Given outcome of methotrexate: not tolerated
      And outcome of tocilizumab: not tolerated
      And active joint disease: yes
      Then the rule "Two drugs not usable: joints" holds

  Rule: Two drugs not usable: upper GI

    @proposed
    Scenario: Holds by outcome of mycophenolate (outcome of mycophenolate: not tolerated; outcome of azathioprine: not tolerated; active upper GI disease: yes)
      Given outcome of mycophenolate: not tolerated
      And outcome of azathioprine: not tolerated
      And active upper GI disease: yes
      Then the rule "Two drugs not usable: upper GI" holds

    @proposed
    Scenario: Holds by outcome of cyclophosphamide (outcome of methotrexate: not tolerated; outcome of cyclophosphamide: not tolerated; active upper GI disease: yes)
      Given outcome of methotrexate: not tolerated
      And outcome of cyclophosphamide: not tolerated
      And active upper GI disease: yes
      Then the rule "Two drugs not usable: upper GI" holds

    @proposed
    Scenario: Holds by outcome of tocilizumab (outcome of mycophenolate: not tolerated; outcome of tocilizumab: not tolerated; active upper GI disease: yes)
      Given outcome of mycophenolate: not tolerated
      And outcome of tocilizumab: not tolerated
      And active upper GI disease: yes
      Then the rule "Two drugs not usable: upper GI" holds

  Rule: Two drugs not usable: skin

    @proposed
    Scenario: Holds by outcome of mycophenolate (outcome of mycophenolate: not tolerated; outcome of rituximab: not tolerated; active skin disease: yes)
      Given outcome of mycophenolate: not tolerated
      And outcome of rituximab: not tolerated
      And active skin disease: yes
      Then the rule "Two drugs not usable: skin" holds

    @proposed
    Scenario: Holds by outcome of cyclophosphamide (outcome of cyclophosphamide: not tolerated; outcome of rituximab: not tolerated; active skin disease: yes)
      Given outcome of cyclophosphamide: not tolerated
      And outcome of rituximab: not tolerated
      And active skin disease: yes
      Then the rule "Two drugs not usable: skin" holds

    @proposed
    Scenario: Holds by outcome of tocilizumab (outcome of mycophenolate: not tolerated; outcome of tocilizumab: not tolerated; active skin disease: yes)
      Given outcome of mycophenolate: not tolerated
      And outcome of tocilizumab: not tolerated
      And active skin disease: yes
      Then the rule "Two drugs not usable: skin" holds

  Rule: Conventional treatment failed: upper GI

    @proposed
    Scenario: Rests on Mendoza 2022, 2
      Given active upper GI disease: yes
      And artificial feeding: yes
      And failed conventional treatment of the gut: yes
      Then the rule "Conventional treatment failed: upper GI" holds
      And the rule "Conventional treatment failed: upper GI" cites Mendoza 2022
      And the rule "Conventional treatment failed: upper GI" rests on 1 source
