"""The end of a run: its parts become one result, and the manifest that says so is written last.

Each step writes a whole file or none and can be done again, so a run that is killed here goes on like any other.
"""

from __future__ import annotations

import json
import shutil
from collections import Counter
from pathlib import Path

from immunote.service.lists.manifest import Manifest, Receipt, RowCounts
from immunote.service.lists.parts import ResultPaths, write_bytes, write_file
from immunote.service.lists.writing import join_rows, join_texts


def finish(layout: ResultPaths, manifest: Manifest, receipts: list[Receipt]) -> Manifest:
    """Join what has to be joined, write summary and manifest, tidy up. Raises Stopped (L17)."""
    numbers = range(len(receipts))
    quarantined = [layout.quarantine_part(number) for number in numbers]
    files = {
        layout.quarantine.name: write_file(
            layout.quarantine, lambda path: join_texts(quarantined, path, layout.quarantine.suffix == ".csv")
        )
    }
    facts = [layout.facts_part(number) for number in numbers]
    files[layout.facts.name] = write_file(layout.facts, lambda path: join_texts(facts, path, has_header=False))
    if layout.single:
        rows = [layout.part(number) for number in numbers]
        files[layout.out.name] = write_file(layout.out, lambda path: join_rows(rows, path, layout.kind))
    counted = {"rows": _counts(receipts), "synthetic": sum(each.synthetic for each in receipts)}
    done = manifest.model_copy(update={"status": "finished", **counted, "parts": tuple(receipts)})
    summary = json.dumps(summary_of(done), indent=2, ensure_ascii=False).encode()
    files[layout.summary.name] = write_bytes(layout.summary, summary)
    done = done.model_copy(update={"files": files})
    write_bytes(layout.manifest, done.model_dump_json(indent=2).encode())
    tidy(layout)
    return done


def tidy(layout: ResultPaths) -> None:
    """Remove what a finished run no longer needs."""
    shutil.rmtree(layout.work, ignore_errors=True)
    leftovers: list[Path] = [*layout.out.parent.glob(f".{layout.out.name}*.tmp")] if layout.single else []
    for path in leftovers if layout.single else layout.out.glob(".*.tmp"):
        path.unlink(missing_ok=True)


def counts_of(manifest: Manifest) -> dict[str, dict[str, int]]:
    """Rows by status, by outcome (of settled rows) and, quarantined, by code; each by name."""
    counts: dict[str, Counter[str]] = {"statuses": Counter(), "outcomes": Counter(), "quarantined_by": Counter()}
    for receipt in manifest.parts:
        for name, counter in counts.items():
            counter.update(getattr(receipt, name))
    return {name: dict(sorted(counter.items())) for name, counter in counts.items()}


def summary_of(manifest: Manifest) -> dict[str, object]:
    """What a finished run came to."""
    assert manifest.rows is not None
    rows = {**manifest.rows.model_dump(), "synthetic": manifest.synthetic}
    return {"rows": rows, **counts_of(manifest), "rulebase": manifest.rules.model_dump()}


def _counts(receipts: list[Receipt]) -> RowCounts:
    rows = [receipt.rows for receipt in receipts]
    return RowCounts(
        read=sum(each.read for each in rows),
        evaluated=sum(each.evaluated for each in rows),
        quarantined=sum(each.quarantined for each in rows),
    )
