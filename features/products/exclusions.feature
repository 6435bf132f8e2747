Feature: Products that drop out
  Another product may stay: no exclusion changes the grade.

  Background:
    Given the patient has systemic sclerosis

  Rule: Antibodies against IgA exclude Privigen in the European Union

    Scenario: In the European Union anti-IgA rules Privigen out
      Given jurisdiction: European Union
      And the patient has anti-IgA antibodies
      Then the product exclusion "Antibodies against IgA exclude Privigen in the European Union" holds

    Scenario: In the United States anti-IgA does not rule Privigen out by that leaflet
      Given jurisdiction: United States
      And the patient has anti-IgA antibodies
      Then the product exclusion "Antibodies against IgA exclude Privigen in the European Union" does not hold

    Scenario: Without a jurisdiction Privigen stays open
      Given the patient has anti-IgA antibodies
      And jurisdiction is not known
      Then the product exclusion "Antibodies against IgA exclude Privigen in the European Union" cannot be decided
      And the note asks for jurisdiction

  Rule: Hyperprolinaemia excludes Privigen

    Scenario: Hyperprolinaemia rules Privigen out
      Given the patient has hyperprolinaemia
      Then the product exclusion "Hyperprolinaemia excludes Privigen" holds

    Scenario: Without hyperprolinaemia Privigen stays
      Given the patient has no hyperprolinaemia
      Then the product exclusion "Hyperprolinaemia excludes Privigen" does not hold

    Scenario: Hyperprolinaemia that nobody asked about leaves Privigen open
      Given hyperprolinaemia is not known
      Then the product exclusion "Hyperprolinaemia excludes Privigen" cannot be decided
      And the note asks for hyperprolinaemia

  Rule: IgA deficiency or antibodies against IgA exclude Flebogamma DIF in the European Union

    Scenario: In the European Union IgA deficiency rules Flebogamma DIF out
      Given jurisdiction: European Union
      And the patient has IgA deficiency
      Then the product exclusion "IgA deficiency or antibodies against IgA exclude Flebogamma DIF in the European Union" holds

    Scenario: In the European Union anti-IgA rules Flebogamma DIF out
      Given jurisdiction: European Union
      And the patient has anti-IgA antibodies
      Then the product exclusion "IgA deficiency or antibodies against IgA exclude Flebogamma DIF in the European Union" holds

    Scenario: With both ruled out Flebogamma DIF stays
      Given jurisdiction: European Union
      And the patient has no IgA deficiency
      And the patient has no anti-IgA antibodies
      Then the product exclusion "IgA deficiency or antibodies against IgA exclude Flebogamma DIF in the European Union" does not hold

    Scenario: Anti-IgA that was not measured leaves Flebogamma DIF open
      Given jurisdiction: European Union
      And the patient has no IgA deficiency
      And anti-IgA antibodies are not known
      Then the product exclusion "IgA deficiency or antibodies against IgA exclude Flebogamma DIF in the European Union" cannot be decided
      And the note asks for anti-IgA antibodies

  Rule: Hereditary fructose intolerance excludes Flebogamma DIF

    Scenario: Hereditary fructose intolerance rules Flebogamma DIF out
      Given the patient has hereditary fructose intolerance
      Then the product exclusion "Hereditary fructose intolerance excludes Flebogamma DIF" holds

    Scenario: Without fructose intolerance Flebogamma DIF stays
      Given the patient has no hereditary fructose intolerance
      Then the product exclusion "Hereditary fructose intolerance excludes Flebogamma DIF" does not hold

    Scenario: Fructose intolerance that nobody asked about leaves Flebogamma DIF open
      Given hereditary fructose intolerance is not known
      Then the product exclusion "Hereditary fructose intolerance excludes Flebogamma DIF" cannot be decided
      And the note asks for hereditary fructose intolerance

  Rule: IgA deficiency is a caution for Kiovig in the European Union

    Scenario: In the European Union IgA deficiency is a caution for Kiovig
      Given jurisdiction: European Union
      And the patient has IgA deficiency
      Then the product exclusion "IgA deficiency is a caution for Kiovig in the European Union" holds

    Scenario: Without IgA deficiency there is no such caution
      Given jurisdiction: European Union
      And the patient has no IgA deficiency
      Then the product exclusion "IgA deficiency is a caution for Kiovig in the European Union" does not hold

    Scenario: Without a jurisdiction the caution is open
      Given the patient has IgA deficiency
      And jurisdiction is not known
      Then the product exclusion "IgA deficiency is a caution for Kiovig in the European Union" cannot be decided
      And the note asks for jurisdiction

  Rule: Corn allergy speaks against Octagam

    Scenario: Corn allergy speaks against Octagam
      Given the patient has a corn allergy
      Then the product exclusion "Corn allergy speaks against Octagam" holds

    Scenario: Without corn allergy Octagam stays
      Given the patient has no corn allergy
      Then the product exclusion "Corn allergy speaks against Octagam" does not hold

    Scenario: Corn allergy that nobody asked about leaves Octagam open
      Given corn allergy is not known
      Then the product exclusion "Corn allergy speaks against Octagam" cannot be decided
      And the note asks for corn allergy

  Rule: A GDH-PQQ glucose meter speaks against Octagam

    Scenario: A GDH-PQQ meter speaks against Octagam
      Given type of glucose meter: GDH-PQQ method
      Then the product exclusion "A GDH-PQQ glucose meter speaks against Octagam" holds

    Scenario: A glucose-specific meter leaves Octagam in
      Given type of glucose meter: glucose-specific method
      Then the product exclusion "A GDH-PQQ glucose meter speaks against Octagam" does not hold

    Scenario: A meter of unknown kind leaves Octagam open
      Given type of glucose meter is not known
      Then the product exclusion "A GDH-PQQ glucose meter speaks against Octagam" cannot be decided
      And the note asks for type of glucose meter

  Rule: A renal risk speaks against a product that contains sucrose

    Scenario: Diabetes speaks against a product that contains sucrose
      Given sucrose in the planned product: yes
      And the patient has diabetes
      Then the product exclusion "A renal risk speaks against a product that contains sucrose" holds

    Scenario: A product without sucrose is not affected
      Given sucrose in the planned product: no
      Then the product exclusion "A renal risk speaks against a product that contains sucrose" does not hold

    Scenario: Renal factors have to be known for a product that contains sucrose
      Given sucrose in the planned product: yes
      And diabetes is not known
      Then the product exclusion "A renal risk speaks against a product that contains sucrose" cannot be decided
      And the note asks for diabetes
