Feature: What turns on what: definitions
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: has_grade_changing_precaution

    @proposed
    Scenario: 'may be considered' is no longer possible, turning on 'Earlier allergic reaction, not severe' (earlier reaction to human immunoglobulin: allergic, not severe; jurisdiction: United States)
      Given earlier reaction to human immunoglobulin: allergic, not severe
      And jurisdiction: United States
      Then "may_consider" is no longer possible

    @proposed
    Scenario: 'may be considered' is no longer possible, turning on 'Pregnancy' (pregnancy: yes)
      Given pregnancy: yes
      Then "may_consider" is no longer possible

  Rule: has_heavy_risk

    @proposed
    Scenario: 'may be considered, with precautions' is no longer possible, turning on 'Four or more boxed thrombosis factors' (age is 65 years; time since the latest thrombosis is 601.5 months; oestrogen treatment: yes; and 1 more)
      Given age is 65 years
      And time since the latest thrombosis is 601.5 months
      And oestrogen treatment: yes
      And indwelling vascular catheter: yes
      Then "may_consider_with_precautions" is no longer possible

    @proposed
    Scenario: 'may be considered, with precautions' is no longer possible, turning on 'Earlier serious complication of IVIG' (earlier transfusion-related acute lung injury after IVIG: yes)
      Given earlier transfusion-related acute lung injury after IVIG: yes
      Then "may_consider_with_precautions" is no longer possible
      And "may_consider" is no longer possible

    @proposed
    Scenario: 'may be considered, with precautions' is no longer possible, turning on 'Very low estimated GFR, or dialysis' (earlier IVIG trial for muscle disease: under six months; earlier reaction to human immunoglobulin: allergic, not severe; estimated glomerular filtration rate is 15.5 mL/min/1.73m2)
      Given earlier IVIG trial for muscle disease: under six months
      And earlier reaction to human immunoglobulin: allergic, not severe
      And estimated glomerular filtration rate is 15.5 mL/min/1.73m2
      Then "may_consider_with_precautions" is no longer possible

  Rule: has_reason_to_defer

    @proposed
    Scenario: 'review of IVIG already running' is no longer possible, turning on 'Hypotension, new or with signs of illness' (hypotension: yes)
      Given hypotension: yes
      Then "review" is no longer possible
      And "uncertain" is no longer possible
      And "may_consider_with_precautions" is no longer possible
      And "may_consider" is no longer possible

    @proposed
    Scenario: 'review of IVIG already running' is no longer possible, turning on 'Severe anaemia' (severe anaemia: yes)
      Given severe anaemia: yes
      Then "review" is no longer possible
      And "uncertain" is no longer possible
      And "may_consider_with_precautions" is no longer possible
      And "may_consider" is no longer possible

    @proposed
    Scenario: 'review of IVIG already running' is no longer possible, turning on 'Severe hyponatraemia' (severe hyponatraemia: yes)
      Given severe hyponatraemia: yes
      Then "review" is no longer possible
      And "uncertain" is no longer possible
      And "may_consider_with_precautions" is no longer possible
      And "may_consider" is no longer possible

  Rule: has_weak_refractory_target

    @proposed
    Scenario: 'not supported now' is no longer possible, turning on 'Bowel symptoms without an objective finding' (outcome of azathioprine: failed after four months or more at an adequate dose; failure of a drug for bowel disease: yes; earlier IVIG trial for bowel disease: under six months; and 25 more)
      Given outcome of azathioprine: failed after four months or more at an adequate dose
      And failure of a drug for bowel disease: yes
      And earlier IVIG trial for bowel disease: under six months
      And earlier haemolysis from IVIG: no
      And earlier acute kidney injury from IVIG: no
      And earlier transfusion-related acute lung injury after IVIG: no
      And active bowel disease: yes
      And bowel symptoms: yes
      And bowel dysmotility shown by a test: no
      And bacterial overgrowth of the small bowel: no
      And intestinal pseudo-obstruction: no
      And malabsorption: no
      And artificial feeding: no
      And chronic kidney disease: no
      And scleroderma renal crisis in the history: no
      And left ventricular ejection fraction is 65 %
      And heart failure with reduced ejection fraction: no
      And jurisdiction: United States
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
      Then "not_supported" is no longer possible

    @proposed
    Scenario: 'not supported now' is no longer possible, turning on 'Muscle weakness alone' (failure of a drug for muscle disease: yes; earlier IVIG trial for muscle disease: under six months; earlier haemolysis from IVIG: no; and 20 more)
      Given failure of a drug for muscle disease: yes
      And earlier IVIG trial for muscle disease: under six months
      And earlier haemolysis from IVIG: no
      And earlier acute kidney injury from IVIG: no
      And earlier transfusion-related acute lung injury after IVIG: no
      And chronic kidney disease: no
      And scleroderma renal crisis in the history: no
      And active muscle disease: yes
      And muscle weakness: yes
      And inclusion-body myositis: no
      And left ventricular ejection fraction is 65 %
      And heart failure with reduced ejection fraction: no
      And jurisdiction: United States
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
      Then "not_supported" is no longer possible

    @proposed
    Scenario: 'uncertain, a specialist decision' is no longer possible, turning on 'Muscle disease is refractory' (outcome of mycophenolate: never given; outcome of azathioprine: never given; outcome of cyclophosphamide: never given; and 21 more)
      Given outcome of mycophenolate: never given
      And outcome of azathioprine: never given
      And outcome of cyclophosphamide: never given
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
      And failure of a drug for muscle disease: no
      And reflux: no
      And bowel symptoms: no
      And swallowing disorder: no
      And aspiration: no
      And upper GI dysmotility shown by a test: no
      And bowel dysmotility shown by a test: no
      And bacterial overgrowth of the small bowel: no
      And intestinal pseudo-obstruction: no
      And malabsorption: no
      And artificial feeding: no
      And synovitis: no
      And raised creatine kinase: no
      And positive muscle biopsy: no
      And positive muscle MRI: no
      And positive EMG: no
      And respiratory muscle weakness: no
      And modified Rodnan skin score is 6
      And rising modified Rodnan skin score: no
      Then "uncertain" is no longer possible

    @proposed
    Scenario: 'uncertain, a specialist decision' is still possible, turning on 'Reflux without an objective finding' (failure of a drug for upper GI disease: yes; earlier reaction to human immunoglobulin: none; earlier haemolysis from IVIG: no; and 23 more)
      Given failure of a drug for upper GI disease: yes
      And earlier reaction to human immunoglobulin: none
      And earlier haemolysis from IVIG: no
      And earlier acute kidney injury from IVIG: no
      And earlier transfusion-related acute lung injury after IVIG: no
      And active bowel disease: no
      And synovitis: no
      And chronic kidney disease: no
      And scleroderma renal crisis in the history: no
      And muscle weakness: no
      And positive muscle biopsy: no
      And positive muscle MRI: no
      And positive EMG: no
      And left ventricular ejection fraction is 65 %
      And heart failure with reduced ejection fraction: no
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

    @proposed
    Scenario: 'uncertain, a specialist decision' is still possible, turning on 'Bowel symptoms without an objective finding' (failure of a drug for bowel disease: yes; earlier haemolysis from IVIG: no; earlier acute kidney injury from IVIG: no; and 20 more)
      Given failure of a drug for bowel disease: yes
      And earlier haemolysis from IVIG: no
      And earlier acute kidney injury from IVIG: no
      And earlier transfusion-related acute lung injury after IVIG: no
      And active upper GI disease: no
      And synovitis: no
      And chronic kidney disease: no
      And scleroderma renal crisis in the history: no
      And active muscle disease: no
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

    @proposed
    Scenario: The outcome is 'uncertain, a specialist decision', turning on 'Active diffuse skin disease' (outcome of mycophenolate: never given; outcome of azathioprine: never given; outcome of cyclophosphamide: relapsed on it; and 29 more)
      Given outcome of mycophenolate: never given
      And outcome of azathioprine: never given
      And outcome of cyclophosphamide: relapsed on it
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
      And failure of a drug for muscle disease: no
      And earlier IVIG trial for muscle disease: under six months
      And earlier reaction to human immunoglobulin: none
      And active upper GI disease: no
      And active bowel disease: no
      And artificial feeding: yes
      And anti-IgA antibodies: no
      And synovitis: no
      And age of the latest creatinine is 4 days
      And acute kidney injury: no
      And scleroderma renal crisis in the history: no
      And volume depletion: no
      And active sepsis: no
      And active muscle disease: yes
      And muscle weakness: yes
      And inclusion-body myositis: no
      And decompensated heart failure: no
      And severe hypertension: no
      And hypotension: no
      And severe anaemia: no
      And severe hyponatraemia: no
      And age is 65 years
      And reason for the request: systemic sclerosis
      And route requested: intravenous
      And present IVIG treatment: no
      And systemic sclerosis: yes
      And earlier thrombosis: no
      Then the outcome is "uncertain"
      And the reason is "A target on weak or conflicting evidence is refractory."

    @proposed
    Scenario: The outcome is 'uncertain, a specialist decision', turning on 'Muscle weakness alone' (outcome of azathioprine: never given; outcome of cyclophosphamide: never given; outcome of rituximab: never given; and 32 more)
      Given outcome of azathioprine: never given
      And outcome of cyclophosphamide: never given
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
      And failure of a drug for muscle disease: yes
      And failure of a drug for upper GI disease: no
      And earlier IVIG trial for upper GI disease: under six months
      And earlier reaction to human immunoglobulin: none
      And active upper GI disease: yes
      And active bowel disease: no
      And artificial feeding: yes
      And failed conventional treatment of the gut: no
      And anti-IgA antibodies: no
      And synovitis: no
      And age of the latest creatinine is 4 days
      And acute kidney injury: no
      And scleroderma renal crisis in the history: no
      And volume depletion: no
      And active sepsis: no
      And muscle weakness: no
      And positive muscle biopsy: no
      And positive muscle MRI: no
      And positive EMG: no
      And decompensated heart failure: no
      And severe hypertension: no
      And hypotension: no
      And severe anaemia: no
      And severe hyponatraemia: no
      And age is 65 years
      And reason for the request: systemic sclerosis
      And route requested: intravenous
      And present IVIG treatment: no
      And systemic sclerosis: yes
      And skin subset: limited cutaneous
      And earlier thrombosis: no
      Then the outcome is "uncertain"

    @proposed
    Scenario: 'uncertain, a specialist decision' is no longer possible, turning on 'Upper GI disease is refractory' (outcome of methotrexate: never given; outcome of mycophenolate: never given; outcome of azathioprine: never given; and 19 more)
      Given outcome of methotrexate: never given
      And outcome of mycophenolate: never given
      And outcome of azathioprine: never given
      And outcome of cyclophosphamide: never given
      And outcome of tocilizumab: never given
      And failure of a drug for upper GI disease: no
      And bowel symptoms: no
      And swallowing disorder: no
      And aspiration: no
      And upper GI dysmotility shown by a test: no
      And bowel dysmotility shown by a test: no
      And bacterial overgrowth of the small bowel: no
      And intestinal pseudo-obstruction: no
      And malabsorption: no
      And artificial feeding: no
      And synovitis: no
      And muscle weakness: no
      And positive muscle biopsy: no
      And positive muscle MRI: no
      And positive EMG: no
      And modified Rodnan skin score is 6
      And rising modified Rodnan skin score: no
      Then "uncertain" is no longer possible

    @proposed
    Scenario: 'not supported now' is still possible, turning on 'Bowel disease is refractory' (outcome of mycophenolate: never given; outcome of azathioprine: never given; outcome of cyclophosphamide: never given; and 28 more)
      Given outcome of mycophenolate: never given
      And outcome of azathioprine: never given
      And outcome of cyclophosphamide: never given
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
      And failure of a drug for bowel disease: no
      And earlier IVIG trial for bowel disease: under six months
      And earlier reaction to human immunoglobulin: none
      And earlier haemolysis from IVIG: no
      And earlier acute kidney injury from IVIG: no
      And earlier transfusion-related acute lung injury after IVIG: no
      And active bowel disease: yes
      And bowel symptoms: yes
      And bowel dysmotility shown by a test: no
      And bacterial overgrowth of the small bowel: no
      And malabsorption: no
      And failed conventional treatment of the gut: no
      And chronic kidney disease: no
      And scleroderma renal crisis in the history: no
      And left ventricular ejection fraction is 65 %
      And heart failure with reduced ejection fraction: no
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
      Then "not_supported" is still possible

  Rule: is_out_of_scope

    @proposed
    Scenario: The outcome is 'outside the scope of this rule base', turning on 'Request for antibody replacement' (reason for the request: antibody replacement)
      Given reason for the request: antibody replacement
      Then the outcome is "out_of_scope"
