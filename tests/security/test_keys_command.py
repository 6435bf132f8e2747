"""`immunote keys` as a process: the key alone on stdout, and a service that takes it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def keys(folder: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("IMMUNOTE_")}
    environment["IMMUNOTE_STORAGE__URL"] = f"sqlite:///{folder / 'db'}"
    command = [sys.executable, "-m", "immunote.service.cli", "keys", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment | settings)


def test_a_key_from_its_beginning_to_its_end(tmp_path: Path) -> None:
    made = keys(tmp_path, "add", "--scope", "notes:write", "--scope", "knowledge:read", "--label", "ward 7\x1b[31m")
    secret = made.stdout.strip()
    assert (made.returncode, len(secret)) == (0, 47)
    assert secret not in made.stderr
    (line,) = keys(tmp_path, "list").stdout.splitlines()
    assert "valid" in line
    assert "knowledge:read notes:write  ward 7" in line
    assert "\x1b" not in line
    assert secret[4:] not in line
    ended = keys(tmp_path, "revoke", line.split()[0])
    assert ended.returncode == 0
    assert "revoked" in keys(tmp_path, "list").stdout


def test_the_first_key_is_made_once(tmp_path: Path) -> None:
    made = keys(tmp_path, "first")
    secret = made.stdout.strip()
    assert (made.returncode, len(secret)) == (0, 47)
    assert secret not in made.stderr
    again = keys(tmp_path, "first")
    assert (again.returncode, again.stdout) == (2, "")
    assert "S39" in again.stderr
    listed = keys(tmp_path, "list").stdout.split()
    keys(tmp_path, "revoke", listed[0])
    assert keys(tmp_path, "first").returncode == 2


def test_a_file_is_signed_and_checked(tmp_path: Path) -> None:
    key, file = tmp_path / "key.pem", tmp_path / "bill.json"
    file.write_bytes(b"{}")
    assert keys(tmp_path, "signing", str(key)).returncode == 0
    assert key.stat().st_mode & 0o777 == 0o600
    assert "S95" in keys(tmp_path, "signing", str(key)).stderr
    assert keys(tmp_path, "sign", str(file), "--key", str(key)).returncode == 0
    assert keys(tmp_path, "check", str(file), "--key", f"{key}.pub").returncode == 0
    assert "S95" in keys(tmp_path, "check", str(file), "--key", str(key)).stderr
    file.write_bytes(b"{ }")
    assert "S96" in keys(tmp_path, "check", str(file), "--key", f"{key}.pub").stderr


def test_what_is_wrong_is_said_all_at_once(tmp_path: Path) -> None:
    failed = keys(tmp_path, "add", "--scope", "notes:wriet", "--days", "0")
    assert (failed.returncode, failed.stdout) == (2, "")
    assert failed.stderr.count("S39") == 2
    assert "did you mean `notes:write`?" in failed.stderr
    assert keys(tmp_path, "revoke", "nobody").returncode == 2


def test_a_database_that_is_not_there(tmp_path: Path) -> None:
    failed = keys(tmp_path, "list", IMMUNOTE_STORAGE__URL="postgresql://user:hidden@127.0.0.1:9/none")
    assert failed.returncode == 3
    assert "S73" in failed.stderr
    assert "hidden" not in failed.stderr
