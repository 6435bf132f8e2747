Feature: Names
  Rule: One

    Scenario: The same
      Given diabetes: yes
      Then the note has insufficient data

  Rule: Another

    Scenario: The same
      Given diabetes: no
      Then the note has insufficient data
