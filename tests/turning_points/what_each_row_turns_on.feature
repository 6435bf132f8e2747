Feature: What turns on what: rows
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: A supported target is refractory

    @proposed
    Scenario: 'may be considered, with precautions' is still possible, turning on 'Active muscle disease with two objective signs' (swallowing disorder: no; aspiration: no; upper GI dysmotility shown by a test: no; and 6 more)
      Given swallowing disorder: no
      And aspiration: no
      And upper GI dysmotility shown by a test: no
      And bowel dysmotility shown by a test: no
      And bacterial overgrowth of the small bowel: no
      And intestinal pseudo-obstruction: no
      And malabsorption: no
      And artificial feeding: no
      And synovitis: no
      Then "may_consider_with_precautions" is still possible
      And "may_consider" is still possible

    @proposed
    Scenario: 'may be considered, with precautions' is no longer possible, turning on 'Active joint disease with synovitis' (swallowing disorder: no; aspiration: no; upper GI dysmotility shown by a test: no; and 11 more)
      Given swallowing disorder: no
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
      Then "may_consider_with_precautions" is no longer possible
      And "may_consider" is no longer possible

    @proposed
    Scenario: 'not supported now' is still possible, turning on 'Active upper GI disease with an objective finding' (outcome of cyclophosphamide: relapsed on it; earlier IVIG trial for muscle disease: under six months; active upper GI disease: yes; and 3 more)
      Given outcome of cyclophosphamide: relapsed on it
      And earlier IVIG trial for muscle disease: under six months
      And active upper GI disease: yes
      And active muscle disease: yes
      And muscle weakness: yes
      And inclusion-body myositis: no
      Then "not_supported" is still possible

    @proposed
    Scenario: 'uncertain, a specialist decision' is still possible, turning on 'Upper gut disease is refractory' (earlier haemolysis from IVIG: no; earlier acute kidney injury from IVIG: no; earlier transfusion-related acute lung injury after IVIG: no; and 21 more)
      Given earlier haemolysis from IVIG: no
      And earlier acute kidney injury from IVIG: no
      And earlier transfusion-related acute lung injury after IVIG: no
      And active bowel disease: no
      And reflux: no
      And synovitis: no
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
    Scenario: 'may be considered, with precautions' is still possible, turning on 'Active bowel disease with an objective finding' (swallowing disorder: no; aspiration: no; upper GI dysmotility shown by a test: no; and 8 more)
      Given swallowing disorder: no
      And aspiration: no
      And upper GI dysmotility shown by a test: no
      And intestinal pseudo-obstruction: no
      And artificial feeding: no
      And synovitis: no
      And raised creatine kinase: no
      And positive muscle biopsy: no
      And positive muscle MRI: no
      And positive EMG: no
      And respiratory muscle weakness: no
      Then "may_consider_with_precautions" is still possible
      And "may_consider" is still possible

  Rule: row.deferred

    @proposed
    Scenario: 'not supported now' is still possible, turning on 'Some domain is a target' (time since the latest thrombosis is 1.5 months)
      Given time since the latest thrombosis is 1.5 months
      Then "not_supported" is still possible

  Rule: row.no_active_target

    @proposed
    Scenario: The outcome is 'not supported now', turning on 'Some domain is a target' (earlier reaction to human immunoglobulin: none; reflux: no; bowel symptoms: no; and 20 more)
      Given earlier reaction to human immunoglobulin: none
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
      And muscle weakness: no
      And positive muscle biopsy: no
      And positive muscle MRI: no
      And positive EMG: no
      And age is 65 years
      And reason for the request: systemic sclerosis
      And route requested: intravenous
      And present IVIG treatment: no
      And systemic sclerosis: yes
      And skin subset: limited cutaneous
      And anti-IgA antibodies: no
      Then the outcome is "not_supported"
      And the reason is "No active target is recorded."

  Rule: row.not_refractory_but_weighty

    @proposed
    Scenario: 'uncertain, a specialist decision' is still possible, turning on 'A risk is heavy' (outcome of methotrexate: never given; outcome of mycophenolate: never given; outcome of azathioprine: never given; and 8 more)
      Given outcome of methotrexate: never given
      And outcome of mycophenolate: never given
      And outcome of azathioprine: never given
      And outcome of cyclophosphamide: never given
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
      And aspiration: no
      And intestinal pseudo-obstruction: no
      And artificial feeding: no
      And failed conventional treatment of the gut: no
      And respiratory muscle weakness: no
      Then "uncertain" is still possible

    @proposed
    Scenario: The outcome is 'uncertain, a specialist decision' (outcome of methotrexate: never given; outcome of mycophenolate: failed after four months or more at an adequate dose; outcome of rituximab: never given; and 49 more)
      Given outcome of methotrexate: never given
      And outcome of mycophenolate: failed after four months or more at an adequate dose
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
      And earlier IVIG trial for upper GI disease: under six months
      And earlier reaction to human immunoglobulin: none
      And earlier haemolysis from IVIG: no
      And earlier acute kidney injury from IVIG: no
      And earlier transfusion-related acute lung injury after IVIG: no
      And active upper GI disease: yes
      And reflux: yes
      And swallowing disorder: no
      And aspiration: no
      And upper GI dysmotility shown by a test: no
      And bowel dysmotility shown by a test: no
      And bacterial overgrowth of the small bowel: no
      And intestinal pseudo-obstruction: no
      And malabsorption: no
      And artificial feeding: no
      And age of the latest creatinine is 0 days
      And acute kidney injury: no
      And scleroderma renal crisis in the history: no
      And volume depletion: no
      And active sepsis: no
      And raised creatine kinase: no
      And positive muscle biopsy: no
      And positive muscle MRI: no
      And positive EMG: no
      And left ventricular ejection fraction is 65 %
      And heart failure with reduced ejection fraction: no
      And decompensated heart failure: no
      And age is 41 years
      And reason for the request: systemic sclerosis
      And route requested: intravenous
      And present IVIG treatment: no
      And systemic sclerosis: yes
      And earlier thrombosis: no
      And oestrogen treatment: no
      And indwelling vascular catheter: no
      And hyperviscosity: no
      And cryoglobulinaemia: no
      And monoclonal gammopathy: no
      And fasting chylomicronaemia: no
      And markedly high triglycerides: no
      And anti-IgA antibodies: no
      And failure of a drug for upper GI disease: yes
      And estimated glomerular filtration rate is 70 mL/min/1.73m2
      And active scleroderma renal crisis: no
      And severe hypertension: no
      And hypotension: no
      And severe anaemia: no
      And severe hyponatraemia: no
      Then the outcome is "uncertain"
      And the reason is "A supported target is not refractory, but it is muscle, or corticosteroid needs to be spared."

  Rule: row.weak_refractory

    @proposed
    Scenario: The outcome is 'uncertain, a specialist decision' (earlier IVIG trial for muscle disease: under six months; earlier reaction to human immunoglobulin: none; swallowing disorder: no; and 34 more)
      Given earlier IVIG trial for muscle disease: under six months
      And earlier reaction to human immunoglobulin: none
      And swallowing disorder: no
      And aspiration: no
      And upper GI dysmotility shown by a test: no
      And bowel dysmotility shown by a test: no
      And bacterial overgrowth of the small bowel: no
      And intestinal pseudo-obstruction: no
      And malabsorption: no
      And artificial feeding: no
      And synovitis: no
      And age of the latest creatinine is 0 days
      And acute kidney injury: no
      And scleroderma renal crisis in the history: no
      And volume depletion: no
      And active sepsis: no
      And active muscle disease: yes
      And muscle weakness: yes
      And raised creatine kinase: no
      And positive muscle biopsy: no
      And positive muscle MRI: no
      And positive EMG: no
      And inclusion-body myositis: no
      And respiratory muscle weakness: yes
      And decompensated heart failure: no
      And age is 65 years
      And reason for the request: systemic sclerosis
      And route requested: intravenous
      And present IVIG treatment: no
      And systemic sclerosis: yes
      And earlier thrombosis: no
      And anti-IgA antibodies: no
      And active scleroderma renal crisis: no
      And severe hypertension: no
      And hypotension: no
      And severe anaemia: no
      And severe hyponatraemia: no
      Then the outcome is "uncertain"
      And the reason is "A target on weak or conflicting evidence is refractory."
