"""One run over a list: everything is checked before the first part is written, and each part before the next begins."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path

import polars as pl

from immunote.engine.api import Engine
from immunote.engine.faults import Fault, Refused, listed, nearest
from immunote.service.lists.columns import chosen, misnamed
from immunote.service.lists.databases.address import file_of, hash_of_query
from immunote.service.lists.deciding import ListRequest, PartDecider
from immunote.service.lists.finishing import finish, tidy
from immunote.service.lists.ids import duplicated
from immunote.service.lists.law import CHECKED_ROWS
from immunote.service.lists.manifest import (
    Done,
    ListInput,
    Manifest,
    ManifestRules,
    Receipt,
    RunSettings,
    differences,
    sha256_of,
)
from immunote.service.lists.mapping.mapped_list import MappedList
from immunote.service.lists.mapping.shape import names_in
from immunote.service.lists.mapping.tables import text_table
from immunote.service.lists.ndjson_list import NdjsonList
from immunote.service.lists.notes import Wanted, wanted
from immunote.service.lists.opened_list import KINDS, AnyList, check_keys, open_list, unknown_columns
from immunote.service.lists.parquet_list import ParquetList
from immunote.service.lists.parts import ResultPaths, Stopped, held, not_as_written, read_manifest, write_bytes
from immunote.service.lists.progress import Progress
from immunote.service.lists.since import FormerResult, SinceDecider
from immunote.service.lists.source import refuse
from immunote.service.lists.tables.opening import kind_of, open_table
from immunote.service.lists.tables.raw_table import RawTable, ReadingChoices
from immunote.service.lists.tables.understood import UnderstoodList, understood
from immunote.service.lists.workbook_out import MOST_ROWS
from immunote.service.lists.working import PartWorker
from immunote.service.rulebases.columns_in_use import columns_in_use

# Parquet: as many as Polars puts into a row group. As text a row takes some ten times the memory.
PART_ROWS = {"parquet": 262_144, "csv": 65_536, "ndjson": 65_536, "frames": 65_536}
PARTS_AT_ONCE = 2
"""Of these sizes; of smaller ones more. More would not help: within a part Polars takes what cores are left."""


@dataclass(frozen=True)
class Options:
    """What was asked for, as it was given. `kind`: the format of an output folder; `part_rows`: PART_ROWS if None.

    `list`: the list; `more`: further files, folders or patterns that belong to it.
    """

    list: Path | str
    out: Path
    more: tuple[str, ...] = ()
    reading: ReadingChoices = field(default_factory=ReadingChoices)
    kind: str | None = None
    id: str = "id"
    columns: str | None = None
    notes: str | None = None
    settled_by: bool = False
    jurisdiction: str | None = None
    part_rows: int | None = None
    map: Path | None = None
    as_of: date | None = None
    since: Path | None = None
    strict: bool = False
    resume: bool = False
    force: bool = False


@dataclass(frozen=True)
class _RunPlan:
    """Options that fit together."""

    options: Options
    layout: ResultPaths
    columns: tuple[str, ...]
    notes: Wanted
    part_rows: int
    table: RawTable

    @property
    def at_once(self) -> int:
        """How many parts are worked on side by side."""
        rows = PARTS_AT_ONCE * PART_ROWS[self.table.kind]
        return min(pl.thread_pool_size(), max(rows // self.part_rows, 1))


def _unsaid(_: str) -> None:
    """Say nothing."""


def run(options: Options, engine: Engine, progress: Progress, say: Callable[[str], None] = _unsaid) -> Done:
    """Decide a whole list. `say`: told in a sentence, before anything is decided, how the list was read.

    Raises Refused where nothing was written (input, options or output cannot be used), Stopped where the run cannot go
    on and `--resume` could, and immunote.engine.api.NoAnswer where evaluators disagree.
    """
    plan, reader = _checked(options, engine)
    options = plan.options
    with ThreadPoolExecutor(max_workers=3, thread_name_prefix="beside") as beside:
        made_from = beside.submit(ListInput.of, plan.table.files, plan.table.name)
        compiled = beside.submit(columns_in_use, engine)
        warnings, source = _understood(reader, engine, options, plan.table)
        mapped = source.reader.said if isinstance(source.reader, MappedList) else ()
        if said := (*plan.table.said, *source.meanings.said, *mapped):
            say("read as: " + ", ".join(said))
        if plan.layout.kind == "xlsx" and source.rows > MOST_ROWS:
            raise refuse(options.out, "L23", f"{source.rows:,} rows", "a sheet holds 1,048,575; write Parquet or CSV")
        duplicates = duplicated(source.ids)
        manifest = _manifest(plan, engine, made_from.result(), warnings)
        former = None if options.since is None else FormerResult(options.since, manifest)
        with held(plan.layout):
            receipts = _begun(plan, manifest)
            if receipts is None:
                tidy(plan.layout)
                return Done(read_manifest(plan.layout.manifest), tuple(warnings))
            asked = ListRequest(
                options.id, _id_type(reader, options.id), plan.columns, plan.notes, options.jurisdiction
            )
            every = PartDecider(compiled.result(), asked, source.texts, duplicates)
            decider = every if former is None else SinceDecider(every, former)
            worker = PartWorker(decider, plan.layout, plan.part_rows, plan.table.files, plan.at_once)
            progress.start(source.rows, sum(each.rows.read for each in receipts))
            try:
                for receipt in worker.receipts(source.parts(len(receipts))):
                    receipts.append(receipt)
                    progress.advance(receipt.rows.read, receipt.rows.quarantined)
            except Refused as refused:  # a place that only reading every column finds, such as a damaged page
                if worker.changed() is not None:
                    raise Stopped(refused.faults[0]) from None
                plan.layout.clear()
                raise
            done = finish(plan.layout, manifest, receipts)
            return Done(done, tuple(warnings), worker.taken_over)


def _checked(options: Options, engine: Engine) -> tuple[_RunPlan, AnyList | MappedList]:
    """Check all that can be checked without reading the rows. Raises Refused with every fault."""
    faults = []
    kind = kind_of(options.out)
    if kind is not None and options.kind not in (None, kind):
        help_line = f"`{options.out.name}` ends in .{kind}; leave `--format` out, or name a folder"
        faults.append(Fault("--format", "L23", str(options.kind), help_line))
    elif options.kind is not None and options.kind not in KINDS:
        help_line = f"one of {listed(KINDS)}; {nearest(options.kind, KINDS)}"
        faults.append(Fault("--format", "L02", options.kind, help_line))
    elif kind is None and options.out.suffix and not options.out.is_dir():
        help_line = "a file ends in `.xlsx`, `.parquet`, `.csv` or `.ndjson`; a folder has no such ending"
        faults.append(Fault(str(options.out), "L02", options.out.suffix, help_line))
    if options.part_rows is not None and options.part_rows < 1:
        faults.append(Fault("--part-rows", "L23", str(options.part_rows), "one or more"))
    if options.resume and options.force:
        faults.append(Fault("--resume", "L23", "--force", "one goes on, the other starts anew; give one of the two"))
    columns, unknown = chosen(engine.rulebase, options.columns, options.settled_by)
    notes, unread = wanted(options.notes)
    faults += unknown + unread
    faults += misnamed(engine.rulebase, options.id, options.jurisdiction)
    layout = ResultPaths(options.out, kind or options.kind or "parquet")
    try:
        faults += _faults_of_output(options, layout)
    except (OSError, RuntimeError) as error:  # RuntimeError: links in a circle
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "links in a circle"
        faults.append(Fault(str(options.out), "L17", reason, "name an output where files may be written"))
    try:
        known = {options.id, *engine.rulebase.elements} if options.map is None else names_in(options.map)
        table = open_table([str(options.list), *options.more], options.reading, known, options.map is not None)
        part_rows = max(options.part_rows or PART_ROWS[table.kind], 1)
        source = _opened(options, table, engine, part_rows)
    except Refused as refused:
        raise Refused([*faults, *refused.faults]) from None
    if isinstance(source, MappedList):
        faults += misnamed(engine.rulebase, source.id, None)
        options = replace(options, id=source.id)
    if faults:
        raise Refused(faults)
    return _RunPlan(options, layout, columns, notes, part_rows, table), source


def _opened(options: Options, table: RawTable, engine: Engine, part_rows: int) -> AnyList | MappedList:
    """The list, read by the map where one is given. Raises Refused."""
    if options.map is None:
        if options.as_of is not None:
            raise refuse("--as-of", "L23", str(options.as_of), "it counts dates that a map names; give `--map` too")
        return open_list(table, engine, options.id, part_rows)
    return MappedList(text_table(table), options.map, engine, options.as_of, part_rows)


def _faults_of_output(options: Options, layout: ResultPaths) -> list[Fault]:
    source, out = file_of(str(options.list)).resolve(), options.out.resolve()
    if source == out or out in source.parents or source in out.parents or layout.work.resolve() in source.parents:
        return [Fault(str(options.out), "L18", str(options.list), "name an output apart from the list that is read")]
    there = layout.there_already()
    if there is None:  # also for `--resume`: a run may be killed before it writes anything
        return []
    if options.resume:
        if not layout.running.is_file() and not layout.manifest.is_file() and not layout.was_held():
            return [Fault(str(options.out), "L20", "no run", "name the output of the run that was stopped")]
        return []
    if not options.force:
        help_line = "`--resume` goes on with a run that was stopped, `--force` starts anew in its place"
        return [Fault(str(there), "L16", "exists", help_line)]
    if not (layout.is_of_a_run() or layout.was_held()) or (layout.single and layout.out.is_dir()):
        help_line = "no run has written it, so `--force` does not clear it; name a new or an empty folder"
        return [Fault(str(there), "L16", "other files", help_line)]
    return []


def _understood(
    reader: AnyList | MappedList, engine: Engine, options: Options, table: RawTable
) -> tuple[list[Fault], UnderstoodList]:
    """Return what was ignored because it was said so, and the list with its cells understood.

    Raises Refused without rows or ids, for a column that nothing reads, and where two readings fit.
    """
    ignored: list[Fault] = []  # a map says itself what becomes of each column
    if not isinstance(reader, NdjsonList | MappedList):
        ignored = _ignored(reader, engine, options)
    source = understood(reader, engine, options.reading, str(table.shown))
    if not source.rows:
        raise refuse(options.list, "L03", "no row", "one row a patient; see `immunote list --template csv`")
    if isinstance(reader, NdjsonList):  # its keys are known once all lines are read
        check_keys(reader, engine, options.id)
        ignored = _ignored(reader, engine, options)
    return ignored, source


def _ignored(reader: AnyList, engine: Engine, options: Options) -> list[Fault]:
    """The columns that nothing reads and that are to be ignored. Raises Refused (L06, L23) for others."""
    unknown = unknown_columns(reader, engine, options.id)
    names = [name for name in reader.columns if name != options.id and name not in engine.rulebase.elements]
    patterns = options.reading.ignore
    stays = [not any(fnmatchcase(name, pattern) for pattern in patterns) for name in names]
    every = [*reader.columns]
    faults = [fault for fault, each in zip(unknown, stays, strict=True) if each or options.strict]
    for pattern in patterns:
        matched = [name for name in every if fnmatchcase(name, pattern)]
        if wrong := [name for name in matched if name not in names and name == pattern]:
            faults.append(Fault("--ignore", "L23", wrong[0], "that is an element or the id, which is read"))
        elif not matched:
            faults.append(Fault("--ignore", "L23", pattern, f"no column of the list; {nearest(pattern, every)}"))
    if faults:
        raise Refused(faults)
    return [fault for fault, each in zip(unknown, stays, strict=True) if not each]


def _id_type(source: AnyList | MappedList, name: str) -> pl.DataType:
    """Return the type of the id column in the result: an integer type stays, any other becomes text."""
    if isinstance(source, ParquetList) and source.types[name].is_integer():
        return source.types[name]
    return pl.String()


def _manifest(plan: _RunPlan, engine: Engine, made_from: ListInput, warnings: list[Fault]) -> Manifest:
    options = plan.options
    return Manifest(
        status="running",
        input=made_from,
        rules=ManifestRules.of(engine.rulebase),
        made=RunSettings(
            immunote=engine.version,
            polars=pl.__version__,
            engine="polars",
            kind=plan.layout.kind,
            part_rows=plan.part_rows,
            checked_rows_a_part=CHECKED_ROWS,
            id=options.id,
            columns=plan.columns,
            settled_by=options.settled_by,
            notes=plan.notes.described(made_from.sha256),
            jurisdiction=options.jurisdiction,
            map=None if options.map is None else sha256_of(options.map),
            as_of=None if options.as_of is None else options.as_of.isoformat(),
            **{**asdict(options.reading), "query": hash_of_query(str(options.list), options.reading.query)},
        ),
        warnings=tuple(fault.text for fault in warnings),
    )


def _begun(plan: _RunPlan, manifest: Manifest) -> list[Receipt] | None:
    """Begin a run or go on with one; return the receipts of finished parts, or None where the run is finished.

    Raises Refused (L17, L21) and Stopped (L17).
    """
    layout = plan.layout
    finished = layout.manifest.is_file()
    if plan.options.resume and (finished or layout.running.is_file()):
        then = read_manifest(layout.manifest if finished else layout.running)
        if found := differences(then, manifest):
            help_line = "the rest would not fit what is there; give what was given then, or start anew with `--force`"
            raise Refused(
                Fault(str(layout.out), "L21", f"{what}: {old}, now {new}"[:120], help_line) for what, old, new in found
            )
        if finished and (faults := not_as_written(layout, then)):
            raise Refused(faults)
        return None if finished else layout.finished_parts()
    try:
        layout.clear()
        layout.folder.mkdir(parents=True, exist_ok=True)
        layout.work.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise refuse(layout.out, "L17", error.strerror or type(error).__name__, "remove it by hand") from None
    write_bytes(layout.running, manifest.model_dump_json(indent=2).encode())
    return []
