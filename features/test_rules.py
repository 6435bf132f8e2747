"""Binds every folder of features to pytest, but for the published cases, which have a binding of their own."""

from pathlib import Path

from pytest_bdd import scenarios

_HERE = Path(__file__).parent
_FOLDERS = sorted({path.parent.name for path in _HERE.glob("*/*.feature")} - {"published_cases"})

scenarios(*_FOLDERS)
