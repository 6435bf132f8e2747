Feature: Skin disease, on which trial and series disagree

  Background:
    Given the patient has systemic sclerosis

  Rule: Active diffuse skin disease

    Scenario: Active diffuse disease with a score of thirteen is a target on conflicting evidence
      Given the patient has active skin disease
      And skin subset: diffuse cutaneous
      And the modified Rodnan skin score is 13
      And earlier IVIG trial for skin disease: none
      Then the rule "Active diffuse skin disease" holds
      And the certainty of "Active diffuse skin disease" is very low
      And the note cites Takehara 2013

    Scenario: Limited disease is no target
      Given the patient has active skin disease
      And skin subset: limited cutaneous
      And the modified Rodnan skin score is 20
      Then the rule "Active diffuse skin disease" does not hold

    Scenario: After an adequate trial of IVIG without benefit, skin is no target
      Given the patient has active skin disease
      And skin subset: diffuse cutaneous
      And the modified Rodnan skin score is 20
      And earlier IVIG trial for skin disease: six months or more, without benefit
      Then the rule "Active diffuse skin disease" does not hold

    Scenario: Without the subset it is open whether skin is a target
      Given the patient has active skin disease
      And the modified Rodnan skin score is 20
      And earlier IVIG trial for skin disease: none
      And skin subset is not known
      Then the rule "Active diffuse skin disease" cannot be decided
      And the note asks for skin subset

  Rule: Diffuse skin disease is active, thick or worsening

    Scenario: A rising score makes skin a target whatever its height
      Given the patient has active skin disease
      And skin subset: diffuse cutaneous
      And the modified Rodnan skin score is 8
      And rising modified Rodnan skin score: yes
      And earlier IVIG trial for skin disease: none
      Then the rule "Active diffuse skin disease" holds

    Scenario: A moderate score that is not rising is no target
      Given the patient has active skin disease
      And skin subset: diffuse cutaneous
      And the modified Rodnan skin score is 8
      And rising modified Rodnan skin score: no
      And earlier IVIG trial for skin disease: none
      Then the rule "Active diffuse skin disease" does not hold

    Scenario: Diffuse skin disease without a skin score is asked for it
      Given the patient has active skin disease
      And skin subset: diffuse cutaneous
      And earlier IVIG trial for skin disease: none
      And modified Rodnan skin score is not known
      Then the rule "Active diffuse skin disease" cannot be decided
      And the note asks for modified Rodnan skin score

    Scenario Outline: A skin score counts above twelve (<value>)
      Given the patient has active skin disease
      And skin subset: diffuse cutaneous
      And rising modified Rodnan skin score: no
      And earlier IVIG trial for skin disease: none
      And the modified Rodnan skin score is <value>
      Then the rule "Active diffuse skin disease" <truth>

      Examples:
        | value | truth         |
        | 11    | does not hold |
        | 12    | does not hold |
        | 13    | holds         |
