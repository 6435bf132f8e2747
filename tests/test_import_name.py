"""Everything is imported as `immunote...`, and no file under two names: a class met twice would be two classes."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent
FOLDERS = ("engine", "service", "immunote", "tests", "bench", "tools", "features")
OLD = ("engine", "service", "rules")
# imports every module that can be imported here, and says under which names each file came in
CODE = """
import importlib, json, pkgutil, sys
from pathlib import Path
import immunote
left = []
for found in pkgutil.walk_packages(immunote.__path__, "immunote."):
    if found.name.endswith("__main__") or found.name == "immunote.service.storage.migrations.env":
        continue  # these run something
    try:
        importlib.import_module(found.name)
    except ModuleNotFoundError as error:
        left.append([found.name, error.name])
files = {}
for name, module in list(sys.modules.items()):
    file = getattr(module, "__file__", None)
    if file and name != "__main__":
        files.setdefault(str(Path(file).resolve()), []).append(name)
print(json.dumps([files, left]))
"""


def test_no_file_is_imported_under_two_names() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], cwd=HOUSE, capture_output=True, text=True, check=True)
    files, left = json.loads(done.stdout)
    assert [name for name, missing in left if missing.split(".")[0] in ("immunote", *OLD)] == []
    ours = {file: names for file, names in files.items() if Path(file).is_relative_to(HOUSE) and ".venv" not in file}
    assert len(ours) > 300
    assert {file: names for file, names in ours.items() if len(names) > 1} == {}
    assert [names for (names,) in ours.values() if names.split(".")[0] != "immunote"] == []


def test_no_import_names_a_folder_of_the_checkout() -> None:
    for folder in FOLDERS:
        for path in (HOUSE / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
                assert [name for name in names if name.split(".")[0] in OLD] == [], path


@pytest.mark.parametrize("name", ["engine", "service"])
def test_the_folders_say_how_they_are_called(name: str) -> None:
    """In a checkout `engine` could be imported: it would be a second engine beside `immunote.engine`."""
    done = subprocess.run(
        [sys.executable, "-c", f"import {name}"], cwd=HOUSE, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith(f"ImportError: `{name}` is imported as `immunote.{name}`; ")
