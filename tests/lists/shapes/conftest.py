"""What every shape of a list is compared with."""

from __future__ import annotations

import pytest

from immunote.engine.api import Engine
from tests.lists.shapes.deciding import by_id, decided
from tests.lists.shapes.writing import ROWS, text


@pytest.fixture(scope="module")
def plain(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[object, ...]]:
    """What becomes of each of the plain rows."""
    folder = tmp_path_factory.mktemp("plain")
    (folder / "plain.csv").write_text(text(ROWS))
    return by_id(decided(engine, [str(folder / "plain.csv")], folder / "out.parquet")[0].rows)
