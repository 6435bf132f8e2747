"""What `immunote replay`, `audit` and `database` do."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import orjson
import sqlalchemy
from sqlalchemy.exc import SQLAlchemyError

from immunote.engine.faults import Fault, Refused
from immunote.service.cli import inputs
from immunote.service.settings.checking import read_settings
from immunote.service.settings.sources import PREFIX
from immunote.service.signatures.ed25519 import public_keys
from immunote.service.storage import audit, exports, fhir_audit, heads, retention
from immunote.service.storage.backup import back_up
from immunote.service.storage.backup import restore as restored
from immunote.service.storage.chain import End
from immunote.service.storage.database import database_silent, existing, opened
from immunote.service.storage.decisions import BrokenRow, DecisionLog
from immunote.service.storage.events import EventLog
from immunote.service.storage.replay import Replay
from immunote.service.storage.rulebases import RuleBaseStore
from immunote.service.terminal import output

if TYPE_CHECKING:
    from immunote.service.settings.storage import StorageSettings
    from immunote.service.storage.replay import Replayed

FOUND = 1
"""The exit status where the answer is a finding: a change, a log that does not hold together."""

FORMATS = ("text", "json")
EXPORTS = ("ndjson", "fhir")
_END = re.compile(r"([0-9]{1,18}):([0-9a-f]{64})")
_TOGETHER = 500


def replay(digest: str | None, since: str | None, format: str, rules: Path | None, url: str | None) -> int:
    """Replay one digest or all since a moment. Raises Refused."""
    faults = inputs.not_one_of("--format", format, FORMATS)
    if (digest is None) == (since is None):
        help_line = "give the digest of a note or `--since`, one of the two"
        faults.append(Fault("DIGEST", "S13", digest or "none", help_line))
    if faults:
        raise Refused(faults)
    start = _moment("--since", since)
    now = inputs.load_engine(rules)

    def work(database: sqlalchemy.Engine) -> int:
        log = DecisionLog(database)
        decisions = log.by_digest(digest) if digest is not None else log.since(start or datetime.now(UTC))
        if digest is not None and not decisions:
            help_line = "a digest has 64 characters and stands at the end of a note"
            raise Refused([Fault("DIGEST", "S13", digest, help_line)])
        count = changed = 0
        for each in Replay(RuleBaseStore(database), now)(decisions):
            count, changed = count + 1, changed + each.is_changed
            text = orjson.dumps(each.line()).decode() if format == "json" else "\n".join(_replayed(each))
            output.write(output.visible(text))
        output.say(f"{count} replayed, {changed} came out otherwise")
        return FOUND if changed else 0

    return with_database(url, existing, work)


def verify(
    witness: str | None, file: Path | None, anchors: Path | None, keys: Sequence[Path], format: str, url: str | None
) -> int:
    """Verify the log or an export. Raises Refused."""
    faults = inputs.not_one_of("--format", format, FORMATS)
    if (anchors is None) != (not keys):
        help_line = "`--anchors FILE` goes with `--anchor-key KEY.pub`, which the database never held"
        faults.append(Fault("--anchors", "S98", "one without the other", help_line))
    if anchors is not None and file is not None:
        faults.append(Fault("--anchors", "S98", "with --file", "anchors are compared with the database"))
    if faults:
        raise Refused(faults)
    noted = _end(witness)
    signed, others = ([], []) if anchors is None else heads.read(anchors)
    public = public_keys(keys, "--anchor-key")
    if file is not None:
        start, end, findings = exports.verify_export(file)
        if noted is not None and noted not in (start, end):
            says = "the export neither begins nor ends there"
            findings.append(audit.AuditFinding("witness", noted.sequence, noted.sequence, says))
        return _verdict(findings, start, end, [], format)

    def work(database: sqlalchemy.Engine) -> int:
        log = DecisionLog(database)
        findings = audit.verify(log, noted, signed, public)
        findings += [
            audit.AuditFinding("signed", 0, 0, f"line {number} of the anchors: not a signed head") for number in others
        ]
        removed = audit.anchors(log)
        start = End(removed[-1].last, removed[-1].chain) if removed else None
        status = _verdict(findings, start, log.head(), removed, format)
        if signed and format == "text":
            believed = [head.decisions.sequence for head in signed if head.is_signed(public)]
            last = max(believed, default=0)
            output.say(f"{len(believed)} signed heads; nothing outside stands for rows after {last}")
        return status

    return with_database(url, existing, work)


def export(since: str | None, until: str | None, file: Path | None, format: str, url: str | None) -> int:
    """Write the log as NDJSON. Raises Refused."""
    if faults := inputs.not_one_of("--format", format, EXPORTS):
        raise Refused(faults)
    first, end = _moment("--since", since), _moment("--until", until)

    def work(database: sqlalchemy.Engine) -> int:
        entries = DecisionLog(database).entries(first, end)
        lines = exports.lines(entries) if format == "ndjson" else fhir_audit.of_decisions(entries)
        return _written(file, lines)

    return with_database(url, existing, work)


def events(file: Path | None, format: str, url: str | None) -> int:
    """Write the events as NDJSON. Raises Refused."""
    if faults := inputs.not_one_of("--format", format, EXPORTS):
        raise Refused(faults)

    def work(database: sqlalchemy.Engine) -> int:
        entries = EventLog(database).entries()
        lines = (orjson.dumps(each.line()).decode() for each in entries)
        return _written(file, lines if format == "ndjson" else fhir_audit.of_events(entries))

    return with_database(url, existing, work)


def backup(file: Path, url: str | None) -> int:
    """Write a backup. Raises Refused."""

    def work(database: sqlalchemy.Engine) -> int:
        output.write(f"backed up and verified: {file}, the log ends at {back_up(database, file)}")
        return 0

    return with_database(url, existing, work)


def restore(file: Path, url: str | None) -> int:
    """Restore a backup. Raises Refused."""

    def work(database: sqlalchemy.Engine) -> int:
        output.write(f"restored and verified: the log ends at {restored(database, file)}")
        return 0

    return with_database(url, opened, work)


def _written(file: Path | None, lines: Iterable[str]) -> int:
    if file is None:
        for some in _bundled(lines):
            output.write(some)
    else:
        _write_private(file, lines)
    return 0


def retain(before: str | None, days: int | None, is_meant: bool, url: str | None) -> int:
    """Remove decisions, or say which. Raises Refused."""
    if (before is None) == (days is None):
        raise Refused([Fault("--before", "S15", before or "none", "give `--before` or `--days`, one of the two")])
    moment = _moment("--before", before) or datetime.now(UTC) - timedelta(days=days or 0)

    def work(database: sqlalchemy.Engine) -> int:
        log = DecisionLog(database)
        found = retention.removable(log, moment)
        if found is None:
            output.write("nothing to remove")
            return 0
        rows = f"rows {found[0]} to {found[1]}, decided before {moment:%Y-%m-%dT%H:%M:%SZ}"
        if not is_meant:
            output.write(f"would remove {rows}; `immunote audit export` keeps them elsewhere, `--yes` removes them")
            return 0
        last = retention.retain(log, moment)[-1]
        output.write(f"removed {rows}; the anchor in their place ends at {last.last}:{last.chain}")
        return 0

    return with_database(url, existing, work)


def upgrade(url: str | None) -> int:
    """Bring the tables up to date. Raises Refused."""

    def work(database: sqlalchemy.Engine) -> int:
        from immunote.service.storage import upgrading

        output.write(f"the tables are of version {upgrading.upgrade(database)}")
        return 0

    return with_database(url, opened, work)


def with_database(
    url: str | None,
    way: Callable[[StorageSettings], sqlalchemy.Engine],
    work: Callable[[sqlalchemy.Engine], int],
) -> int:
    """Do the work with the database of the settings, or of `url`; the exit status. Raises Refused."""
    if url is not None:
        os.environ[f"{PREFIX}STORAGE__URL"] = url
    settings = read_settings().storage
    try:
        database = way(settings)
        try:
            return work(database)
        finally:
            database.dispose()
    except BrokenRow as broken:
        help_line = "`immunote audit verify` says what else does not hold"
        raise Refused([Fault("decision log", "S12", f"row {broken.sequence}", help_line)]) from None
    except SQLAlchemyError as error:
        output.report([database_silent(error)])
        return output.NO_ANSWER


def _verdict(
    findings: list[audit.AuditFinding], start: End | None, end: End | None, anchors: list[audit.Anchor], format: str
) -> int:
    if format == "json":
        found = {
            "whole": not findings,
            "begins_after": None if start is None else str(start),
            "end": None if end is None else str(end),
            "anchors": anchors,
            "findings": findings,
        }
        output.write(orjson.dumps(found, option=orjson.OPT_INDENT_2).decode())
        return FOUND if findings else 0
    if findings:
        output.write("\n".join(output.visible(str(each)) for each in findings))
        output.say(f"{len(findings)} finding{'' if len(findings) == 1 else 's'}; the log does not hold together")
        return FOUND
    begins = f"after {start}" if start is not None and start.sequence else "from the first row"
    output.write(f"whole {begins} to the end {end}")
    return 0


def _replayed(each: Replayed) -> Iterator[str]:
    yield f"{each.digest} of {each.at}, rule base {each.rulebase_hash[:12]}, engine {each.engine_version}"
    for again in each.again:
        under = f"  under the rule base of {again.under} ({again.rulebase_hash[:12]}, engine {again.engine_version})"
        if again.refused:
            yield f"{under}: no note, {', '.join(again.refused)}"
        elif not again.is_changed:
            yield f"{under}: the same" + ("" if again.is_same_rulebase else ", but for the digest")
        else:
            yield f"{under}:"
            yield from (f"    {change}" for change in again.changes)


def _moment(option: str, text: str | None) -> datetime | None:
    if text is None:
        return None
    help_line = "2026-11-22, or 2026-11-22T08:00:00Z"
    try:
        if len(text) == len("2026-11-22"):
            return datetime.combine(date.fromisoformat(text), time(), UTC)
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Refused([Fault(option, "S15", text, help_line)]) from None
    if moment.tzinfo is None:
        raise Refused([Fault(option, "S15", text, f"its offset from UTC is missing: {help_line}")])
    return moment.astimezone(UTC)


def _end(text: str | None) -> End | None:
    if text is None:
        return None
    found = _END.fullmatch(text)
    if found is None:
        help_line = "NUMBER:HASH, as `immunote audit verify` prints the end of the log"
        raise Refused([Fault("--witness", "S15", text, help_line)])
    return End(int(found[1]), found[2])


def _bundled(lines: Iterable[str]) -> Iterator[str]:
    some: list[str] = []
    for line in lines:
        some.append(line)
        if len(some) == _TOGETHER:
            yield "\n".join(some)
            some = []
    if some:
        yield "\n".join(some)


def _write_private(file: Path, lines: Iterable[str]) -> None:
    """Write a file for its owner alone: it holds facts of patients. None that is there already is written over."""
    try:
        with os.fdopen(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as made:
            made.writelines(f"{line}\n" for line in lines)
    except OSError as error:
        raise Refused([Fault("--out", "S15", str(file), error.strerror or "it cannot be written")]) from None
