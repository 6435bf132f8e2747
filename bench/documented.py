"""Run every command of README and the handbook in a fresh clone, the long ones too: `python bench/documented.py`.

The clone's environment is made by `make note`, as README says. Each page finds the files of the last commit and nothing
that another page left. Ends with status 1 where a command fails or prints something else than its page shows.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tools import documented

MADE = "make note >/dev/null && . .venv-3.1?/bin/activate && pip install --quiet '.[service,lists,proof,docs]'"


def _as_cloned(house: Path) -> None:
    """Take out what a page wrote; the environment stays, which takes minutes to make."""
    for command in (["git", "checkout", "--quiet", "--", "."], ["git", "clean", "-fdxq", "-e", ".venv-3.*"]):
        subprocess.run(command, cwd=house, check=True)


def main() -> int:
    """Run all pages, or those that are named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", nargs="*")
    asked = parser.parse_args()
    failed = 0
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        house = documented.copy_of_checkout(Path(folder), clone=True)
        subprocess.run(["bash", "-c", MADE], cwd=house, check=True)
        print(f"clone and environment: {time.monotonic() - began:.0f} s", flush=True)
        for page in asked.pages or documented.pages():
            _as_cloned(house)
            found = documented.run(page, house, nightly=True)
            print(f"{page}: {len(found.faults)} faults, {found.seconds:.0f} s", *found.faults, sep="\n  ", flush=True)
            failed += len(found.faults)
    print(f"all: {failed} faults, {time.monotonic() - began:.0f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
