Feature: Nothing follows
  Scenaro: misspelt
    Given diabetes: yes
