"""Runs the commands that README and the handbook show, as they stand, and compares what is printed with what is shown.

    python -m tools.documented [PAGE ...]            # in a copy of this checkout
    python -m tools.documented --nightly [PAGE ...]  # in a fresh clone, with the long ones

The word after the three backticks says how a block is used:

| block | what is done |
|---|---|
| `sh` | run, in the order of the page, in one shell that ends at the first failure |
| `sh service` | starts the service; it is stopped at the end of the page |
| `sh nightly` | long or fetching: run by the nightly alone |
| `sh by-hand` | needs another machine or person: only read |
| `text output` | what the block above prints; `…` stands for anything |

`make test` and `make nightly` are left out wherever they stand: CI and the nightly are these. `make page` serves until
it is ended, so it is ended here once it answers. README and the tutorials are followed literally; on any other page the
environment is active already, as the tutorials leave it.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

HOUSE = Path(__file__).parents[1]
KINDS = ("sh", "sh service", "sh nightly", "sh by-hand", "text output")
_FENCE = re.compile(r"^```([^\n`]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_MARK = "@@ block "
_RUN_ELSEWHERE = re.compile(r"^make (?:test|nightly)\b")
_SERVES = re.compile(r"^make page\b")
_LITERAL = re.compile(r"^(?:README|docs/first-[a-z]+)\.md$")
_STARTED = re.compile(r"^(?P<settings>(?:\w+=\S+ )*)(?:immunote serve|make serve OPTIONS=)\s*(?P<options>\S*)")


@dataclass
class Block:
    """A fenced block of a page. `shown`: what the page says that it prints."""

    page: str
    line: int
    kind: str
    text: str
    shown: str = ""


@dataclass
class Run:
    """What came of a page: its faults, the seconds it took."""

    page: str
    faults: list[str] = field(default_factory=list)
    seconds: float = 0.0


def pages() -> list[str]:
    """README and every page of the handbook with a block of these kinds."""
    found = [HOUSE / "README.md", *sorted((HOUSE / "docs").rglob("*.md"))]
    return [
        path.relative_to(HOUSE).as_posix()
        for path in found
        if any(each.kind != "text output" for each in blocks_of(path.relative_to(HOUSE).as_posix()))
    ]


def blocks_of(page: str) -> list[Block]:
    """The blocks of a page that are marked; an output belongs to the block before it."""
    markdown = (HOUSE / page).read_text(encoding="utf-8")
    found: list[Block] = []
    for each in _FENCE.finditer(markdown):
        kind = each[1].strip()
        if kind == "text output":
            found[-1].shown = each[2]
        elif kind in KINDS:
            found.append(Block(page, markdown.count("\n", 0, each.start()) + 1, kind, each[2]))
    return found


def run(page: str, house: Path, nightly: bool = False) -> Run:
    """Run the blocks of a page in `house`, a checkout that nobody else uses."""
    result = Run(page)
    began = time.monotonic()
    blocks = [each for each in blocks_of(page) if each.kind != "sh by-hand"]
    if not nightly:
        blocks = [each for each in blocks if each.kind != "sh nightly"]
    port = _free_port()
    text = "\n".join(_lines(blocks, port))
    done = subprocess.run(
        ["bash", "-c", text],
        cwd=house,
        env=_environment(house, nightly, page),
        capture_output=True,
        text=True,
        check=False,
    )
    printed = dict(_printed(done.stdout))
    if done.returncode != 0:
        last = max(printed, default=0)
        place = blocks[last].line if blocks else 0
        result.faults.append(f"{page}:{place}: exit status {done.returncode}: {done.stderr.strip()[-600:]}")
    for number, each in enumerate(blocks):
        result.faults += _differing(each, printed.get(number, "")) if each.shown and not result.faults else []
    result.seconds = time.monotonic() - began
    return result


def _lines(blocks: Sequence[Block], port: int) -> Iterator[str]:
    yield "set -eu"
    for number, block in enumerate(blocks):
        yield f"echo '{_MARK}{number}'"
        if block.kind != "sh service":
            text = "".join(_line(each, port) for each in block.text.splitlines(keepends=True))
            yield text.replace("localhost:8000", f"127.0.0.1:{port}").replace("127.0.0.1:8000", f"127.0.0.1:{port}")
            continue
        for line in block.text.splitlines():
            started = _STARTED.match(line)
            if started is None:
                yield line
                continue
            yield f"{started['settings']}immunote serve {started['options']} --port {port} >served.log 2>&1 &"
            yield "trap 'kill %1; wait' EXIT"
            yield f"{sys.executable} -m tools.documented --wait {port}"


def _line(line: str, port: int) -> str:
    """A line as it is run: see the words at the top of this module."""
    if _RUN_ELSEWHERE.match(line):
        return ":\n"
    if _SERVES.match(line):
        wait = f"{sys.executable} -m tools.documented --wait {port} --seconds 600"
        start = f"setsid make page OPTIONS='--port {port}' >page.log 2>&1 & page=$!"
        end = "kill -- -$page; wait $page || :"
        return f"{start}\n{wait} || {{ {end}; exit 1; }}\n{end}\n"
    return line


def _printed(stdout: str) -> Iterator[tuple[int, str]]:
    for part in stdout.split(_MARK)[1:]:
        number, _, text = part.partition("\n")
        yield int(number), text


def _differing(block: Block, printed: str) -> list[str]:
    """The lines that the page shows and the command did not print."""
    found = " ".join(printed.split())
    wanted = [" ".join(line.split()) for line in block.shown.splitlines()]
    patterns = [line for line in wanted if line.strip("… ")]
    return [
        f"{block.page}:{block.line}: the page shows {line!r}, printed was: {printed[:800]}"
        for line in patterns
        if not re.search(".*?".join(map(re.escape, re.split(r"\s*…\s*", line))), found)
    ]


def _environment(house: Path, nightly: bool, page: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("IMMUNOTE_", "PYTEST"))}
    kept |= {"COLUMNS": "100", "NO_COLOR": "1"}
    if nightly:
        made = next(house.glob(".venv-3.1[0-9]"), None)
        active = made is not None and not _LITERAL.match(page)
        return kept | {"PATH": f"{made}/bin:{os.environ['PATH']}"} if active else kept
    beside = house / ".venv-3.11" / "bin"
    beside.mkdir(parents=True, exist_ok=True)
    program = beside / "immunote"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m immunote "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    (beside / "python").write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n', encoding="utf-8")
    (beside / "python").chmod(0o755)
    (beside / "activate").write_text(f'export PATH="{beside}:$PATH"\n', encoding="utf-8")
    return kept | {"PATH": f"{beside}:{os.environ['PATH']}", "PYTHONPATH": str(house)}


def copy_of_checkout(folder: Path, clone: bool = False) -> Path:
    """The files that git knows, as they are now; with `clone`, a clone of the last commit."""
    house = folder / "immunote"
    if clone:
        subprocess.run(["git", "clone", "--quiet", str(HOUSE), str(house)], check=True)
        return house
    known = subprocess.run(["git", "ls-files", "-z"], cwd=HOUSE, capture_output=True, check=True).stdout
    for name in known.decode().split("\0"):
        source = HOUSE / name
        if name and (source.is_symlink() or source.is_file()):
            target = house / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target, follow_symlinks=False)
    return house


def _free_port() -> int:
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        return int(chosen.getsockname()[1])


def wait_for(port: int, seconds: float = 90) -> int:
    """Wait until a service answers; 1 where none does."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/live", timeout=5):
                return 0
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    return 1


def main() -> int:
    """Run pages, or wait for a service."""
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="*")
    parser.add_argument("--nightly", action="store_true")
    parser.add_argument("--wait", type=int, metavar="PORT")
    parser.add_argument("--seconds", type=float, default=90)
    parser.add_argument("--in", dest="folder", type=Path, default=Path("build/documented"))
    asked = parser.parse_args()
    if asked.wait:
        return wait_for(asked.wait, asked.seconds)
    faults = 0
    for page in asked.pages or pages():
        shutil.rmtree(asked.folder, ignore_errors=True)
        found = run(page, copy_of_checkout(asked.folder.resolve(), asked.nightly), asked.nightly)
        print(f"{page}: {len(found.faults)} faults, {found.seconds:.0f} s", *found.faults, sep="\n  ", flush=True)
        faults += len(found.faults)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
