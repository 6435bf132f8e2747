"""A service frees what its answers leave behind, also where one process is command line and worker at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SCRIPT = """
import gc, os, sys
from immunote.service import cli
from immunote.service.server import serve, worker

def found(settings, listening):
    assert not isinstance(worker.made(settings), int)
    print("collects" if gc.isenabled() else "collects nothing", flush=True)
    os._exit(0)  # nothing is served, so nothing would end the threads of the application

serve.alone = found
sys.argv = ["immunote", "serve", "--port", "0", "--workers", "1"]
cli.main()
"""


def test_one_process_that_serves_collects_garbage_though_commands_do_not(tmp_path: Path) -> None:
    command = [sys.executable, "-c", SCRIPT]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, cwd=tmp_path)
    assert done.stdout.splitlines()[-1:] == ["collects"], done.stdout + done.stderr
