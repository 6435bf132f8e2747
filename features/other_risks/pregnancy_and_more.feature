Feature: Pregnancy, breast-feeding, infection and an earlier haemolysis

  Background:
    Given the patient has systemic sclerosis

  Rule: Pregnancy

    Scenario: A pregnancy is a precaution
      Given pregnancy: yes
      Then the rule "Pregnancy" holds

    Scenario: Without a pregnancy there is no such precaution
      Given pregnancy: no
      Then the rule "Pregnancy" does not hold

    Scenario: A woman of 54 is asked about pregnancy
      Given age is 54 years
      Then the rule "Pregnancy" cannot be decided

    Scenario: A patient of 55 whom nobody asked counts as not pregnant
      Given age is 55 years
      Then the rule "Pregnancy" does not hold

    Scenario: A patient of 56 whom nobody asked counts as not pregnant
      Given age is 56 years
      Then the rule "Pregnancy" does not hold

    Scenario: A recorded pregnancy counts at 56
      Given age is 56 years
      And pregnancy: yes
      Then the rule "Pregnancy" holds

    Scenario: A man is not asked about pregnancy
      Given sex: man
      Then the rule "Pregnancy" does not hold

  Rule: Breast-feeding

    Scenario: Breast-feeding is shown
      Given breast-feeding: yes
      Then the rule "Breast-feeding" holds

    Scenario: Without breast-feeding nothing is shown of it
      Given breast-feeding: no
      Then the rule "Breast-feeding" does not hold

    Scenario: Breast-feeding that nobody asked about may still be so
      Given breast-feeding is not known
      Then the rule "Breast-feeding" cannot be decided

  Rule: Infection without sepsis

    Scenario: An infection is shown and changes no grade
      Given infection without sepsis: yes
      Then the rule "Infection without sepsis" holds

    Scenario: Without an infection nothing is shown of it
      Given infection without sepsis: no
      Then the rule "Infection without sepsis" does not hold

    Scenario: An infection that nobody asked about may still be there
      Given infection without sepsis is not known
      Then the rule "Infection without sepsis" cannot be decided

  Rule: Earlier autoimmune haemolysis

    Scenario: An earlier haemolysis is shown and changes no grade
      Given earlier autoimmune haemolysis: yes
      Then the rule "Earlier autoimmune haemolysis" holds

    Scenario: Without an earlier haemolysis nothing is shown of it
      Given earlier autoimmune haemolysis: no
      Then the rule "Earlier autoimmune haemolysis" does not hold

    Scenario: An earlier haemolysis that nobody asked about may still have been
      Given earlier autoimmune haemolysis is not known
      Then the rule "Earlier autoimmune haemolysis" cannot be decided

  Rule: Another disease with a licence

    Scenario: A licensed disease is named and not judged
      Given another licensed indication: CIDP
      Then the rule "Another disease with a licence" holds

    Scenario: Myasthenia is licensed in no label read
      Given another licensed indication: myasthenia
      Then the rule "Another disease with a licence" does not hold

    Scenario: Without another licensed disease none is named
      Given another licensed indication: none
      Then the rule "Another disease with a licence" does not hold

    Scenario: Another licensed disease that nobody asked about may still be there
      Given another licensed indication is not known
      Then the rule "Another disease with a licence" cannot be decided
