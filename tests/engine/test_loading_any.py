"""Whatever stands in a file of a rule base: it loads, or it is refused with faults. Nothing else."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from immunote.engine.api import Engine
from immunote.engine.examples import check_examples
from immunote.engine.faults import CODES, Refused
from immunote.engine.reader import read_file
from tests.engine.bad_rules import SOUP, copy_of_soup

FILES = sorted(SOUP.rglob("*.yaml"))
ODD: tuple[Any, ...] = (
    *(None, True, 0, -1, 7, 2**70, Decimal("0.5"), "", "x", "1", "yes", "has_mould", "soup_is_warm", "too_hot_from"),
    *("not has_mould", "otherwise", "{", "{volume_l}", "{=two_signs}", "{cook-book.hot.after}", "${remedy}", "a.b"),
    *("temperature_c", "low", "conflict", "known(salt_g)", "unknown", "NaN", [], {}, ["x"], [["x"]], {"x": 1}),
    *([1, 2], {"then": True, "given": {"has_mould": True}}, {"how": "ratio", "inputs": ["salt_g"]}),
)


def paths_in(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """All places in plain data."""
    yield path
    pairs = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in pairs:
        yield from paths_in(value, (*path, key))


def changed(data: Any, path: tuple[str | int, ...], value: Any, how: str) -> Any:
    """A copy with one place replaced, taken out or renamed."""
    if not path:
        return value
    key, *rest = path
    if isinstance(data, dict):
        pairs = data.items() if rest or how == "replace" else ((k, v) for k, v in data.items() if k != key)
        copy = {k: changed(v, tuple(rest), value, how) if k == key else v for k, v in pairs}
        return copy if rest or how != "rename" else {**copy, str(value): data[key]}
    copy_of_list = [changed(v, tuple(rest), value, how) if i == key else v for i, v in enumerate(data)]
    return copy_of_list if rest or how == "replace" else [v for i, v in enumerate(data) if i != key]


def written(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, default=float)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_of_soup(tmp_path_factory.mktemp("any"))


@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, 2**32), changes=st.integers(1, 3))
def test_a_rule_base_with_anything_anywhere_loads_or_is_refused(folder: Path, seed: int, changes: int) -> None:
    choose = random.Random(seed)
    touched = []
    for source in choose.sample(FILES, changes):
        target = folder / source.relative_to(SOUP)
        data = read_file(source, SOUP).data
        path = choose.choice(list(paths_in(data)))
        target.write_text(
            written(changed(data, path, choose.choice(ODD), choose.choice(("replace", "drop", "rename"))))
        )
        touched.append((source, target))
    try:
        engine = Engine.load(folder)
        faults = check_examples(engine.rulebase)
        for case in engine.rulebase.cases.values():
            engine.note(case.profile)
    except Refused as refused:
        faults = list(refused.faults)
        some = faults
    else:
        some = []
    finally:
        for source, target in touched:
            shutil.copyfile(source, target)
    assert all(fault.code in CODES and str(fault).encode() for fault in [*faults, *some])
