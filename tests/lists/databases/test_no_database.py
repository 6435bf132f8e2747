"""What reads a result takes no database, and repeats no address, as it may hold a password."""

from __future__ import annotations

from pathlib import Path

import pytest

from immunote.engine.faults import Refused
from immunote.service.lists.databases.address import refuse_databases


def test_databases_are_refused_all_at_once_without_their_address() -> None:
    with pytest.raises(Refused) as refused:
        refuse_databases(OLD=Path("postgresql://a:secret@host/db"), NEW=Path("duckdb:a.db?cohort"))
    assert [(fault.place, fault.code) for fault in refused.value.faults] == [("OLD", "L23"), ("NEW", "L23")]
    assert "secret" not in "".join(map(str, refused.value.faults))


def test_a_file_and_nothing_are_no_databases() -> None:
    refuse_databases(RESULT=Path("duckdb/decided.csv"), LIST=None)
