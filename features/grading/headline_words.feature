Feature: What the headline says
  It names what holds, with the patient's values, and on what basis; never a label where only a choice holds.

  Rule: The headline names what holds

    Scenario: A refractory myositis and nothing against it
      Given systemic sclerosis: yes
      And age is 50 years
      And sex: woman
      And jurisdiction: United States
      And reason for the request: systemic sclerosis
      And route requested: intravenous
      And present IVIG treatment: no
      And inclusion-body myositis: no
      And earlier IVIG trial for muscle disease: none
      And earlier or present IVIG: no
      And earlier IVIG trial for joint disease: none
      And earlier IVIG trial for upper GI disease: none
      And earlier IVIG trial for bowel disease: none
      And earlier IVIG trial for skin disease: none
      And left ventricular ejection fraction is 60 %
      And serum creatinine is 0.8 mg/dL
      And active muscle disease: yes
      And muscle weakness: yes
      And raised creatine kinase: yes
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And failure of a drug for muscle disease: yes
      And age of the latest creatinine is 6 days
      And present corticosteroid treatment: no
      And time at this corticosteroid dose or more is 0 months
      And failed corticosteroid taper: no
      And outcome of methotrexate: never given
      And outcome of mycophenolate: never given
      And outcome of cyclophosphamide: never given
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
      And failure of a drug for upper GI disease: no
      And failure of a drug for bowel disease: no
      And earlier reaction to human immunoglobulin: none
      And active upper GI disease: no
      And active bowel disease: no
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
      And failed conventional treatment of the gut: no
      And IgA deficiency: no
      And anti-IgA antibodies: no
      And active joint disease: no
      And synovitis: no
      And stable creatinine: no
      And acute kidney injury: no
      And chronic kidney disease: no
      And active scleroderma renal crisis: no
      And scleroderma renal crisis in the history: no
      And nephrotoxic drugs: no
      And volume depletion: no
      And active sepsis: no
      And positive muscle biopsy: no
      And positive muscle MRI: no
      And positive EMG: no
      And respiratory muscle weakness: no
      And heart failure: no
      And pulmonary arterial hypertension: no
      And severe hypertension: no
      And hypotension: no
      And severe anaemia: no
      And severe hyponatraemia: no
      And body mass index is 22 kg/m2
      And pregnancy: no
      And active skin disease: no
      And modified Rodnan skin score is 0
      And rising modified Rodnan skin score: no
      And skin subset: limited cutaneous
      And earlier thrombosis: no
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
      And hypertension: no
      And high cholesterol: no
      And diabetes: no
      And current smoking: no
      And coronary disease: no
      Then the headline begins with "May be considered. Small uncontrolled studies report benefit (certainty very low). Myositis, refractory to azathioprine."

    Scenario: Factors of the box are named as such
      Given systemic sclerosis: yes
      And age is 67 years
      And sex: woman
      And jurisdiction: United States
      And reason for the request: systemic sclerosis
      And route requested: intravenous
      And present IVIG treatment: no
      And inclusion-body myositis: no
      And earlier IVIG trial for muscle disease: none
      And earlier or present IVIG: no
      And earlier IVIG trial for joint disease: none
      And earlier IVIG trial for upper GI disease: none
      And earlier IVIG trial for bowel disease: none
      And earlier IVIG trial for skin disease: none
      And left ventricular ejection fraction is 60 %
      And serum creatinine is 0.8 mg/dL
      And active muscle disease: yes
      And muscle weakness: yes
      And raised creatine kinase: yes
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And failure of a drug for muscle disease: yes
      And hypertension: yes
      And age of the latest creatinine is 6 days
      And present corticosteroid treatment: no
      And time at this corticosteroid dose or more is 0 months
      And failed corticosteroid taper: no
      And outcome of methotrexate: never given
      And outcome of mycophenolate: never given
      And outcome of cyclophosphamide: never given
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
      And failure of a drug for upper GI disease: no
      And failure of a drug for bowel disease: no
      And earlier reaction to human immunoglobulin: none
      And active upper GI disease: no
      And active bowel disease: no
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
      And failed conventional treatment of the gut: no
      And IgA deficiency: no
      And anti-IgA antibodies: no
      And active joint disease: no
      And synovitis: no
      And stable creatinine: no
      And acute kidney injury: no
      And chronic kidney disease: no
      And active scleroderma renal crisis: no
      And scleroderma renal crisis in the history: no
      And nephrotoxic drugs: no
      And volume depletion: no
      And active sepsis: no
      And positive muscle biopsy: no
      And positive muscle MRI: no
      And positive EMG: no
      And respiratory muscle weakness: no
      And heart failure: no
      And pulmonary arterial hypertension: no
      And severe hypertension: no
      And hypotension: no
      And severe anaemia: no
      And severe hyponatraemia: no
      And body mass index is 22 kg/m2
      And active skin disease: no
      And modified Rodnan skin score is 0
      And rising modified Rodnan skin score: no
      And skin subset: limited cutaneous
      And earlier thrombosis: no
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
      And high cholesterol: no
      And diabetes: no
      And current smoking: no
      And coronary disease: no
      Then the headline begins with "May be considered, with precautions. Myositis, refractory to azathioprine. US boxed warning: age 67 ○, hypertension ○."

    Scenario: A precaution of ours is never called a label
      Given systemic sclerosis: yes
      And age is 50 years
      And sex: woman
      And jurisdiction: United States
      And reason for the request: systemic sclerosis
      And route requested: intravenous
      And present IVIG treatment: no
      And inclusion-body myositis: no
      And earlier IVIG trial for muscle disease: none
      And earlier or present IVIG: no
      And earlier IVIG trial for joint disease: none
      And earlier IVIG trial for upper GI disease: none
      And earlier IVIG trial for bowel disease: none
      And earlier IVIG trial for skin disease: none
      And left ventricular ejection fraction is 60 %
      And serum creatinine is 0.8 mg/dL
      And active muscle disease: yes
      And muscle weakness: yes
      And raised creatine kinase: yes
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And failure of a drug for muscle disease: yes
      And pulmonary arterial hypertension: yes
      And age of the latest creatinine is 6 days
      And present corticosteroid treatment: no
      And time at this corticosteroid dose or more is 0 months
      And failed corticosteroid taper: no
      And outcome of methotrexate: never given
      And outcome of mycophenolate: never given
      And outcome of cyclophosphamide: never given
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
      And failure of a drug for upper GI disease: no
      And failure of a drug for bowel disease: no
      And earlier reaction to human immunoglobulin: none
      And active upper GI disease: no
      And active bowel disease: no
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
      And failed conventional treatment of the gut: no
      And IgA deficiency: no
      And anti-IgA antibodies: no
      And active joint disease: no
      And synovitis: no
      And stable creatinine: no
      And acute kidney injury: no
      And chronic kidney disease: no
      And active scleroderma renal crisis: no
      And scleroderma renal crisis in the history: no
      And nephrotoxic drugs: no
      And volume depletion: no
      And active sepsis: no
      And positive muscle biopsy: no
      And positive muscle MRI: no
      And positive EMG: no
      And respiratory muscle weakness: no
      And heart failure: no
      And severe hypertension: no
      And hypotension: no
      And severe anaemia: no
      And severe hyponatraemia: no
      And body mass index is 22 kg/m2
      And pregnancy: no
      And active skin disease: no
      And modified Rodnan skin score is 0
      And rising modified Rodnan skin score: no
      And skin subset: limited cutaneous
      And earlier thrombosis: no
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
      And hypertension: no
      And high cholesterol: no
      And diabetes: no
      And current smoking: no
      And coronary disease: no
      Then the headline begins with "May be considered, with precautions. Myositis, refractory to azathioprine. PAH: volume load, no label read names it (our choice ○)."

    Scenario: IgA deficiency in the United States is our choice
      Given systemic sclerosis: yes
      And age is 50 years
      And sex: woman
      And jurisdiction: United States
      And reason for the request: systemic sclerosis
      And route requested: intravenous
      And present IVIG treatment: no
      And inclusion-body myositis: no
      And earlier IVIG trial for muscle disease: none
      And earlier or present IVIG: no
      And earlier IVIG trial for joint disease: none
      And earlier IVIG trial for upper GI disease: none
      And earlier IVIG trial for bowel disease: none
      And earlier IVIG trial for skin disease: none
      And left ventricular ejection fraction is 60 %
      And serum creatinine is 0.8 mg/dL
      And active muscle disease: yes
      And muscle weakness: yes
      And raised creatine kinase: yes
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And failure of a drug for muscle disease: yes
      And serum IgA is 0.04 g/L
      And age of the latest creatinine is 6 days
      And present corticosteroid treatment: no
      And time at this corticosteroid dose or more is 0 months
      And failed corticosteroid taper: no
      And outcome of methotrexate: never given
      And outcome of mycophenolate: never given
      And outcome of cyclophosphamide: never given
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
      And failure of a drug for upper GI disease: no
      And failure of a drug for bowel disease: no
      And earlier reaction to human immunoglobulin: none
      And active upper GI disease: no
      And active bowel disease: no
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
      And failed conventional treatment of the gut: no
      And anti-IgA antibodies: no
      And active joint disease: no
      And synovitis: no
      And stable creatinine: no
      And acute kidney injury: no
      And chronic kidney disease: no
      And active scleroderma renal crisis: no
      And scleroderma renal crisis in the history: no
      And nephrotoxic drugs: no
      And volume depletion: no
      And active sepsis: no
      And positive muscle biopsy: no
      And positive muscle MRI: no
      And positive EMG: no
      And respiratory muscle weakness: no
      And heart failure: no
      And pulmonary arterial hypertension: no
      And severe hypertension: no
      And hypotension: no
      And severe anaemia: no
      And severe hyponatraemia: no
      And body mass index is 22 kg/m2
      And pregnancy: no
      And active skin disease: no
      And modified Rodnan skin score is 0
      And rising modified Rodnan skin score: no
      And skin subset: limited cutaneous
      And earlier thrombosis: no
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
      And hypertension: no
      And high cholesterol: no
      And diabetes: no
      And current smoking: no
      And coronary disease: no
      Then the headline begins with "May be considered, with precautions. Myositis, refractory to azathioprine. IgA 0.04 g/L, the US label asks for more (our choice ○)."

    Scenario: IgA deficiency in the European Union rests on leaflets
      Given systemic sclerosis: yes
      And age is 50 years
      And sex: woman
      And jurisdiction: European Union
      And reason for the request: systemic sclerosis
      And route requested: intravenous
      And present IVIG treatment: no
      And inclusion-body myositis: no
      And earlier IVIG trial for muscle disease: none
      And earlier or present IVIG: no
      And earlier IVIG trial for joint disease: none
      And earlier IVIG trial for upper GI disease: none
      And earlier IVIG trial for bowel disease: none
      And earlier IVIG trial for skin disease: none
      And left ventricular ejection fraction is 60 %
      And serum creatinine is 0.8 mg/dL
      And active muscle disease: yes
      And muscle weakness: yes
      And raised creatine kinase: yes
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And failure of a drug for muscle disease: yes
      And serum IgA is 0.04 g/L
      And age of the latest creatinine is 6 days
      And present corticosteroid treatment: no
      And time at this corticosteroid dose or more is 0 months
      And failed corticosteroid taper: no
      And outcome of methotrexate: never given
      And outcome of mycophenolate: never given
      And outcome of cyclophosphamide: never given
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
      And failure of a drug for upper GI disease: no
      And failure of a drug for bowel disease: no
      And earlier reaction to human immunoglobulin: none
      And active upper GI disease: no
      And active bowel disease: no
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
      And failed conventional treatment of the gut: no
      And anti-IgA antibodies: no
      And active joint disease: no
      And synovitis: no
      And stable creatinine: no
      And acute kidney injury: no
      And chronic kidney disease: no
      And active scleroderma renal crisis: no
      And scleroderma renal crisis in the history: no
      And nephrotoxic drugs: no
      And volume depletion: no
      And active sepsis: no
      And positive muscle biopsy: no
      And positive muscle MRI: no
      And positive EMG: no
      And respiratory muscle weakness: no
      And heart failure: no
      And pulmonary arterial hypertension: no
      And severe hypertension: no
      And hypotension: no
      And severe anaemia: no
      And severe hyponatraemia: no
      And body mass index is 22 kg/m2
      And pregnancy: no
      And active skin disease: no
      And modified Rodnan skin score is 0
      And rising modified Rodnan skin score: no
      And skin subset: limited cutaneous
      And earlier thrombosis: no
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
      And hypertension: no
      And high cholesterol: no
      And diabetes: no
      And current smoking: no
      And coronary disease: no
      Then the headline begins with "May be considered, with precautions. Myositis, refractory to azathioprine. IgA 0.04 g/L: EU leaflets rule out Flebogamma DIF, ask for caution with Kiovig."

    Scenario: Pregnancy in the United States rests on a compendium
      Given systemic sclerosis: yes
      And age is 50 years
      And sex: woman
      And jurisdiction: United States
      And reason for the request: systemic sclerosis
      And route requested: intravenous
      And present IVIG treatment: no
      And inclusion-body myositis: no
      And earlier IVIG trial for muscle disease: none
      And earlier or present IVIG: no
      And earlier IVIG trial for joint disease: none
      And earlier IVIG trial for upper GI disease: none
      And earlier IVIG trial for bowel disease: none
      And earlier IVIG trial for skin disease: none
      And left ventricular ejection fraction is 60 %
      And serum creatinine is 0.8 mg/dL
      And active muscle disease: yes
      And muscle weakness: yes
      And raised creatine kinase: yes
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And failure of a drug for muscle disease: yes
      And pregnancy: yes
      And age of the latest creatinine is 6 days
      And present corticosteroid treatment: no
      And time at this corticosteroid dose or more is 0 months
      And failed corticosteroid taper: no
      And outcome of methotrexate: never given
      And outcome of mycophenolate: never given
      And outcome of cyclophosphamide: never given
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
      And failure of a drug for upper GI disease: no
      And failure of a drug for bowel disease: no
      And earlier reaction to human immunoglobulin: none
      And active upper GI disease: no
      And active bowel disease: no
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
      And failed conventional treatment of the gut: no
      And IgA deficiency: no
      And anti-IgA antibodies: no
      And active joint disease: no
      And synovitis: no
      And stable creatinine: no
      And acute kidney injury: no
      And chronic kidney disease: no
      And active scleroderma renal crisis: no
      And scleroderma renal crisis in the history: no
      And nephrotoxic drugs: no
      And volume depletion: no
      And active sepsis: no
      And positive muscle biopsy: no
      And positive muscle MRI: no
      And positive EMG: no
      And respiratory muscle weakness: no
      And heart failure: no
      And pulmonary arterial hypertension: no
      And severe hypertension: no
      And hypotension: no
      And severe anaemia: no
      And severe hyponatraemia: no
      And body mass index is 22 kg/m2
      And active skin disease: no
      And modified Rodnan skin score is 0
      And rising modified Rodnan skin score: no
      And skin subset: limited cutaneous
      And earlier thrombosis: no
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
      And hypertension: no
      And high cholesterol: no
      And diabetes: no
      And current smoking: no
      And coronary disease: no
      Then the headline begins with "May be considered, with precautions. Myositis, refractory to azathioprine. Pregnant: a US compendium has “only if clearly needed”."

    Scenario: Pregnancy in the European Union rests on product texts
      Given systemic sclerosis: yes
      And age is 50 years
      And sex: woman
      And jurisdiction: European Union
      And reason for the request: systemic sclerosis
      And route requested: intravenous
      And present IVIG treatment: no
      And inclusion-body myositis: no
      And earlier IVIG trial for muscle disease: none
      And earlier or present IVIG: no
      And earlier IVIG trial for joint disease: none
      And earlier IVIG trial for upper GI disease: none
      And earlier IVIG trial for bowel disease: none
      And earlier IVIG trial for skin disease: none
      And left ventricular ejection fraction is 60 %
      And serum creatinine is 0.8 mg/dL
      And active muscle disease: yes
      And muscle weakness: yes
      And raised creatine kinase: yes
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And failure of a drug for muscle disease: yes
      And pregnancy: yes
      And age of the latest creatinine is 6 days
      And present corticosteroid treatment: no
      And time at this corticosteroid dose or more is 0 months
      And failed corticosteroid taper: no
      And outcome of methotrexate: never given
      And outcome of mycophenolate: never given
      And outcome of cyclophosphamide: never given
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
      And failure of a drug for upper GI disease: no
      And failure of a drug for bowel disease: no
      And earlier reaction to human immunoglobulin: none
      And active upper GI disease: no
      And active bowel disease: no
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
      And failed conventional treatment of the gut: no
      And IgA deficiency: no
      And anti-IgA antibodies: no
      And active joint disease: no
      And synovitis: no
      And stable creatinine: no
      And acute kidney injury: no
      And chronic kidney disease: no
      And active scleroderma renal crisis: no
      And scleroderma renal crisis in the history: no
      And nephrotoxic drugs: no
      And volume depletion: no
      And active sepsis: no
      And positive muscle biopsy: no
      And positive muscle MRI: no
      And positive EMG: no
      And respiratory muscle weakness: no
      And heart failure: no
      And pulmonary arterial hypertension: no
      And severe hypertension: no
      And hypotension: no
      And severe anaemia: no
      And severe hyponatraemia: no
      And body mass index is 22 kg/m2
      And active skin disease: no
      And modified Rodnan skin score is 0
      And rising modified Rodnan skin score: no
      And skin subset: limited cutaneous
      And earlier thrombosis: no
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
      And hypertension: no
      And high cholesterol: no
      And diabetes: no
      And current smoking: no
      And coronary disease: no
      Then the headline begins with "May be considered, with precautions. Myositis, refractory to azathioprine. Pregnant: EU product texts advise caution."

    Scenario: Each precaution stands on its own basis
      Given systemic sclerosis: yes
      And age is 50 years
      And sex: woman
      And jurisdiction: Australia
      And reason for the request: systemic sclerosis
      And route requested: intravenous
      And present IVIG treatment: no
      And inclusion-body myositis: no
      And earlier IVIG trial for muscle disease: none
      And earlier or present IVIG: no
      And earlier IVIG trial for joint disease: none
      And earlier IVIG trial for upper GI disease: none
      And earlier IVIG trial for bowel disease: none
      And earlier IVIG trial for skin disease: none
      And left ventricular ejection fraction is 60 %
      And serum creatinine is 0.8 mg/dL
      And active muscle disease: yes
      And muscle weakness: yes
      And raised creatine kinase: yes
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And failure of a drug for muscle disease: yes
      And pregnancy: yes
      And hypertension: yes
      And pulmonary arterial hypertension: yes
      And age of the latest creatinine is 6 days
      And present corticosteroid treatment: no
      And time at this corticosteroid dose or more is 0 months
      And failed corticosteroid taper: no
      And outcome of methotrexate: never given
      And outcome of mycophenolate: never given
      And outcome of cyclophosphamide: never given
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
      And failure of a drug for upper GI disease: no
      And failure of a drug for bowel disease: no
      And earlier reaction to human immunoglobulin: none
      And active upper GI disease: no
      And active bowel disease: no
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
      And failed conventional treatment of the gut: no
      And IgA deficiency: no
      And anti-IgA antibodies: no
      And active joint disease: no
      And synovitis: no
      And stable creatinine: no
      And acute kidney injury: no
      And chronic kidney disease: no
      And active scleroderma renal crisis: no
      And scleroderma renal crisis in the history: no
      And nephrotoxic drugs: no
      And volume depletion: no
      And active sepsis: no
      And positive muscle biopsy: no
      And positive muscle MRI: no
      And positive EMG: no
      And respiratory muscle weakness: no
      And heart failure: no
      And severe hypertension: no
      And hypotension: no
      And severe anaemia: no
      And severe hyponatraemia: no
      And body mass index is 22 kg/m2
      And active skin disease: no
      And modified Rodnan skin score is 0
      And rising modified Rodnan skin score: no
      And skin subset: limited cutaneous
      And earlier thrombosis: no
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
      And high cholesterol: no
      And diabetes: no
      And current smoking: no
      And coronary disease: no
      Then the headline begins with "May be considered, with precautions. Myositis, refractory to azathioprine. US boxed warning: hypertension ○. PAH: volume load, no label read names it; pregnant (our choice ○)."

    Scenario: A heavy risk is named
      Given systemic sclerosis: yes
      And age is 50 years
      And sex: woman
      And jurisdiction: United States
      And reason for the request: systemic sclerosis
      And route requested: intravenous
      And present IVIG treatment: no
      And inclusion-body myositis: no
      And earlier IVIG trial for muscle disease: none
      And earlier or present IVIG: no
      And earlier IVIG trial for joint disease: none
      And earlier IVIG trial for upper GI disease: none
      And earlier IVIG trial for bowel disease: none
      And earlier IVIG trial for skin disease: none
      And left ventricular ejection fraction is 60 %
      And serum creatinine is 0.8 mg/dL
      And active muscle disease: yes
      And muscle weakness: yes
      And raised creatine kinase: yes
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And failure of a drug for muscle disease: yes
      And scleroderma renal crisis in the history: yes
      And stable creatinine: yes
      And age of the latest creatinine is 6 days
      And present corticosteroid treatment: no
      And time at this corticosteroid dose or more is 0 months
      And failed corticosteroid taper: no
      And outcome of methotrexate: never given
      And outcome of mycophenolate: never given
      And outcome of cyclophosphamide: never given
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
      And failure of a drug for upper GI disease: no
      And failure of a drug for bowel disease: no
      And earlier reaction to human immunoglobulin: none
      And active upper GI disease: no
      And active bowel disease: no
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
      And failed conventional treatment of the gut: no
      And IgA deficiency: no
      And anti-IgA antibodies: no
      And active joint disease: no
      And synovitis: no
      And acute kidney injury: no
      And chronic kidney disease: no
      And nephrotoxic drugs: no
      And volume depletion: no
      And active sepsis: no
      And positive muscle biopsy: no
      And positive muscle MRI: no
      And positive EMG: no
      And respiratory muscle weakness: no
      And heart failure: no
      And pulmonary arterial hypertension: no
      And severe hypertension: no
      And hypotension: no
      And severe anaemia: no
      And severe hyponatraemia: no
      And body mass index is 22 kg/m2
      And pregnancy: no
      And active skin disease: no
      And modified Rodnan skin score is 0
      And rising modified Rodnan skin score: no
      And skin subset: limited cutaneous
      And earlier thrombosis: no
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
      And hypertension: no
      And high cholesterol: no
      And diabetes: no
      And current smoking: no
      And coronary disease: no
      Then the headline begins with "Uncertain, a specialist decision. Refractory myositis, but an earlier renal crisis."

    Scenario: A very low estimated GFR is named
      Given systemic sclerosis: yes
      And age is 50 years
      And sex: woman
      And jurisdiction: United States
      And reason for the request: systemic sclerosis
      And route requested: intravenous
      And present IVIG treatment: no
      And inclusion-body myositis: no
      And earlier IVIG trial for muscle disease: none
      And earlier or present IVIG: no
      And earlier IVIG trial for joint disease: none
      And earlier IVIG trial for upper GI disease: none
      And earlier IVIG trial for bowel disease: none
      And earlier IVIG trial for skin disease: none
      And left ventricular ejection fraction is 60 %
      And active muscle disease: yes
      And muscle weakness: yes
      And raised creatine kinase: yes
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And failure of a drug for muscle disease: yes
      And estimated glomerular filtration rate is 25 mL/min/1.73m2
      And chronic kidney disease: yes
      And age of the latest creatinine is 6 days
      And present corticosteroid treatment: no
      And time at this corticosteroid dose or more is 0 months
      And failed corticosteroid taper: no
      And outcome of methotrexate: never given
      And outcome of mycophenolate: never given
      And outcome of cyclophosphamide: never given
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
      And failure of a drug for upper GI disease: no
      And failure of a drug for bowel disease: no
      And earlier reaction to human immunoglobulin: none
      And active upper GI disease: no
      And active bowel disease: no
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
      And failed conventional treatment of the gut: no
      And IgA deficiency: no
      And anti-IgA antibodies: no
      And active joint disease: no
      And synovitis: no
      And stable creatinine: no
      And dialysis: no
      And acute kidney injury: no
      And active scleroderma renal crisis: no
      And scleroderma renal crisis in the history: no
      And nephrotoxic drugs: no
      And volume depletion: no
      And active sepsis: no
      And positive muscle biopsy: no
      And positive muscle MRI: no
      And positive EMG: no
      And respiratory muscle weakness: no
      And heart failure: no
      And pulmonary arterial hypertension: no
      And severe hypertension: no
      And hypotension: no
      And severe anaemia: no
      And severe hyponatraemia: no
      And body mass index is 22 kg/m2
      And pregnancy: no
      And active skin disease: no
      And modified Rodnan skin score is 0
      And rising modified Rodnan skin score: no
      And skin subset: limited cutaneous
      And earlier thrombosis: no
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
      And hypertension: no
      And high cholesterol: no
      And diabetes: no
      And current smoking: no
      And coronary disease: no
      Then the headline begins with "Uncertain, a specialist decision. Refractory myositis, but eGFR 25."

    Scenario: A plan above the studied dose
      Given systemic sclerosis: yes
      And age is 50 years
      And sex: woman
      And jurisdiction: United States
      And reason for the request: systemic sclerosis
      And route requested: intravenous
      And present IVIG treatment: no
      And inclusion-body myositis: no
      And earlier IVIG trial for muscle disease: none
      And earlier or present IVIG: no
      And earlier IVIG trial for joint disease: none
      And earlier IVIG trial for upper GI disease: none
      And earlier IVIG trial for bowel disease: none
      And earlier IVIG trial for skin disease: none
      And left ventricular ejection fraction is 60 %
      And serum creatinine is 0.8 mg/dL
      And active muscle disease: yes
      And muscle weakness: yes
      And raised creatine kinase: yes
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And failure of a drug for muscle disease: yes
      And planned dose a course is 5 g/kg
      And age of the latest creatinine is 6 days
      And present corticosteroid treatment: no
      And time at this corticosteroid dose or more is 0 months
      And failed corticosteroid taper: no
      And outcome of methotrexate: never given
      And outcome of mycophenolate: never given
      And outcome of cyclophosphamide: never given
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
      And failure of a drug for upper GI disease: no
      And failure of a drug for bowel disease: no
      And earlier reaction to human immunoglobulin: none
      And active upper GI disease: no
      And active bowel disease: no
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
      And failed conventional treatment of the gut: no
      And IgA deficiency: no
      And anti-IgA antibodies: no
      And active joint disease: no
      And synovitis: no
      And stable creatinine: no
      And acute kidney injury: no
      And chronic kidney disease: no
      And active scleroderma renal crisis: no
      And scleroderma renal crisis in the history: no
      And nephrotoxic drugs: no
      And volume depletion: no
      And active sepsis: no
      And positive muscle biopsy: no
      And positive muscle MRI: no
      And positive EMG: no
      And respiratory muscle weakness: no
      And heart failure: no
      And pulmonary arterial hypertension: no
      And severe hypertension: no
      And hypotension: no
      And severe anaemia: no
      And severe hyponatraemia: no
      And body mass index is 22 kg/m2
      And pregnancy: no
      And active skin disease: no
      And modified Rodnan skin score is 0
      And rising modified Rodnan skin score: no
      And skin subset: limited cutaneous
      And earlier thrombosis: no
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
      And hypertension: no
      And high cholesterol: no
      And diabetes: no
      And current smoking: no
      And coronary disease: no
      Then the headline begins with "Uncertain as planned: 5 g/kg a course; studies in SSc gave 2. Myositis, refractory to azathioprine."

    Scenario: A heavy risk speaks before the plan
      Given systemic sclerosis: yes
      And age is 50 years
      And sex: woman
      And jurisdiction: United States
      And reason for the request: systemic sclerosis
      And route requested: intravenous
      And present IVIG treatment: no
      And inclusion-body myositis: no
      And earlier IVIG trial for muscle disease: none
      And earlier or present IVIG: no
      And earlier IVIG trial for joint disease: none
      And earlier IVIG trial for upper GI disease: none
      And earlier IVIG trial for bowel disease: none
      And earlier IVIG trial for skin disease: none
      And left ventricular ejection fraction is 35 %
      And serum creatinine is 0.8 mg/dL
      And active muscle disease: yes
      And muscle weakness: yes
      And raised creatine kinase: yes
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And failure of a drug for muscle disease: yes
      And planned dose a course is 5 g/kg
      And age of the latest creatinine is 6 days
      And present corticosteroid treatment: no
      And time at this corticosteroid dose or more is 0 months
      And failed corticosteroid taper: no
      And outcome of methotrexate: never given
      And outcome of mycophenolate: never given
      And outcome of cyclophosphamide: never given
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
      And failure of a drug for upper GI disease: no
      And failure of a drug for bowel disease: no
      And earlier reaction to human immunoglobulin: none
      And active upper GI disease: no
      And active bowel disease: no
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
      And failed conventional treatment of the gut: no
      And IgA deficiency: no
      And anti-IgA antibodies: no
      And active joint disease: no
      And synovitis: no
      And stable creatinine: no
      And acute kidney injury: no
      And chronic kidney disease: no
      And active scleroderma renal crisis: no
      And scleroderma renal crisis in the history: no
      And nephrotoxic drugs: no
      And volume depletion: no
      And active sepsis: no
      And positive muscle biopsy: no
      And positive muscle MRI: no
      And positive EMG: no
      And respiratory muscle weakness: no
      And heart failure: no
      And pulmonary arterial hypertension: no
      And severe hypertension: no
      And hypotension: no
      And severe anaemia: no
      And severe hyponatraemia: no
      And body mass index is 22 kg/m2
      And pregnancy: no
      And active skin disease: no
      And modified Rodnan skin score is 0
      And rising modified Rodnan skin score: no
      And skin subset: limited cutaneous
      And earlier thrombosis: no
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
      And hypertension: no
      And high cholesterol: no
      And diabetes: no
      And current smoking: no
      And coronary disease: no
      Then the headline begins with "Uncertain, a specialist decision. Refractory myositis, but LVEF 35%."

    Scenario: A myositis without a failed drug
      Given systemic sclerosis: yes
      And age is 50 years
      And sex: woman
      And jurisdiction: United States
      And reason for the request: systemic sclerosis
      And route requested: intravenous
      And present IVIG treatment: no
      And inclusion-body myositis: no
      And earlier IVIG trial for muscle disease: none
      And earlier or present IVIG: no
      And earlier IVIG trial for joint disease: none
      And earlier IVIG trial for upper GI disease: none
      And earlier IVIG trial for bowel disease: none
      And earlier IVIG trial for skin disease: none
      And left ventricular ejection fraction is 60 %
      And serum creatinine is 0.8 mg/dL
      And active muscle disease: yes
      And muscle weakness: yes
      And raised creatine kinase: yes
      And age of the latest creatinine is 6 days
      And present corticosteroid treatment: no
      And time at this corticosteroid dose or more is 0 months
      And failed corticosteroid taper: no
      And outcome of methotrexate: never given
      And outcome of mycophenolate: never given
      And outcome of azathioprine: never given
      And outcome of cyclophosphamide: never given
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
      And earlier reaction to human immunoglobulin: none
      And active upper GI disease: no
      And active bowel disease: no
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
      And failed conventional treatment of the gut: no
      And IgA deficiency: no
      And anti-IgA antibodies: no
      And active joint disease: no
      And synovitis: no
      And stable creatinine: no
      And acute kidney injury: no
      And chronic kidney disease: no
      And active scleroderma renal crisis: no
      And scleroderma renal crisis in the history: no
      And nephrotoxic drugs: no
      And volume depletion: no
      And active sepsis: no
      And positive muscle biopsy: no
      And positive muscle MRI: no
      And positive EMG: no
      And respiratory muscle weakness: no
      And heart failure: no
      And pulmonary arterial hypertension: no
      And severe hypertension: no
      And hypotension: no
      And severe anaemia: no
      And severe hyponatraemia: no
      And body mass index is 22 kg/m2
      And pregnancy: no
      And active skin disease: no
      And modified Rodnan skin score is 0
      And rising modified Rodnan skin score: no
      And skin subset: limited cutaneous
      And earlier thrombosis: no
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
      And hypertension: no
      And high cholesterol: no
      And diabetes: no
      And current smoking: no
      And coronary disease: no
      Then the headline begins with "Uncertain, a specialist decision. Active myositis, no drug recorded as failed for muscle."

    Scenario: An arthritis with corticosteroid to spare
      Given systemic sclerosis: yes
      And age is 50 years
      And sex: woman
      And jurisdiction: United States
      And reason for the request: systemic sclerosis
      And route requested: intravenous
      And present IVIG treatment: no
      And inclusion-body myositis: no
      And earlier IVIG trial for muscle disease: none
      And earlier or present IVIG: no
      And earlier IVIG trial for joint disease: none
      And earlier IVIG trial for upper GI disease: none
      And earlier IVIG trial for bowel disease: none
      And earlier IVIG trial for skin disease: none
      And left ventricular ejection fraction is 60 %
      And serum creatinine is 0.8 mg/dL
      And active joint disease: yes
      And synovitis: yes
      And corticosteroid dose, as prednisone is 20 mg/day
      And time at this corticosteroid dose or more is 5 months
      And present corticosteroid treatment: yes
      And age of the latest creatinine is 6 days
      And failed corticosteroid taper: no
      And outcome of methotrexate: never given
      And outcome of mycophenolate: never given
      And outcome of azathioprine: never given
      And outcome of cyclophosphamide: never given
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
      And earlier reaction to human immunoglobulin: none
      And active upper GI disease: no
      And active bowel disease: no
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
      And failed conventional treatment of the gut: no
      And IgA deficiency: no
      And anti-IgA antibodies: no
      And stable creatinine: no
      And acute kidney injury: no
      And chronic kidney disease: no
      And active scleroderma renal crisis: no
      And scleroderma renal crisis in the history: no
      And nephrotoxic drugs: no
      And volume depletion: no
      And active sepsis: no
      And active muscle disease: no
      And muscle weakness: no
      And raised creatine kinase: no
      And positive muscle biopsy: no
      And positive muscle MRI: no
      And positive EMG: no
      And respiratory muscle weakness: no
      And heart failure: no
      And pulmonary arterial hypertension: no
      And severe hypertension: no
      And hypotension: no
      And severe anaemia: no
      And severe hyponatraemia: no
      And body mass index is 22 kg/m2
      And pregnancy: no
      And active skin disease: no
      And modified Rodnan skin score is 0
      And rising modified Rodnan skin score: no
      And skin subset: limited cutaneous
      And earlier thrombosis: no
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
      And hypertension: no
      And high cholesterol: no
      And diabetes: no
      And current smoking: no
      And coronary disease: no
      Then the headline begins with "Uncertain, a specialist decision. Arthritis on prednisone 20 mg/day for 5 months."

    Scenario: Diffuse skin
      Given systemic sclerosis: yes
      And age is 50 years
      And sex: woman
      And jurisdiction: United States
      And reason for the request: systemic sclerosis
      And route requested: intravenous
      And present IVIG treatment: no
      And inclusion-body myositis: no
      And earlier IVIG trial for muscle disease: none
      And earlier or present IVIG: no
      And earlier IVIG trial for joint disease: none
      And earlier IVIG trial for upper GI disease: none
      And earlier IVIG trial for bowel disease: none
      And earlier IVIG trial for skin disease: none
      And left ventricular ejection fraction is 60 %
      And serum creatinine is 0.8 mg/dL
      And active skin disease: yes
      And skin subset: diffuse cutaneous
      And modified Rodnan skin score is 24
      And outcome of methotrexate: failed after four months or more at an adequate dose
      And failure of a drug for skin disease: yes
      And age of the latest creatinine is 6 days
      And present corticosteroid treatment: no
      And time at this corticosteroid dose or more is 0 months
      And failed corticosteroid taper: no
      And outcome of mycophenolate: never given
      And outcome of azathioprine: never given
      And outcome of cyclophosphamide: never given
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
      And failure of a drug for muscle disease: no
      And failure of a drug for joint disease: no
      And failure of a drug for upper GI disease: no
      And failure of a drug for bowel disease: no
      And earlier reaction to human immunoglobulin: none
      And active upper GI disease: no
      And active bowel disease: no
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
      And failed conventional treatment of the gut: no
      And IgA deficiency: no
      And anti-IgA antibodies: no
      And active joint disease: no
      And synovitis: no
      And stable creatinine: no
      And acute kidney injury: no
      And chronic kidney disease: no
      And active scleroderma renal crisis: no
      And scleroderma renal crisis in the history: no
      And nephrotoxic drugs: no
      And volume depletion: no
      And active sepsis: no
      And active muscle disease: no
      And muscle weakness: no
      And raised creatine kinase: no
      And positive muscle biopsy: no
      And positive muscle MRI: no
      And positive EMG: no
      And respiratory muscle weakness: no
      And heart failure: no
      And pulmonary arterial hypertension: no
      And severe hypertension: no
      And hypotension: no
      And severe anaemia: no
      And severe hyponatraemia: no
      And body mass index is 22 kg/m2
      And pregnancy: no
      And rising modified Rodnan skin score: no
      And earlier thrombosis: no
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
      And hypertension: no
      And high cholesterol: no
      And diabetes: no
      And current smoking: no
      And coronary disease: no
      Then the headline begins with "Uncertain, a specialist decision. Diffuse skin, mRSS 24: trial and series disagree."

    Scenario: A feature too fast to wait for
      Given systemic sclerosis: yes
      And age is 50 years
      And sex: woman
      And jurisdiction: United States
      And reason for the request: systemic sclerosis
      And route requested: intravenous
      And present IVIG treatment: no
      And inclusion-body myositis: no
      And earlier IVIG trial for muscle disease: none
      And earlier or present IVIG: no
      And earlier IVIG trial for joint disease: none
      And earlier IVIG trial for upper GI disease: none
      And earlier IVIG trial for bowel disease: none
      And earlier IVIG trial for skin disease: none
      And left ventricular ejection fraction is 60 %
      And serum creatinine is 0.8 mg/dL
      And active upper GI disease: yes
      And aspiration: yes
      And age of the latest creatinine is 6 days
      And present corticosteroid treatment: no
      And time at this corticosteroid dose or more is 0 months
      And failed corticosteroid taper: no
      And outcome of methotrexate: never given
      And outcome of mycophenolate: never given
      And outcome of azathioprine: never given
      And outcome of cyclophosphamide: never given
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
      And earlier reaction to human immunoglobulin: none
      And active bowel disease: no
      And reflux: no
      And bowel symptoms: no
      And swallowing disorder: no
      And upper GI dysmotility shown by a test: no
      And bowel dysmotility shown by a test: no
      And bacterial overgrowth of the small bowel: no
      And intestinal pseudo-obstruction: no
      And malabsorption: no
      And artificial feeding: no
      And failed conventional treatment of the gut: no
      And IgA deficiency: no
      And anti-IgA antibodies: no
      And active joint disease: no
      And synovitis: no
      And stable creatinine: no
      And acute kidney injury: no
      And chronic kidney disease: no
      And active scleroderma renal crisis: no
      And scleroderma renal crisis in the history: no
      And nephrotoxic drugs: no
      And volume depletion: no
      And active sepsis: no
      And active muscle disease: no
      And muscle weakness: no
      And raised creatine kinase: no
      And positive muscle biopsy: no
      And positive muscle MRI: no
      And positive EMG: no
      And respiratory muscle weakness: no
      And heart failure: no
      And pulmonary arterial hypertension: no
      And severe hypertension: no
      And hypotension: no
      And severe anaemia: no
      And severe hyponatraemia: no
      And body mass index is 22 kg/m2
      And pregnancy: no
      And active skin disease: no
      And modified Rodnan skin score is 0
      And rising modified Rodnan skin score: no
      And skin subset: limited cutaneous
      And earlier thrombosis: no
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
      And hypertension: no
      And high cholesterol: no
      And diabetes: no
      And current smoking: no
      And coronary disease: no
      Then the headline begins with "Uncertain, a specialist decision. Aspiration: too fast to wait for another drug ○."

    Scenario: A drug given too short
      Given systemic sclerosis: yes
      And age is 50 years
      And sex: woman
      And jurisdiction: United States
      And reason for the request: systemic sclerosis
      And route requested: intravenous
      And present IVIG treatment: no
      And inclusion-body myositis: no
      And earlier IVIG trial for muscle disease: none
      And earlier or present IVIG: no
      And earlier IVIG trial for joint disease: none
      And earlier IVIG trial for upper GI disease: none
      And earlier IVIG trial for bowel disease: none
      And earlier IVIG trial for skin disease: none
      And left ventricular ejection fraction is 60 %
      And serum creatinine is 0.8 mg/dL
      And active joint disease: yes
      And synovitis: yes
      And outcome of methotrexate: given for under four months
      And age of the latest creatinine is 6 days
      And present corticosteroid treatment: no
      And time at this corticosteroid dose or more is 0 months
      And failed corticosteroid taper: no
      And outcome of mycophenolate: never given
      And outcome of azathioprine: never given
      And outcome of cyclophosphamide: never given
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
      And earlier reaction to human immunoglobulin: none
      And active upper GI disease: no
      And active bowel disease: no
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
      And failed conventional treatment of the gut: no
      And IgA deficiency: no
      And anti-IgA antibodies: no
      And stable creatinine: no
      And acute kidney injury: no
      And chronic kidney disease: no
      And active scleroderma renal crisis: no
      And scleroderma renal crisis in the history: no
      And nephrotoxic drugs: no
      And volume depletion: no
      And active sepsis: no
      And active muscle disease: no
      And muscle weakness: no
      And raised creatine kinase: no
      And positive muscle biopsy: no
      And positive muscle MRI: no
      And positive EMG: no
      And respiratory muscle weakness: no
      And heart failure: no
      And pulmonary arterial hypertension: no
      And severe hypertension: no
      And hypotension: no
      And severe anaemia: no
      And severe hyponatraemia: no
      And body mass index is 22 kg/m2
      And pregnancy: no
      And active skin disease: no
      And modified Rodnan skin score is 0
      And rising modified Rodnan skin score: no
      And skin subset: limited cutaneous
      And earlier thrombosis: no
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
      And hypertension: no
      And high cholesterol: no
      And diabetes: no
      And current smoking: no
      And coronary disease: no
      Then the headline begins with "Not supported now. Methotrexate: under four months so far, not failed."

    Scenario: Weak evidence and a heavy risk
      Given systemic sclerosis: yes
      And age is 50 years
      And sex: woman
      And jurisdiction: United States
      And reason for the request: systemic sclerosis
      And route requested: intravenous
      And present IVIG treatment: no
      And inclusion-body myositis: no
      And earlier IVIG trial for muscle disease: none
      And earlier or present IVIG: no
      And earlier IVIG trial for joint disease: none
      And earlier IVIG trial for upper GI disease: none
      And earlier IVIG trial for bowel disease: none
      And earlier IVIG trial for skin disease: none
      And left ventricular ejection fraction is 35 %
      And serum creatinine is 0.8 mg/dL
      And active upper GI disease: yes
      And reflux: yes
      And outcome of methotrexate: failed after four months or more at an adequate dose
      And failure of a drug for upper GI disease: yes
      And age of the latest creatinine is 6 days
      And present corticosteroid treatment: no
      And time at this corticosteroid dose or more is 0 months
      And failed corticosteroid taper: no
      And outcome of mycophenolate: never given
      And outcome of azathioprine: never given
      And outcome of cyclophosphamide: never given
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
      And failure of a drug for muscle disease: no
      And failure of a drug for joint disease: no
      And failure of a drug for bowel disease: no
      And failure of a drug for skin disease: no
      And earlier reaction to human immunoglobulin: none
      And active bowel disease: no
      And bowel symptoms: no
      And swallowing disorder: no
      And aspiration: no
      And upper GI dysmotility shown by a test: no
      And bowel dysmotility shown by a test: no
      And bacterial overgrowth of the small bowel: no
      And intestinal pseudo-obstruction: no
      And malabsorption: no
      And artificial feeding: no
      And failed conventional treatment of the gut: no
      And IgA deficiency: no
      And anti-IgA antibodies: no
      And active joint disease: no
      And synovitis: no
      And stable creatinine: no
      And acute kidney injury: no
      And chronic kidney disease: no
      And active scleroderma renal crisis: no
      And scleroderma renal crisis in the history: no
      And nephrotoxic drugs: no
      And volume depletion: no
      And active sepsis: no
      And active muscle disease: no
      And muscle weakness: no
      And raised creatine kinase: no
      And positive muscle biopsy: no
      And positive muscle MRI: no
      And positive EMG: no
      And respiratory muscle weakness: no
      And heart failure: no
      And pulmonary arterial hypertension: no
      And severe hypertension: no
      And hypotension: no
      And severe anaemia: no
      And severe hyponatraemia: no
      And body mass index is 22 kg/m2
      And pregnancy: no
      And active skin disease: no
      And modified Rodnan skin score is 0
      And rising modified Rodnan skin score: no
      And skin subset: limited cutaneous
      And earlier thrombosis: no
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
      And hypertension: no
      And high cholesterol: no
      And diabetes: no
      And current smoking: no
      And coronary disease: no
      Then the headline begins with "Not supported now. Reflux alone: weak evidence, and LVEF 35%."

    Scenario: No active organ
      Given systemic sclerosis: yes
      And age is 50 years
      And sex: woman
      And jurisdiction: United States
      And reason for the request: systemic sclerosis
      And route requested: intravenous
      And present IVIG treatment: no
      And inclusion-body myositis: no
      And earlier IVIG trial for muscle disease: none
      And earlier or present IVIG: no
      And earlier IVIG trial for joint disease: none
      And earlier IVIG trial for upper GI disease: none
      And earlier IVIG trial for bowel disease: none
      And earlier IVIG trial for skin disease: none
      And left ventricular ejection fraction is 60 %
      And serum creatinine is 0.8 mg/dL
      And age of the latest creatinine is 6 days
      And present corticosteroid treatment: no
      And time at this corticosteroid dose or more is 0 months
      And failed corticosteroid taper: no
      And outcome of methotrexate: never given
      And outcome of mycophenolate: never given
      And outcome of azathioprine: never given
      And outcome of cyclophosphamide: never given
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
      And earlier reaction to human immunoglobulin: none
      And active upper GI disease: no
      And active bowel disease: no
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
      And failed conventional treatment of the gut: no
      And IgA deficiency: no
      And anti-IgA antibodies: no
      And active joint disease: no
      And synovitis: no
      And stable creatinine: no
      And acute kidney injury: no
      And chronic kidney disease: no
      And active scleroderma renal crisis: no
      And scleroderma renal crisis in the history: no
      And nephrotoxic drugs: no
      And volume depletion: no
      And active sepsis: no
      And active muscle disease: no
      And muscle weakness: no
      And raised creatine kinase: no
      And positive muscle biopsy: no
      And positive muscle MRI: no
      And positive EMG: no
      And respiratory muscle weakness: no
      And heart failure: no
      And pulmonary arterial hypertension: no
      And severe hypertension: no
      And hypotension: no
      And severe anaemia: no
      And severe hyponatraemia: no
      And body mass index is 22 kg/m2
      And pregnancy: no
      And active skin disease: no
      And modified Rodnan skin score is 0
      And rising modified Rodnan skin score: no
      And skin subset: limited cutaneous
      And earlier thrombosis: no
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
      And hypertension: no
      And high cholesterol: no
      And diabetes: no
      And current smoking: no
      And coronary disease: no
      Then the headline begins with "Not supported now. No active organ recorded."

    Scenario: An active organ that is no target
      Given systemic sclerosis: yes
      And age is 50 years
      And sex: woman
      And jurisdiction: United States
      And reason for the request: systemic sclerosis
      And route requested: intravenous
      And present IVIG treatment: no
      And inclusion-body myositis: no
      And earlier IVIG trial for muscle disease: none
      And earlier or present IVIG: no
      And earlier IVIG trial for joint disease: none
      And earlier IVIG trial for upper GI disease: none
      And earlier IVIG trial for bowel disease: none
      And earlier IVIG trial for skin disease: none
      And left ventricular ejection fraction is 60 %
      And serum creatinine is 0.8 mg/dL
      And active joint disease: yes
      And joint pain: yes
      And synovitis: no
      And age of the latest creatinine is 6 days
      And present corticosteroid treatment: no
      And time at this corticosteroid dose or more is 0 months
      And failed corticosteroid taper: no
      And outcome of methotrexate: never given
      And outcome of mycophenolate: never given
      And outcome of azathioprine: never given
      And outcome of cyclophosphamide: never given
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
      And earlier reaction to human immunoglobulin: none
      And active upper GI disease: no
      And active bowel disease: no
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
      And failed conventional treatment of the gut: no
      And IgA deficiency: no
      And anti-IgA antibodies: no
      And stable creatinine: no
      And acute kidney injury: no
      And chronic kidney disease: no
      And active scleroderma renal crisis: no
      And scleroderma renal crisis in the history: no
      And nephrotoxic drugs: no
      And volume depletion: no
      And active sepsis: no
      And active muscle disease: no
      And muscle weakness: no
      And raised creatine kinase: no
      And positive muscle biopsy: no
      And positive muscle MRI: no
      And positive EMG: no
      And respiratory muscle weakness: no
      And heart failure: no
      And pulmonary arterial hypertension: no
      And severe hypertension: no
      And hypotension: no
      And severe anaemia: no
      And severe hyponatraemia: no
      And body mass index is 22 kg/m2
      And pregnancy: no
      And active skin disease: no
      And modified Rodnan skin score is 0
      And rising modified Rodnan skin score: no
      And skin subset: limited cutaneous
      And earlier thrombosis: no
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
      And hypertension: no
      And high cholesterol: no
      And diabetes: no
      And current smoking: no
      And coronary disease: no
      Then the headline begins with "Not supported now. Joint pain without synovitis is no target ○."

    Scenario: Each danger is named, and what stands once it is resolved
      Given systemic sclerosis: yes
      And age is 50 years
      And sex: woman
      And jurisdiction: United States
      And reason for the request: systemic sclerosis
      And route requested: intravenous
      And present IVIG treatment: no
      And inclusion-body myositis: no
      And earlier IVIG trial for muscle disease: none
      And earlier or present IVIG: no
      And earlier IVIG trial for joint disease: none
      And earlier IVIG trial for upper GI disease: none
      And earlier IVIG trial for bowel disease: none
      And earlier IVIG trial for skin disease: none
      And left ventricular ejection fraction is 60 %
      And serum creatinine is 0.8 mg/dL
      And active muscle disease: yes
      And muscle weakness: yes
      And raised creatine kinase: yes
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And failure of a drug for muscle disease: yes
      And acute kidney injury: yes
      And earlier thrombosis: yes
      And latest thrombosis: PE
      And time since the latest thrombosis is 1.4 months
      And age of the latest creatinine is 6 days
      And present corticosteroid treatment: no
      And time at this corticosteroid dose or more is 0 months
      And failed corticosteroid taper: no
      And outcome of methotrexate: never given
      And outcome of mycophenolate: never given
      And outcome of cyclophosphamide: never given
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
      And failure of a drug for upper GI disease: no
      And failure of a drug for bowel disease: no
      And earlier reaction to human immunoglobulin: none
      And active upper GI disease: no
      And active bowel disease: no
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
      And failed conventional treatment of the gut: no
      And IgA deficiency: no
      And anti-IgA antibodies: no
      And active joint disease: no
      And synovitis: no
      And stable creatinine: no
      And chronic kidney disease: no
      And active scleroderma renal crisis: no
      And scleroderma renal crisis in the history: no
      And nephrotoxic drugs: no
      And volume depletion: no
      And active sepsis: no
      And positive muscle biopsy: no
      And positive muscle MRI: no
      And positive EMG: no
      And respiratory muscle weakness: no
      And heart failure: no
      And pulmonary arterial hypertension: no
      And severe hypertension: no
      And hypotension: no
      And severe anaemia: no
      And severe hyponatraemia: no
      And body mass index is 22 kg/m2
      And pregnancy: no
      And active skin disease: no
      And modified Rodnan skin score is 0
      And rising modified Rodnan skin score: no
      And skin subset: limited cutaneous
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
      And hypertension: no
      And high cholesterol: no
      And diabetes: no
      And current smoking: no
      And coronary disease: no
      Then the headline begins with "Defer: AKI, PE 6 weeks ago. If resolved: may be considered, with precautions."

    Scenario: A severe blood pressure asks for a renal crisis
      Given systemic sclerosis: yes
      And age is 50 years
      And sex: woman
      And jurisdiction: United States
      And reason for the request: systemic sclerosis
      And route requested: intravenous
      And present IVIG treatment: no
      And inclusion-body myositis: no
      And earlier IVIG trial for muscle disease: none
      And earlier or present IVIG: no
      And earlier IVIG trial for joint disease: none
      And earlier IVIG trial for upper GI disease: none
      And earlier IVIG trial for bowel disease: none
      And earlier IVIG trial for skin disease: none
      And left ventricular ejection fraction is 60 %
      And serum creatinine is 0.8 mg/dL
      And active muscle disease: yes
      And muscle weakness: yes
      And raised creatine kinase: yes
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And failure of a drug for muscle disease: yes
      And systolic blood pressure is 220 mmHg
      And diastolic blood pressure is 118 mmHg
      And age of the latest creatinine is 6 days
      And present corticosteroid treatment: no
      And time at this corticosteroid dose or more is 0 months
      And failed corticosteroid taper: no
      And outcome of methotrexate: never given
      And outcome of mycophenolate: never given
      And outcome of cyclophosphamide: never given
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
      And failure of a drug for upper GI disease: no
      And failure of a drug for bowel disease: no
      And earlier reaction to human immunoglobulin: none
      And active upper GI disease: no
      And active bowel disease: no
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
      And failed conventional treatment of the gut: no
      And IgA deficiency: no
      And anti-IgA antibodies: no
      And active joint disease: no
      And synovitis: no
      And stable creatinine: no
      And acute kidney injury: no
      And chronic kidney disease: no
      And active scleroderma renal crisis: no
      And scleroderma renal crisis in the history: no
      And nephrotoxic drugs: no
      And volume depletion: no
      And active sepsis: no
      And positive muscle biopsy: no
      And positive muscle MRI: no
      And positive EMG: no
      And respiratory muscle weakness: no
      And heart failure: no
      And pulmonary arterial hypertension: no
      And severe anaemia: no
      And severe hyponatraemia: no
      And body mass index is 22 kg/m2
      And pregnancy: no
      And active skin disease: no
      And modified Rodnan skin score is 0
      And rising modified Rodnan skin score: no
      And skin subset: limited cutaneous
      And earlier thrombosis: no
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
      And hypertension: no
      And high cholesterol: no
      And diabetes: no
      And current smoking: no
      And coronary disease: no
      Then the headline begins with "Defer: blood pressure 220/118. Renal crisis? If resolved: may be considered."

    Scenario: A contraindication does not hide a danger
      Given systemic sclerosis: yes
      And age is 50 years
      And sex: woman
      And jurisdiction: United States
      And reason for the request: systemic sclerosis
      And route requested: intravenous
      And present IVIG treatment: no
      And inclusion-body myositis: no
      And earlier IVIG trial for muscle disease: none
      And earlier or present IVIG: no
      And earlier IVIG trial for joint disease: none
      And earlier IVIG trial for upper GI disease: none
      And earlier IVIG trial for bowel disease: none
      And earlier IVIG trial for skin disease: none
      And left ventricular ejection fraction is 60 %
      And serum creatinine is 0.8 mg/dL
      And active muscle disease: yes
      And muscle weakness: yes
      And raised creatine kinase: yes
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And failure of a drug for muscle disease: yes
      And earlier reaction to human immunoglobulin: severe
      And systolic blood pressure is 220 mmHg
      And diastolic blood pressure is 118 mmHg
      And age of the latest creatinine is 6 days
      And present corticosteroid treatment: no
      And time at this corticosteroid dose or more is 0 months
      And failed corticosteroid taper: no
      And outcome of methotrexate: never given
      And outcome of mycophenolate: never given
      And outcome of cyclophosphamide: never given
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
      And failure of a drug for upper GI disease: no
      And failure of a drug for bowel disease: no
      And active upper GI disease: no
      And active bowel disease: no
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
      And failed conventional treatment of the gut: no
      And IgA deficiency: no
      And anti-IgA antibodies: no
      And active joint disease: no
      And synovitis: no
      And stable creatinine: no
      And acute kidney injury: no
      And chronic kidney disease: no
      And active scleroderma renal crisis: no
      And scleroderma renal crisis in the history: no
      And nephrotoxic drugs: no
      And volume depletion: no
      And active sepsis: no
      And positive muscle biopsy: no
      And positive muscle MRI: no
      And positive EMG: no
      And respiratory muscle weakness: no
      And heart failure: no
      And pulmonary arterial hypertension: no
      And severe anaemia: no
      And severe hyponatraemia: no
      And body mass index is 22 kg/m2
      And pregnancy: no
      And active skin disease: no
      And modified Rodnan skin score is 0
      And rising modified Rodnan skin score: no
      And skin subset: limited cutaneous
      And earlier thrombosis: no
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
      And hypertension: no
      And high cholesterol: no
      And diabetes: no
      And current smoking: no
      And coronary disease: no
      Then the headline begins with "Contraindicated: anaphylaxis or severe reaction to immunoglobulin (Gammagard label). Also now: blood pressure 220/118."

    Scenario: A patient on IVIG
      Given systemic sclerosis: yes
      And age is 50 years
      And sex: woman
      And jurisdiction: United States
      And reason for the request: systemic sclerosis
      And route requested: intravenous
      And present IVIG treatment: yes
      And inclusion-body myositis: no
      And earlier IVIG trial for muscle disease: six months or more, with benefit
      And earlier or present IVIG: yes
      And earlier IVIG trial for joint disease: none
      And earlier IVIG trial for upper GI disease: none
      And earlier IVIG trial for bowel disease: none
      And earlier IVIG trial for skin disease: none
      And left ventricular ejection fraction is 60 %
      And serum creatinine is 0.8 mg/dL
      And active muscle disease: yes
      And muscle weakness: yes
      And raised creatine kinase: yes
      And time on IVIG is 8 months
      And benefit of the present IVIG: benefit
      And age of the latest creatinine is 6 days
      And present corticosteroid treatment: no
      And time at this corticosteroid dose or more is 0 months
      And failed corticosteroid taper: no
      And outcome of methotrexate: never given
      And outcome of mycophenolate: never given
      And outcome of azathioprine: never given
      And outcome of cyclophosphamide: never given
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
      And earlier reaction to human immunoglobulin: none
      And earlier thrombosis from IVIG: no
      And earlier haemolysis from IVIG: no
      And earlier acute kidney injury from IVIG: no
      And earlier transfusion-related acute lung injury after IVIG: no
      And active upper GI disease: no
      And active bowel disease: no
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
      And failed conventional treatment of the gut: no
      And IgA deficiency: no
      And anti-IgA antibodies: no
      And active joint disease: no
      And synovitis: no
      And stable creatinine: no
      And acute kidney injury: no
      And chronic kidney disease: no
      And active scleroderma renal crisis: no
      And scleroderma renal crisis in the history: no
      And nephrotoxic drugs: no
      And volume depletion: no
      And active sepsis: no
      And positive muscle biopsy: no
      And positive muscle MRI: no
      And positive EMG: no
      And respiratory muscle weakness: no
      And heart failure: no
      And pulmonary arterial hypertension: no
      And severe hypertension: no
      And hypotension: no
      And severe anaemia: no
      And severe hyponatraemia: no
      And body mass index is 22 kg/m2
      And pregnancy: no
      And active skin disease: no
      And modified Rodnan skin score is 0
      And rising modified Rodnan skin score: no
      And skin subset: limited cutaneous
      And earlier thrombosis: no
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
      And hypertension: no
      And high cholesterol: no
      And diabetes: no
      And current smoking: no
      And coronary disease: no
      Then the headline begins with "On IVIG for 8 months, benefit recorded. Review, no grade."

    Scenario: A contraindication with its text
      Given systemic sclerosis: yes
      And age is 50 years
      And sex: woman
      And jurisdiction: European Union
      And reason for the request: systemic sclerosis
      And route requested: intravenous
      And present IVIG treatment: no
      And inclusion-body myositis: no
      And earlier IVIG trial for muscle disease: none
      And earlier or present IVIG: no
      And earlier IVIG trial for joint disease: none
      And earlier IVIG trial for upper GI disease: none
      And earlier IVIG trial for bowel disease: none
      And earlier IVIG trial for skin disease: none
      And left ventricular ejection fraction is 60 %
      And serum creatinine is 0.8 mg/dL
      And active muscle disease: yes
      And muscle weakness: yes
      And raised creatine kinase: yes
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And failure of a drug for muscle disease: yes
      And IgA deficiency: yes
      And anti-IgA antibodies: yes
      And age of the latest creatinine is 6 days
      And present corticosteroid treatment: no
      And time at this corticosteroid dose or more is 0 months
      And failed corticosteroid taper: no
      And outcome of methotrexate: never given
      And outcome of mycophenolate: never given
      And outcome of cyclophosphamide: never given
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
      And failure of a drug for upper GI disease: no
      And failure of a drug for bowel disease: no
      And earlier reaction to human immunoglobulin: none
      And active upper GI disease: no
      And active bowel disease: no
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
      And failed conventional treatment of the gut: no
      And active joint disease: no
      And synovitis: no
      And stable creatinine: no
      And acute kidney injury: no
      And chronic kidney disease: no
      And active scleroderma renal crisis: no
      And scleroderma renal crisis in the history: no
      And nephrotoxic drugs: no
      And volume depletion: no
      And active sepsis: no
      And positive muscle biopsy: no
      And positive muscle MRI: no
      And positive EMG: no
      And respiratory muscle weakness: no
      And heart failure: no
      And pulmonary arterial hypertension: no
      And severe hypertension: no
      And hypotension: no
      And severe anaemia: no
      And severe hyponatraemia: no
      And body mass index is 22 kg/m2
      And pregnancy: no
      And active skin disease: no
      And modified Rodnan skin score is 0
      And rising modified Rodnan skin score: no
      And skin subset: limited cutaneous
      And earlier thrombosis: no
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
      And hypertension: no
      And high cholesterol: no
      And diabetes: no
      And current smoking: no
      And coronary disease: no
      Then the headline begins with "Contraindicated: IgA deficiency with anti-IgA (EU text of Kiovig)."

    Scenario: An allergic reaction in the European Union
      Given systemic sclerosis: yes
      And age is 50 years
      And sex: woman
      And jurisdiction: European Union
      And reason for the request: systemic sclerosis
      And route requested: intravenous
      And present IVIG treatment: no
      And inclusion-body myositis: no
      And earlier IVIG trial for muscle disease: none
      And earlier or present IVIG: no
      And earlier IVIG trial for joint disease: none
      And earlier IVIG trial for upper GI disease: none
      And earlier IVIG trial for bowel disease: none
      And earlier IVIG trial for skin disease: none
      And left ventricular ejection fraction is 60 %
      And serum creatinine is 0.8 mg/dL
      And active muscle disease: yes
      And muscle weakness: yes
      And raised creatine kinase: yes
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And failure of a drug for muscle disease: yes
      And earlier reaction to human immunoglobulin: allergic, not severe
      And anti-IgA antibodies: no
      And age of the latest creatinine is 6 days
      And present corticosteroid treatment: no
      And time at this corticosteroid dose or more is 0 months
      And failed corticosteroid taper: no
      And outcome of methotrexate: never given
      And outcome of mycophenolate: never given
      And outcome of cyclophosphamide: never given
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
      And failure of a drug for upper GI disease: no
      And failure of a drug for bowel disease: no
      And active upper GI disease: no
      And active bowel disease: no
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
      And failed conventional treatment of the gut: no
      And IgA deficiency: no
      And active joint disease: no
      And synovitis: no
      And stable creatinine: no
      And acute kidney injury: no
      And chronic kidney disease: no
      And active scleroderma renal crisis: no
      And scleroderma renal crisis in the history: no
      And nephrotoxic drugs: no
      And volume depletion: no
      And active sepsis: no
      And positive muscle biopsy: no
      And positive muscle MRI: no
      And positive EMG: no
      And respiratory muscle weakness: no
      And heart failure: no
      And pulmonary arterial hypertension: no
      And severe hypertension: no
      And hypotension: no
      And severe anaemia: no
      And severe hyponatraemia: no
      And body mass index is 22 kg/m2
      And pregnancy: no
      And active skin disease: no
      And modified Rodnan skin score is 0
      And rising modified Rodnan skin score: no
      And skin subset: limited cutaneous
      And earlier thrombosis: no
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
      And hypertension: no
      And high cholesterol: no
      And diabetes: no
      And current smoking: no
      And coronary disease: no
      Then the headline begins with "Uncertain, a specialist decision. Refractory myositis, but an earlier allergic reaction to immunoglobulin."

    Scenario: An allergic reaction in the United States
      Given systemic sclerosis: yes
      And age is 50 years
      And sex: woman
      And jurisdiction: United States
      And reason for the request: systemic sclerosis
      And route requested: intravenous
      And present IVIG treatment: no
      And inclusion-body myositis: no
      And earlier IVIG trial for muscle disease: none
      And earlier or present IVIG: no
      And earlier IVIG trial for joint disease: none
      And earlier IVIG trial for upper GI disease: none
      And earlier IVIG trial for bowel disease: none
      And earlier IVIG trial for skin disease: none
      And left ventricular ejection fraction is 60 %
      And serum creatinine is 0.8 mg/dL
      And active muscle disease: yes
      And muscle weakness: yes
      And raised creatine kinase: yes
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And failure of a drug for muscle disease: yes
      And earlier reaction to human immunoglobulin: allergic, not severe
      And age of the latest creatinine is 6 days
      And present corticosteroid treatment: no
      And time at this corticosteroid dose or more is 0 months
      And failed corticosteroid taper: no
      And outcome of methotrexate: never given
      And outcome of mycophenolate: never given
      And outcome of cyclophosphamide: never given
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
      And failure of a drug for upper GI disease: no
      And failure of a drug for bowel disease: no
      And active upper GI disease: no
      And active bowel disease: no
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
      And failed conventional treatment of the gut: no
      And IgA deficiency: no
      And anti-IgA antibodies: no
      And active joint disease: no
      And synovitis: no
      And stable creatinine: no
      And acute kidney injury: no
      And chronic kidney disease: no
      And active scleroderma renal crisis: no
      And scleroderma renal crisis in the history: no
      And nephrotoxic drugs: no
      And volume depletion: no
      And active sepsis: no
      And positive muscle biopsy: no
      And positive muscle MRI: no
      And positive EMG: no
      And respiratory muscle weakness: no
      And heart failure: no
      And pulmonary arterial hypertension: no
      And severe hypertension: no
      And hypotension: no
      And severe anaemia: no
      And severe hyponatraemia: no
      And body mass index is 22 kg/m2
      And pregnancy: no
      And active skin disease: no
      And modified Rodnan skin score is 0
      And rising modified Rodnan skin score: no
      And skin subset: limited cutaneous
      And earlier thrombosis: no
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
      And hypertension: no
      And high cholesterol: no
      And diabetes: no
      And current smoking: no
      And coronary disease: no
      Then the headline begins with "May be considered, with precautions. Myositis, refractory to azathioprine. An earlier allergic reaction to immunoglobulin (our choice ○)."

    Scenario: How long ago a clot was
      Given systemic sclerosis: yes
      And age is 50 years
      And sex: woman
      And jurisdiction: United States
      And reason for the request: systemic sclerosis
      And route requested: intravenous
      And present IVIG treatment: no
      And inclusion-body myositis: no
      And earlier IVIG trial for muscle disease: none
      And earlier or present IVIG: no
      And earlier IVIG trial for joint disease: none
      And earlier IVIG trial for upper GI disease: none
      And earlier IVIG trial for bowel disease: none
      And earlier IVIG trial for skin disease: none
      And left ventricular ejection fraction is 60 %
      And serum creatinine is 0.8 mg/dL
      And active muscle disease: yes
      And muscle weakness: yes
      And raised creatine kinase: yes
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And failure of a drug for muscle disease: yes
      And infection without sepsis: yes
      And breast-feeding: yes
      And outcome of mycophenolate: responded
      And earlier thrombosis: yes
      And latest thrombosis: PE
      And time since the latest thrombosis is 84 months
      And age of the latest creatinine is 6 days
      And present corticosteroid treatment: no
      And time at this corticosteroid dose or more is 0 months
      And failed corticosteroid taper: no
      And outcome of methotrexate: never given
      And outcome of cyclophosphamide: never given
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
      And failure of a drug for upper GI disease: no
      And failure of a drug for bowel disease: no
      And earlier reaction to human immunoglobulin: none
      And active upper GI disease: no
      And active bowel disease: no
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
      And failed conventional treatment of the gut: no
      And IgA deficiency: no
      And anti-IgA antibodies: no
      And active joint disease: no
      And synovitis: no
      And stable creatinine: no
      And acute kidney injury: no
      And chronic kidney disease: no
      And active scleroderma renal crisis: no
      And scleroderma renal crisis in the history: no
      And nephrotoxic drugs: no
      And volume depletion: no
      And active sepsis: no
      And positive muscle biopsy: no
      And positive muscle MRI: no
      And positive EMG: no
      And respiratory muscle weakness: no
      And heart failure: no
      And pulmonary arterial hypertension: no
      And severe hypertension: no
      And hypotension: no
      And severe anaemia: no
      And severe hyponatraemia: no
      And body mass index is 22 kg/m2
      And pregnancy: no
      And active skin disease: no
      And modified Rodnan skin score is 0
      And rising modified Rodnan skin score: no
      And skin subset: limited cutaneous
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
      And hypertension: no
      And high cholesterol: no
      And diabetes: no
      And current smoking: no
      And coronary disease: no
      Then the headline begins with "May be considered, with precautions. Myositis, refractory to azathioprine. US boxed warning: PE 7 years ago."

    Scenario: Several bases in one headline
      Given systemic sclerosis: yes
      And age is 50 years
      And sex: woman
      And jurisdiction: United States
      And reason for the request: systemic sclerosis
      And route requested: intravenous
      And present IVIG treatment: no
      And inclusion-body myositis: no
      And earlier IVIG trial for muscle disease: none
      And earlier or present IVIG: no
      And earlier IVIG trial for joint disease: none
      And earlier IVIG trial for upper GI disease: none
      And earlier IVIG trial for bowel disease: none
      And earlier IVIG trial for skin disease: none
      And left ventricular ejection fraction is 60 %
      And serum creatinine is 0.8 mg/dL
      And active muscle disease: yes
      And muscle weakness: yes
      And raised creatine kinase: yes
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And failure of a drug for muscle disease: yes
      And heart failure: yes
      And decompensated heart failure: no
      And hypertension: yes
      And planned dose a course is 2 g/kg
      And planned days a course is 1 days
      And weight is 62 kg
      And height is 165 cm
      And age of the latest creatinine is 6 days
      And present corticosteroid treatment: no
      And time at this corticosteroid dose or more is 0 months
      And failed corticosteroid taper: no
      And outcome of methotrexate: never given
      And outcome of mycophenolate: never given
      And outcome of cyclophosphamide: never given
      And outcome of rituximab: never given
      And outcome of tocilizumab: never given
      And failure of a drug for upper GI disease: no
      And failure of a drug for bowel disease: no
      And earlier reaction to human immunoglobulin: none
      And active upper GI disease: no
      And active bowel disease: no
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
      And failed conventional treatment of the gut: no
      And IgA deficiency: no
      And anti-IgA antibodies: no
      And active joint disease: no
      And synovitis: no
      And stable creatinine: no
      And acute kidney injury: no
      And chronic kidney disease: no
      And active scleroderma renal crisis: no
      And scleroderma renal crisis in the history: no
      And nephrotoxic drugs: no
      And volume depletion: no
      And active sepsis: no
      And positive muscle biopsy: no
      And positive muscle MRI: no
      And positive EMG: no
      And respiratory muscle weakness: no
      And heart failure with reduced ejection fraction: no
      And pulmonary arterial hypertension: no
      And severe hypertension: no
      And hypotension: no
      And severe anaemia: no
      And severe hyponatraemia: no
      And pregnancy: no
      And active skin disease: no
      And modified Rodnan skin score is 0
      And rising modified Rodnan skin score: no
      And skin subset: limited cutaneous
      And earlier thrombosis: no
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
      And high cholesterol: no
      And diabetes: no
      And current smoking: no
      And coronary disease: no
      Then the headline begins with "May be considered, with precautions. Myositis, refractory to azathioprine. US boxed warning: hypertension ○. Heart failure: volume load (our choice ○)."
