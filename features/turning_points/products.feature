Feature: What turns on what: products
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: Antibodies against IgA exclude Privigen in the European Union

    @proposed
    Scenario: Does not hold, turning on anti-IgA antibodies (anti-IgA antibodies: no)
      Given anti-IgA antibodies: no
      Then the product exclusion "Antibodies against IgA exclude Privigen in the European Union" does not hold

    @proposed
    Scenario: Stays open while nothing is known of anti-IgA antibodies (jurisdiction: European Union)
      Given jurisdiction: European Union
      Then the product exclusion "Antibodies against IgA exclude Privigen in the European Union" cannot be decided

  Rule: IgA deficiency or antibodies against IgA exclude Flebogamma DIF in the European Union

    @proposed
    Scenario: Does not hold, turning on jurisdiction (jurisdiction: United States)
      Given jurisdiction: United States
      Then the product exclusion "IgA deficiency or antibodies against IgA exclude Flebogamma DIF in the European Union" does not hold

    @proposed
    Scenario: Stays open while nothing is known of jurisdiction (anti-IgA antibodies: yes)
      Given anti-IgA antibodies: yes
      Then the product exclusion "IgA deficiency or antibodies against IgA exclude Flebogamma DIF in the European Union" cannot be decided

    @proposed
    Scenario: Stays open while nothing is known of IgA deficiency (jurisdiction: European Union)
      Given jurisdiction: European Union
      Then the product exclusion "IgA deficiency or antibodies against IgA exclude Flebogamma DIF in the European Union" cannot be decided

  Rule: IgA deficiency is a caution for Kiovig in the European Union

    @proposed
    Scenario: Does not hold, turning on jurisdiction (jurisdiction: United States), 2
      Given jurisdiction: United States
      Then the product exclusion "IgA deficiency is a caution for Kiovig in the European Union" does not hold

    @proposed
    Scenario: Stays open while nothing is known of IgA deficiency (jurisdiction: European Union), 2
      Given jurisdiction: European Union
      Then the product exclusion "IgA deficiency is a caution for Kiovig in the European Union" cannot be decided
