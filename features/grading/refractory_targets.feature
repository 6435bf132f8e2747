Feature: Grades where a supported target is refractory
  Without a precaution or a heavy risk, IVIG may be considered.

  Background:
    Given a patient in whom every question is answered without a finding
    And the patient has systemic sclerosis
    And the age is 50 years
    And reason for the request: systemic sclerosis
    And route requested: intravenous
    And earlier or present IVIG: no
    And the patient has no inclusion-body myositis
    And the age of the latest creatinine is 5 days

  Rule: No active target is recorded

    Scenario: With no active organ nothing supports a start
      Given the patient has no active muscle disease
      Then the outcome is "not supported now"

    Scenario: Interstitial lung disease alone is no target
      Given the patient has interstitial lung disease
      Then the outcome is "not supported now"
      And the note says "No claim"

    Scenario: A refractory myositis is no longer without a target
      Given the patient has active muscle disease
      And the patient has muscle weakness
      And the patient has raised creatine kinase
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And the patient has failure of a drug for muscle disease
      Then the outcome is "may be considered"

    Scenario: Joints that nobody looked at may be a target
      Given active joint disease is not known
      And the patient has synovitis
      And outcome of methotrexate: failed after four months or more at an adequate dose
      And the patient has failure of a drug for joint disease
      Then the note is provisional
      And "not supported now" is still possible
      And "may be considered" is still possible
      And the outcome turns on active joint disease

  Rule: A supported target is refractory

    Scenario: Refractory muscle disease without risks may be considered
      Given the patient has active muscle disease
      And the patient has muscle weakness
      And the patient has raised creatine kinase
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And the patient has failure of a drug for muscle disease
      Then the outcome is "may be considered"
      And the note is settled
      And the certainty is very low
      And the headline begins with "May be considered. "

    Scenario: Refractory joint disease may be considered on very weak evidence
      Given the patient has active joint disease
      And the patient has synovitis
      And outcome of methotrexate: failed after four months or more at an adequate dose
      And the patient has failure of a drug for joint disease
      Then the outcome is "may be considered"
      And the certainty is very low

    Scenario: Refractory upper gut disease may be considered on very weak evidence
      Given the patient has active upper GI disease
      And the patient has a swallowing disorder
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And the patient has failure of a drug for upper GI disease
      Then the outcome is "may be considered"
      And the certainty is very low

    Scenario: Refractory bowel disease may be considered on very weak evidence
      Given the patient has active bowel disease
      And the patient has malabsorption
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And the patient has failure of a drug for bowel disease
      Then the outcome is "may be considered"
      And the certainty is very low

    Scenario: A drug that worked is not a failure
      Given the patient has active muscle disease
      And the patient has muscle weakness
      And the patient has raised creatine kinase
      And outcome of azathioprine: responded
      Then the outcome is "uncertain, a specialist decision"

    Scenario: A drug without a recorded outcome leaves the grade open
      Given the patient has active muscle disease
      And the patient has muscle weakness
      And the patient has raised creatine kinase
      And outcome of azathioprine is not known
      And failure of a drug for muscle disease is not known
      Then the note is provisional
      And "may be considered" is still possible
      And "uncertain, a specialist decision" is still possible
      And the note asks for outcome of azathioprine
      And answering failure of a drug for muscle disease could settle "may be considered"

    Scenario: A drug that failed, nobody said for which organ, leaves the grade open
      Given the patient has active muscle disease
      And the patient has muscle weakness
      And the patient has raised creatine kinase
      And outcome of azathioprine: failed after four months or more at an adequate dose
      And failure of a drug for muscle disease is not known
      Then the note is provisional
      And "may be considered" is still possible
      And "uncertain, a specialist decision" is still possible
      And the outcome turns on failure of a drug for muscle disease
      And answering failure of a drug for muscle disease could settle "may be considered"

    Scenario: A drug that failed for another organ is no failure for muscle
      Given the patient has active muscle disease
      And the patient has muscle weakness
      And the patient has raised creatine kinase
      And outcome of methotrexate: failed after four months or more at an adequate dose
      And the patient has failure of a drug for joint disease
      And the patient has no failure of a drug for muscle disease
      Then the outcome is "uncertain, a specialist decision"
