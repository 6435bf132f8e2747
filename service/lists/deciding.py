"""One part: raw rows in; out come the rows of the result, the quarantine and the notes, checked before they leave."""

from __future__ import annotations

from dataclasses import dataclass

import orjson
import polars as pl

from immunote.engine.api import Engine, alarm
from immunote.engine.columns import Columns
from immunote.engine.columns.values import FAULTS, value
from immunote.engine.faults import Refused, shorten
from immunote.engine.intake import Patient
from immunote.engine.noting.asking import settles
from immunote.engine.noting.digest import note_json
from immunote.engine.profile import element_at
from immunote.engine.rulebase import RuleBase
from immunote.service.lists import law
from immunote.service.lists.columns import RULEBASE, SETTLED_BY
from immunote.service.lists.fingerprints import FACTS, fingerprints
from immunote.service.lists.ids import trimmed
from immunote.service.lists.no_patients import HELP, rows_of_no_patient
from immunote.service.lists.notes import Wanted
from immunote.service.lists.source import ID, LINE, SYNTHETIC_ID, RawPart, RowFault, faults_frame
from immunote.service.lists.template import MARK

_JURISDICTION = "jurisdiction"
_NOT_KNOWN = ("", "unknown")


@dataclass(frozen=True)
class ListRequest:
    """What is to be written: the id column's name and type, the other columns, whose notes, which jurisdiction."""

    id: str
    id_type: pl.DataType
    columns: tuple[str, ...]
    notes: Wanted
    jurisdiction: str | None


@dataclass(frozen=True)
class DecidedPart:
    """A part that may be written: the rows that are decided once more agree.

    `places`: of each row its number in the list; `facts`: of each a hash of what was recorded, for `--since`.
    """

    rows: pl.DataFrame
    places: pl.Series
    facts: pl.Series
    quarantine: pl.DataFrame
    notes: bytes
    statuses: dict[str, int]
    outcomes: dict[str, int]
    synthetic: int
    taken_over: int = 0


def _of_rows(raw: pl.DataFrame, rows: pl.Series) -> pl.Series:
    """The fingerprints of these rows, which are in order."""
    found = pl.DataFrame([raw["row"], fingerprints(raw)])
    return found.filter(pl.col("row").is_in(rows.implode()))[FACTS]


class PartDecider:
    """Decides parts of one list."""

    def __init__(self, columns: Columns, asked: ListRequest, texts: bool, duplicates: pl.DataFrame) -> None:
        self.engine: Engine = columns.engine
        self.rulebase: RuleBase = columns.rulebase
        self.columns = columns
        self.asked = asked
        self.texts = texts
        self.duplicates = duplicates

    def decide(self, part: RawPart) -> DecidedPart:
        """Decide a part. Raises immunote.engine.api.NoAnswer where evaluators disagree."""
        places = part.frame.select("row", LINE, trimmed(pl.col(ID)).alias(ID))
        raw, by_option = self.placed(part.frame.drop(LINE, ID))
        explained = places.filter(pl.col(ID) == MARK)["row"]
        nobody = rows_of_no_patient(places, raw)
        left_out = pl.concat([explained, nobody])
        raw = raw.filter(~pl.col("row").is_in(left_out.implode())) if left_out.len() else raw
        checked = self.columns.check(raw, self.texts)
        of_ids = self._faults_of_ids(places, nobody)
        refused = pl.concat([of_ids["row"], by_option["row"], part.cells["row"]]).unique()
        facts = checked.facts
        facts = facts.filter(~pl.col("row").is_in(refused.implode())) if refused.len() else facts
        evaluated = self.columns.evaluate(facts)
        impossible = self._impossible(raw, evaluated)
        if impossible.height:
            evaluated = evaluated.filter(pl.col("reachable") != 0)
        of_values = pl.concat([by_option, checked.faults, impossible])
        quarantine = pl.concat([part.faults, of_ids, part.cells, self._with_ids(of_values, places)]).sort(
            "row", maintain_order=True
        )
        self._check(part.number, raw, refused, of_values, evaluated)
        return DecidedPart(
            rows=self._result(places, facts, evaluated),
            places=evaluated["row"],
            facts=_of_rows(raw, evaluated["row"]),
            quarantine=quarantine,
            notes=self._notes(raw, evaluated, places),
            statuses=self._counts(evaluated, "status"),
            outcomes=self._counts(evaluated, "outcome"),
            synthetic=int(places[ID].str.starts_with(SYNTHETIC_ID).sum()),
        )

    def placed(self, raw: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Give rows without a jurisdiction that of the option; also return a fault for each row with another one."""
        given = self.asked.jurisdiction
        none = pl.DataFrame(schema=FAULTS)
        if given is None:
            return raw, none
        if _JURISDICTION not in raw.columns:
            return raw.with_columns(pl.lit(given).alias(_JURISDICTION)), none
        recorded = pl.col(_JURISDICTION).cast(pl.String)
        open_ = recorded.is_null() | recorded.is_in(_NOT_KNOWN)
        others = raw.filter(~open_ & (recorded != given) & recorded.is_in(list(self.rulebase.about.jurisdictions)))
        faults = others.select(
            "row",
            pl.lit(_JURISDICTION).alias("element"),
            pl.lit("P09").alias("code"),
            pl.format(f"{_JURISDICTION}: {{}}, --jurisdiction {given}", recorded).alias("text"),
            pl.lit("leave out one of the two, or correct it").alias("help"),
        )
        filled = pl.when(open_).then(pl.lit(given)).otherwise(recorded).alias(_JURISDICTION)
        return raw.with_columns(filled), faults

    def _faults_of_ids(self, places: pl.DataFrame, nobody: pl.Series) -> pl.DataFrame:
        column = self.asked.id
        found: list[RowFault] = []
        help_line = "give every row an id of its own; the result is matched to the list by it"
        for row, line, _ in places.filter(pl.col(ID).is_null() | (pl.col(ID) == "")).iter_rows():
            found.append(RowFault(row, line, None, column, "L13", "empty", help_line))
        for row, line, identity in places.filter(pl.col(ID) == MARK).iter_rows():
            found.append(RowFault(row, line, identity, column, "L15", MARK, "delete this row; it was not evaluated"))
        for row, line, identity in places.filter(pl.col("row").is_in(nobody.implode())).iter_rows():
            found.append(RowFault(row, line, identity, column, "L32", shorten(identity), HELP))
        if self.duplicates.height and places.height:
            low, high = places["row"][0], places["row"][-1]
            here = self.duplicates.filter(pl.col("row").is_between(low, high)).join(places, on="row", how="inner")
            for row, other, line, identity in here.select("row", "other", LINE, ID).iter_rows():
                help_line = (
                    f"also in row {other}, perhaps in other letters or blanks;"
                    " nothing says which is meant, so none of them was evaluated"
                )
                found.append(RowFault(row, line, identity, column, "L14", identity, help_line))
        return faults_frame(found)

    def _with_ids(self, faults: pl.DataFrame, places: pl.DataFrame) -> pl.DataFrame:
        column = pl.when(pl.col("element") != "$").then("element").alias("column")
        joined = faults.join(places, on="row", how="left", maintain_order="left")
        return joined.select("row", pl.col(LINE).alias("line"), pl.col(ID).alias("id"), column, "code", "text", "help")

    def _impossible(self, raw: pl.DataFrame, evaluated: pl.DataFrame) -> pl.DataFrame:
        """Return the faults, by the one-patient engine, of rows whose facts are impossible together."""
        rows = evaluated.filter(pl.col("reachable") == 0)["row"]
        found = []
        for row, profile in self._profiles(raw, rows):
            try:
                self.engine.judge(self.engine.patient(profile))
            except Refused as refused:
                found += [
                    (row, element_at(fault.place), fault.code, fault.text, fault.help) for fault in refused.faults
                ]
            else:
                raise alarm("columns find facts impossible that are decided alone")
        return pl.DataFrame(found, schema=FAULTS, orient="row")

    def _profiles(self, raw: pl.DataFrame, rows: pl.Series) -> list[tuple[int, dict[str, object]]]:
        if rows.is_empty():
            return []
        chosen = raw.filter(pl.col("row").is_in(rows.implode()))
        return list(zip(chosen["row"], self.columns.profiles(chosen, self.texts), strict=True))

    def _check(
        self, number: int, raw: pl.DataFrame, refused: pl.Series, faults: pl.DataFrame, evaluated: pl.DataFrame
    ) -> None:
        """Check a sample of rows by the one-patient engine, without rows refused for their id. Raises NoAnswer."""
        rows = raw["row"].gather(law.sampled(self.engine, number, raw.height))
        rows = rows.filter(~rows.is_in(refused.implode())) if refused.len() else rows
        of_these = pl.col("row").is_in(rows.implode())
        pairs = self._profiles(raw, rows)
        profiles = [profile for _, profile in pairs]
        law.check_rows(
            self.columns, profiles, [row for row, _ in pairs], faults.filter(of_these), evaluated.filter(of_these)
        )

    def _result(self, places: pl.DataFrame, facts: pl.DataFrame, evaluated: pl.DataFrame) -> pl.DataFrame:
        asked = self.asked
        ids = places
        if evaluated.height != places.height:
            ids = evaluated.select("row").join(places.select("row", ID), on="row", how="left", maintain_order="left")
        added = {SETTLED_BY: self._settled_by, RULEBASE: self._hashes}
        shown = self.columns.output(evaluated, [name for name in asked.columns if name not in added])
        columns = [ids[ID].cast(asked.id_type).alias(asked.id)]
        columns += [added[name](facts, evaluated) if name in added else shown[name] for name in asked.columns]
        return pl.DataFrame(columns)

    def _hashes(self, _facts: pl.DataFrame, evaluated: pl.DataFrame) -> pl.Series:
        made = self.rulebase.content_hash
        return pl.repeat(made, evaluated.height, dtype=pl.Enum([made]), eager=True).alias(RULEBASE)

    def _settled_by(self, facts: pl.DataFrame, evaluated: pl.DataFrame) -> pl.Series:
        """Return the answers that would settle each row, as JSON; null where it is settled. Slow: row by row."""
        elements = self.rulebase.elements
        status = dict(zip(evaluated["row"], evaluated["status"], strict=True))
        found: dict[int, str] = {}
        for row in facts.filter(pl.col("row").is_in(evaluated["row"].implode())).iter_rows(named=True):
            if status[row["row"]] == 0:
                continue
            known = {
                name: value(elements[name], held) for name, held in row.items() if name != "row" and held is not None
            }
            sets = settles(self.engine.wording, Patient({}, known, {}, {}), self.engine.diagram.settled_by(known))
            shown = [
                {
                    "outcome": each.outcome,
                    "sets": [
                        [{"element": one.element, "answer": one.answer} for one in answers] for answers in each.sets
                    ],
                }
                for each in sets
            ]
            found[row["row"]] = orjson.dumps(shown).decode()
        return pl.Series(SETTLED_BY, [found.get(row) for row in evaluated["row"]], dtype=pl.String)

    def _notes(self, raw: pl.DataFrame, evaluated: pl.DataFrame, places: pl.DataFrame) -> bytes:
        """The notes asked for, each compared with its row. Raises NoAnswer."""
        if not self.asked.notes:
            return b""
        rows = self.asked.notes.among(places)
        rows = rows.filter(rows.is_in(evaluated["row"].implode()))
        pairs = self._profiles(raw, rows)
        of_these = evaluated.filter(pl.col("row").is_in(rows.implode()))
        lines = law.notes_of(self.columns, pairs, of_these)
        return b"".join(b'{"row":%d,"note":%b}\n' % (row, note_json(note)) for row, note in lines)

    def _counts(self, evaluated: pl.DataFrame, name: str) -> dict[str, int]:
        """Return how many rows have each status or outcome, by name in alphabetical order."""
        if evaluated.is_empty():
            return {}
        counts = dict(self.columns.output(evaluated, [name])[name].drop_nulls().value_counts().iter_rows())
        return {key: counts[key] for key in sorted(counts)}
