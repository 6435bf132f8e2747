"""What the structure of this checkout measures, beside that of an earlier revision.

python tools/measures.py              of this checkout
python tools/measures.py 0267f46      beside that revision: the last one before the rooms were moved
"""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import tarfile
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tools.imports import circles, file_imports, room_imports

HOUSE = Path(__file__).parent.parent
TIMES = 5
LONG = 300
NOTE = "import sys; sys.argv = ['immunote', 'example', '--note']; from {package}service.cli import main; main()"
"""What `make note` runs, in either layout."""
MODULES = """
import atexit, os, sys
def counted():
    here = tuple(os.path.join(os.environ['HOUSE'], top, '') for top in ('engine', 'service', 'immunote'))
    files = {os.path.realpath(getattr(each, '__file__', None) or '') for each in list(sys.modules.values())}
    print(sum(each.startswith(here) for each in files), file=sys.stderr)
atexit.register(counted)
"""


def figures(house: Path) -> dict[str, str]:
    """Each figure of a checkout by its name."""
    files, rooms = file_imports(house), room_imports(house)
    both_ways = {frozenset((room, other)) for room, others in rooms.items() for other in others if room in rooms[other]}
    names = Counter(name for path in _programs(house) for name in _classes(path))
    return {
        **{f"lines of {top}/": f"{_lines(house / top):,}" for top in ("engine", "service", "tests")},
        f"files of more than {LONG} lines": str(sum(_length(path) > LONG for path in _programs(house))),
        "circles of files": str(len(circles(files))),
        "circles of rooms": str(len(circles(rooms))),
        "pairs of rooms that import each other": str(len(both_ways)),
        "class names that stand more than once": str(sum(count > 1 for count in names.values())),
        "files that one note loads": _run(house, MODULES + _note(house)).strip().splitlines()[-1],
    }


def timings(houses: list[Path]) -> dict[str, list[str]]:
    """Each timing by its name, one of each checkout; they take turns, so that all meet the same machine."""
    taken: list[tuple[list[float], list[float], list[float]]] = [([], [], []) for _ in houses]
    for _ in range(TIMES):
        for house, (bare, imported, noted) in zip(houses, taken, strict=True):
            for program, times in (("pass", bare), (_start(house), imported), (_note(house), noted)):
                begun = time.perf_counter()
                _run(house, program)
                times.append(time.perf_counter() - begun)
    return {
        f"import of the program, best of {TIMES}": [_ms(min(imported) - min(bare)) for bare, imported, _ in taken],
        f"note of a published patient, best of {TIMES}": [_ms(min(noted)) for _, _, noted in taken],
    }


def _start(house: Path) -> str:
    return "import immunote" if (house / "immunote").is_dir() else "import engine.api"


def _note(house: Path) -> str:
    return NOTE.format(package="immunote." if (house / "immunote").is_dir() else "")


def _ms(seconds: float) -> str:
    return f"{1000 * max(seconds, 0):.0f} ms"


def _programs(house: Path) -> Iterator[Path]:
    for top in ("engine", "service"):
        yield from sorted((house / top).rglob("*.py"))


def _lines(folder: Path) -> int:
    return sum(map(_length, folder.rglob("*.py")))


def _length(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def _classes(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return (node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef))


def _run(house: Path, program: str) -> str:
    """Run a program in a checkout; what it says on stderr."""
    environment = {**os.environ, "PYTHONPATH": str(house), "HOUSE": str(house.resolve())}
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=house, env=environment, check=True, capture_output=True, text=True)
    return done.stderr


@contextmanager
def checked_out(revision: str) -> Iterator[Path]:
    """The files of a revision in a folder of their own. Raises subprocess.CalledProcessError for an unknown one."""
    command = ["git", "-C", str(HOUSE), "archive", revision]
    packed = subprocess.run(command, check=True, capture_output=True).stdout
    with tempfile.TemporaryDirectory() as folder, tarfile.open(fileobj=BytesIO(packed)) as archive:
        archive.extractall(folder, filter="data")
        yield Path(folder)


def main() -> None:
    """Print one column of figures, or two."""
    if len(sys.argv) < 2:
        _print([""], [HOUSE])
        return
    with checked_out(sys.argv[1]) as folder:
        _print([sys.argv[1], "here"], [folder, HOUSE])


def _print(heads: list[str], houses: list[Path]) -> None:
    columns = [figures(house) for house in houses]
    rows = {name: [column[name] for column in columns] for name in columns[0]} | timings(houses)
    for name, row in {"": heads, **rows}.items():
        print(f"{name:<44}" + "".join(f" {each:>10}" for each in row))


if __name__ == "__main__":
    main()
