"""The laws of the house, checked by reading imports and names: what may know of what."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from immunote.engine.api import Engine
from immunote.engine.rulebase import RuleBase
from tests.support.codes import all_codes
from tools.imports import circles, file_imports, room_imports

HOUSE = Path(__file__).parent.parent
ENGINE = sorted((HOUSE / "engine").rglob("*.py"))
SERVICE = sorted((HOUSE / "service").rglob("*.py"))
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in [*ENGINE, *SERVICE]}

# Names of the shipped rule base that also stand in engine/, each with the reason why that is no medicine.
GENERIC = {
    "jurisdiction": "the format gives rules a `jurisdictions` key, so one element has a fixed name",
    "contraindicated": "the strongest of the three wordings of a product's exclusion",
    "conflict": "the format asks two sides of a rule of this kind",
    "follow_up": "a part of every note",
    "background": "a role of a line below a statement",
    "context": "the key of a source that lists figures on which nothing rests",
    "no_target": "a strength of a rule",
    "sex": "a key of dose.yaml, which names the element itself",
    "planned_days": "a key of dose.yaml, which names the element itself",
    "weight_kg": "a field of the note's dose arithmetic",
    "scope": "the names that a condition may use",
    "review": "a kind of source",
    "risk": "a mark of a kind",
    "none": "a word of the language in which comments are written",
    "other": "a word of the language in which comments are written",
    "said": "a word of the language in which comments are written",
    "plan": "what a data frame is worked out by",
    "volume": "a field of a citation",
    "A": "a word of the language in which comments are written",
}
# Words of the subject that are no names in the rule base.
WORDS = re.compile(
    r"ivig|immunoglobulin|sclero|steroid|prednis|thromb|kidney|renal|muscle|bowel|skin\b|disease|creatinine|infusion",
    re.IGNORECASE,
)


def imported(path: Path) -> set[str]:
    """The modules that a file imports, in full."""
    found = set()
    for node in ast.walk(TREES[path]):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written in full"
            of = node.module or ""
            found |= {f"{of}.{alias.name}" for alias in node.names} if of == "immunote" else {of}
    return found


def names_in(path: Path) -> Iterator[str]:
    """Every identifier, and every word of every text."""
    for node in ast.walk(TREES[path]):
        for key in ("id", "attr", "arg", "name"):
            if isinstance(name := getattr(node, key, None), str):
                yield name
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from re.findall(r"[\w-]+", node.value)


def names_of(rulebase: RuleBase) -> set[str]:
    """Everything that has a name in a rule base."""
    elements = rulebase.elements
    names = {*elements, *rulebase.thresholds, *rulebase.sources, *rulebase.named, *rulebase.products, *rulebase.groups}
    names |= {member for element in elements.values() for member in element.values}
    names |= {name.removesuffix("_outcome") for name in elements}
    names |= {*rulebase.about.domains, *rulebase.about.kinds, *rulebase.outcomes, *(row.name for row in rulebase.rows)}
    return names - set(all_codes())  # some sources are called like a code of a fault


def below(path: Path) -> str:
    return path.relative_to(HOUSE).as_posix()


def test_the_engine_imports_neither_the_service_nor_the_web_nor_fhir() -> None:
    allowed = {
        "immunote.engine",
        "pydantic",
        "pydantic_core",
        "yaml",
        "rfc8785",
        "orjson",
        "durable_rules_engine",
        "durable",
    }
    # each of these in one room, so that a note needs none of them
    rooms = {"proof": {"z3"}, "columns": {"nanoarrow", "narwhals", "numpy", "polars"}}
    for path in ENGINE:
        names = (name.split(".") for name in imported(path))
        tops = {".".join(parts[:2] if parts[0] == "immunote" else parts[:1]) for parts in names}
        more = rooms.get(path.parent.name, set())
        assert tops <= allowed | more | set(sys.stdlib_module_names), below(path)


def test_the_engine_reads_no_clock() -> None:
    """Durations only: a note of the same profile is the same note on another day."""
    for path in ENGINE:
        assert not imported(path) & {"datetime", "time", "calendar"}, below(path)


def test_the_rules_hold_no_code_but_a_marker() -> None:
    files = [path for path in (HOUSE / "rules").rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    signed = {path for path in files if path.parent.name == "reviews" and path.suffix == ".json"}
    assert {path.suffix for path in set(files) - signed} <= {".yaml", ".md", ".py"}
    (marker,) = [path for path in files if path.suffix == ".py"]
    assert below(marker) == "rules/__init__.py"
    statements = ast.parse(marker.read_text(encoding="utf-8")).body
    assert all(isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant) for each in statements)


def test_the_engine_holds_no_medicine(engine: Engine) -> None:
    names = names_of(engine.rulebase)
    for path in ENGINE:
        assert set(names_in(path)) & names <= set(GENERIC), below(path)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            assert not WORDS.search(line), f"{below(path)}:{number}: {line.strip()}"


def test_each_generic_name_is_still_needed(engine: Engine) -> None:
    found = {name for path in ENGINE for name in names_in(path)} & names_of(engine.rulebase)
    assert found == set(GENERIC)


def test_no_files_and_no_rooms_import_each_other_in_a_circle() -> None:
    """Wherever an import stands: in a function, or for a type alone. What each room may import: pyproject.toml."""
    links = file_imports(HOUSE)
    assert len(links) > 250
    assert circles(links) == []
    assert circles(room_imports(HOUSE)) == []


def test_a_circle_of_files_is_found() -> None:
    links = {"a": {"b"}, "b": {"c", "d"}, "c": {"a"}, "d": set[str](), "e": {"a"}}
    assert circles(links) == [["a", "b", "c"]]


def test_whoever_names_a_code_has_imported_the_room_that_explains_it() -> None:
    """Else the message of a fault would fail for want of its words. Imports in functions may come too late."""
    home = dict.fromkeys(codes_in(HOUSE / "engine" / "faults.py"), "immunote.engine")
    for path in SERVICE:
        if path.name == "fault_codes.py":
            home |= dict.fromkeys(codes_in(path), f"immunote.service.{path.parent.name}")
    links = {module_name(path): set(imported_at_once(path)) for path in TREES}
    unknown: set[tuple[str, str]] = set()
    for path in TREES:
        known = {"immunote.engine", *reached(links, module_name(path))}
        unknown |= {(below(path), code) for code in codes_in(path) if home[code] not in known}
    assert unknown == set()


def module_name(path: Path) -> str:
    return "immunote." + ".".join(path.relative_to(HOUSE).with_suffix("").parts).removesuffix(".__init__")


def imported_at_once(path: Path) -> Iterator[str]:
    """What is imported when a module is: no import in a function, none for types alone; packages around it too."""
    names = [module_name(path)]
    for node in TREES[path].body:
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    for name in names:
        parts = name.split(".")
        yield from (".".join(parts[:length]) for length in range(2, len(parts) + 1))


def codes_in(path: Path) -> set[str]:
    return set(re.findall(r'"([A-Z]\d\d)"', path.read_text(encoding="utf-8"))) & set(all_codes())


def reached(links: Mapping[str, set[str]], module: str) -> set[str]:
    """All modules that a module imports, itself or through others."""
    found: set[str] = set()
    left = [module]
    while left:
        new = links.get(left.pop(), set()) - found
        found |= new
        left += new
    return found


def test_no_two_classes_have_one_name() -> None:
    """A reader who searches for a class finds one."""
    places: dict[str, list[str]] = {}
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                places.setdefault(node.name, []).append(f"{below(path)}:{node.lineno}")
    assert {name: found for name, found in places.items() if len(found) > 1} == {}


def test_only_one_module_imports_durable_rules() -> None:
    importers = [path for path in TREES if any(name.startswith("durable") for name in imported(path))]
    assert [below(path) for path in importers] == ["engine/chaining/host.py"]


def test_the_dictionary_is_the_only_list_of_fields(engine: Engine) -> None:
    """Profile, schema, command line and pages are made from it: no other file names its elements."""
    elements = set(engine.rulebase.elements)
    of_the_dose = {
        "engine/shapes/tables.py",
        "engine/loading/dose.py",
        "engine/tables.py",
        "engine/noting/tables.py",
    }
    of_its_arithmetic = {
        "engine/note.py",
        "engine/paging/panel.py",
        "engine/lean/model.py",
        "engine/lean/referring.py",
    }
    for path in TREES:
        allowed = {"jurisdiction"}
        if below(path) in of_the_dose:
            allowed |= {"sex", "planned_days", "weight_kg"}
        if below(path) in of_its_arithmetic:  # a field of the note's dose arithmetic
            allowed |= {"weight_kg"}
        assert set(names_in(path)) & elements <= allowed, below(path)
    assert list(engine.model.model_fields) == list(engine.rulebase.elements)


@pytest.mark.parametrize("start", ["immunote.engine.api", "immunote.service.cli.app"])
def test_what_is_heavy_is_not_imported_at_the_start(start: str) -> None:
    code = f"import sys, {start}; print(*sorted(name for name in sys.modules if '.' not in name))"
    done = subprocess.run([sys.executable, "-c", code], cwd=HOUSE, capture_output=True, text=True, check=True)
    heavy = {"polars", "narwhals", "nanoarrow", "z3", "pyspark", "pyarrow", "numpy", "pandas"}
    heavy |= {"fastapi", "zen", "jinja2"}
    assert not heavy & set(done.stdout.split())


def test_modules_stay_small() -> None:
    """A median of about 120 lines; few above 300, and none far above."""
    lengths = {below(path): len(path.read_text(encoding="utf-8").splitlines()) for path in TREES}
    assert {name: length for name, length in lengths.items() if length > 400} == {}
    assert sorted(lengths.values())[len(lengths) // 2] <= 150
