"""What `import immunote` is: quick, lazy, typed, and one object under each name whoever imports what first."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import immunote

HOUSE = Path(__file__).parents[2]
BOUND = 0.020
"""Seconds, of the quickest of some starts: a machine that does other things too makes single ones longer."""


def said(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], cwd=HOUSE, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_importing_takes_20_ms_at_most_and_loads_nothing_else() -> None:
    code = "import time; t = time.perf_counter(); import immunote; print(time.perf_counter() - t)"
    assert min(float(said(code)) for _ in range(9)) < BOUND
    loaded = said(
        "import sys; before = {*sys.modules}; import immunote; print(*sorted({*sys.modules} - before))"
    ).split()
    assert {name.split(".")[0] for name in loaded} - set(sys.stdlib_module_names) == {"immunote"}
    assert "typing" not in loaded


def test_the_version_is_the_one_of_the_project() -> None:
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert immunote.__version__ == project["version"]


def test_everything_that_is_named_is_there() -> None:
    assert [name for name in immunote.__all__ if not hasattr(immunote, name)] == []
    assert {*immunote.__all__} <= {*dir(immunote)}
    with pytest.raises(AttributeError, match="`notes`"):
        immunote.notes  # type: ignore[attr-defined]  # noqa: B018


@pytest.mark.parametrize(
    "first",
    [
        "import immunote",
        "import immunote.engine.api",
        "from immunote.engine.api import Engine; import immunote",
        "import immunote.rules, immunote.service.cli.app",
    ],
)
def test_packages_are_functions_too_whatever_was_imported_first(first: str) -> None:
    code = f"{first}; print(immunote.engine('ssc_ivig').rulebase is immunote.rules(), immunote.engine.__name__)"
    assert said(code) == "True immunote.engine"


def test_a_type_checker_sees_the_functions(tmp_path: Path) -> None:
    pytest.importorskip("mypy")
    program = tmp_path / "program.py"
    program.write_text(
        "import immunote\n"
        "reveal_type(immunote.note({}).status)\n"
        "reveal_type(immunote.rules().version)\n"
        "reveal_type(immunote.engine('ssc_ivig').version)\n"
        "immunote.note({}, ruls='x')\n",
        encoding="utf-8",
    )
    # with the project's own options, so that what `make lint` found a moment ago is not worked out once more
    command = [sys.executable, "-m", "mypy", str(program)]
    done = subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, check=False)
    revealed = [line.partition("Revealed type is ")[2] for line in done.stdout.splitlines() if "Revealed" in line]
    assert len(revealed) == 3
    assert "Any" not in "".join(revealed)
    assert 'Unexpected keyword argument "ruls"' in done.stdout
