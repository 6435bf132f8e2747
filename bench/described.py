"""schemathesis for minutes against a real server, by its description: what does not answer as described.

    python bench/described.py [--seconds 600] [--all-checks]

Three quarters of the time go to all paths with a key that may do everything, on two workers. The rest goes to CDS Hooks
in development mode, since a token is good for one request. What is left out, and why: bench/described.toml. With
`--all-checks` nothing is. Exit status 1 where anything was found.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.support.server import Server, serving

HERE = Path(__file__).parent
WORKERS = 2
RUN = """
import sys
import schemathesis
from schemathesis.cli import schemathesis as run

schemathesis.serializer.alias("application/x-ndjson", "text/plain")
run(sys.argv[1:], prog_name="schemathesis")
"""
PAUSE = 10.0  # seconds that one answer may take on a machine that is busy


def meet(server: Server, key: str | None, seconds: int, all_checks: bool, seed: int, *words: str) -> int:
    """Run schemathesis on the description that the server gives; its exit status."""
    command = [sys.executable, "-c", RUN]
    command += [] if all_checks else ["--config-file", str(HERE / "described.toml")]
    command += ["run", f"{server.url}/openapi.json", "--max-time", str(seconds), "--max-examples", "1000000"]
    command += ["--continue-on-failure", "--no-shrink", "--no-color", "--seed", str(seed), "--workers", str(WORKERS)]
    command += ["--request-timeout", str(PAUSE), "--generation-database", "none", "--suppress-health-check", "all"]
    command += [] if key is None else ["--header", f"Authorization: Bearer {key}"]
    return subprocess.run([*command, *words], cwd=server.folder, check=False).returncode


def main() -> int:
    """Meet all paths; 1 where one does not answer as described."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--all-checks", action="store_true", help="leave nothing out, so that each finding is seen")
    asked = parser.parse_args()
    ends = []
    with tempfile.TemporaryDirectory() as name, serving(Path(name), workers=2, development="false") as server:
        key = server.first_key()
        ends.append(meet(server, key, asked.seconds * 3 // 4, asked.all_checks, asked.seed))
        print(*(line for line in server.lines if line["level"] in {"error", "critical"}), sep="\n", flush=True)
    with tempfile.TemporaryDirectory() as name, serving(Path(name), workers=2, development="true") as server:
        only = ("--include-path-regex", "^/cds-services")
        ends.append(meet(server, None, asked.seconds // 4, asked.all_checks, asked.seed, *only))
        print(*(line for line in server.lines if line["level"] in {"error", "critical"}), sep="\n", flush=True)
    return int(any(ends))


if __name__ == "__main__":
    raise SystemExit(main())
