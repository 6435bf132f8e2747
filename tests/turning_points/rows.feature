Feature: What turns on what: rows
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: row.refractory_with_heavy_risk

    @proposed
    Scenario: 'may be considered, with precautions' is no longer possible, turning on 'Plan above the studied dose' (planned course over 2.2 g/kg: yes; systemic sclerosis: yes)
      Given planned course over 2.2 g/kg: yes
      And systemic sclerosis: yes
      Then "may_consider_with_precautions" is no longer possible
      And "may_consider" is no longer possible

    @proposed
    Scenario: 'may be considered, with precautions' is no longer possible, turning on 'Plan above the studied dose' (planned dose a course is 3.6 g/kg)
      Given planned dose a course is 3.6 g/kg
      Then "may_consider_with_precautions" is no longer possible
      And "may_consider" is no longer possible

  Rule: A supported target is refractory

    @proposed
    Scenario: 'may be considered, with precautions' is still possible, turning on 'Active upper GI disease with an objective finding' (active bowel disease: no; synovitis: no; muscle weakness: no; and 3 more)
      Given active bowel disease: no
      And synovitis: no
      And muscle weakness: no
      And positive muscle biopsy: no
      And positive muscle MRI: no
      And positive EMG: no
      Then "may_consider_with_precautions" is still possible
      And "may_consider" is still possible

  Rule: row.not_refractory_but_weighty

    @proposed
    Scenario: 'uncertain, a specialist decision' is still possible, turning on 'Active muscle disease with two objective signs' (time at this corticosteroid dose or more is 1.5 months; failed corticosteroid taper: no; earlier haemolysis from IVIG: no; and 25 more)
      Given time at this corticosteroid dose or more is 1.5 months
      And failed corticosteroid taper: no
      And earlier haemolysis from IVIG: no
      And earlier acute kidney injury from IVIG: no
      And earlier transfusion-related acute lung injury after IVIG: no
      And reflux: no
      And bowel symptoms: no
      And aspiration: no
      And intestinal pseudo-obstruction: no
      And artificial feeding: no
      And chronic kidney disease: no
      And scleroderma renal crisis in the history: no
      And creatine kinase as a multiple of the upper limit is 5000.5
      And respiratory muscle weakness: no
      And left ventricular ejection fraction is 65 %
      And heart failure with reduced ejection fraction: no
      And jurisdiction: United States
      And skin subset: limited cutaneous
      And earlier thrombosis: no
      And hypercoagulable condition: no
      And antiphospholipid antibodies: no
      And oestrogen treatment: no
      And indwelling vascular catheter: no
      And hyperviscosity: no
      And cryoglobulinaemia: no
      And monoclonal gammopathy: no
      And fasting chylomicronaemia: no
      And markedly high triglycerides: no
      Then "uncertain" is still possible
