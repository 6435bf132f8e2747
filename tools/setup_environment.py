"""Make the environment that `make` runs in: a venv, the locked packages with their hashes, this project.

Standard library only, for any Python: it runs before anything is installed, and says plainly what is missing.

    setup_environment.py fingerprint               version, and a hash of all that the environment is made from
    setup_environment.py make VENV STAMP LOCK      a venv with what LOCK names and this project
    setup_environment.py add VENV STAMP LOCK       what LOCK names, on top
    setup_environment.py tool VENV STAMP LOCK      a venv with what LOCK names alone: a tool with other needs than ours
    setup_environment.py ship VENV STAMP LOCK      as in the container: LOCK and this project, and nothing that builds
"""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"
BUILD_LOCK = "requirements-build.lock"
# a wheel in pip's cache may have been built without the flag that 3.13 needs
FRESH = ["--no-cache-dir"] if sys.version_info >= (3, 13) else []


def main(arguments: list[str]) -> int:
    """Do what the first argument says; 0 when done, 1 with a message on stderr when something is missing."""
    if arguments[:1] == ["fingerprint"]:
        print(VERSION, fingerprint())
        return 0
    task, venv, stamp, lock = arguments[0], ROOT / arguments[1], ROOT / arguments[2], arguments[3]
    missing = what_is_missing()
    if missing:
        print("Cannot set up yet:", *missing, sep="\n  - ", file=sys.stderr)
        return 1
    print(f"Setting up {venv.name} from {lock} (once) ...", file=sys.stderr, flush=True)
    if not {"make": make, "add": add, "tool": tool, "ship": ship}[task](venv, lock):
        return 1
    for old in venv.glob(stamp.name.rpartition("-")[0] + "-*"):
        old.unlink()
    stamp.touch()
    return 0


def fingerprint() -> str:
    """A hash of the lock files, pyproject.toml, the Python that is used and where this folder is."""
    digest = hashlib.sha256(f"{sys.version} {sys.base_prefix} {platform.machine()} {ROOT}".encode())
    for path in sorted([*ROOT.glob("requirements*.lock"), ROOT / "pyproject.toml"]):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def what_is_missing() -> list[str]:
    """What durable-rules and the venv need of this machine and is not here, each with what to do."""
    missing = []
    header = Path(sysconfig.get_path("include")) / "Python.h"
    if not header.exists():
        missing.append(
            f"the headers of Python {VERSION} (durable-rules is built from source, and Python.h is not there): "
            f"install python{VERSION}-dev or the like, or choose another Python: make PYTHON=..."
        )
    compiler = (os.environ.get("CC") or "").split()[:1] or ["cc", "gcc", "clang"]
    if not any(shutil.which(each) for each in compiler):
        missing.append("a C compiler (durable-rules is built from source): install gcc or clang, or set CC")
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        missing.append(f"the venv module of Python {VERSION}: install python{VERSION}-venv or the like")
    return missing


def make(venv: Path, lock: str) -> bool:
    """A new venv with the build tools first, so that nothing is built with tools that no lock file names."""
    return (
        run(venv, [sys.executable, "-m", "venv", "--clear", str(venv)])
        and pip(venv, ["--require-hashes", "-r", BUILD_LOCK])
        and pip(venv, [*FRESH, "--require-hashes", "--no-build-isolation", "-r", lock])
        and pip(venv, ["--no-deps", "--no-build-isolation", "--editable", "."])
    )


def add(venv: Path, lock: str) -> bool:
    """More locked packages in a venv that is there."""
    return pip(venv, ["--require-hashes", "--no-build-isolation", "-r", lock])


def tool(venv: Path, lock: str) -> bool:
    """A venv with a tool that cannot share ours; wheels only, since nothing in it builds."""
    return run(venv, [sys.executable, "-m", "venv", "--clear", str(venv)]) and pip(
        venv, ["--require-hashes", "--only-binary", ":all:", "-r", lock]
    )


def ship(venv: Path, lock: str) -> bool:
    """A venv without pip, filled with wheels that another one built; the Containerfile takes the same steps."""
    with tempfile.TemporaryDirectory() as folder:
        build, wheels = Path(folder) / "build", Path(folder) / "wheels"
        kept = ["--no-build-isolation", "--wheel-dir", str(wheels)]
        return (
            run(build, [sys.executable, "-m", "venv", str(build)])
            and pip(build, ["--require-hashes", "-r", BUILD_LOCK])
            and pip(build, [*FRESH, "--require-hashes", *kept, "-r", lock], "wheel")
            and pip(build, ["--no-deps", *kept, "."], "wheel")
            and run(venv, [sys.executable, "-m", "venv", "--clear", "--without-pip", str(venv)])
            and pip(build, ["--no-deps", "--no-index", *sorted(map(str, wheels.glob("*.whl")))], into=venv)
        )


def pip(venv: Path, arguments: list[str], task: str = "install", into: Path | None = None) -> bool:
    """Run pip of the venv on this folder; `into`: for another venv, which has none of its own."""
    other = [] if into is None else ["--python", str(into / "bin" / "python")]
    command = [str(venv / "bin" / "python"), "-m", "pip", *other, task]
    return run(venv, [*command, "--disable-pip-version-check", "--no-input", *arguments])


def run(venv: Path, command: list[str]) -> bool:
    """Run a command in silence; where it fails, show what it said."""
    environment = dict(os.environ)
    if sys.version_info >= (3, 13):
        # durable-rules calls a function that this Python no longer has under its old name
        flags = [environment.get("CPPFLAGS", ""), "-DPyEval_CallObject=PyObject_CallObject"]
        environment["CPPFLAGS"] = " ".join(flags).strip()
    done = subprocess.run(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if done.returncode:
        print(done.stdout[-4000:], file=sys.stderr)
        print(f"Setting up {venv.name} stopped at: {' '.join(command[1:])}", file=sys.stderr)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
