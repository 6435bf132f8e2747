"""Statements about all patients, proved or refuted with z3. Nothing of it reaches a note."""

from immunote.engine.proof.prover import Prover, Uncertain

__all__ = ["Prover", "Uncertain"]
