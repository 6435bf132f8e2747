Feature: The first line of a note
  It names what holds in this patient, with the patient's values, and on what basis; never a label where only a choice holds.

  Background:
    Given a patient in whom every question is answered without a finding
    And the patient has systemic sclerosis
    And the age is 50 years
    And reason for the request: systemic sclerosis
    And route requested: intravenous
    And earlier or present IVIG: no
    And the patient has no inclusion-body myositis
    And the age of the latest creatinine is 5 days

  Rule: The first line of a patient whose myositis is refractory to azathioprine

    Background:
      Given the patient has active muscle disease
      And the patient has muscle weakness
      And the patient has raised creatine kinase
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And the patient has failure of a drug for muscle disease

    Scenario: A refractory myositis with nothing against it may be considered
      Given hypertension: no
      And pulmonary arterial hypertension: no
      Then the headline begins with "May be considered. Small uncontrolled studies report benefit (certainty very low). Myositis, refractory to azathioprine."

    Scenario: Age and hypertension are named as factors of the boxed warning
      Given age is 67 years
      And hypertension: yes
      Then the headline begins with "May be considered, with precautions. Myositis, refractory to azathioprine. US boxed warning: age 67 ○, hypertension ○."

    Scenario: Pulmonary hypertension is named as our own precaution, never as a label's
      Given pulmonary arterial hypertension: yes
      Then the headline begins with "May be considered, with precautions. Myositis, refractory to azathioprine. PAH: volume load, no label read names it (our choice ○)."

    Scenario: IgA deficiency in the United States is named as our choice
      Given jurisdiction: United States
      And serum IgA is 0.04 g/L
      Then the headline begins with "May be considered, with precautions. Myositis, refractory to azathioprine. IgA 0.04 g/L, the US label asks for more (our choice ○)."

    Scenario: IgA deficiency in the European Union rests on leaflets
      Given jurisdiction: European Union
      And serum IgA is 0.04 g/L
      Then the headline begins with "May be considered, with precautions. Myositis, refractory to azathioprine. IgA 0.04 g/L: EU leaflets rule out Flebogamma DIF, ask for caution with Kiovig."

    Scenario: Pregnancy in the United States rests on a compendium
      Given jurisdiction: United States
      And pregnancy: yes
      Then the headline begins with "May be considered, with precautions. Myositis, refractory to azathioprine. Pregnant: a US compendium has “only if clearly needed”."

    Scenario: Pregnancy in the European Union rests on product texts
      Given jurisdiction: European Union
      And pregnancy: yes
      Then the headline begins with "May be considered, with precautions. Myositis, refractory to azathioprine. Pregnant: EU product texts advise caution."

    Scenario: Each precaution stands on its own basis
      Given jurisdiction: Australia
      And pregnancy: yes
      And hypertension: yes
      And pulmonary arterial hypertension: yes
      Then the headline begins with "May be considered, with precautions. Myositis, refractory to azathioprine. US boxed warning: hypertension ○. PAH: volume load, no label read names it; pregnant (our choice ○)."

    Scenario: A plan above the studied dose leaves the grade uncertain as planned
      Given planned dose a course is 5 g/kg
      Then the headline begins with "Uncertain as planned: 5 g/kg a course; studies in SSc gave 2. Myositis, refractory to azathioprine."

    Scenario: An allergic reaction in the United States is our precaution
      Given jurisdiction: United States
      And earlier reaction to human immunoglobulin: allergic, not severe
      Then the headline begins with "May be considered, with precautions. Myositis, refractory to azathioprine. An earlier allergic reaction to immunoglobulin (our choice ○)."

    Scenario: A clot is named with the years since
      Given latest thrombosis: PE
      And time since the latest thrombosis is 84 months
      Then the headline begins with "May be considered, with precautions. Myositis, refractory to azathioprine. US boxed warning: PE 7 years ago."

    Scenario: Hypertension is named by the boxed warning, heart failure by our choice
      Given heart failure: yes
      And hypertension: yes
      Then the headline begins with "May be considered, with precautions. Myositis, refractory to azathioprine. US boxed warning: hypertension ○. Heart failure: volume load (our choice ○)."

  Rule: The first line of any other patient

    Scenario: An earlier renal crisis is named beside a refractory myositis
      Given active muscle disease: yes
      And muscle weakness: yes
      And raised creatine kinase: yes
      And failure of a drug for muscle disease: yes
      And scleroderma renal crisis in the history: yes
      And stable creatinine: yes
      Then the headline begins with "Uncertain, a specialist decision. Refractory myositis, but an earlier renal crisis."

    Scenario: A very low estimated GFR is named beside a refractory myositis
      Given active muscle disease: yes
      And muscle weakness: yes
      And raised creatine kinase: yes
      And failure of a drug for muscle disease: yes
      And estimated glomerular filtration rate is 25 mL/min/1.73m2
      And chronic kidney disease: yes
      Then the headline begins with "Uncertain, a specialist decision. Refractory myositis, but eGFR 25."

    Scenario: A low ejection fraction is named before anything planned
      Given left ventricular ejection fraction is 35 %
      And active muscle disease: yes
      And muscle weakness: yes
      And raised creatine kinase: yes
      And failure of a drug for muscle disease: yes
      Then the headline begins with "Uncertain, a specialist decision. Refractory myositis, but LVEF 35%."

    Scenario: An active myositis without a failed drug says that no drug has failed
      Given active muscle disease: yes
      And muscle weakness: yes
      And raised creatine kinase: yes
      Then the headline begins with "Uncertain, a specialist decision. Active myositis, no drug recorded as failed for muscle."

    Scenario: An arthritis with corticosteroid to spare names dose and time
      Given active joint disease: yes
      And synovitis: yes
      And corticosteroid dose, as prednisone is 20 mg/day
      And time at this corticosteroid dose or more is 5 months
      Then the headline begins with "Uncertain, a specialist decision. Arthritis on prednisone 20 mg/day for 5 months."

    Scenario: Diffuse skin disease says that trial and series disagree
      Given active skin disease: yes
      And skin subset: diffuse cutaneous
      And modified Rodnan skin score is 24
      And failure of a drug for skin disease: yes
      Then the headline begins with "Uncertain, a specialist decision. Diffuse skin, mRSS 24: trial and series disagree."

    Scenario: Aspiration is named as too fast to wait for another drug
      Given active upper GI disease: yes
      And aspiration: yes
      Then the headline begins with "Uncertain, a specialist decision. Aspiration: too fast to wait for another drug ○."

    Scenario: A drug given for too short a time has not failed yet
      Given active joint disease: yes
      And synovitis: yes
      And outcome of methotrexate: given for under four months
      Then the headline begins with "Not supported now. Methotrexate: under four months so far, not failed."

    Scenario: Reflux alone with a low ejection fraction names both
      Given left ventricular ejection fraction is 35 %
      And active upper GI disease: yes
      And reflux: yes
      And failure of a drug for upper GI disease: yes
      Then the headline begins with "Not supported now. Reflux alone: weak evidence, and LVEF 35%."

    Scenario: Without an active organ nothing supports a start
      Given the patient has no active muscle disease
      Then the headline begins with "Not supported now. No active organ recorded."

    Scenario: Joint pain without synovitis is no target
      Given active joint disease: yes
      Then the headline begins with "Not supported now. Joint pain without synovitis is no target ○."

    Scenario: Each danger is named, and what stands once it is resolved
      Given active muscle disease: yes
      And muscle weakness: yes
      And raised creatine kinase: yes
      And failure of a drug for muscle disease: yes
      And acute kidney injury: yes
      And latest thrombosis: PE
      And time since the latest thrombosis is 1.4 months
      Then the headline begins with "Defer: AKI, PE 6 weeks ago. If resolved: may be considered, with precautions."

    Scenario: A severe blood pressure asks for a renal crisis
      Given active muscle disease: yes
      And muscle weakness: yes
      And raised creatine kinase: yes
      And failure of a drug for muscle disease: yes
      And systolic blood pressure is 220 mmHg
      And diastolic blood pressure is 118 mmHg
      Then the headline begins with "Defer: blood pressure 220/118. Renal crisis? If resolved: may be considered."

    Scenario: A contraindication does not hide a danger
      Given jurisdiction: United States
      And earlier reaction to human immunoglobulin: severe
      And systolic blood pressure is 220 mmHg
      And diastolic blood pressure is 118 mmHg
      Then the headline begins with "Contraindicated: anaphylaxis or severe reaction to immunoglobulin (Gammagard label). Also now: blood pressure 220/118."

    Scenario: A patient on IVIG gets a review and no grade
      Given earlier or present IVIG: yes
      And time on IVIG is 8 months
      And benefit of the present IVIG: benefit
      Then the headline begins with "On IVIG for 8 months, benefit recorded. Review, no grade."

    Scenario: IgA deficiency with anti-IgA is named with the text that says so
      Given jurisdiction: European Union
      And IgA deficiency: yes
      And anti-IgA antibodies: yes
      Then the headline begins with "Contraindicated: IgA deficiency with anti-IgA (EU text of Kiovig)."

    Scenario: An allergic reaction in the European Union stands against a start
      Given jurisdiction: European Union
      And active muscle disease: yes
      And muscle weakness: yes
      And raised creatine kinase: yes
      And failure of a drug for muscle disease: yes
      And earlier reaction to human immunoglobulin: allergic, not severe
      Then the headline begins with "Uncertain, a specialist decision. Refractory myositis, but an earlier allergic reaction to immunoglobulin."
