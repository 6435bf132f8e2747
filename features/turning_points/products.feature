Feature: What turns on what: products
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: Flebogamma DIF: IgA deficiency or anti-IgA (EU)

    @proposed
    Scenario: Stays open while nothing is known of IgA deficiency (jurisdiction: European Union)
      Given jurisdiction: European Union
      Then the product exclusion "Flebogamma DIF: IgA deficiency or anti-IgA (EU)" cannot be decided

  Rule: Privigen: allergy to immunoglobulin (EU)

    @proposed
    Scenario: Does not hold, turning on jurisdiction (jurisdiction: United States), 3
      Given jurisdiction: United States
      Then the product exclusion "Privigen: allergy to immunoglobulin (EU)" does not hold

  Rule: Flebogamma DIF: allergy to immunoglobulin (EU)

    @proposed
    Scenario: Does not hold, turning on jurisdiction (jurisdiction: United States), 4
      Given jurisdiction: United States
      Then the product exclusion "Flebogamma DIF: allergy to immunoglobulin (EU)" does not hold

  Rule: Kiovig: allergy to immunoglobulin (EU)

    @proposed
    Scenario: Does not hold, turning on jurisdiction (jurisdiction: United States), 5
      Given jurisdiction: United States
      Then the product exclusion "Kiovig: allergy to immunoglobulin (EU)" does not hold
