Feature: Published cases with calcinosis or hard skin

  Rule: A08, calcinosis that withstood three treatments

    Scenario: Calcinosis is no target, and a single case is all that is known
      Given the published case A08
      When the case is put to immunote
      Then its note is provisional
      And the record's reading "not_indicated_on_these_facts" is met
      And it states
        | Calcinosis: no evidence found |
      And it says "no evidence found (which is not “no effect”)"
      And it says "single case"
      And it never says
        | has no effect |
        | had no effect |
        | does not work |
      And it states nothing for IVIG

    Scenario: Warfarin against calcinosis is no earlier thrombosis
      Given the published case A08
      When the case is put to immunote
      Then it leaves open
        | Earlier thrombosis: boxed thrombosis factor |
      And it asks about
        | earlier thrombosis |
      And it does not state
        | Anticoagulant |

    Scenario: Calcinosis is not skin thickening, and limited disease leaves no skin target
      Given the published case A08
      And supposing that no other organ is active
      When the case is put to immunote
      Then it does not state
        | Active diffuse skin disease |
      And still possible are
        | not supported now |
      And out of reach are
        | may be considered                   |
        | may be considered, with precautions |
        | uncertain, a specialist decision    |

  Rule: B16, widespread calcinosis in an older woman

    Scenario: Calcinosis is no target, and drugs tried against it are no failed immunosuppressant
      Given the published case B16
      When the case is put to immunote
      Then its note is provisional
      And the record's reading "not_indicated_on_these_facts" is met
      And it states
        | Calcinosis: no evidence found |
        | Age: boxed thrombosis factor |
        | Age: boxed kidney factor |
      And it counts no drug as failed
      And it states nothing for IVIG

    Scenario: With no organ active the model does not support it now
      Given the published case B16
      And supposing that no other organ is active
      And supposing also
        | anti-IgA antibodies | no |
      When the case is put to immunote
      Then it does not state
        | Active diffuse skin disease |
      And out of reach are
        | may be considered                   |
        | may be considered, with precautions |
        | uncertain, a specialist decision    |

  Rule: B06, progressive skin with pulmonary arterial hypertension, not treated yet

    Scenario: Progressive skin alone favours nothing
      Given the published case B06
      When the case is put to immunote
      Then its note is provisional
      And the record's reading "not_indicated_on_these_facts" is met
      And it states
        | Pulmonary arterial hypertension |
        | PAH: no evidence found |
        | First drugs of the European guideline    |
      And it leaves open
        | Active diffuse skin disease |
        | Refractory to a drug: skin |
      And it states nothing for IVIG
      And out of reach are
        | may be considered |

    Scenario: Even diffuse skin with a high score is not refractory before a drug failed
      Given the published case B06
      And supposing that no IVIG was ever given
      And supposing that no other organ is active
      And supposing also
        | skin subset                 | diffuse cutaneous |
        | modified Rodnan skin score  | 24                |
        | outcome of methotrexate     | never given       |
        | outcome of mycophenolate    | never given       |
        | outcome of cyclophosphamide | never given       |
        | outcome of rituximab        | never given       |
        | outcome of tocilizumab      | never given       |
      When the case is put to immunote
      Then it states
        | Active diffuse skin disease |
        | Skin: trial against series                               |
      And out of reach are
        | may be considered                   |
        | may be considered, with precautions |
        | uncertain, a specialist decision    |

  Rule: M01, hard skin that was not SSc

    Scenario: Without SSc there is no grade, neither for skin nor otherwise
      Given the published case M01
      When the case is put to immunote
      Then its note is settled as "outside the scope of this rule base"
      And the record's reading "out_of_scope" is met
      And it gives no grade
      And it states
        | Systemic sclerosis not diagnosed |
      And it does not state
        | Active diffuse skin disease |
