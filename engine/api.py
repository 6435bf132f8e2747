"""The way into the engine: load a rule base once, ask for notes.

Every note is inferred by durable-rules, checked against the reference evaluator and against the diagram before it
leaves; where they disagree there is no note, but an error with an id, and an alarm.
"""

from __future__ import annotations

import logging
import pickle
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from immunote.engine import reference
from immunote.engine.apart import apart_from
from immunote.engine.cells import Cell, cut
from immunote.engine.compiled_reference import CompiledReference, compiled
from immunote.engine.diagram import PATIENTS_KEPT, Diagram, DiagramTooLargeError, ImpossibleFactsError
from immunote.engine.explain import Explanation
from immunote.engine.faults import Fault, Refused, shorten
from immunote.engine.form import FormMaker
from immunote.engine.grounds import LeaningStep
from immunote.engine.intake import Intake, Patient, parse_text
from immunote.engine.last_patients import LastPatients
from immunote.engine.note import Note, OpenRule
from immunote.engine.noting import judge, settling_of, write_note
from immunote.engine.noting.asking import untouched_rules_of
from immunote.engine.noting.outcome import Verdict
from immunote.engine.noting.wording import Wording
from immunote.engine.profile import profile_model
from immunote.engine.questions import steps_to_a_settled_note
from immunote.engine.reviewing.signed import states_of_rules
from immunote.engine.rulebase import RuleBase
from immunote.engine.sign_offs import State
from immunote.engine.tree import Facts, Node, Value
from immunote.engine.truth import FALSE, TRUE, Truth
from immunote.engine.version import VERSION

if TYPE_CHECKING:
    from immunote.engine.lean.known import SharedKnowledge
    from immunote.engine.lean.model import LeanNote

_log = logging.getLogger("immunote.engine")


@dataclass(frozen=True, slots=True)
class CompiledRules:
    """All that is compiled of one rule base, so that another engine or process takes it as it is.

    `corrected`: the decision list without the row named by `once_corrected`. `chaining`: the durable-rules evaluator,
    pickled; None where durable-rules is not built.
    """

    diagram: Diagram
    corrected: Diagram
    reference: CompiledReference
    chaining: bytes | None


class NoAnswer(Exception):
    """The engine gives no note. `fault` says why, by a code of the E series, never with a patient's value."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(str(fault))


class Disagreement(NoAnswer):
    """Two evaluators disagree, or one lost a fact: no note leaves. `id` is that of the alarm; see `alarm`."""

    def __init__(self, what: str, id_: str) -> None:
        self.id = id_
        help_line = f"no note was written; report the id {id_} with the rule base's version"
        super().__init__(Fault(f"disagreement {id_}", "E01", what, help_line))


def alarm(what: str) -> Disagreement:
    """Log an alarm under a new id, and return the error for the caller to raise; the error names the id."""
    found = Disagreement(what, secrets.token_hex(6))
    _log.critical("evaluators disagree, id %s, on %s", found.id, what)
    return found


@dataclass(frozen=True, slots=True)
class Judged:
    """What the evaluators agree on of a patient, before a sentence is written."""

    patient: Patient
    verdict: Verdict
    truths: Mapping[str, Truth]
    explanation: Explanation


@dataclass(frozen=True, slots=True)
class Decided:
    """A note with the patient and the truth of every condition that it rests on.

    `note` leaves out what would settle it; `Engine.whole` has it. `forms`: the forms made of it so far, by name.
    """

    note: Note
    truths: Mapping[str, Truth]
    patient: Patient
    explanation: Explanation
    forms: dict[tuple[str, ...], Any] = field(default_factory=dict, init=False, repr=False, compare=False)


class Engine:
    """One rule base, ready to write notes. Safe to share between threads."""

    def __init__(self, rulebase: RuleBase, compiled: CompiledRules | None = None) -> None:
        """Compile what every note needs. Raises immunote.engine.faults.Refused where a list is too large (R37, R38).

        `compiled`: that of another engine on this very rule base, which is then not compiled again.
        """
        self.rulebase = rulebase
        self.intake = Intake(rulebase)
        self.version = VERSION
        self._decided: LastPatients[Decided] = LastPatients(PATIENTS_KEPT)
        self._idle: list[Engine] = []
        self._chaining_kept: bytes | None = None
        if compiled is None:
            self.diagram = self._compiled(without=None)
        else:
            self.diagram, self.corrected_diagram = compiled.diagram, compiled.corrected
            self.compiled_reference, self._chaining_kept = compiled.reference, compiled.chaining

    @classmethod
    def load(cls, folder: Path) -> Engine:
        """Load the rule base in `folder`. Raises immunote.engine.faults.Refused with every fault of it."""
        from immunote.engine.loading import load  # only here: what was loaded before is used without the loader

        return cls(load(folder))

    @cached_property
    def model(self) -> type[BaseModel]:
        """The pydantic model that describes a profile."""
        return profile_model(self.rulebase)

    @property
    def compiled(self) -> CompiledRules:
        """All that is compiled of the rule base. Raises Refused (R38)."""
        try:
            chaining = pickle.dumps(self.chaining, protocol=5)
        except NoAnswer:  # said where a note is asked for
            chaining = None
        return CompiledRules(self.diagram, self.corrected_diagram, self.compiled_reference, chaining)

    @cached_property
    def chaining(self) -> Any:
        """The durable-rules evaluator; compiled at the first note. Raises Refused (R38), NoAnswer (E02)."""
        try:
            from immunote.engine.chaining import CannotCompileError, Chaining
        except ImportError as cause:
            raise NoAnswer(Fault("durable-rules", "E02", shorten(cause.name or "import"), cause.msg)) from cause
        try:
            kept = self._chaining_kept
            return Chaining(self.rulebase.program) if kept is None else pickle.loads(kept)
        except CannotCompileError as cause:
            help_line = "split the condition named into definitions, or rename what is named"
            raise Refused([Fault(self.rulebase.id, "R38", shorten(cause), help_line)]) from cause

    @cached_property
    def corrected_diagram(self) -> Diagram:
        """The decision list without the row named by `once_corrected`, compiled; the whole list where none is named."""
        once = self.rulebase.once_corrected
        return self.diagram if once is None else self._compiled(without=once.without_row)

    @cached_property
    def cells(self) -> Mapping[str, tuple[Cell, ...]]:
        """The cells into which all conditions of the rule base cut each element."""
        conditions: list[Node] = [*self.rulebase.program.values()]
        conditions += [literal for clause in self.rulebase.constraints for literal in clause.literals]
        return cut(self.rulebase.elements, conditions)

    @cached_property
    def outcome_elements(self) -> tuple[str, ...]:
        """The elements that the decision list reads, directly or through definitions and rules."""
        read = {name for row in self.rulebase.rows for name in self.rulebase.elements_under(row.when)}
        return tuple(name for name in self.rulebase.elements if name in read)

    @cached_property
    def wording(self) -> Wording:
        """The writer of sentences in notes, which caches what reads the same in many notes."""
        return Wording(self.rulebase)

    @cached_property
    def signed(self) -> Mapping[str, State]:
        """The review state of each part of the rule base that a clinician has ever signed."""
        return states_of_rules(self.rulebase)

    @cached_property
    def untouched_rules(self) -> Mapping[str, OpenRule]:
        """For each rule, its entry in a note while no element that it reads is known; the same in every note."""
        found = untouched_rules_of(self.rulebase)
        for each in found.values():
            self.wording.keep_hash(each)
        return found

    def answers_needed(self, patient: Patient) -> int | None:
        """How many unremarkable answers, in the order asked, lead to a settled note; None where no way is found."""
        steps = steps_to_a_settled_note(self, patient)
        return None if steps is None else len(steps)

    @cached_property
    def forms(self) -> FormMaker:
        """The maker of question forms, of what is asked of a patient and what folds away."""
        return FormMaker(self)

    def forget(self) -> None:
        """Clear the caches of the last patients: nothing of them stays in memory. No answer changes."""
        self.intake.forget()
        self.diagram.forget()
        if "corrected_diagram" in self.__dict__:
            self.corrected_diagram.forget()
        self._decided.clear()

    @contextmanager
    def apart(self) -> Iterator[Engine]:
        """An engine on the same compiled rules with caches of its own, which are cleared at the end of the block.

        Nothing of a patient stays in memory then, and what is kept for other callers stays as it is. Two blocks at a
        time share no cache. Raises Refused (R38), NoAnswer (E02).
        """
        try:
            own = self._idle.pop()
        except IndexError:
            own = apart_from(self)
        try:
            yield own
        finally:
            own.forget()
            self._idle.append(own)

    def patient(self, raw: Mapping[str, Any]) -> Patient:
        """Check a profile. Raises immunote.engine.faults.Refused with every fault."""
        return self.intake.check(raw)

    def note(self, raw: Mapping[str, Any]) -> Note:
        """The note of a profile. Raises immunote.engine.faults.Refused, or NoAnswer."""
        return self.note_of(self.patient(raw))

    def note_of_text(self, text: bytes | str) -> Note:
        """The note of a profile in JSON or YAML. Raises immunote.engine.faults.Refused, or NoAnswer."""
        return self.note(parse_text(text))

    def note_of(self, patient: Patient) -> Note:
        """The note of a checked patient. Raises Disagreement; Refused for facts that only together are impossible."""
        return self.whole(self.decide(patient))

    def decide(self, patient: Patient) -> Decided:
        """The note of a checked patient and the truths behind it. Raises as `note_of` does.

        All evaluators run at each call. Where they say what they said of the same patient before, and this is one of
        the last patients, the note that was written then is returned.
        """
        truths = self.truths(patient.facts)
        before = self._decided.get(patient)
        if before is not None and before.truths == truths:
            return before
        decided = self.write(self._judged(patient, truths))
        self._decided.keep(patient, decided)
        return decided

    def whole(self, decided: Decided) -> Note:
        """The self-contained note of what `decide` returned, with the answers that would settle it."""
        made: Note | None = decided.forms.get(("whole",))
        if made is None:
            settled_by, needs_more = settling_of(self, self.wording, decided.patient)
            made = replace(decided.note, settled_by=settled_by, needs_more=needs_more)
            decided.forms["whole",] = made
        return made

    def judge(self, patient: Patient) -> Judged:
        """What the note of a checked patient rests on, without writing it. Raises as `note_of` does."""
        return self._judged(patient, self.truths(patient.facts))

    def _judged(self, patient: Patient, truths: Mapping[str, Truth]) -> Judged:
        explanation = Explanation(self.rulebase.program, patient.facts, truths)
        try:
            verdict = judge(self, patient, truths, explanation)
        except ImpossibleFactsError as cause:
            help_line = "each is possible, all together are not; see what each of them asks"
            raise Refused([Fault("$", "P09", shorten(cause, 120), help_line, cause.elements)]) from cause
        self._check(truths, verdict)
        return Judged(patient, verdict, truths, explanation)

    def write(self, judged: Judged) -> Decided:
        """The note of what `judge` returned; it says of the outcome what the verdict says."""
        note = write_note(self, judged.patient, judged.truths, judged.explanation, judged.verdict)
        return Decided(note, judged.truths, judged.patient, judged.explanation)

    def lean(self, decided: Decided, day: str = "", *, settled_by: bool = False) -> LeanNote:
        """The lean form of a note that `decide` returned.

        `day`: the day to print on its page. `settled_by`: whether it lists the answers that would settle it. Raises
        Disagreement.
        """
        name = ("lean", day, "settled by" if settled_by else "")
        made: LeanNote | None = decided.forms.get(name)
        if made is not None:
            return made
        from immunote.engine.lean import NotReferable, lean_note

        note = self.whole(decided) if settled_by else decided.note
        try:
            made = decided.forms[name] = lean_note(self, replace(decided, note=note), day)
        except NotReferable as cause:  # its words hold the patient's
            raise alarm("a sentence of the note and the rule base's") from cause
        return made

    @cached_property
    def knowledge(self) -> SharedKnowledge:
        """All that lean notes of this rule base refer to."""
        from immunote.engine.lean.knowledge import knowledge_of

        return knowledge_of(self)

    def truths(self, facts: Facts) -> dict[str, Truth]:
        """The truth of every condition, inferred by durable-rules and checked against the reference evaluator."""
        chaining = self.chaining
        from immunote.engine.chaining import InferenceError

        try:
            inferred: dict[str, Truth] = chaining.evaluate(facts).truths
        except InferenceError as cause:
            raise alarm(shorten(cause)) from cause
        defined = self.compiled_reference(facts)
        if inferred != defined:
            names = [name for name in defined if inferred.get(name) is not defined[name]]
            raise alarm("chaining and reference: " + ", ".join(names[:5]))
        return inferred

    def reference(self, facts: Facts) -> dict[str, Truth]:
        """Return the truth of every condition by the definition alone; `truths` asks its compiled form."""
        return reference.evaluate(self.rulebase.program, facts)

    @cached_property
    def compiled_reference(self) -> CompiledReference:
        """The reference evaluator as one function, which checks every note."""
        return compiled(self.rulebase.program)

    @cached_property
    def leanings(self) -> tuple[LeaningStep, ...]:
        """The elements that are assumed for a leaning, each with its `leaning`, then other values to try, in order."""
        read = ((name, self.rulebase.elements[name]) for name in self.outcome_elements)
        return tuple(
            LeaningStep(name, element.only_if, (element.leaning, *self.other_samples(name, element.leaning)))
            for name, element in read
            if element.leaning is not None
        )

    def other_samples(self, name: str, near: Value) -> Iterator[Value]:
        """Yield one value of each cell of a number element, the nearest to `near` first; nothing for other types."""
        if isinstance(near, Decimal):
            samples = [cell.sample for cell in self.cells.get(name, ()) if isinstance(cell.sample, Decimal)]
            yield from sorted(samples, key=lambda sample: (abs(sample - near), sample))

    def _check(self, truths: Mapping[str, Truth], verdict: Verdict) -> None:
        """Raise Disagreement where the diagram contradicts the rows' truths, or the leaning is not reachable.

        Of the rows up to the first true one, every reachable outcome must have one that is not false; where these rows
        all lead to one outcome, the diagram must reach this outcome alone.
        """
        open_rows: list[str] = []
        first_true = None
        for row in self.rulebase.rows:
            truth = truths[f"row.{row.name}"]
            if truth is not FALSE:
                open_rows.append(row.outcome)
            if truth is TRUE:
                first_true = row
                break
        if not set(verdict.reachable) <= set(open_rows):
            raise alarm("the diagram reaches outcomes whose rows are false")
        if first_true is not None and len(set(open_rows)) == 1 and verdict.reachable != (first_true.outcome,):
            raise alarm("the first true row and the diagram")
        if verdict.leaning is not None and verdict.leaning not in verdict.reachable:
            raise alarm("the leaning is not reachable")

    def _compiled(self, without: str | None, like: Diagram | None = None) -> Diagram:
        rows = [(row.outcome, row.when) for row in self.rulebase.rows if row.name != without]
        try:
            rulebase = self.rulebase
            return Diagram(rows, rulebase.program, rulebase.elements, rulebase.constraints, like=like)
        except DiagramTooLargeError as cause:
            help_line = "let fewer elements decide, or let them decide more separately"
            raise Refused([Fault("grading.yaml", "R37", shorten(cause, 120), help_line)]) from cause
