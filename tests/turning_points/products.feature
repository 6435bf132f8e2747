Feature: What turns on what: products
  Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault.

  Rule: flebogamma_dif_iga

    @proposed
    Scenario: Stays open while nothing is known of IgA deficiency (jurisdiction: European Union)
      Given jurisdiction: European Union
      Then the product exclusion "flebogamma_dif_iga" cannot be decided

    @proposed
    Scenario: Does not hold, turning on jurisdiction (jurisdiction: United States)
      Given jurisdiction: United States
      Then the product exclusion "flebogamma_dif_iga" does not hold

    @proposed
    Scenario: Stays open while nothing is known of jurisdiction (IgA deficiency: yes)
      Given IgA deficiency: yes
      Then the product exclusion "flebogamma_dif_iga" cannot be decided

  Rule: privigen_allergy

    @proposed
    Scenario: Does not hold, turning on jurisdiction (jurisdiction: United States), 3
      Given jurisdiction: United States
      Then the product exclusion "privigen_allergy" does not hold

    @proposed
    Scenario: Stays open while nothing is known of jurisdiction (earlier reaction to human immunoglobulin: allergic, not severe)
      Given earlier reaction to human immunoglobulin: allergic, not severe
      Then the product exclusion "privigen_allergy" cannot be decided

  Rule: flebogamma_dif_allergy

    @proposed
    Scenario: Does not hold, turning on jurisdiction (jurisdiction: United States), 4
      Given jurisdiction: United States
      Then the product exclusion "flebogamma_dif_allergy" does not hold

    @proposed
    Scenario: Stays open while nothing is known of jurisdiction (earlier reaction to human immunoglobulin: allergic, not severe), 2
      Given earlier reaction to human immunoglobulin: allergic, not severe
      Then the product exclusion "flebogamma_dif_allergy" cannot be decided

  Rule: kiovig_allergy

    @proposed
    Scenario: Does not hold, turning on jurisdiction (jurisdiction: United States), 5
      Given jurisdiction: United States
      Then the product exclusion "kiovig_allergy" does not hold

    @proposed
    Scenario: Stays open while nothing is known of jurisdiction (earlier reaction to human immunoglobulin: allergic, not severe), 3
      Given earlier reaction to human immunoglobulin: allergic, not severe
      Then the product exclusion "kiovig_allergy" cannot be decided

  Rule: privigen_anti_iga

    @proposed
    Scenario: Stays open while nothing is known of anti-IgA antibodies (jurisdiction: European Union)
      Given jurisdiction: European Union
      Then the product exclusion "privigen_anti_iga" cannot be decided

    @proposed
    Scenario: Does not hold, turning on anti-IgA antibodies (anti-IgA antibodies: no)
      Given anti-IgA antibodies: no
      Then the product exclusion "privigen_anti_iga" does not hold

  Rule: kiovig_iga_deficiency

    @proposed
    Scenario: Does not hold, turning on jurisdiction (jurisdiction: United States), 2
      Given jurisdiction: United States
      Then the product exclusion "kiovig_iga_deficiency" does not hold

    @proposed
    Scenario: Kiovig stays open while nothing is known of IgA deficiency (jurisdiction: European Union)
      Given jurisdiction: European Union
      Then the product exclusion "kiovig_iga_deficiency" cannot be decided
