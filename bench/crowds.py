"""Crowds before the service, with many silent connections: `python bench/crowds.py --silent 2400`."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).parents[1]


def main() -> int:
    """Run the tests of crowds with so many connections; their exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--silent", type=int, default=2400)
    asked = parser.parse_args()
    environment = {**os.environ, "IMMUNOTE_TESTS_SILENT": str(asked.silent)}
    command = [sys.executable, "-m", "pytest", "-q", str(HOUSE / "tests" / "server" / "test_crowds.py")]
    return subprocess.run(command, cwd=HOUSE, env=environment, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())
