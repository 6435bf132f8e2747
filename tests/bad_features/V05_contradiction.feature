Feature: A patient who cannot be
  Rule: One

    Scenario: On no corticosteroid, with a dose
      Given present corticosteroid treatment: no
      And corticosteroid dose, as prednisone is 10 mg/day
      Then the note is provisional
