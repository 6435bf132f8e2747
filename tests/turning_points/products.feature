Feature: What turns on what: products
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: Flebogamma DIF: IgA deficiency or anti-IgA (EU)

    @proposed
    Scenario: Stays open while nothing is known of IgA deficiency (jurisdiction: European Union)
      Given jurisdiction: European Union
      Then the product exclusion "Flebogamma DIF: IgA deficiency or anti-IgA (EU)" cannot be decided

    @proposed
    Scenario: Does not hold, turning on jurisdiction (jurisdiction: United States)
      Given jurisdiction: United States
      Then the product exclusion "Flebogamma DIF: IgA deficiency or anti-IgA (EU)" does not hold

    @proposed
    Scenario: Stays open while nothing is known of jurisdiction (IgA deficiency: yes)
      Given IgA deficiency: yes
      Then the product exclusion "Flebogamma DIF: IgA deficiency or anti-IgA (EU)" cannot be decided

  Rule: Privigen: allergy to immunoglobulin (EU)

    @proposed
    Scenario: Does not hold, turning on jurisdiction (jurisdiction: United States), 3
      Given jurisdiction: United States
      Then the product exclusion "Privigen: allergy to immunoglobulin (EU)" does not hold

    @proposed
    Scenario: Stays open while nothing is known of jurisdiction (earlier reaction to human immunoglobulin: allergic, not severe)
      Given earlier reaction to human immunoglobulin: allergic, not severe
      Then the product exclusion "Privigen: allergy to immunoglobulin (EU)" cannot be decided

  Rule: Flebogamma DIF: allergy to immunoglobulin (EU)

    @proposed
    Scenario: Does not hold, turning on jurisdiction (jurisdiction: United States), 4
      Given jurisdiction: United States
      Then the product exclusion "Flebogamma DIF: allergy to immunoglobulin (EU)" does not hold

    @proposed
    Scenario: Stays open while nothing is known of jurisdiction (earlier reaction to human immunoglobulin: allergic, not severe), 2
      Given earlier reaction to human immunoglobulin: allergic, not severe
      Then the product exclusion "Flebogamma DIF: allergy to immunoglobulin (EU)" cannot be decided

  Rule: Kiovig: allergy to immunoglobulin (EU)

    @proposed
    Scenario: Does not hold, turning on jurisdiction (jurisdiction: United States), 5
      Given jurisdiction: United States
      Then the product exclusion "Kiovig: allergy to immunoglobulin (EU)" does not hold

    @proposed
    Scenario: Stays open while nothing is known of jurisdiction (earlier reaction to human immunoglobulin: allergic, not severe), 3
      Given earlier reaction to human immunoglobulin: allergic, not severe
      Then the product exclusion "Kiovig: allergy to immunoglobulin (EU)" cannot be decided

  Rule: Privigen: anti-IgA (EU)

    @proposed
    Scenario: Stays open while nothing is known of anti-IgA antibodies (jurisdiction: European Union)
      Given jurisdiction: European Union
      Then the product exclusion "Privigen: anti-IgA (EU)" cannot be decided

  Rule: Kiovig: IgA deficiency (EU)

    @proposed
    Scenario: Does not hold, turning on jurisdiction (jurisdiction: United States), 2
      Given jurisdiction: United States
      Then the product exclusion "Kiovig: IgA deficiency (EU)" does not hold

    @proposed
    Scenario: Kiovig stays open while nothing is known of IgA deficiency (jurisdiction: European Union)
      Given jurisdiction: European Union
      Then the product exclusion "Kiovig: IgA deficiency (EU)" cannot be decided
