"""Decides only the rows of a list that differ from those of a former result; the others are taken from it.

A row is the same where its id and everything recorded are, under the same rules and versions. The result has the bytes
of a whole run: rows of the law's sample and rows whose notes are wanted are decided in any case.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import polars as pl

from immunote.engine.faults import Fault, Refused
from immunote.service.lists import law
from immunote.service.lists.deciding import DecidedPart, PartDecider
from immunote.service.lists.fingerprints import FACTS, fingerprints, read_facts
from immunote.service.lists.ids import trimmed
from immunote.service.lists.manifest import Manifest, sha256_of
from immunote.service.lists.parts import ResultPaths
from immunote.service.lists.results import open_results
from immunote.service.lists.source import ID, LINE, SYNTHETIC_ID, RawPart, refuse

_SAME = ("id", "content_hash", "version")
_MADE_ALIKE = ("immunote", "polars", "jurisdiction")
_COUNTED = ("status", "outcome")
_POSITION = "$position"


class FormerResult:
    """A finished result whose rows may be taken over. `rows`: ID, FACTS and the columns that are wanted."""

    def __init__(self, path: Path, now: Manifest) -> None:
        """Read it. Raises Refused: L24 where it cannot be read, L71 where it was made otherwise than `now` will be."""
        results = open_results(path)
        then = results.manifest
        if faults := _differences(path, then, now):
            raise Refused(faults)
        layout = ResultPaths(path, then.made.kind)
        try:
            if then.files.get(layout.facts.name) != sha256_of(layout.facts):
                raise ValueError(layout.facts.name)
            facts = read_facts(layout.facts)
        except (OSError, ValueError):
            text = "no hashes of what was recorded, or changed ones"
            raise refuse(layout.facts, "L24", text, "run that list anew, without `--since`") from None
        columns = list(dict.fromkeys([*_COUNTED, *now.made.columns]))
        if then.made.kind == "parquet":  # with its own types, which take a fraction of the memory of texts
            files = [path] if layout.single else [layout.part(each.number) for each in then.parts]
            rows = pl.scan_parquet(files, glob=False).select(pl.col(then.made.id).cast(pl.String).alias(ID), *columns)
        else:
            rows = results.rows.select(pl.col(then.made.id).alias(ID), *columns)
        self.rows = rows.collect().with_columns(facts)
        self._keys = self.rows.select(ID, FACTS).with_row_index(_POSITION)

    def same(self, now: pl.DataFrame) -> pl.DataFrame:
        """`row` and the former columns of rows that are the same. `now`: `row`, ID and FACTS, in order."""
        found = now.join(self._keys, on=[ID, FACTS], how="inner", maintain_order="left")
        return self.rows[found[_POSITION]].drop(ID, FACTS).with_columns(found["row"], found[ID])


class SinceDecider:
    """Decides parts as `inner` does, taking over what stands in a former result."""

    def __init__(self, inner: PartDecider, former: FormerResult) -> None:
        self.inner = inner
        self.former = former

    def decide(self, part: RawPart) -> DecidedPart:
        """Decide a part. Raises immunote.engine.api.NoAnswer where evaluators disagree."""
        inner = self.inner
        raw, _ = inner.placed(part.frame.drop(LINE, ID))
        ids = part.frame.select(trimmed(pl.col(ID)).alias(ID))[ID]
        here = pl.DataFrame([part.frame["row"], ids, fingerprints(raw)])
        anew = [
            here["row"].gather(law.sampled(inner.engine, part.number, here.height)),
            inner.asked.notes.among(here),
            inner.duplicates["row"],
        ]
        kept = self.former.same(here.filter(~pl.col("row").is_in(pl.concat(anew).implode())))
        frame = part.frame.filter(~pl.col("row").is_in(kept["row"].implode()))
        decided = inner.decide(replace(part, rows=part.rows - kept.height, frame=frame))
        own = kept.select(pl.col(ID).alias(inner.asked.id), *inner.asked.columns).cast(decided.rows.schema)
        places = pl.concat([decided.places, kept["row"]])
        order = places.arg_sort()
        facts = here.filter(pl.col("row").is_in(places.implode()))[FACTS]
        return replace(
            decided,
            rows=pl.concat([decided.rows, own])[order].rechunk(),
            places=places[order],
            facts=facts,
            statuses=_added(decided.statuses, kept["status"]),
            outcomes=_added(decided.outcomes, kept["outcome"]),
            synthetic=int(ids.str.starts_with(SYNTHETIC_ID).sum()),
            taken_over=kept.height,
        )


def _added(counts: dict[str, int], column: pl.Series) -> dict[str, int]:
    total = Counter(counts) + Counter(dict(column.drop_nulls().cast(pl.String).value_counts().iter_rows()))
    return dict(sorted(total.items()))


def _differences(path: Path, then: Manifest, now: Manifest) -> list[Fault]:
    """Why rows of a former result cannot be taken over (L71)."""
    help_line = "every row has to be decided: leave `--since` out"
    faults = [
        Fault(str(path), "L71", f"rules.{name}: {str(getattr(then.rules, name))[:12]}", help_line)
        for name in _SAME
        if getattr(then.rules, name) != getattr(now.rules, name)
    ]
    faults += [
        Fault(str(path), "L71", f"{name}: {getattr(then.made, name)}, now {getattr(now.made, name)}", help_line)
        for name in _MADE_ALIKE
        if getattr(then.made, name) != getattr(now.made, name)
    ]
    missing = [name for name in (*_COUNTED, *now.made.columns) if name not in then.made.columns]
    if missing:
        text = f"without {', '.join(missing)[:60]}"
        faults.append(
            Fault(str(path), "L71", text, "name columns by `--columns` that it has; status and outcome among them")
        )
    return faults
