Feature: What turns on what: refractory
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: failed_drug_bowel

    @proposed
    Scenario: Holds by outcome of tocilizumab (outcome of tocilizumab: relapsed on it; failure of a drug for bowel disease: yes; active bowel disease: yes)
      Given outcome of tocilizumab: relapsed on it
      And failure of a drug for bowel disease: yes
      And active bowel disease: yes
      Then the rule "failed_drug_bowel" holds

    @proposed
    Scenario: Holds by outcome of mycophenolate (outcome of mycophenolate: failed after four months or more at an adequate dose; failure of a drug for bowel disease: yes; active bowel disease: yes)
      Given outcome of mycophenolate: failed after four months or more at an adequate dose
      And failure of a drug for bowel disease: yes
      And active bowel disease: yes
      Then the rule "failed_drug_bowel" holds

    @proposed
    Scenario: Stays open while nothing is known of outcome of mycophenolate (failure of a drug for bowel disease: yes; active bowel disease: yes)
      Given failure of a drug for bowel disease: yes
      And active bowel disease: yes
      Then the rule "failed_drug_bowel" cannot be decided

    @proposed
    Scenario: Stays open, turning on outcome of azathioprine (outcome of azathioprine: never given; failure of a drug for bowel disease: yes; active bowel disease: yes)
      Given outcome of azathioprine: never given
      And failure of a drug for bowel disease: yes
      And active bowel disease: yes
      Then the rule "failed_drug_bowel" cannot be decided

    @proposed
    Scenario: Stays open while nothing is known of active bowel disease (outcome of cyclophosphamide: failed after four months or more at an adequate dose; failure of a drug for bowel disease: yes)
      Given outcome of cyclophosphamide: failed after four months or more at an adequate dose
      And failure of a drug for bowel disease: yes
      Then the rule "failed_drug_bowel" cannot be decided

    @proposed
    Scenario: Stays open, turning on outcome of methotrexate (outcome of methotrexate: never given; failure of a drug for bowel disease: yes; active bowel disease: yes)
      Given outcome of methotrexate: never given
      And failure of a drug for bowel disease: yes
      And active bowel disease: yes
      Then the rule "failed_drug_bowel" cannot be decided

    @proposed
    Scenario: Stays open, turning on outcome of mycophenolate (outcome of mycophenolate: never given; failure of a drug for bowel disease: yes; active bowel disease: yes)
      Given outcome of mycophenolate: never given
      And failure of a drug for bowel disease: yes
      And active bowel disease: yes
      Then the rule "failed_drug_bowel" cannot be decided

    @proposed
    Scenario: Stays open, turning on outcome of cyclophosphamide (outcome of cyclophosphamide: never given; failure of a drug for bowel disease: yes; active bowel disease: yes)
      Given outcome of cyclophosphamide: never given
      And failure of a drug for bowel disease: yes
      And active bowel disease: yes
      Then the rule "failed_drug_bowel" cannot be decided

    @proposed
    Scenario: Stays open, turning on outcome of rituximab (outcome of rituximab: never given; failure of a drug for bowel disease: yes; active bowel disease: yes)
      Given outcome of rituximab: never given
      And failure of a drug for bowel disease: yes
      And active bowel disease: yes
      Then the rule "failed_drug_bowel" cannot be decided

    @proposed
    Scenario: Stays open, turning on outcome of tocilizumab (outcome of tocilizumab: never given; failure of a drug for bowel disease: yes; active bowel disease: yes)
      Given outcome of tocilizumab: never given
      And failure of a drug for bowel disease: yes
      And active bowel disease: yes
      Then the rule "failed_drug_bowel" cannot be decided

  Rule: unusable_drugs_bowel

    @proposed
    Scenario: Holds by outcome of mycophenolate (outcome of methotrexate: not tolerated; outcome of mycophenolate: not tolerated; active bowel disease: yes)
      Given outcome of methotrexate: not tolerated
      And outcome of mycophenolate: not tolerated
      And active bowel disease: yes
      Then the rule "unusable_drugs_bowel" holds

    @proposed
    Scenario: Holds by outcome of azathioprine (outcome of mycophenolate: not tolerated; outcome of azathioprine: not tolerated; active bowel disease: yes)
      Given outcome of mycophenolate: not tolerated
      And outcome of azathioprine: not tolerated
      And active bowel disease: yes
      Then the rule "unusable_drugs_bowel" holds

    @proposed
    Scenario: Holds by outcome of cyclophosphamide (outcome of cyclophosphamide: not tolerated; outcome of rituximab: not tolerated; active bowel disease: yes)
      Given outcome of cyclophosphamide: not tolerated
      And outcome of rituximab: not tolerated
      And active bowel disease: yes
      Then the rule "unusable_drugs_bowel" holds

    @proposed
    Scenario: Holds by outcome of tocilizumab (outcome of azathioprine: not tolerated; outcome of tocilizumab: not tolerated; active bowel disease: yes)
      Given outcome of azathioprine: not tolerated
      And outcome of tocilizumab: not tolerated
      And active bowel disease: yes
      Then the rule "unusable_drugs_bowel" holds

    @proposed
    Scenario: Stays open while nothing is known of outcome of methotrexate (outcome of tocilizumab: not tolerated; active bowel disease: yes)
      Given outcome of tocilizumab: not tolerated
      And active bowel disease: yes
      Then the rule "unusable_drugs_bowel" cannot be decided

    @proposed
    Scenario: Stays open while nothing is known of active bowel disease (outcome of azathioprine: not tolerated; outcome of rituximab: not tolerated)
      Given outcome of azathioprine: not tolerated
      And outcome of rituximab: not tolerated
      Then the rule "unusable_drugs_bowel" cannot be decided

    @proposed
    Scenario: Does not hold, turning on outcome of methotrexate (outcome of methotrexate: never given; outcome of mycophenolate: never given; outcome of azathioprine: never given; and 2 more)
      Given outcome of methotrexate: never given
      And outcome of mycophenolate: never given
      And outcome of azathioprine: never given
      And outcome of cyclophosphamide: never given
      And outcome of rituximab: never given
      Then the rule "unusable_drugs_bowel" does not hold

    @proposed
    Scenario: Does not hold, turning on active bowel disease (active bowel disease: no)
      Given active bowel disease: no
      Then the rule "unusable_drugs_bowel" does not hold

  Rule: failed_conventional_bowel

    @proposed
    Scenario: Holds by artificial feeding (active bowel disease: yes; artificial feeding: yes; failed conventional treatment of the gut: yes)
      Given active bowel disease: yes
      And artificial feeding: yes
      And failed conventional treatment of the gut: yes
      Then the rule "failed_conventional_bowel" holds

    @proposed
    Scenario: Holds by malabsorption (active bowel disease: yes; malabsorption: yes; failed conventional treatment of the gut: yes)
      Given active bowel disease: yes
      And malabsorption: yes
      And failed conventional treatment of the gut: yes
      Then the rule "failed_conventional_bowel" holds

    @proposed
    Scenario: Rests on Mendoza 2022
      Given active bowel disease: yes
      And intestinal pseudo-obstruction: yes
      And failed conventional treatment of the gut: yes
      Then the rule "failed_conventional_bowel" holds
      And the rule "failed_conventional_bowel" cites Mendoza 2022
      And the rule "failed_conventional_bowel" rests on 1 source

    @proposed
    Scenario: Stays open while nothing is known of active bowel disease (intestinal pseudo-obstruction: yes; failed conventional treatment of the gut: yes)
      Given intestinal pseudo-obstruction: yes
      And failed conventional treatment of the gut: yes
      Then the rule "failed_conventional_bowel" cannot be decided

    @proposed
    Scenario: Stays open while nothing is known of artificial feeding (active bowel disease: yes; failed conventional treatment of the gut: yes)
      Given active bowel disease: yes
      And failed conventional treatment of the gut: yes
      Then the rule "failed_conventional_bowel" cannot be decided

    @proposed
    Scenario: Does not hold, turning on active bowel disease (active bowel disease: no), 2
      Given active bowel disease: no
      Then the rule "failed_conventional_bowel" does not hold

  Rule: failed_drug_muscle

    @proposed
    Scenario: Holds by outcome of cyclophosphamide (outcome of cyclophosphamide: relapsed on it; failure of a drug for muscle disease: yes; active muscle disease: yes)
      Given outcome of cyclophosphamide: relapsed on it
      And failure of a drug for muscle disease: yes
      And active muscle disease: yes
      Then the rule "failed_drug_muscle" holds

    @proposed
    Scenario: Holds by outcome of tocilizumab (outcome of tocilizumab: relapsed on it; failure of a drug for muscle disease: yes; active muscle disease: yes)
      Given outcome of tocilizumab: relapsed on it
      And failure of a drug for muscle disease: yes
      And active muscle disease: yes
      Then the rule "failed_drug_muscle" holds

    @proposed
    Scenario: Holds by outcome of mycophenolate (outcome of mycophenolate: relapsed on it; failure of a drug for muscle disease: yes; active muscle disease: yes)
      Given outcome of mycophenolate: relapsed on it
      And failure of a drug for muscle disease: yes
      And active muscle disease: yes
      Then the rule "failed_drug_muscle" holds

    @proposed
    Scenario: Stays open while nothing is known of outcome of mycophenolate (failure of a drug for muscle disease: yes; active muscle disease: yes)
      Given failure of a drug for muscle disease: yes
      And active muscle disease: yes
      Then the rule "failed_drug_muscle" cannot be decided

    @proposed
    Scenario: Stays open, turning on outcome of azathioprine (outcome of azathioprine: never given; failure of a drug for muscle disease: yes; active muscle disease: yes)
      Given outcome of azathioprine: never given
      And failure of a drug for muscle disease: yes
      And active muscle disease: yes
      Then the rule "failed_drug_muscle" cannot be decided

    @proposed
    Scenario: Stays open while nothing is known of active muscle disease (outcome of azathioprine: failed after four months or more at an adequate dose; failure of a drug for muscle disease: yes)
      Given outcome of azathioprine: failed after four months or more at an adequate dose
      And failure of a drug for muscle disease: yes
      Then the rule "failed_drug_muscle" cannot be decided

    @proposed
    Scenario: Stays open, turning on outcome of methotrexate (outcome of methotrexate: never given; failure of a drug for muscle disease: yes; active muscle disease: yes)
      Given outcome of methotrexate: never given
      And failure of a drug for muscle disease: yes
      And active muscle disease: yes
      Then the rule "failed_drug_muscle" cannot be decided

    @proposed
    Scenario: Stays open, turning on outcome of mycophenolate (outcome of mycophenolate: never given; failure of a drug for muscle disease: yes; active muscle disease: yes)
      Given outcome of mycophenolate: never given
      And failure of a drug for muscle disease: yes
      And active muscle disease: yes
      Then the rule "failed_drug_muscle" cannot be decided

    @proposed
    Scenario: Stays open, turning on outcome of cyclophosphamide (outcome of cyclophosphamide: never given; failure of a drug for muscle disease: yes; active muscle disease: yes)
      Given outcome of cyclophosphamide: never given
      And failure of a drug for muscle disease: yes
      And active muscle disease: yes
      Then the rule "failed_drug_muscle" cannot be decided

    @proposed
    Scenario: Stays open, turning on outcome of rituximab (outcome of rituximab: never given; failure of a drug for muscle disease: yes; active muscle disease: yes)
      Given outcome of rituximab: never given
      And failure of a drug for muscle disease: yes
      And active muscle disease: yes
      Then the rule "failed_drug_muscle" cannot be decided

    @proposed
    Scenario: Stays open, turning on outcome of tocilizumab (outcome of tocilizumab: never given; failure of a drug for muscle disease: yes; active muscle disease: yes)
      Given outcome of tocilizumab: never given
      And failure of a drug for muscle disease: yes
      And active muscle disease: yes
      Then the rule "failed_drug_muscle" cannot be decided

  Rule: failed_drug_joints

    @proposed
    Scenario: Holds by outcome of tocilizumab (outcome of tocilizumab: relapsed on it; failure of a drug for joint disease: yes; active joint disease: yes)
      Given outcome of tocilizumab: relapsed on it
      And failure of a drug for joint disease: yes
      And active joint disease: yes
      Then the rule "failed_drug_joints" holds

    @proposed
    Scenario: Stays open while nothing is known of outcome of rituximab (failure of a drug for joint disease: yes; active joint disease: yes)
      Given failure of a drug for joint disease: yes
      And active joint disease: yes
      Then the rule "failed_drug_joints" cannot be decided

    @proposed
    Scenario: Stays open, turning on outcome of methotrexate (outcome of methotrexate: never given; failure of a drug for joint disease: yes; active joint disease: yes)
      Given outcome of methotrexate: never given
      And failure of a drug for joint disease: yes
      And active joint disease: yes
      Then the rule "failed_drug_joints" cannot be decided

    @proposed
    Scenario: Stays open, turning on outcome of rituximab (outcome of rituximab: never given; failure of a drug for joint disease: yes; active joint disease: yes)
      Given outcome of rituximab: never given
      And failure of a drug for joint disease: yes
      And active joint disease: yes
      Then the rule "failed_drug_joints" cannot be decided

    @proposed
    Scenario: Stays open, turning on outcome of tocilizumab (outcome of tocilizumab: never given; failure of a drug for joint disease: yes; active joint disease: yes)
      Given outcome of tocilizumab: never given
      And failure of a drug for joint disease: yes
      And active joint disease: yes
      Then the rule "failed_drug_joints" cannot be decided

  Rule: failed_drug_upper_gi

    @proposed
    Scenario: Holds by outcome of cyclophosphamide (outcome of cyclophosphamide: relapsed on it; failure of a drug for upper GI disease: yes; active upper GI disease: yes)
      Given outcome of cyclophosphamide: relapsed on it
      And failure of a drug for upper GI disease: yes
      And active upper GI disease: yes
      Then the rule "failed_drug_upper_gi" holds

    @proposed
    Scenario: Holds by outcome of tocilizumab (outcome of tocilizumab: relapsed on it; failure of a drug for upper GI disease: yes; active upper GI disease: yes)
      Given outcome of tocilizumab: relapsed on it
      And failure of a drug for upper GI disease: yes
      And active upper GI disease: yes
      Then the rule "failed_drug_upper_gi" holds

    @proposed
    Scenario: Stays open while nothing is known of outcome of mycophenolate (failure of a drug for upper GI disease: yes; active upper GI disease: yes)
      Given failure of a drug for upper GI disease: yes
      And active upper GI disease: yes
      Then the rule "failed_drug_upper_gi" cannot be decided

    @proposed
    Scenario: Stays open, turning on outcome of azathioprine (outcome of azathioprine: never given; failure of a drug for upper GI disease: yes; active upper GI disease: yes)
      Given outcome of azathioprine: never given
      And failure of a drug for upper GI disease: yes
      And active upper GI disease: yes
      Then the rule "failed_drug_upper_gi" cannot be decided

    @proposed
    Scenario: Stays open while nothing is known of active upper GI disease (outcome of cyclophosphamide: failed after four months or more at an adequate dose; failure of a drug for upper GI disease: yes)
      Given outcome of cyclophosphamide: failed after four months or more at an adequate dose
      And failure of a drug for upper GI disease: yes
      Then the rule "failed_drug_upper_gi" cannot be decided

    @proposed
    Scenario: Stays open, turning on outcome of methotrexate (outcome of methotrexate: never given; failure of a drug for upper GI disease: yes; active upper GI disease: yes)
      Given outcome of methotrexate: never given
      And failure of a drug for upper GI disease: yes
      And active upper GI disease: yes
      Then the rule "failed_drug_upper_gi" cannot be decided

    @proposed
    Scenario: Stays open, turning on outcome of mycophenolate (outcome of mycophenolate: never given; failure of a drug for upper GI disease: yes; active upper GI disease: yes)
      Given outcome of mycophenolate: never given
      And failure of a drug for upper GI disease: yes
      And active upper GI disease: yes
      Then the rule "failed_drug_upper_gi" cannot be decided

    @proposed
    Scenario: Stays open, turning on outcome of cyclophosphamide (outcome of cyclophosphamide: never given; failure of a drug for upper GI disease: yes; active upper GI disease: yes)
      Given outcome of cyclophosphamide: never given
      And failure of a drug for upper GI disease: yes
      And active upper GI disease: yes
      Then the rule "failed_drug_upper_gi" cannot be decided

    @proposed
    Scenario: Stays open, turning on outcome of rituximab (outcome of rituximab: never given; failure of a drug for upper GI disease: yes; active upper GI disease: yes)
      Given outcome of rituximab: never given
      And failure of a drug for upper GI disease: yes
      And active upper GI disease: yes
      Then the rule "failed_drug_upper_gi" cannot be decided

    @proposed
    Scenario: Stays open, turning on outcome of tocilizumab (outcome of tocilizumab: never given; failure of a drug for upper GI disease: yes; active upper GI disease: yes)
      Given outcome of tocilizumab: never given
      And failure of a drug for upper GI disease: yes
      And active upper GI disease: yes
      Then the rule "failed_drug_upper_gi" cannot be decided

  Rule: failed_drug_skin

    @proposed
    Scenario: Holds by outcome of cyclophosphamide (outcome of cyclophosphamide: relapsed on it; failure of a drug for skin disease: yes; active skin disease: yes)
      Given outcome of cyclophosphamide: relapsed on it
      And failure of a drug for skin disease: yes
      And active skin disease: yes
      Then the rule "failed_drug_skin" holds

    @proposed
    Scenario: Holds by outcome of tocilizumab (outcome of tocilizumab: relapsed on it; failure of a drug for skin disease: yes; active skin disease: yes)
      Given outcome of tocilizumab: relapsed on it
      And failure of a drug for skin disease: yes
      And active skin disease: yes
      Then the rule "failed_drug_skin" holds

    @proposed
    Scenario: Stays open while nothing is known of outcome of cyclophosphamide (failure of a drug for skin disease: yes; active skin disease: yes)
      Given failure of a drug for skin disease: yes
      And active skin disease: yes
      Then the rule "failed_drug_skin" cannot be decided

    @proposed
    Scenario: Stays open while nothing is known of active skin disease (outcome of mycophenolate: failed after four months or more at an adequate dose; failure of a drug for skin disease: yes)
      Given outcome of mycophenolate: failed after four months or more at an adequate dose
      And failure of a drug for skin disease: yes
      Then the rule "failed_drug_skin" cannot be decided

    @proposed
    Scenario: Stays open, turning on outcome of methotrexate (outcome of methotrexate: never given; failure of a drug for skin disease: yes; active skin disease: yes)
      Given outcome of methotrexate: never given
      And failure of a drug for skin disease: yes
      And active skin disease: yes
      Then the rule "failed_drug_skin" cannot be decided

    @proposed
    Scenario: Stays open, turning on outcome of mycophenolate (outcome of mycophenolate: never given; failure of a drug for skin disease: yes; active skin disease: yes)
      Given outcome of mycophenolate: never given
      And failure of a drug for skin disease: yes
      And active skin disease: yes
      Then the rule "failed_drug_skin" cannot be decided

    @proposed
    Scenario: Stays open, turning on outcome of cyclophosphamide (outcome of cyclophosphamide: never given; failure of a drug for skin disease: yes; active skin disease: yes)
      Given outcome of cyclophosphamide: never given
      And failure of a drug for skin disease: yes
      And active skin disease: yes
      Then the rule "failed_drug_skin" cannot be decided

    @proposed
    Scenario: Stays open, turning on outcome of rituximab (outcome of rituximab: never given; failure of a drug for skin disease: yes; active skin disease: yes)
      Given outcome of rituximab: never given
      And failure of a drug for skin disease: yes
      And active skin disease: yes
      Then the rule "failed_drug_skin" cannot be decided

    @proposed
    Scenario: Stays open, turning on outcome of tocilizumab (outcome of tocilizumab: never given; failure of a drug for skin disease: yes; active skin disease: yes)
      Given outcome of tocilizumab: never given
      And failure of a drug for skin disease: yes
      And active skin disease: yes
      Then the rule "failed_drug_skin" cannot be decided

  Rule: unusable_drugs_muscle

    @proposed
    Scenario: Holds by outcome of mycophenolate (outcome of mycophenolate: not tolerated; outcome of rituximab: not tolerated; active muscle disease: yes)
      Given outcome of mycophenolate: not tolerated
      And outcome of rituximab: not tolerated
      And active muscle disease: yes
      Then the rule "unusable_drugs_muscle" holds

    @proposed
    Scenario: Holds by outcome of azathioprine (outcome of methotrexate: not tolerated; outcome of azathioprine: not tolerated; active muscle disease: yes)
      Given outcome of methotrexate: not tolerated
      And outcome of azathioprine: not tolerated
      And active muscle disease: yes
      Then the rule "unusable_drugs_muscle" holds

    @proposed
    Scenario: Holds by outcome of cyclophosphamide (outcome of cyclophosphamide: not tolerated; outcome of tocilizumab: not tolerated; active muscle disease: yes)
      Given outcome of cyclophosphamide: not tolerated
      And outcome of tocilizumab: not tolerated
      And active muscle disease: yes
      Then the rule "unusable_drugs_muscle" holds

    @proposed
    Scenario: Stays open while nothing is known of outcome of methotrexate (outcome of tocilizumab: not tolerated; active muscle disease: yes)
      Given outcome of tocilizumab: not tolerated
      And active muscle disease: yes
      Then the rule "unusable_drugs_muscle" cannot be decided

    @proposed
    Scenario: Does not hold, turning on active muscle disease (active muscle disease: no)
      Given active muscle disease: no
      Then the rule "unusable_drugs_muscle" does not hold

    @proposed
    Scenario: Stays open while nothing is known of active muscle disease (outcome of methotrexate: not tolerated; outcome of mycophenolate: not tolerated)
      Given outcome of methotrexate: not tolerated
      And outcome of mycophenolate: not tolerated
      Then the rule "unusable_drugs_muscle" cannot be decided

    @proposed
    Scenario: Does not hold, turning on outcome of methotrexate (outcome of methotrexate: never given; outcome of mycophenolate: never given; outcome of cyclophosphamide: never given; and 2 more)
      Given outcome of methotrexate: never given
      And outcome of mycophenolate: never given
      And outcome of cyclophosphamide: never given
      And outcome of rituximab: failed after four months or more at an adequate dose
      And outcome of tocilizumab: never given
      Then the rule "unusable_drugs_muscle" does not hold

  Rule: unusable_drugs_joints

    @proposed
    Scenario: Holds by outcome of tocilizumab (outcome of methotrexate: not tolerated; outcome of tocilizumab: not tolerated; active joint disease: yes)
      Given outcome of methotrexate: not tolerated
      And outcome of tocilizumab: not tolerated
      And active joint disease: yes
      Then the rule "unusable_drugs_joints" holds

    @proposed
    Scenario: Stays open while nothing is known of outcome of methotrexate (outcome of tocilizumab: not tolerated; active joint disease: yes)
      Given outcome of tocilizumab: not tolerated
      And active joint disease: yes
      Then the rule "unusable_drugs_joints" cannot be decided

    @proposed
    Scenario: Stays open while nothing is known of active joint disease (outcome of rituximab: not tolerated; outcome of tocilizumab: not tolerated)
      Given outcome of rituximab: not tolerated
      And outcome of tocilizumab: not tolerated
      Then the rule "unusable_drugs_joints" cannot be decided

    @proposed
    Scenario: Does not hold, turning on outcome of methotrexate (outcome of methotrexate: never given; outcome of tocilizumab: never given)
      Given outcome of methotrexate: never given
      And outcome of tocilizumab: never given
      Then the rule "unusable_drugs_joints" does not hold

    @proposed
    Scenario: Does not hold, turning on active joint disease (active joint disease: no)
      Given active joint disease: no
      Then the rule "unusable_drugs_joints" does not hold

  Rule: unusable_drugs_upper_gi

    @proposed
    Scenario: Holds by outcome of mycophenolate (outcome of mycophenolate: not tolerated; outcome of azathioprine: not tolerated; active upper GI disease: yes)
      Given outcome of mycophenolate: not tolerated
      And outcome of azathioprine: not tolerated
      And active upper GI disease: yes
      Then the rule "unusable_drugs_upper_gi" holds

    @proposed
    Scenario: Holds by outcome of cyclophosphamide (outcome of methotrexate: not tolerated; outcome of cyclophosphamide: not tolerated; active upper GI disease: yes)
      Given outcome of methotrexate: not tolerated
      And outcome of cyclophosphamide: not tolerated
      And active upper GI disease: yes
      Then the rule "unusable_drugs_upper_gi" holds

    @proposed
    Scenario: Holds by outcome of tocilizumab (outcome of mycophenolate: not tolerated; outcome of tocilizumab: not tolerated; active upper GI disease: yes)
      Given outcome of mycophenolate: not tolerated
      And outcome of tocilizumab: not tolerated
      And active upper GI disease: yes
      Then the rule "unusable_drugs_upper_gi" holds

    @proposed
    Scenario: Stays open while nothing is known of outcome of methotrexate (outcome of rituximab: not tolerated; active upper GI disease: yes)
      Given outcome of rituximab: not tolerated
      And active upper GI disease: yes
      Then the rule "unusable_drugs_upper_gi" cannot be decided

    @proposed
    Scenario: Stays open while nothing is known of active upper GI disease (outcome of azathioprine: not tolerated; outcome of rituximab: not tolerated)
      Given outcome of azathioprine: not tolerated
      And outcome of rituximab: not tolerated
      Then the rule "unusable_drugs_upper_gi" cannot be decided

    @proposed
    Scenario: Does not hold, turning on outcome of methotrexate (outcome of methotrexate: never given; outcome of mycophenolate: never given; outcome of azathioprine: never given; and 2 more), 2
      Given outcome of methotrexate: never given
      And outcome of mycophenolate: never given
      And outcome of azathioprine: never given
      And outcome of rituximab: failed after four months or more at an adequate dose
      And outcome of tocilizumab: never given
      Then the rule "unusable_drugs_upper_gi" does not hold

    @proposed
    Scenario: Does not hold, turning on active upper GI disease (active upper GI disease: no)
      Given active upper GI disease: no
      Then the rule "unusable_drugs_upper_gi" does not hold

  Rule: unusable_drugs_skin

    @proposed
    Scenario: Holds by outcome of mycophenolate (outcome of mycophenolate: not tolerated; outcome of rituximab: not tolerated; active skin disease: yes)
      Given outcome of mycophenolate: not tolerated
      And outcome of rituximab: not tolerated
      And active skin disease: yes
      Then the rule "unusable_drugs_skin" holds

    @proposed
    Scenario: Holds by outcome of cyclophosphamide (outcome of cyclophosphamide: not tolerated; outcome of rituximab: not tolerated; active skin disease: yes)
      Given outcome of cyclophosphamide: not tolerated
      And outcome of rituximab: not tolerated
      And active skin disease: yes
      Then the rule "unusable_drugs_skin" holds

    @proposed
    Scenario: Holds by outcome of tocilizumab (outcome of mycophenolate: not tolerated; outcome of tocilizumab: not tolerated; active skin disease: yes)
      Given outcome of mycophenolate: not tolerated
      And outcome of tocilizumab: not tolerated
      And active skin disease: yes
      Then the rule "unusable_drugs_skin" holds

    @proposed
    Scenario: Stays open while nothing is known of outcome of methotrexate (outcome of cyclophosphamide: not tolerated; active skin disease: yes)
      Given outcome of cyclophosphamide: not tolerated
      And active skin disease: yes
      Then the rule "unusable_drugs_skin" cannot be decided

    @proposed
    Scenario: Stays open while nothing is known of active skin disease (outcome of methotrexate: not tolerated; outcome of cyclophosphamide: not tolerated)
      Given outcome of methotrexate: not tolerated
      And outcome of cyclophosphamide: not tolerated
      Then the rule "unusable_drugs_skin" cannot be decided

    @proposed
    Scenario: Does not hold, turning on outcome of methotrexate (outcome of methotrexate: never given; outcome of mycophenolate: never given; outcome of cyclophosphamide: never given; and 1 more)
      Given outcome of methotrexate: never given
      And outcome of mycophenolate: never given
      And outcome of cyclophosphamide: never given
      And outcome of tocilizumab: relapsed on it
      Then the rule "unusable_drugs_skin" does not hold

    @proposed
    Scenario: Does not hold, turning on active skin disease (active skin disease: no)
      Given active skin disease: no
      Then the rule "unusable_drugs_skin" does not hold

  Rule: failed_conventional_upper_gi

    @proposed
    Scenario: Rests on Mendoza 2022, 2
      Given active upper GI disease: yes
      And artificial feeding: yes
      And failed conventional treatment of the gut: yes
      Then the rule "failed_conventional_upper_gi" holds
      And the rule "failed_conventional_upper_gi" cites Mendoza 2022
      And the rule "failed_conventional_upper_gi" rests on 1 source

    @proposed
    Scenario: Stays open while nothing is known of active upper GI disease (artificial feeding: yes; failed conventional treatment of the gut: yes)
      Given artificial feeding: yes
      And failed conventional treatment of the gut: yes
      Then the rule "failed_conventional_upper_gi" cannot be decided

    @proposed
    Scenario: Stays open while nothing is known of artificial feeding (active upper GI disease: yes; failed conventional treatment of the gut: yes)
      Given active upper GI disease: yes
      And failed conventional treatment of the gut: yes
      Then the rule "failed_conventional_upper_gi" cannot be decided

    @proposed
    Scenario: Does not hold, turning on active upper GI disease (active upper GI disease: no), 2
      Given active upper GI disease: no
      Then the rule "failed_conventional_upper_gi" does not hold
