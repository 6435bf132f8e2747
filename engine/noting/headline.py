"""What a note says first: the words of the outcome, then what holds, with the patient's values and on what basis."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from immunote.engine.note import ShownFlag
from immunote.engine.noting.flags import flags_line
from immunote.engine.noting.outcome import Verdict
from immunote.engine.noting.phrasing import Phrasing, sentences
from immunote.engine.tables import ONCE_CORRECTED

LONGEST_LINE = 140


@dataclass(frozen=True, slots=True)
class Headline:
    """The first sentences of a note. `said`: about the outcome, mostly up to three.

    `also`: sentences that must not be overlooked though the grade does not depend on them.
    """

    said: tuple[str, ...]
    also: tuple[str, ...]

    @property
    def line(self) -> str:
        """As much of the headline as one line holds (`LONGEST_LINE` characters), in whole sentences."""
        line = self.said[0]
        for each in self.said[1:]:
            if len(line) + 1 + len(each) > LONGEST_LINE:
                break
            line = f"{line} {each}"
        if len(line) <= LONGEST_LINE:
            return line
        return line[: LONGEST_LINE - 1].rpartition(" ")[0].rstrip(",;:") + "…"

    @property
    def text(self) -> str:
        """The sentences that decide, as one text."""
        return " ".join(self.said)


def headline_of(
    phrasing: Phrasing,
    verdict: Verdict,
    flags: Sequence[ShownFlag],
    also_now: Sequence[str],
    answers_needed: int | None,
) -> Headline:
    """Return the headline of a verdict: what decided, or why nothing is settled, then dangers that hold beside it.

    Where several rows may decide the same outcome, the first one gives the sentences, and one says that there are more.
    """
    rulebase = phrasing.rulebase
    lists = phrasing.gathered(verdict.rules)
    if verdict.once_corrected:
        titles = [rulebase.outcomes[outcome].title for outcome in verdict.once_corrected]
        lists[f"@{ONCE_CORRECTED}"] = " or ".join(titles)
    said = [*_first(phrasing, verdict, lists, flags, answers_needed)]
    if also_now and rulebase.statuses["also_now"]:
        said.append(rulebase.statuses["also_now"].replace("{what}", "; ".join(also_now)))
    main = sentences(said)
    decided = {row.name for row in verdict.rows}
    more = sentences(
        phrasing.first((phrase,), lists) for phrase in rulebase.headlines.also if not decided & set(phrase.not_in_rows)
    )
    return Headline(main, tuple(each for each in more if each not in main))


def _first(
    phrasing: Phrasing,
    verdict: Verdict,
    lists: Mapping[str, str],
    flags: Sequence[ShownFlag],
    answers_needed: int | None,
) -> Iterator[str | None]:
    rulebase, statuses = phrasing.rulebase, phrasing.rulebase.statuses
    if verdict.outcome is not None:
        row, outcome = verdict.rows[0], rulebase.outcomes[verdict.outcome]
        opening = phrasing.first(row.opens, lists) or phrasing.sentence(outcome.headlines[verdict.certainty], lists)
        yield opening or f"{outcome.title}."
        yield from (phrasing.first(ways, lists) for ways in row.headline)
        if len(verdict.rows) > 1:
            yield statuses["two_reasons"]
        return
    possible = [rulebase.outcomes[outcome] for outcome in verdict.reachable]
    if verdict.status == "insufficient_data":
        yield statuses["insufficient_data"]
    elif statuses["stops"] and all(outcome.stops for outcome in possible):
        yield statuses["stops"].replace("{outcomes}", " or ".join(outcome.title for outcome in possible))
    elif any(flag.open for flag in flags):
        yield statuses["flag_open"].replace("{flags}", flags_line(flags))
    elif verdict.leaning is not None:
        yield statuses["leaning"].replace("{leaning}", rulebase.outcomes[verdict.leaning].title)
    else:
        yield statuses["provisional"]
        if answers_needed is not None and statuses["answers_needed"]:
            yield statuses["answers_needed"].replace("{count}", str(answers_needed))
