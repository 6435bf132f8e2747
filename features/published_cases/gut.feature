Feature: Published cases with gut disease

  Rule: A02, pseudo-obstruction with feeding by vein

    Scenario: As reported, the case cannot be graded, and the checks are asked for
      Given the published case A02
      When the case is put to immunote
      Then its note is provisional
      And the record's reading "favours_with_caution" is met
      And it leaves open
        | Active bowel disease with an objective finding     |
        | Refractory to a drug: bowel |
        | Volume depletion |
        | Acute kidney injury |
        | Earlier thrombosis: boxed thrombosis factor |
      And it asks about
        | volume depletion             |
        | acute kidney injury          |
        | earlier thrombosis           |
        | indwelling vascular catheter |

    Scenario: Age, subset and a failed drug are not inferred from the word refractory
      Given the published case A02
      When the case is put to immunote
      Then it presents the patient as "woman, systemic sclerosis"
      And it counts no drug as failed
      And it asks about
        | age                                      |
        | skin subset                              |
        | failed conventional treatment of the gut |

    Scenario: Evidence on the bowel is of very low certainty, whatever the word refractory says
      Given the published case A02
      And supposing that no IVIG was ever given
      When the case is put to immunote
      Then it rates "Active bowel disease with an objective finding" as of very low certainty

  Rule: A03, swallowing failure with tube feeding

    Scenario: As reported, the upper gut is refractory and the rest is asked
      Given the published case A03
      When the case is put to immunote
      Then its note is provisional
      And the record's reading "favours_with_caution" is met
      And it states
        | Conventional treatment failed: upper GI |
      And it leaves open
        | Active upper GI disease with an objective finding |
        | Acute kidney injury |
      And it asks about
        | earlier IVIG trial for upper GI disease |
        | acute kidney injury                     |
        | earlier thrombosis                      |

    Scenario: A receptor antibody selects nobody, and usual care that failed is no failed drug
      Given the published case A03
      When the case is put to immunote
      Then it never says
        | M3R        |
        | muscarinic |
      And it does not state
        | Two or more drugs failed: upper GI |

    Scenario: The planned dose over two days is held against what sources say of a high daily amount
      Given the published case A03
      And supposing that no IVIG was ever given
      And supposing also
        | planned dose a course | 2 |
        | planned days a course | 2 |
      When the case is put to immunote
      Then it rates "Active upper GI disease with an objective finding" as of very low certainty
      And it states
        | Course over more days       |
        | Studied dose against smallest dose   |
        | Aseptic meningitis: planned dose |
        | Creatinine and urea before and after                                 |
      And it leaves open
        | Haemolysis: dose and blood group |

  Rule: B31, a table of nineteen patients with gut symptoms

    # Abbreviations that the record does not explain are not read: RC is no renal crisis and PI no pseudo-obstruction.
    # Pulmonary hypertension is not taken for the arterial kind. Polymyositis is taken from the record's own comment.
    Scenario Outline: Symptoms without activity and treatment leave refractory disease open, row <row>
      Given a row of the published table B31
        | age                             | <age>      |
        | sex                             | <sex>      |
        | duration of systemic sclerosis  | <years>    |
        | skin subset                     | <subset>   |
        | anti-topoisomerase I antibodies | <scl_70>   |
        | anticentromere antibodies       | <aca>      |
        | Raynaud phenomenon              | yes        |
        | digital ulcers                  | <ulcers>   |
        | interstitial lung disease       | <lung>     |
        | reflux                          | <reflux>   |
        | myositis overlap                | <myositis> |
      When the case is put to immunote
      Then its note is provisional
      And the record's reading "not_indicated_on_these_facts" is met
      And it states nothing for IVIG
      And it counts no drug as failed
      And it leaves open
        | Conventional treatment failed: upper GI |
        | Refractory to a drug: bowel |
      And it asks about
        | active upper GI disease                 |
        | active bowel disease                    |
        | intestinal pseudo-obstruction           |
        | scleroderma renal crisis in the history |
        | pulmonary arterial hypertension         |

      Examples:
        | row | age | sex   | years | subset            | scl_70 | aca | ulcers | lung | reflux | myositis |
        | 1   | 76  | woman | 3     | diffuse cutaneous | yes    |     | yes    | yes  |        |          |
        | 2   | 57  | woman | 4     | limited cutaneous |        | yes |        |      | yes    |          |
        | 3   | 64  | woman | 12    | diffuse cutaneous |        |     |        |      | yes    |          |
        | 4   | 63  | man   | 0     | diffuse cutaneous |        |     |        | yes  | yes    | yes      |
        | 5   | 57  | woman | 3     | limited cutaneous |        | yes |        |      | yes    |          |
        | 6   | 75  | woman | 2     | diffuse cutaneous | yes    |     | yes    | yes  |        |          |
        | 7   | 64  | woman | 0     | limited cutaneous |        | yes |        | yes  | yes    |          |
        | 8   | 63  | woman | 26    | limited cutaneous |        |     |        | yes  |        |          |
        | 9   | 61  | woman | 22    | diffuse cutaneous | yes    |     | yes    | yes  | yes    |          |
        | 10  | 63  | woman | 18    | diffuse cutaneous | yes    |     |        | yes  | yes    |          |
        | 11  | 49  | woman | 10    | limited cutaneous |        | yes |        |      | yes    |          |
        | 12  | 66  | woman | 4     | limited cutaneous |        | yes |        |      |        |          |
        | 13  | 44  | woman | 7     | diffuse cutaneous | yes    |     | yes    |      | yes    |          |
        | 14  | 68  | woman | 3     | limited cutaneous |        | yes |        |      | yes    |          |
        | 15  | 66  | woman | 10    | diffuse cutaneous | yes    |     | yes    | yes  | yes    |          |
        | 16  | 63  | woman | 2     | limited cutaneous |        | yes |        |      |        |          |
        | 17  | 69  | woman | 6     | limited cutaneous |        |     | yes    |      | yes    |          |
        | 18  | 51  | woman | 2     | limited cutaneous |        | yes |        |      | yes    |          |
        | 19  | 60  | woman | 2     | diffuse cutaneous |        |     |        |      | yes    |          |
