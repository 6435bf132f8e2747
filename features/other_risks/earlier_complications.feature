Feature: What went wrong with earlier immunoglobulin

  Background:
    Given the patient has systemic sclerosis

  Rule: Earlier aseptic meningitis after IVIG

    Scenario: Aseptic meningitis after an earlier course is shown
      Given the patient has earlier aseptic meningitis after IVIG
      Then the rule "Earlier aseptic meningitis after IVIG" holds

    Scenario: No earlier meningitis, nothing to show
      Given the patient has no earlier aseptic meningitis after IVIG
      Then the rule "Earlier aseptic meningitis after IVIG" does not hold

    Scenario: Earlier meningitis that nobody mentioned is asked about
      Given earlier aseptic meningitis after IVIG is not known
      Then the rule "Earlier aseptic meningitis after IVIG" cannot be decided
      And the note asks for earlier aseptic meningitis after IVIG

  Rule: Earlier haemolysis from IVIG

    Scenario: Haemolysis after an earlier course is shown
      Given the patient has earlier haemolysis from IVIG
      Then the rule "Earlier haemolysis from IVIG" holds

    Scenario: No earlier haemolysis, nothing to show
      Given the patient has no earlier haemolysis from IVIG
      Then the rule "Earlier haemolysis from IVIG" does not hold

    Scenario: Earlier haemolysis that nobody mentioned is asked about
      Given earlier haemolysis from IVIG is not known
      Then the rule "Earlier haemolysis from IVIG" cannot be decided
      And the note asks for earlier haemolysis from IVIG

  Rule: Earlier acute kidney injury from IVIG

    Scenario: Kidney injury after an earlier course is shown
      Given the patient has earlier acute kidney injury from IVIG
      Then the rule "Earlier acute kidney injury from IVIG" holds

    Scenario: No earlier kidney injury, nothing to show
      Given the patient has no earlier acute kidney injury from IVIG
      Then the rule "Earlier acute kidney injury from IVIG" does not hold

    Scenario: Earlier kidney injury that nobody mentioned is asked about
      Given earlier acute kidney injury from IVIG is not known
      Then the rule "Earlier acute kidney injury from IVIG" cannot be decided
      And the note asks for earlier acute kidney injury from IVIG

  Rule: Earlier thrombosis from IVIG

    Scenario: A thrombosis after an earlier course is shown
      Given the patient has an earlier thrombosis from IVIG
      Then the rule "Earlier thrombosis from IVIG" holds

    Scenario: No thrombosis from IVIG, nothing to show
      Given the patient has no earlier thrombosis from IVIG
      Then the rule "Earlier thrombosis from IVIG" does not hold

    Scenario: A thrombosis from IVIG that nobody mentioned is asked about
      Given earlier thrombosis from IVIG is not known
      Then the rule "Earlier thrombosis from IVIG" cannot be decided
      And the note asks for earlier thrombosis from IVIG

  Rule: Earlier TRALI

    Scenario: Acute lung injury after an earlier course is shown
      Given the patient has earlier transfusion-related acute lung injury after IVIG
      Then the rule "Earlier TRALI" holds

    Scenario: No earlier lung injury, nothing to show
      Given the patient has no earlier transfusion-related acute lung injury after IVIG
      Then the rule "Earlier TRALI" does not hold

    Scenario: Earlier lung injury that nobody mentioned is asked about
      Given earlier transfusion-related acute lung injury after IVIG is not known
      Then the rule "Earlier TRALI" cannot be decided
      And the note asks for earlier transfusion-related acute lung injury after IVIG

  Rule: Earlier reaction, not allergic

    Scenario: Headache or fever after an earlier course is shown
      Given earlier reaction to human immunoglobulin: not allergic
      Then the rule "Earlier reaction, not allergic" holds

    Scenario: No earlier reaction, nothing to show
      Given earlier reaction to human immunoglobulin: none
      Then the rule "Earlier reaction, not allergic" does not hold

    Scenario: Earlier reactions that nobody mentioned are asked about
      Given earlier reaction to human immunoglobulin is not known
      Then the rule "Earlier reaction, not allergic" cannot be decided
      And the note asks for earlier reaction to human immunoglobulin
