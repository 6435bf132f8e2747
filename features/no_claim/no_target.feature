Feature: Findings that are no target

  Background:
    Given the patient has systemic sclerosis

  Rule: Interstitial lung disease

    Scenario: Interstitial lung disease is named and no claim is made
      Given the patient has interstitial lung disease
      Then the rule "Interstitial lung disease" holds
      And the certainty of "Interstitial lung disease" is very low
      And the note says "makes no claim"

    Scenario: Without interstitial lung disease the line is left out
      Given the patient has no interstitial lung disease
      Then the rule "Interstitial lung disease" does not hold

    Scenario: Lungs that were not looked at leave the line open
      Given interstitial lung disease is not known
      Then the rule "Interstitial lung disease" cannot be decided
      And the note asks for interstitial lung disease

  Rule: Heart involvement is no target

    Scenario: Heart involvement is named and no claim is made
      Given the patient has heart involvement by systemic sclerosis
      Then the rule "Heart involvement is no target" holds
      And the certainty of "Heart involvement is no target" is very low
      And the note says "makes no claim"

    Scenario: Without heart involvement the line is left out
      Given the patient has no heart involvement by systemic sclerosis
      Then the rule "Heart involvement is no target" does not hold

    Scenario: A heart that was not looked at leaves the line open
      Given heart involvement by systemic sclerosis is not known
      Then the rule "Heart involvement is no target" cannot be decided
      And the note asks for heart involvement by systemic sclerosis

  Rule: Inclusion-body myositis

    Scenario: Inclusion-body myositis takes muscle off the list of targets
      Given the patient has inclusion-body myositis
      Then the rule "Inclusion-body myositis" holds

    Scenario: Once it is ruled out, muscle stays on the list
      Given the patient has no inclusion-body myositis
      Then the rule "Inclusion-body myositis" does not hold

    Scenario: Inclusion-body myositis that is not ruled out is asked about
      Given inclusion-body myositis is not known
      Then the rule "Inclusion-body myositis" cannot be decided
      And the note asks for inclusion-body myositis

  Rule: Muscle pain, raised CK or joint pain alone is no target

    Scenario: Muscle pain without active muscle disease is no target
      Given the patient has muscle pain
      And the patient has no active muscle disease
      Then the rule "Muscle pain, raised CK or joint pain alone is no target" holds

    Scenario: Joint pain without synovitis is no joint target
      Given the patient has joint pain
      And the patient has active joint disease
      And the patient has no synovitis
      Then the rule "Muscle pain, raised CK or joint pain alone is no target" holds

    Scenario: Without pain and with a normal creatine kinase there is nothing to say
      Given the patient has no muscle pain
      And the patient has no raised creatine kinase
      And the patient has no joint pain
      Then the rule "Muscle pain, raised CK or joint pain alone is no target" does not hold

    Scenario: Muscle pain beside a muscle target needs no such line
      Given the patient has muscle pain
      And the patient has active muscle disease
      And the patient has muscle weakness
      And the patient has raised creatine kinase
      And the patient has no inclusion-body myositis
      And earlier IVIG trial for muscle disease: none
      And the patient has no joint pain
      Then the rule "Muscle pain, raised CK or joint pain alone is no target" does not hold

    Scenario: Muscle pain alone does not tell whether muscle is a target
      Given the patient has muscle pain
      And active muscle disease is not known
      Then the rule "Muscle pain, raised CK or joint pain alone is no target" cannot be decided
      And the note asks for active muscle disease
