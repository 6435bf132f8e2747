"""One EHR and one server with the usual limits; tests of limits start their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.security.support import Ehr, make_app, serve

UNHURRIED = {"caller_rate": 0}


@pytest.fixture(scope="module")
def ehr() -> Iterator[Ehr]:
    with Ehr().serving() as ehr:
        yield ehr


@pytest.fixture(scope="module")
def running(ehr: Ehr, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimpleNamespace]:
    """`.url`, `.app`, `.keys` of a server that trusts the EHR."""
    app = make_app(Path(tmp_path_factory.mktemp("db")) / "db", clients=[ehr.client()], key_kept_seconds=0, **UNHURRIED)
    with serve(app) as url:
        yield SimpleNamespace(
            url=url, app=app, keys=app.state.context.keys, settings=app.state.context.settings.security
        )
