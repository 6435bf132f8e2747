"""A rule base as it stood at a git revision, read by the git that is installed; the working tree is not touched."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path, PurePosixPath

from immunote.engine.faults import Fault, Refused, shorten

_SECONDS = 60
_PLAIN_FILES = ("100644", "100755")
# asks nobody anything, takes no lock, fetches nothing; messages in one language
_OF_A_HOOK = (
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_PREFIX",
)  # would win over the folder that is asked about
_QUIETLY = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1"}


def repository_of(folder: Path) -> Path | None:
    """The top of the working tree that holds `folder`, which need not exist any more; None where there is none.

    Raises Refused (V42) where git itself is missing or gives no answer.
    """
    here = folder.resolve()
    while not here.is_dir():
        here = here.parent
    done = _git(here, "rev-parse", "--show-toplevel")
    if done.returncode == 0:
        return Path(os.fsdecode(done.stdout.rstrip(b"\n")))
    if b"not a git repository" in done.stderr:
        return None
    raise _no_answer(done)


def commit_of(repository: Path, revision: str) -> str | None:
    """The full id of the commit that a revision names; None where git knows none. Raises Refused (V42)."""
    done = _git(repository, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    return done.stdout.decode("ascii").strip() if done.returncode == 0 else None


def write_out(repository: Path, commit: str, below: str, target: Path) -> list[Fault]:
    """Write the files below a path of the repository, as committed, into `target`.

    Faults (V41), with nothing written, where the revision holds no such folder or something in it is no plain file.
    Raises Refused (V42).
    """
    # by ls-tree, not by archive: attributes (export-ignore) would leave files out in silence
    listing = _asked(repository, "ls-tree", "-r", "-z", "--full-tree", commit, "--", f"{below}/" if below else ".")
    faults, wanted = [], []
    for entry in listing.split(b"\0")[:-1]:
        head, _, name = entry.partition(b"\t")
        mode, _, blob = head.decode("ascii").split()
        path = PurePosixPath(os.fsdecode(name))
        if mode not in _PLAIN_FILES or ".." in path.parts:
            help_line = "a link or a submodule is not followed; commit the file itself"
            faults.append(Fault(shorten(path), "V41", f"{mode} {path.name}", help_line))
        wanted.append((path.relative_to(below) if below else path, blob))
    if not wanted:
        help_line = f"commit {commit[:12]} has no such folder; name it as REVISION:FOLDER or with --rules"
        return [Fault("", "V41", shorten(below or "."), help_line)]
    if not faults:
        for (path, _), content in zip(wanted, _blobs(repository, [blob for _, blob in wanted]), strict=True):
            place = target / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
    return faults


def _blobs(repository: Path, ids: list[str]) -> list[bytes]:
    """The contents of blobs, by one process."""
    answer = _asked(repository, "cat-file", "--batch", given="".join(f"{each}\n" for each in ids).encode())
    found, at = [], 0
    for _ in ids:  # each: a line that ends in the size, the bytes, a line feed
        end = answer.index(b"\n", at)
        size = int(answer[at:end].split()[2])
        found.append(answer[end + 1 : end + 1 + size])
        at = end + size + 2
    return found


def _asked(repository: Path, *arguments: str, given: bytes = b"") -> bytes:
    done = _git(repository, *arguments, given=given)
    if done.returncode != 0:
        raise _no_answer(done)
    return done.stdout


def _git(folder: Path, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = ["git", "-C", str(folder), *arguments]
    around = {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK} | _QUIETLY
    try:
        return subprocess.run(command, input=given, capture_output=True, timeout=_SECONDS, check=False, env=around)
    except FileNotFoundError:
        help_line = "install git, or give two folders"
        raise Refused([Fault("git", "V42", "not installed", help_line)]) from None
    except subprocess.TimeoutExpired:
        raise Refused([Fault("git", "V42", f"no answer in {_SECONDS} s", "give two folders instead")]) from None


def _no_answer(done: subprocess.CompletedProcess[bytes]) -> Refused:
    said = shorten(done.stderr.decode("utf-8", "replace"), 160)
    return Refused([Fault("git", "V42", said, "let git itself answer first: `git status` in that folder")])
