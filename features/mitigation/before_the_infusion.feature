Feature: What is done before an infusion, as documented

  Rule: Hydration before the infusion

    Scenario: For every patient with SSc it is shown what labels say on hydration
      Given the patient has systemic sclerosis
      Then the rule "Hydration before the infusion" holds

    Scenario: Without systemic sclerosis hydration is not discussed
      Given the patient has no systemic sclerosis
      Then the rule "Hydration before the infusion" does not hold

    Scenario: Until the diagnosis is known, hydration is not discussed
      Given systemic sclerosis is not known
      Then the rule "Hydration before the infusion" cannot be decided
      And the note asks for systemic sclerosis

  Rule: Creatinine and urea before and after

    Scenario: For every patient with SSc creatinine and urea before and after are on the list
      Given the patient has systemic sclerosis
      Then the rule "Creatinine and urea before and after" holds

    Scenario: Without systemic sclerosis kidney tests are not discussed
      Given the patient has no systemic sclerosis
      Then the rule "Creatinine and urea before and after" does not hold

    Scenario: Until the diagnosis is known, kidney tests are not discussed
      Given systemic sclerosis is not known
      Then the rule "Creatinine and urea before and after" cannot be decided
      And the note asks for systemic sclerosis

  Rule: Serology before the first dose

    Scenario: For every patient with SSc serology before the first dose is on the list
      Given the patient has systemic sclerosis
      Then the rule "Serology before the first dose" holds

    Scenario: Without systemic sclerosis serology is not discussed
      Given the patient has no systemic sclerosis
      Then the rule "Serology before the first dose" does not hold

    Scenario: Until the diagnosis is known, serology is not discussed
      Given systemic sclerosis is not known
      Then the rule "Serology before the first dose" cannot be decided
      And the note asks for systemic sclerosis

  Rule: Viscosity at baseline

    Scenario: A monoclonal gammopathy has viscosity measured first
      Given the patient has a monoclonal gammopathy
      Then the rule "Viscosity at baseline" holds

    Scenario: With every condition of hyperviscosity ruled out, viscosity is not asked for
      Given the patient has no hyperviscosity
      And the patient has no cryoglobulinaemia
      And the patient has no monoclonal gammopathy
      And the patient has no fasting chylomicronaemia
      And the patient has no markedly high triglycerides
      Then the rule "Viscosity at baseline" does not hold

    Scenario: One condition ruled out does not settle whether viscosity is measured
      Given the patient has no hyperviscosity
      And cryoglobulinaemia is not known
      Then the rule "Viscosity at baseline" cannot be decided
      And the note asks for cryoglobulinaemia

  Rule: Live vaccine after immunoglobulin

    Scenario: A planned live vaccine waits
      Given live vaccine planned: yes
      Then the rule "Live vaccine after immunoglobulin" holds

    Scenario: Without a live vaccine there is nothing to wait for
      Given live vaccine planned: no
      Then the rule "Live vaccine after immunoglobulin" does not hold

    Scenario: Vaccine plans that nobody asked about leave the wait open
      Given live vaccine planned is not known
      Then the rule "Live vaccine after immunoglobulin" cannot be decided
      And the note asks for live vaccine planned

  Rule: Consent in writing

    Scenario: For every patient with SSc written consent before the first infusion is on the list
      Given the patient has systemic sclerosis
      Then the rule "Consent in writing" holds

    Scenario: Without systemic sclerosis consent is not discussed
      Given the patient has no systemic sclerosis
      Then the rule "Consent in writing" does not hold

    Scenario: Until the diagnosis is known, consent is not discussed
      Given systemic sclerosis is not known
      Then the rule "Consent in writing" cannot be decided
      And the note asks for systemic sclerosis
