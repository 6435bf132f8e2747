Feature: Pregnancy, breast-feeding, infection and an earlier haemolysis

  Background:
    Given the patient has systemic sclerosis

  Rule: Pregnancy

    Scenario: A pregnancy is a precaution
      Given pregnancy: yes
      Then the rule "Pregnancy" holds

    Scenario: No pregnancy
      Given pregnancy: no
      Then the rule "Pregnancy" does not hold

    Scenario: Nobody asked, under the age from which it is not asked
      Given age is 54 years
      Then the rule "Pregnancy" cannot be decided

    Scenario: From that age on an absent answer counts as no
      Given age is 55 years
      Then the rule "Pregnancy" does not hold

    Scenario: And above it
      Given age is 56 years
      Then the rule "Pregnancy" does not hold

    Scenario: A recorded pregnancy stands at any age
      Given age is 56 years
      And pregnancy: yes
      Then the rule "Pregnancy" holds

    Scenario: It is not asked of men
      Given sex: man
      Then the rule "Pregnancy" does not hold

  Rule: Breast-feeding

    Scenario: Breast-feeding is shown
      Given breast-feeding: yes
      Then the rule "Breast-feeding" holds

    Scenario: No breast-feeding
      Given breast-feeding: no
      Then the rule "Breast-feeding" does not hold

    Scenario: Breast-feeding is not known
      Then the rule "Breast-feeding" cannot be decided

  Rule: Infection without sepsis

    Scenario: An infection is shown and changes no grade
      Given infection without sepsis: yes
      Then the rule "Infection without sepsis" holds

    Scenario: No infection
      Given infection without sepsis: no
      Then the rule "Infection without sepsis" does not hold

    Scenario: An infection is not known
      Then the rule "Infection without sepsis" cannot be decided

  Rule: Earlier autoimmune haemolysis

    Scenario: An earlier haemolysis is shown and changes no grade
      Given earlier autoimmune haemolysis: yes
      Then the rule "Earlier autoimmune haemolysis" holds

    Scenario: No earlier haemolysis
      Given earlier autoimmune haemolysis: no
      Then the rule "Earlier autoimmune haemolysis" does not hold

    Scenario: An earlier haemolysis is not known
      Then the rule "Earlier autoimmune haemolysis" cannot be decided

  Rule: Another disease with a licence

    Scenario: A licensed disease is named and not judged
      Given another licensed indication: CIDP
      Then the rule "Another disease with a licence" holds

    Scenario: Myasthenia is licensed in no label read
      Given another licensed indication: myasthenia
      Then the rule "Another disease with a licence" does not hold

    Scenario: None
      Given another licensed indication: none
      Then the rule "Another disease with a licence" does not hold

    Scenario: Another disease is not known
      Then the rule "Another disease with a licence" cannot be decided
