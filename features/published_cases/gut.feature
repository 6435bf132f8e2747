Feature: Published cases with gut disease

  Rule: A02, pseudo-obstruction with feeding by vein

    @record:favours_with_caution
    Scenario: As reported, the case cannot be graded, and the checks are asked for
      Given the published case A02
      Then the note is provisional
      And "may be considered, with precautions" is still possible
      And "uncertain, a specialist decision" is still possible
      And the rule "Active bowel disease with an objective finding" cannot be decided
      And the rule "Refractory to a drug: bowel" cannot be decided
      And the rule "Volume depletion" cannot be decided
      And the rule "Acute kidney injury" cannot be decided
      And the rule "Earlier thrombosis: boxed thrombosis factor" cannot be decided
      And the note asks for volume depletion
      And the note asks for acute kidney injury
      And the note asks for earlier thrombosis
      And the note asks for indwelling vascular catheter

    Scenario: Age, subset and a failed drug are not inferred from the word refractory
      Given the published case A02
      Then the note is about "woman, systemic sclerosis"
      And the note marks nothing under "For"
      And the note asks for age
      And the note asks for skin subset
      And the note asks for failed conventional treatment of the gut

    Scenario: Evidence on the bowel is of very low certainty, whatever the word refractory says
      Given the published case A02
      And earlier or present IVIG: no
      And present IVIG treatment: no
      Then the certainty of "Active bowel disease with an objective finding" is very low

  Rule: A03, swallowing failure with tube feeding

    @record:favours_with_caution
    Scenario: As reported, the upper gut is refractory and the rest is asked
      Given the published case A03
      Then the note is provisional
      And "may be considered, with precautions" is still possible
      And "uncertain, a specialist decision" is still possible
      And the rule "Conventional treatment failed: upper GI" holds
      And the rule "Active upper GI disease with an objective finding" cannot be decided
      And the rule "Acute kidney injury" cannot be decided
      And the note asks for earlier IVIG trial for upper GI disease
      And the note asks for acute kidney injury
      And the note asks for earlier thrombosis

    Scenario: A receptor antibody selects nobody, and usual care that failed is no failed drug
      Given the published case A03
      Then the note does not say "M3R"
      And the note does not say "muscarinic"
      And the rule "Two or more drugs failed: upper GI" cannot be decided

    Scenario: The planned dose over two days is held against what sources say of a high daily amount
      Given the published case A03
      And earlier or present IVIG: no
      And present IVIG treatment: no
      And planned dose a course is 2 g/kg
      And planned days a course is 2 days
      Then the certainty of "Active upper GI disease with an objective finding" is very low
      And the rule "Course over more days" holds
      And the rule "Studied dose against smallest dose" holds
      And the rule "Aseptic meningitis: planned dose" holds
      And the rule "Creatinine and urea before and after" holds
      And the rule "Haemolysis: dose and blood group" cannot be decided

  Rule: B31, a table of nineteen patients with gut symptoms

    # Abbreviations that the record does not explain are not read: RC is no renal crisis and PI no pseudo-obstruction.
    # Pulmonary hypertension is not taken for the arterial kind. Polymyositis is taken from the record's own comment.
    @record:not_indicated_on_these_facts
    Scenario Outline: Symptoms without activity and treatment leave refractory disease open, patient <row>
      Given systemic sclerosis: yes
      And reason for the request: systemic sclerosis
      And route requested: intravenous
      And age is <age> years
      And sex: <sex>
      And duration of systemic sclerosis is <years> years
      And skin subset: <subset>
      And anti-topoisomerase I antibodies: <scl_70>
      And anticentromere antibodies: <aca>
      And Raynaud phenomenon: yes
      And digital ulcers: <ulcers>
      And interstitial lung disease: <lung>
      And reflux: <reflux>
      And myositis overlap: <myositis>
      Then the note is provisional
      And "not supported now" is still possible
      And the note marks nothing under "For"
      And the rule "Conventional treatment failed: upper GI" cannot be decided
      And the rule "Refractory to a drug: bowel" cannot be decided
      And the note asks for active upper GI disease
      And the note asks for active bowel disease
      And the note asks for intestinal pseudo-obstruction
      And the note asks for scleroderma renal crisis in the history
      And the note asks for pulmonary arterial hypertension

      Examples:
        | row | age | sex   | years | subset            | scl_70    | aca       | ulcers    | lung      | reflux    | myositis  |
        | 1   | 76  | woman | 3     | diffuse cutaneous | yes       | not known | yes       | yes       | not known | not known |
        | 2   | 57  | woman | 4     | limited cutaneous | not known | yes       | not known | not known | yes       | not known |
        | 3   | 64  | woman | 12    | diffuse cutaneous | not known | not known | not known | not known | yes       | not known |
        | 4   | 63  | man   | 0     | diffuse cutaneous | not known | not known | not known | yes       | yes       | yes       |
        | 5   | 57  | woman | 3     | limited cutaneous | not known | yes       | not known | not known | yes       | not known |
        | 6   | 75  | woman | 2     | diffuse cutaneous | yes       | not known | yes       | yes       | not known | not known |
        | 7   | 64  | woman | 0     | limited cutaneous | not known | yes       | not known | yes       | yes       | not known |
        | 8   | 63  | woman | 26    | limited cutaneous | not known | not known | not known | yes       | not known | not known |
        | 9   | 61  | woman | 22    | diffuse cutaneous | yes       | not known | yes       | yes       | yes       | not known |
        | 10  | 63  | woman | 18    | diffuse cutaneous | yes       | not known | not known | yes       | yes       | not known |
        | 11  | 49  | woman | 10    | limited cutaneous | not known | yes       | not known | not known | yes       | not known |
        | 12  | 66  | woman | 4     | limited cutaneous | not known | yes       | not known | not known | not known | not known |
        | 13  | 44  | woman | 7     | diffuse cutaneous | yes       | not known | yes       | not known | yes       | not known |
        | 14  | 68  | woman | 3     | limited cutaneous | not known | yes       | not known | not known | yes       | not known |
        | 15  | 66  | woman | 10    | diffuse cutaneous | yes       | not known | yes       | yes       | yes       | not known |
        | 16  | 63  | woman | 2     | limited cutaneous | not known | yes       | not known | not known | not known | not known |
        | 17  | 69  | woman | 6     | limited cutaneous | not known | not known | yes       | not known | yes       | not known |
        | 18  | 51  | woman | 2     | limited cutaneous | not known | yes       | not known | not known | yes       | not known |
        | 19  | 60  | woman | 2     | diffuse cutaneous | not known | not known | not known | not known | yes       | not known |
