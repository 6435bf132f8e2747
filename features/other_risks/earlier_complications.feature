Feature: What went wrong with earlier immunoglobulin

  Background:
    Given the patient has systemic sclerosis

  Rule: Aseptic meningitis followed an earlier IVIG course

    Scenario: Aseptic meningitis after an earlier course is shown
      Given the patient has earlier aseptic meningitis after IVIG
      Then the rule "Aseptic meningitis followed an earlier IVIG course" holds

    Scenario: No earlier meningitis, nothing to show
      Given the patient has no earlier aseptic meningitis after IVIG
      Then the rule "Aseptic meningitis followed an earlier IVIG course" does not hold

    Scenario: Earlier meningitis that nobody asked about leaves the line open
      Given earlier aseptic meningitis after IVIG is not known
      Then the rule "Aseptic meningitis followed an earlier IVIG course" cannot be decided
      And the note asks for earlier aseptic meningitis after IVIG

  Rule: Haemolysis followed an earlier IVIG course

    Scenario: Haemolysis after an earlier course is shown
      Given the patient has earlier haemolysis from IVIG
      Then the rule "Haemolysis followed an earlier IVIG course" holds

    Scenario: No earlier haemolysis, nothing to show
      Given the patient has no earlier haemolysis from IVIG
      Then the rule "Haemolysis followed an earlier IVIG course" does not hold

    Scenario: Earlier haemolysis that nobody asked about leaves the line open
      Given earlier haemolysis from IVIG is not known
      Then the rule "Haemolysis followed an earlier IVIG course" cannot be decided
      And the note asks for earlier haemolysis from IVIG

  Rule: Acute kidney injury followed an earlier IVIG course

    Scenario: Kidney injury after an earlier course is shown
      Given the patient has earlier acute kidney injury from IVIG
      Then the rule "Acute kidney injury followed an earlier IVIG course" holds

    Scenario: No earlier kidney injury, nothing to show
      Given the patient has no earlier acute kidney injury from IVIG
      Then the rule "Acute kidney injury followed an earlier IVIG course" does not hold

    Scenario: Earlier kidney injury that nobody asked about leaves the line open
      Given earlier acute kidney injury from IVIG is not known
      Then the rule "Acute kidney injury followed an earlier IVIG course" cannot be decided
      And the note asks for earlier acute kidney injury from IVIG

  Rule: A thrombosis followed an earlier IVIG course

    Scenario: A thrombosis after an earlier course is shown
      Given the patient has an earlier thrombosis from IVIG
      Then the rule "A thrombosis followed an earlier IVIG course" holds

    Scenario: No thrombosis from IVIG, nothing to show
      Given the patient has no earlier thrombosis from IVIG
      Then the rule "A thrombosis followed an earlier IVIG course" does not hold

    Scenario: A thrombosis from IVIG that nobody asked about leaves the line open
      Given earlier thrombosis from IVIG is not known
      Then the rule "A thrombosis followed an earlier IVIG course" cannot be decided
      And the note asks for earlier thrombosis from IVIG

  Rule: Acute lung injury followed an earlier IVIG course

    Scenario: Acute lung injury after an earlier course is shown
      Given the patient has earlier transfusion-related acute lung injury after IVIG
      Then the rule "Acute lung injury followed an earlier IVIG course" holds

    Scenario: No earlier lung injury, nothing to show
      Given the patient has no earlier transfusion-related acute lung injury after IVIG
      Then the rule "Acute lung injury followed an earlier IVIG course" does not hold

    Scenario: Earlier lung injury that nobody asked about leaves the line open
      Given earlier transfusion-related acute lung injury after IVIG is not known
      Then the rule "Acute lung injury followed an earlier IVIG course" cannot be decided
      And the note asks for earlier transfusion-related acute lung injury after IVIG

  Rule: An earlier reaction to immunoglobulin was not allergic

    Scenario: Headache or fever after an earlier course is shown
      Given earlier reaction to human immunoglobulin: not allergic
      Then the rule "An earlier reaction to immunoglobulin was not allergic" holds

    Scenario: No earlier reaction, nothing to show
      Given earlier reaction to human immunoglobulin: none
      Then the rule "An earlier reaction to immunoglobulin was not allergic" does not hold

    Scenario: Earlier reactions that nobody asked about leave the line open
      Given earlier reaction to human immunoglobulin is not known
      Then the rule "An earlier reaction to immunoglobulin was not allergic" cannot be decided
      And the note asks for earlier reaction to human immunoglobulin
