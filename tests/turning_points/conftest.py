"""The scenarios of this folder are read by the sentences of immunote.service.scenarios.steps."""

from features.binding import bind, engine, note, patient, pytest_bdd_apply_tag, sentences

__all__ = ["engine", "note", "patient", "pytest_bdd_apply_tag", "sentences"]

bind()
