Feature: Findings that are no target

  Background:
    Given the patient has systemic sclerosis

  Rule: Interstitial lung disease

    Scenario: Interstitial lung disease is named and no claim is made
      Given the patient has interstitial lung disease
      Then the rule "Interstitial lung disease" holds
      And the certainty of "Interstitial lung disease" is very low
      And the note says "No claim"

    Scenario: Without interstitial lung disease nothing is said of it
      Given the patient has no interstitial lung disease
      Then the rule "Interstitial lung disease" does not hold

    Scenario: Lungs that were not looked at are asked about
      Given interstitial lung disease is not known
      Then the rule "Interstitial lung disease" cannot be decided
      And the note asks for interstitial lung disease

  Rule: Heart involvement

    Scenario: Heart involvement is named and no claim is made
      Given the patient has heart involvement by systemic sclerosis
      Then the rule "Heart involvement" holds
      And the certainty of "Heart involvement" is very low
      And the note says "No claim"

    Scenario: Without heart involvement nothing is said of it
      Given the patient has no heart involvement by systemic sclerosis
      Then the rule "Heart involvement" does not hold

    Scenario: A heart that was not looked at is asked about
      Given heart involvement by systemic sclerosis is not known
      Then the rule "Heart involvement" cannot be decided
      And the note asks for heart involvement by systemic sclerosis

  Rule: Inclusion-body myositis

    Scenario: Inclusion-body myositis takes muscle off the list of targets
      Given the patient has inclusion-body myositis
      Then the rule "Inclusion-body myositis" holds

    Scenario: With inclusion-body myositis ruled out, muscle stays on the list
      Given the patient has no inclusion-body myositis
      Then the rule "Inclusion-body myositis" does not hold

    Scenario: Inclusion-body myositis that is not ruled out is asked about
      Given inclusion-body myositis is not known
      Then the rule "Inclusion-body myositis" cannot be decided
      And the note asks for inclusion-body myositis

  Rule: Joint pain without synovitis

    Scenario: Joint pain without synovitis is named as no target
      Given the patient has joint pain
      And the patient has no synovitis
      Then the rule "Joint pain without synovitis" holds

    Scenario: Active joints without synovitis are no target either
      Given the patient has active joint disease
      And the patient has no synovitis
      Then the rule "Joint pain without synovitis" holds

    Scenario: Joint pain with synovitis lacks nothing
      Given the patient has joint pain
      And the patient has synovitis
      Then the rule "Joint pain without synovitis" does not hold

    Scenario: Whether there is synovitis is asked
      Given the patient has joint pain
      And synovitis is not known
      Then the rule "Joint pain without synovitis" cannot be decided
      And the note asks for synovitis

  Rule: Raised CK alone

    Scenario: A raised creatine kinase alone is no target
      Given the patient has raised creatine kinase
      And the patient has no muscle weakness
      And the patient has no positive muscle biopsy
      And the patient has no positive muscle MRI
      And the patient has no positive EMG
      Then the rule "Raised CK alone" holds

    Scenario: Weakness beside it is more than CK alone
      Given the patient has raised creatine kinase
      And the patient has muscle weakness
      Then the rule "Raised CK alone" does not hold

    Scenario: Without a word on weakness it may be CK alone
      Given the patient has raised creatine kinase
      And muscle weakness is not known
      And the patient has no positive muscle biopsy
      And the patient has no positive muscle MRI
      And the patient has no positive EMG
      Then the rule "Raised CK alone" cannot be decided
      And the note asks for muscle weakness

  Rule: Muscle pain alone

    Scenario: Muscle pain alone is no target
      Given the patient has muscle pain
      And the patient has no muscle weakness
      And the patient has no raised creatine kinase
      And the patient has no positive muscle biopsy
      And the patient has no positive muscle MRI
      And the patient has no positive EMG
      Then the rule "Muscle pain alone" holds

    Scenario: Weakness beside it is more than pain alone
      Given the patient has muscle pain
      And the patient has muscle weakness
      Then the rule "Muscle pain alone" does not hold

    Scenario: Without a creatine kinase it may be pain alone
      Given the patient has muscle pain
      And the patient has no muscle weakness
      And raised creatine kinase is not known
      And the patient has no positive muscle biopsy
      And the patient has no positive muscle MRI
      And the patient has no positive EMG
      Then the rule "Muscle pain alone" cannot be decided
      And the note asks for raised creatine kinase

  Rule: Limited skin disease

    Scenario: Limited skin disease is no target whatever its score
      Given the patient has active skin disease
      And skin subset: limited cutaneous
      And modified Rodnan skin score is 18
      Then the rule "Limited skin disease" holds
      And the rule "Active diffuse skin disease" does not hold

    Scenario: Diffuse skin disease is not limited
      Given the patient has active skin disease
      And skin subset: diffuse cutaneous
      Then the rule "Limited skin disease" does not hold

    Scenario: The subset is asked before skin is set aside
      Given the patient has active skin disease
      And skin subset is not known
      Then the rule "Limited skin disease" cannot be decided
      And the note asks for skin subset

  Rule: High skin score in limited SSc

    Scenario: A skin score of 11 fits limited disease
      Given skin subset: limited cutaneous
      And modified Rodnan skin score is 11
      Then the rule "High skin score in limited SSc" does not hold

    Scenario: A skin score of 12 fits limited disease
      Given skin subset: limited cutaneous
      And modified Rodnan skin score is 12
      Then the rule "High skin score in limited SSc" does not hold

    Scenario: A skin score of 13 in limited disease asks whether the subset is right
      Given skin subset: limited cutaneous
      And modified Rodnan skin score is 13
      Then the rule "High skin score in limited SSc" holds
      And the note says "Limited SSc, mRSS 13: skin studies were in diffuse disease. Is the subset right?"

    Scenario: Without a score nothing is said of the subset
      Given skin subset: limited cutaneous
      And modified Rodnan skin score is not known
      Then the rule "High skin score in limited SSc" cannot be decided
      And the note asks for modified Rodnan skin score

  Rule: Diffuse skin neither thick nor rising

    Scenario: A diffuse skin score of 11 that does not rise is no target
      Given the patient has active skin disease
      And skin subset: diffuse cutaneous
      And modified Rodnan skin score is 11
      And the patient has no rising modified Rodnan skin score
      Then the rule "Diffuse skin neither thick nor rising" holds

    Scenario: A diffuse skin score of 12 that does not rise is no target
      Given the patient has active skin disease
      And skin subset: diffuse cutaneous
      And modified Rodnan skin score is 12
      And the patient has no rising modified Rodnan skin score
      Then the rule "Diffuse skin neither thick nor rising" holds

    Scenario: A diffuse skin score of 13 is enough
      Given the patient has active skin disease
      And skin subset: diffuse cutaneous
      And modified Rodnan skin score is 13
      Then the rule "Diffuse skin neither thick nor rising" does not hold

    Scenario: Whether the score rises is asked
      Given the patient has active skin disease
      And skin subset: diffuse cutaneous
      And modified Rodnan skin score is 12
      And rising modified Rodnan skin score is not known
      Then the rule "Diffuse skin neither thick nor rising" cannot be decided
      And the note asks for rising modified Rodnan skin score

  Rule: Amyopathic dermatomyositis

    Scenario: Amyopathic dermatomyositis is no muscle disease and no overlap
      Given the patient has amyopathic dermatomyositis
      Then the rule "Amyopathic dermatomyositis" holds
      And the rule "Dermatomyositis overlap: a licence" cannot be decided

    Scenario: Without amyopathic dermatomyositis there is nothing to set aside
      Given the patient has no amyopathic dermatomyositis
      Then the rule "Amyopathic dermatomyositis" does not hold

    Scenario: Whether there is amyopathic dermatomyositis may be open
      Given amyopathic dermatomyositis is not known
      Then the rule "Amyopathic dermatomyositis" cannot be decided
      And the note asks for amyopathic dermatomyositis

  Rule: Active without a finding: muscle

    Scenario: Muscle disease called active without any finding is no target
      Given the patient has active muscle disease
      And earlier IVIG trial for muscle disease: none
      And the patient has no inclusion-body myositis
      And the patient has no muscle weakness
      And the patient has no raised creatine kinase
      Then the rule "Active without a finding: muscle" holds

    Scenario: Muscle disease with a finding does not lack one
      Given the patient has active muscle disease
      And earlier IVIG trial for muscle disease: none
      And the patient has no inclusion-body myositis
      And the patient has muscle weakness
      Then the rule "Active without a finding: muscle" does not hold

    Scenario: In active muscle disease the findings are asked
      Given the patient has active muscle disease
      And earlier IVIG trial for muscle disease: none
      And the patient has no inclusion-body myositis
      And muscle weakness is not known
      Then the rule "Active without a finding: muscle" cannot be decided
      And the note asks for muscle weakness

  Rule: Active without a finding: upper GI

    Scenario: Upper gut disease called active without any finding is no target
      Given the patient has active upper GI disease
      And earlier IVIG trial for upper GI disease: none
      And the patient has no reflux
      And the patient has no swallowing disorder
      And the patient has no upper GI dysmotility shown by a test
      And the patient has no aspiration
      And the patient has no artificial feeding
      Then the rule "Active without a finding: upper GI" holds

    Scenario: Upper gut disease with a finding does not lack one
      Given the patient has active upper GI disease
      And earlier IVIG trial for upper GI disease: none
      And the patient has reflux
      Then the rule "Active without a finding: upper GI" does not hold

    Scenario: In active upper gut disease the findings are asked
      Given the patient has active upper GI disease
      And earlier IVIG trial for upper GI disease: none
      And reflux is not known
      Then the rule "Active without a finding: upper GI" cannot be decided
      And the note asks for reflux

  Rule: Active without a finding: bowel

    Scenario: Bowel disease called active without any finding is no target
      Given the patient has active bowel disease
      And earlier IVIG trial for bowel disease: none
      And the patient has no bowel symptoms
      And the patient has no bowel dysmotility shown by a test
      And the patient has no intestinal pseudo-obstruction
      And the patient has no malabsorption
      And the patient has no bacterial overgrowth of the small bowel
      And the patient has no artificial feeding
      Then the rule "Active without a finding: bowel" holds

    Scenario: Bowel disease with a finding does not lack one
      Given the patient has active bowel disease
      And earlier IVIG trial for bowel disease: none
      And the patient has bowel symptoms
      Then the rule "Active without a finding: bowel" does not hold

    Scenario: In active bowel disease the findings are asked
      Given the patient has active bowel disease
      And earlier IVIG trial for bowel disease: none
      And bowel symptoms is not known
      Then the rule "Active without a finding: bowel" cannot be decided
      And the note asks for bowel symptoms
