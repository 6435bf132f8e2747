Feature: What turns on what: products
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: Privigen: anti-IgA (EU)

    @proposed
    Scenario: Does not hold, turning on anti-IgA antibodies (anti-IgA antibodies: no)
      Given anti-IgA antibodies: no
      Then the product exclusion "Privigen: anti-IgA (EU)" does not hold

    @proposed
    Scenario: Stays open while nothing is known of anti-IgA antibodies (jurisdiction: European Union)
      Given jurisdiction: European Union
      Then the product exclusion "Privigen: anti-IgA (EU)" cannot be decided

  Rule: Flebogamma DIF: IgA deficiency or anti-IgA (EU)

    @proposed
    Scenario: Does not hold, turning on jurisdiction (jurisdiction: United States)
      Given jurisdiction: United States
      Then the product exclusion "Flebogamma DIF: IgA deficiency or anti-IgA (EU)" does not hold

    @proposed
    Scenario: Stays open while nothing is known of jurisdiction (anti-IgA antibodies: yes)
      Given anti-IgA antibodies: yes
      Then the product exclusion "Flebogamma DIF: IgA deficiency or anti-IgA (EU)" cannot be decided

    @proposed
    Scenario: Stays open while nothing is known of IgA deficiency (jurisdiction: European Union)
      Given jurisdiction: European Union
      Then the product exclusion "Flebogamma DIF: IgA deficiency or anti-IgA (EU)" cannot be decided

  Rule: Kiovig: IgA deficiency (EU)

    @proposed
    Scenario: Does not hold, turning on jurisdiction (jurisdiction: United States), 2
      Given jurisdiction: United States
      Then the product exclusion "Kiovig: IgA deficiency (EU)" does not hold

    @proposed
    Scenario: Stays open while nothing is known of IgA deficiency (jurisdiction: European Union), 2
      Given jurisdiction: European Union
      Then the product exclusion "Kiovig: IgA deficiency (EU)" cannot be decided
