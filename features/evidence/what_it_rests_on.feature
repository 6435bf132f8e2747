Feature: What every note rests on
  The weakness of the whole evidence is said in each note, not left to the reader.

  Rule: Evidence on IVIG in SSc

    Scenario: For every patient with SSc it is said how weak the evidence is
      Given the patient has systemic sclerosis
      Then the rule "Evidence on IVIG in SSc" holds

    Scenario: Where systemic sclerosis is not diagnosed, its evidence is not described
      Given the patient has no systemic sclerosis
      Then the rule "Evidence on IVIG in SSc" does not hold

    Scenario: Until the diagnosis is known, the description waits
      Given systemic sclerosis is not known
      Then the rule "Evidence on IVIG in SSc" cannot be decided
      And the note asks for systemic sclerosis

  Rule: First drugs of the European guideline

    Scenario: Interstitial lung disease brings up what the guideline names first
      Given the patient has interstitial lung disease
      Then the rule "First drugs of the European guideline" holds

    Scenario: Active skin disease brings up what the guideline names first
      Given the patient has active skin disease
      Then the rule "First drugs of the European guideline" holds

    Scenario: With no active organ the guideline is left out
      Given the patient has no active muscle disease
      And the patient has no active joint disease
      And the patient has no active upper GI disease
      And the patient has no active bowel disease
      And the patient has no active skin disease
      And the patient has no interstitial lung disease
      Then the rule "First drugs of the European guideline" does not hold

    Scenario: Organs that nobody looked at leave it open
      Given active muscle disease is not known
      Then the rule "First drugs of the European guideline" cannot be decided
      And the note asks for active muscle disease

  Rule: CRP and daily function

    Scenario: With a target, CRP and daily function are shown as support only
      Given the patient has active joint disease
      And the patient has synovitis
      And earlier IVIG trial for joint disease: none
      Then the rule "CRP and daily function" holds

    Scenario: Without a target there is nothing to support
      Given the patient has no active muscle disease
      And the patient has no active joint disease
      And the patient has no active upper GI disease
      And the patient has no active bowel disease
      Then the rule "CRP and daily function" does not hold

    Scenario: Whether there is a target has to be known
      Given active muscle disease is not known
      Then the rule "CRP and daily function" cannot be decided
      And the note asks for active muscle disease

  Rule: Authors' words on harm

    Scenario: In systemic sclerosis the authors' words and counts are quoted
      Given the patient has systemic sclerosis
      Then the rule "Authors' words on harm" holds

    Scenario: Where systemic sclerosis is not diagnosed, the authors' words and counts are left out
      Given the patient has no systemic sclerosis
      Then the rule "Authors' words on harm" does not hold

    Scenario: Until the diagnosis is known, the authors' words and counts wait
      Given systemic sclerosis is not known
      Then the rule "Authors' words on harm" cannot be decided
      And the note asks for systemic sclerosis

  Rule: Search

    Scenario: In systemic sclerosis the search is told
      Given the patient has systemic sclerosis
      Then the rule "Search" holds

    Scenario: Where systemic sclerosis is not diagnosed, the search is left out
      Given the patient has no systemic sclerosis
      Then the rule "Search" does not hold

    Scenario: Until the diagnosis is known, the search waits
      Given systemic sclerosis is not known
      Then the rule "Search" cannot be decided
      And the note asks for systemic sclerosis

  Rule: Known sources not read

    Scenario: In systemic sclerosis the unread sources are named
      Given the patient has systemic sclerosis
      Then the rule "Known sources not read" holds

    Scenario: Where systemic sclerosis is not diagnosed, the unread sources are left out
      Given the patient has no systemic sclerosis
      Then the rule "Known sources not read" does not hold

    Scenario: Until the diagnosis is known, the unread sources wait
      Given systemic sclerosis is not known
      Then the rule "Known sources not read" cannot be decided
      And the note asks for systemic sclerosis
