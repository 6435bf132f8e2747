Feature: What turns on what: definitions
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: A target has a feature too fast to wait for

    @proposed
    Scenario: 'uncertain, a specialist decision' is still possible, turning on 'Muscle disease too fast to wait' (outcome of methotrexate: never given; outcome of mycophenolate: never given; outcome of azathioprine: never given; and 6 more)
      Given outcome of methotrexate: never given
      And outcome of mycophenolate: never given
      And outcome of azathioprine: never given
      And outcome of cyclophosphamide: never given
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
      And active upper GI disease: no
      And active bowel disease: no
      And left ventricular ejection fraction is 22.4 %
      Then "uncertain, a specialist decision" is still possible

    @proposed
    Scenario: 'not supported now' is still possible, turning on 'Bowel disease too fast to wait' (earlier IVIG trial for joint disease: under six months; active joint disease: yes; synovitis: yes)
      Given earlier IVIG trial for joint disease: under six months
      And active joint disease: yes
      And synovitis: yes
      Then "not supported now" is still possible

  Rule: A risk is heavy

    @proposed
    Scenario: 'may be considered, with precautions' is no longer possible, turning on 'Many boxed thrombosis factors at once are a heavy risk' (age is 65 years; prolonged immobilisation: yes; oestrogen treatment: yes; and 1 more)
      Given age is 65 years
      And prolonged immobilisation: yes
      And oestrogen treatment: yes
      And indwelling vascular catheter: yes
      Then "may be considered, with precautions" is no longer possible

    @proposed
    Scenario: 'may be considered, with precautions' is no longer possible, turning on 'A serious complication of an earlier IVIG course is a heavy risk' (earlier transfusion-related acute lung injury after IVIG: yes)
      Given earlier transfusion-related acute lung injury after IVIG: yes
      Then "may be considered, with precautions" is no longer possible
      And "may be considered" is no longer possible

  Rule: Something dangerous comes first

    @proposed
    Scenario: 'review of IVIG already running' is no longer possible, turning on 'Acute kidney injury comes first' (acute kidney injury: yes)
      Given acute kidney injury: yes
      Then "review of IVIG already running" is no longer possible
      And "uncertain, a specialist decision" is no longer possible
      And "may be considered, with precautions" is no longer possible
      And "may be considered" is no longer possible

  Rule: A weak or conflicting target is refractory

    @proposed
    Scenario: 'not supported now' is still possible, turning on 'Muscle weakness alone' (outcome of azathioprine: relapsed on it; earlier IVIG trial for skin disease: under six months; earlier haemolysis from IVIG: no; and 20 more)
      Given outcome of azathioprine: relapsed on it
      And earlier IVIG trial for skin disease: under six months
      And earlier haemolysis from IVIG: no
      And earlier acute kidney injury from IVIG: no
      And earlier transfusion-related acute lung injury after IVIG: no
      And scleroderma renal crisis in the history: no
      And active muscle disease: yes
      And muscle weakness: no
      And left ventricular ejection fraction is 65 %
      And heart failure with reduced ejection fraction: no
      And active skin disease: yes
      And modified Rodnan skin score is 32
      And skin subset: diffuse cutaneous
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
      Then "not supported now" is still possible

    @proposed
    Scenario: 'uncertain, a specialist decision' is still possible, turning on 'Muscle weakness alone' (outcome of azathioprine: not tolerated; outcome of cyclophosphamide: not tolerated; earlier haemolysis from IVIG: no; and 22 more)
      Given outcome of azathioprine: not tolerated
      And outcome of cyclophosphamide: not tolerated
      And earlier haemolysis from IVIG: no
      And earlier acute kidney injury from IVIG: no
      And earlier transfusion-related acute lung injury after IVIG: no
      And reflux: no
      And bowel symptoms: no
      And aspiration: no
      And artificial feeding: no
      And synovitis: no
      And scleroderma renal crisis in the history: no
      And respiratory muscle weakness: no
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
      Then "uncertain, a specialist decision" is still possible

    @proposed
    Scenario: 'uncertain, a specialist decision' is no longer possible, turning on 'Muscle disease is refractory' (outcome of methotrexate: never given; outcome of mycophenolate: not tolerated; outcome of azathioprine: never given; and 17 more)
      Given outcome of methotrexate: never given
      And outcome of mycophenolate: not tolerated
      And outcome of azathioprine: never given
      And outcome of cyclophosphamide: never given
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
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
      Then "uncertain, a specialist decision" is no longer possible

    @proposed
    Scenario: 'not supported now' is still possible, turning on 'Reflux without an objective finding' (outcome of azathioprine: failed after four months or more at an adequate dose; earlier IVIG trial for joint disease: under six months; earlier haemolysis from IVIG: no; and 19 more)
      Given outcome of azathioprine: failed after four months or more at an adequate dose
      And earlier IVIG trial for joint disease: under six months
      And earlier haemolysis from IVIG: no
      And earlier acute kidney injury from IVIG: no
      And earlier transfusion-related acute lung injury after IVIG: no
      And active upper GI disease: yes
      And reflux: no
      And active joint disease: yes
      And synovitis: yes
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
      Then "not supported now" is still possible

    @proposed
    Scenario: 'uncertain, a specialist decision' is still possible, turning on 'Reflux without an objective finding' (outcome of methotrexate: not tolerated; outcome of mycophenolate: not tolerated; earlier haemolysis from IVIG: no; and 19 more)
      Given outcome of methotrexate: not tolerated
      And outcome of mycophenolate: not tolerated
      And earlier haemolysis from IVIG: no
      And earlier acute kidney injury from IVIG: no
      And earlier transfusion-related acute lung injury after IVIG: no
      And bowel symptoms: no
      And synovitis: no
      And scleroderma renal crisis in the history: no
      And raised creatine kinase: yes
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
      Then "uncertain, a specialist decision" is still possible

    @proposed
    Scenario: 'not supported now' is still possible, turning on 'Upper gut disease is refractory' (earlier IVIG trial for upper GI disease: six months or more, with benefit; earlier haemolysis from IVIG: no; earlier acute kidney injury from IVIG: no; and 18 more)
      Given earlier IVIG trial for upper GI disease: six months or more, with benefit
      And earlier haemolysis from IVIG: no
      And earlier acute kidney injury from IVIG: no
      And earlier transfusion-related acute lung injury after IVIG: no
      And active upper GI disease: yes
      And reflux: yes
      And swallowing disorder: no
      And upper GI dysmotility shown by a test: no
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
      Then "not supported now" is still possible

    @proposed
    Scenario: 'uncertain, a specialist decision' is still possible, turning on 'Bowel symptoms without an objective finding' (earlier IVIG trial for bowel disease: under six months; active bowel disease: yes; reflux: no; and 15 more)
      Given earlier IVIG trial for bowel disease: under six months
      And active bowel disease: yes
      And reflux: no
      And bowel symptoms: yes
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
      And skin subset: limited cutaneous
      Then "uncertain, a specialist decision" is still possible

    @proposed
    Scenario: 'not supported now' is still possible, turning on 'Bowel symptoms without an objective finding' (earlier IVIG trial for muscle disease: under six months; earlier haemolysis from IVIG: no; earlier acute kidney injury from IVIG: no; and 20 more)
      Given earlier IVIG trial for muscle disease: under six months
      And earlier haemolysis from IVIG: no
      And earlier acute kidney injury from IVIG: no
      And earlier transfusion-related acute lung injury after IVIG: no
      And active bowel disease: yes
      And malabsorption: yes
      And failed conventional treatment of the gut: yes
      And scleroderma renal crisis in the history: no
      And active muscle disease: yes
      And muscle weakness: yes
      And inclusion-body myositis: no
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
      Then "not supported now" is still possible

    @proposed
    Scenario: 'uncertain, a specialist decision' is still possible, turning on 'Bowel symptoms without an objective finding' (outcome of tocilizumab: relapsed on it; earlier haemolysis from IVIG: no; earlier acute kidney injury from IVIG: no; and 17 more)
      Given outcome of tocilizumab: relapsed on it
      And earlier haemolysis from IVIG: no
      And earlier acute kidney injury from IVIG: no
      And earlier transfusion-related acute lung injury after IVIG: no
      And reflux: no
      And scleroderma renal crisis in the history: no
      And active muscle disease: no
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
      Then "uncertain, a specialist decision" is still possible

    @proposed
    Scenario: 'uncertain, a specialist decision' is still possible, turning on 'Bowel disease is refractory' (outcome of tocilizumab: relapsed on it; active bowel disease: yes; reflux: no; and 14 more)
      Given outcome of tocilizumab: relapsed on it
      And active bowel disease: yes
      And reflux: no
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
      And skin subset: sine scleroderma
      Then "uncertain, a specialist decision" is still possible

    @proposed
    Scenario: 'not supported now' is still possible, turning on 'Active diffuse skin disease' (outcome of cyclophosphamide: failed after four months or more at an adequate dose; earlier IVIG trial for joint disease: under six months; earlier haemolysis from IVIG: no; and 19 more)
      Given outcome of cyclophosphamide: failed after four months or more at an adequate dose
      And earlier IVIG trial for joint disease: under six months
      And earlier haemolysis from IVIG: no
      And earlier acute kidney injury from IVIG: no
      And earlier transfusion-related acute lung injury after IVIG: no
      And active joint disease: yes
      And synovitis: yes
      And scleroderma renal crisis in the history: no
      And left ventricular ejection fraction is 65 %
      And heart failure with reduced ejection fraction: no
      And active skin disease: yes
      And skin subset: sine scleroderma
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
      Then "not supported now" is still possible

    @proposed
    Scenario: 'uncertain, a specialist decision' is still possible, turning on 'Active diffuse skin disease' (reflux: no; bowel symptoms: no; swallowing disorder: no; and 12 more)
      Given reflux: no
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
      Then "uncertain, a specialist decision" is still possible

  Rule: The question lies outside this rule base

    @proposed
    Scenario: The outcome is 'outside the scope of this rule base', turning on 'Immunoglobulin is requested to replace antibodies' (reason for the request: antibody replacement)
      Given reason for the request: antibody replacement
      Then the outcome is "outside the scope of this rule base"

  Rule: A weak or conflicting target is refractory

    @proposed
    Scenario: 'uncertain, a specialist decision' is still possible, turning on 'Reflux without an objective finding' (outcome of mycophenolate: not tolerated; outcome of azathioprine: not tolerated; earlier haemolysis from IVIG: no; and 19 more)
      Given outcome of mycophenolate: not tolerated
      And outcome of azathioprine: not tolerated
      And earlier haemolysis from IVIG: no
      And earlier acute kidney injury from IVIG: no
      And earlier transfusion-related acute lung injury after IVIG: no
      And bowel symptoms: no
      And synovitis: no
      And scleroderma renal crisis in the history: no
      And raised creatine kinase: yes
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
      Then "uncertain, a specialist decision" is still possible

    @proposed
    Scenario: 'not supported now' is still possible, turning on 'Upper gut disease is refractory' (earlier IVIG trial for upper GI disease: six months or more, with benefit; earlier thrombosis from IVIG: no; earlier haemolysis from IVIG: no; and 19 more)
      Given earlier IVIG trial for upper GI disease: six months or more, with benefit
      And earlier thrombosis from IVIG: no
      And earlier haemolysis from IVIG: no
      And earlier acute kidney injury from IVIG: no
      And earlier transfusion-related acute lung injury after IVIG: no
      And active upper GI disease: yes
      And reflux: yes
      And swallowing disorder: no
      And upper GI dysmotility shown by a test: no
      And scleroderma renal crisis in the history: no
      And left ventricular ejection fraction is 65 %
      And heart failure with reduced ejection fraction: no
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
      Then "not supported now" is still possible
