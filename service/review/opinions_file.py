"""Takes opinions home that were given on the page: sign-offs into reviews.yaml, disagreements into failing scenarios.

All of a file is checked first; where one opinion is of something that changed, nothing is written.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from immunote.engine.api import Engine
from immunote.engine.faults import Fault, Refused, nearest, shorten
from immunote.engine.loading.reviews import hash_of
from immunote.service.review import signing
from immunote.service.review.disputes import Dispute, dispute_of, why_no_dispute
from immunote.service.review.opinions import DISAGREEING, KIND, SIGNING, VERDICTS, faults_of, latest
from immunote.service.review.reviewed import Reviewed
from immunote.service.review.vignettes import names_of_vignettes, profile_of, vignette_of
from immunote.service.scenarios.running import Runner
from immunote.service.scenarios.writing import claims_of, given_sentences
from immunote.service.storage.opinions import KeptOpinion

_LARGEST = 50 * 1024 * 1024
_AGAIN = "let it be reviewed again as it stands; remove this opinion from the file to take the others"
_VIGNETTE, _PART = "vignette", "part"


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _OpinionShape(_Shape):
    subject: str
    content: str
    verdict: str
    reviewer: str
    role: str
    date: str
    comment: str = ""


class _FileShape(_Shape):
    kind: str
    rulebase: str
    version: str
    opinions: list[_OpinionShape]


@dataclass(frozen=True)
class TakenHome:
    """What a file of opinions comes to. `to_sign`: not yet in reviews.yaml; `comments`: said without a verdict."""

    to_sign: tuple[KeptOpinion, ...]
    signed_before: int
    disputes: tuple[Dispute, ...]
    agreed: int
    comments: tuple[KeptOpinion, ...]


def read_opinions(path: Path, reviewed: Reviewed, runner: Runner) -> TakenHome:
    """Read a file against the rules as they stand. Raises Refused with every fault (V20, V25, V26, V28, V29)."""
    opinions = latest(_read(path, reviewed.rulebase.id))
    faults: list[Fault] = []
    disputes: list[Dispute] = []
    to_sign: list[KeptOpinion] = []
    comments: list[KeptOpinion] = []
    before = agreed = 0
    for number, each in enumerate(opinions, 1):
        place = f"{path.name}:{number}"
        kind, _, name = each.subject.partition(":")
        found = _fault_of(reviewed, runner.engine, each, place)
        if found is not None:
            faults.append(found)
        elif kind == _PART:
            if _is_signed(reviewed, each, name):
                before += 1
            else:
                to_sign.append(each)
        elif each.verdict in DISAGREEING:
            dispute = _dispute(runner.engine, each, name)
            why_not = why_no_dispute(dispute, place, runner, each.comment)
            faults += [why_not] if why_not is not None else []
            disputes.append(dispute)
        elif each.verdict == "agree":
            agreed += 1
        else:
            comments.append(each)
    if faults:
        raise Refused(sorted(faults))
    return TakenHome(tuple(to_sign), before, tuple(disputes), agreed, tuple(comments))


def sign_all(reviewed_again: Callable[[], Reviewed], opinions: Sequence[KeptOpinion]) -> None:
    """Write the sign-offs. `reviewed_again`: reads the rules anew, since each writing changes reviews.yaml."""
    together: dict[signing.Signature, list[str]] = {}
    for each in opinions:
        signature = signing.Signature(each.reviewer, each.role, each.verdict, each.date, each.comment)
        together.setdefault(signature, []).append(each.subject.partition(":")[2])
    for signature, parts in together.items():
        signing.sign(reviewed_again(), parts, signature)


def _read(path: Path, rulebase: str) -> list[KeptOpinion]:
    help_line = "give the file that the review on the page downloads"
    try:
        if path.stat().st_size > _LARGEST:
            raise Refused([Fault(path.name, "V20", f"{path.stat().st_size} bytes", help_line)])
        shape = _FileShape.model_validate_json(path.read_bytes())
    except OSError as error:
        raise Refused([Fault(path.name, "V20", error.strerror or type(error).__name__, help_line)]) from None
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise Refused([Fault(f"{path.name}: {where}", "V20", shorten(first["msg"]), help_line)]) from None
    if shape.kind != KIND:
        raise Refused([Fault(path.name, "V20", shorten(shape.kind), help_line)])
    if shape.rulebase != rulebase:
        help_line = f"these are opinions on `{shorten(shape.rulebase)}`; the rules here are `{rulebase}`"
        raise Refused([Fault(path.name, "V25", shorten(shape.rulebase), help_line)])
    return [KeptOpinion(**each.model_dump()) for each in shape.opinions]


def _fault_of(reviewed: Reviewed, engine: Engine, opinion: KeptOpinion, place: str) -> Fault | None:
    kind, _, name = opinion.subject.partition(":")
    known: dict[str, str] = {_VIGNETTE: names_of_vignettes(engine.rulebase), _PART: reviewed.titles}.get(kind, {})
    if name not in known:
        return Fault(place, "V26", shorten(opinion.subject), nearest(name, known))
    lacks = faults_of(opinion, VERDICTS if kind == _VIGNETTE else SIGNING)
    if lacks:
        return Fault(place, "V28", shorten(opinion.subject), lacks[0])
    now = vignette_of(engine, name).content if kind == _VIGNETTE else hash_of(reviewed.content(name))
    return None if now == opinion.content else Fault(place, "V25", shorten(opinion.subject), _AGAIN)


def _is_signed(reviewed: Reviewed, opinion: KeptOpinion, part: str) -> bool:
    said = (part, opinion.content, opinion.verdict, opinion.reviewer, opinion.date)
    return any(
        (each.part, each.content, each.verdict, each.reviewer, each.date) == said
        for each in reviewed.rulebase.sign_offs
    )


def _dispute(engine: Engine, opinion: KeptOpinion, name: str) -> Dispute:
    """A scenario that fails: that the note no longer says of this patient what it says now."""
    profile = profile_of(engine.rulebase, name)
    note = engine.note(profile)
    said = f"{VERDICTS[opinion.verdict]}: {opinion.comment}"
    who = f"{opinion.reviewer}, {opinion.role}, {opinion.date}"
    title = names_of_vignettes(engine.rulebase)[name]
    return dispute_of(
        rule="Vignettes judged by reviewers",
        name=f"{title} ({opinion.reviewer})",
        given=given_sentences(engine, profile),
        expected=claims_of(engine.rulebase, note)[:1],
        instead=(),
        who=who,
        comment=said,
    )
