Feature: Products that drop out
  Another product may stay: no exclusion changes the grade.

  Background:
    Given the patient has systemic sclerosis

  Rule: Privigen: anti-IgA (EU)

    Scenario: In the European Union anti-IgA rules Privigen out
      Given jurisdiction: European Union
      And the patient has anti-IgA antibodies
      Then the product exclusion "Privigen: anti-IgA (EU)" holds

    Scenario: In the United States anti-IgA does not rule Privigen out by that leaflet
      Given jurisdiction: United States
      And the patient has anti-IgA antibodies
      Then the product exclusion "Privigen: anti-IgA (EU)" does not hold

    Scenario: Anti-IgA leaves Privigen open until it is known where the patient lives
      Given the patient has anti-IgA antibodies
      And jurisdiction is not known
      Then the product exclusion "Privigen: anti-IgA (EU)" cannot be decided
      And the note asks for jurisdiction

  Rule: Privigen: hyperprolinaemia

    Scenario: Hyperprolinaemia rules Privigen out
      Given the patient has hyperprolinaemia
      Then the product exclusion "Privigen: hyperprolinaemia" holds

    Scenario: Without hyperprolinaemia Privigen stays
      Given the patient has no hyperprolinaemia
      Then the product exclusion "Privigen: hyperprolinaemia" does not hold

    Scenario: Hyperprolinaemia that nobody asked about leaves Privigen open
      Given hyperprolinaemia is not known
      Then the product exclusion "Privigen: hyperprolinaemia" cannot be decided
      And the note asks for hyperprolinaemia

  Rule: Flebogamma DIF: IgA deficiency or anti-IgA (EU)

    Scenario: In the European Union IgA deficiency rules Flebogamma DIF out
      Given jurisdiction: European Union
      And the patient has IgA deficiency
      Then the product exclusion "Flebogamma DIF: IgA deficiency or anti-IgA (EU)" holds

    Scenario: In the European Union anti-IgA rules Flebogamma DIF out
      Given jurisdiction: European Union
      And the patient has anti-IgA antibodies
      Then the product exclusion "Flebogamma DIF: IgA deficiency or anti-IgA (EU)" holds

    Scenario: With both ruled out Flebogamma DIF stays
      Given jurisdiction: European Union
      And the patient has no IgA deficiency
      And the patient has no anti-IgA antibodies
      Then the product exclusion "Flebogamma DIF: IgA deficiency or anti-IgA (EU)" does not hold

    Scenario: Anti-IgA that was not measured leaves Flebogamma DIF open
      Given jurisdiction: European Union
      And the patient has no IgA deficiency
      And anti-IgA antibodies are not known
      Then the product exclusion "Flebogamma DIF: IgA deficiency or anti-IgA (EU)" cannot be decided
      And the note asks for anti-IgA antibodies

  Rule: Flebogamma DIF: hereditary fructose intolerance

    Scenario: Hereditary fructose intolerance rules Flebogamma DIF out
      Given the patient has hereditary fructose intolerance
      Then the product exclusion "Flebogamma DIF: hereditary fructose intolerance" holds

    Scenario: Without fructose intolerance Flebogamma DIF stays
      Given the patient has no hereditary fructose intolerance
      Then the product exclusion "Flebogamma DIF: hereditary fructose intolerance" does not hold

    Scenario: Fructose intolerance that nobody asked about leaves Flebogamma DIF open
      Given hereditary fructose intolerance is not known
      Then the product exclusion "Flebogamma DIF: hereditary fructose intolerance" cannot be decided
      And the note asks for hereditary fructose intolerance

  Rule: Kiovig: IgA deficiency (EU)

    Scenario: In the European Union IgA deficiency is a caution for Kiovig
      Given jurisdiction: European Union
      And the patient has IgA deficiency
      Then the product exclusion "Kiovig: IgA deficiency (EU)" holds

    Scenario: Without IgA deficiency there is no such caution
      Given jurisdiction: European Union
      And the patient has no IgA deficiency
      Then the product exclusion "Kiovig: IgA deficiency (EU)" does not hold

    Scenario: Without a jurisdiction the caution is open
      Given the patient has IgA deficiency
      And jurisdiction is not known
      Then the product exclusion "Kiovig: IgA deficiency (EU)" cannot be decided
      And the note asks for jurisdiction

  Rule: Octagam: corn allergy

    Scenario: A corn allergy speaks against Octagam
      Given the patient has a corn allergy
      Then the product exclusion "Octagam: corn allergy" holds

    Scenario: Without corn allergy Octagam stays
      Given the patient has no corn allergy
      Then the product exclusion "Octagam: corn allergy" does not hold

    Scenario: Corn allergy that nobody asked about leaves Octagam open
      Given corn allergy is not known
      Then the product exclusion "Octagam: corn allergy" cannot be decided
      And the note asks for corn allergy

  Rule: Octagam: GDH-PQQ glucose meter

    Scenario: A GDH-PQQ meter speaks against Octagam
      Given type of glucose meter: GDH-PQQ method
      Then the product exclusion "Octagam: GDH-PQQ glucose meter" holds

    Scenario: A glucose-specific meter leaves Octagam in
      Given type of glucose meter: glucose-specific method
      Then the product exclusion "Octagam: GDH-PQQ glucose meter" does not hold

    Scenario: A meter of unknown kind leaves Octagam open
      Given type of glucose meter is not known
      Then the product exclusion "Octagam: GDH-PQQ glucose meter" cannot be decided
      And the note asks for type of glucose meter

  Rule: Sucrose: kidney at risk

    Scenario: Diabetes speaks against a product that contains sucrose
      Given sucrose in the planned product: yes
      And the patient has diabetes
      Then the product exclusion "Sucrose: kidney at risk" holds

    Scenario: A product without sucrose is not affected
      Given sucrose in the planned product: no
      Then the product exclusion "Sucrose: kidney at risk" does not hold

    Scenario: Renal factors have to be known for a product that contains sucrose
      Given sucrose in the planned product: yes
      And diabetes is not known
      Then the product exclusion "Sucrose: kidney at risk" cannot be decided
      And the note asks for diabetes

  Rule: Privigen: allergy to immunoglobulin (EU)

    Scenario: In the European Union an allergic reaction rules Privigen out
      Given jurisdiction: European Union
      And earlier reaction to human immunoglobulin: allergic, not severe
      Then the product exclusion "Privigen: allergy to immunoglobulin (EU)" holds

    Scenario: A headache or a fever leaves Privigen in
      Given jurisdiction: European Union
      And earlier reaction to human immunoglobulin: not allergic
      Then the product exclusion "Privigen: allergy to immunoglobulin (EU)" does not hold

    Scenario: A reaction that nobody asked about leaves Privigen open
      Given jurisdiction: European Union
      And earlier reaction to human immunoglobulin is not known
      Then the product exclusion "Privigen: allergy to immunoglobulin (EU)" cannot be decided
      And the note asks for earlier reaction to human immunoglobulin

  Rule: Flebogamma DIF: allergy to immunoglobulin (EU)

    Scenario: In the European Union an allergic reaction rules Flebogamma DIF out
      Given jurisdiction: European Union
      And earlier reaction to human immunoglobulin: allergic, not severe
      Then the product exclusion "Flebogamma DIF: allergy to immunoglobulin (EU)" holds

    Scenario: A headache or a fever leaves Flebogamma DIF in
      Given jurisdiction: European Union
      And earlier reaction to human immunoglobulin: not allergic
      Then the product exclusion "Flebogamma DIF: allergy to immunoglobulin (EU)" does not hold

    Scenario: A reaction that nobody asked about leaves Flebogamma DIF open
      Given jurisdiction: European Union
      And earlier reaction to human immunoglobulin is not known
      Then the product exclusion "Flebogamma DIF: allergy to immunoglobulin (EU)" cannot be decided
      And the note asks for earlier reaction to human immunoglobulin

  Rule: Kiovig: allergy to immunoglobulin (EU)

    Scenario: In the European Union an allergic reaction rules Kiovig out
      Given jurisdiction: European Union
      And earlier reaction to human immunoglobulin: allergic, not severe
      Then the product exclusion "Kiovig: allergy to immunoglobulin (EU)" holds

    Scenario: A headache or a fever leaves Kiovig in
      Given jurisdiction: European Union
      And earlier reaction to human immunoglobulin: not allergic
      Then the product exclusion "Kiovig: allergy to immunoglobulin (EU)" does not hold

    Scenario: A reaction that nobody asked about leaves Kiovig open
      Given jurisdiction: European Union
      And earlier reaction to human immunoglobulin is not known
      Then the product exclusion "Kiovig: allergy to immunoglobulin (EU)" cannot be decided
      And the note asks for earlier reaction to human immunoglobulin
