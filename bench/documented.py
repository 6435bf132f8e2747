"""Run every command of README and the handbook in fresh clones, the long ones too: `python bench/documented.py`.

Each page begins in a clone of its own, whose environment is made by `make note`. Ends with status 1 where a command
fails or prints something else than its page shows.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tools import documented


def main() -> int:
    """Run all pages, or those that are named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", nargs="*")
    asked = parser.parse_args()
    failed = 0
    for page in asked.pages or documented.pages():
        with tempfile.TemporaryDirectory() as folder:
            house = documented.copy_of_checkout(Path(folder), clone=True)
            made = (
                "make note >/dev/null && . .venv-3.1?/bin/activate && pip install --quiet '.[service,lists,proof,docs]'"
            )
            subprocess.run(["bash", "-c", made], cwd=house, check=True)
            found = documented.run(page, house, nightly=True)
        print(f"{page}: {len(found.faults)} faults, {found.seconds:.0f} s", *found.faults, sep="\n  ", flush=True)
        failed += len(found.faults)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
