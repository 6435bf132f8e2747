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
from collections.abc import Callable, Iterator
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
    package = "immunote." if (house / "immunote").is_dir() else ""
    start = "import immunote" if package else "import engine.api"
    note = NOTE.format(package=package)
    return {
        **{f"lines of {top}/": f"{_lines(house / top):,}" for top in ("engine", "service", "tests")},
        f"files of more than {LONG} lines": str(sum(_length(path) > LONG for path in _programs(house))),
        "circles of files": str(len(circles(files))),
        "circles of rooms": str(len(circles(rooms))),
        "pairs of rooms that import each other": str(len(both_ways)),
        "class names that stand more than once": str(sum(count > 1 for count in names.values())),
        "files that one note loads": _run(house, MODULES + note).strip().splitlines()[-1],
        f"`{start}`, best of {TIMES}": _quickest(lambda: _run(house, start), lambda: _run(house, "pass")),
        f"note of a published patient, best of {TIMES}": _quickest(lambda: _run(house, note)),
    }


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


def _quickest(work: Callable[[], object], less: Callable[[], object] = lambda: None) -> str:
    return f"{1000 * max(_best(work) - _best(less), 0):.0f} ms"


def _best(work: Callable[[], object]) -> float:
    taken = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return min(taken)


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
    now = figures(HOUSE)
    if len(sys.argv) < 2:
        for name, figure in now.items():
            print(f"{name:<44} {figure:>10}")
        return
    with checked_out(sys.argv[1]) as folder:
        before = figures(folder)
    print(f"{'':<44} {sys.argv[1]:>10} {'here':>10}")
    for (name, figure), (_, was) in zip(now.items(), before.items(), strict=True):
        print(f"{name:<44} {was:>10} {figure:>10}")


if __name__ == "__main__":
    main()
