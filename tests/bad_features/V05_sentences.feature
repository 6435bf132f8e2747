Feature: x
  Rule: y
    Scenario: one
      Given the patient has diabets
      And age is 20 apples
      When something
      Then the rule "nothing" holds
      And the moon is full
    Scenario: two
      Given diabetes: yes
    Scenario: four
      Given diabetes: yes
      Then the outcome is "may be considered"
      And diabetes: no
    Scenario: five
      Then the note is settled
      Given diabetes: yes
