"""The questions inside a record system: FHIR Questionnaires by SDC 3, static and adaptive, made from the rule base.

It decides nothing: `immunote.engine.form` says what is asked, `immunote.service.fhir` reads the answers.
"""

from __future__ import annotations

from immunote.service.questionnaire import fault_codes as fault_codes  # the codes are known wherever the room is
