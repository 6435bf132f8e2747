"""Binds every folder of features to pytest."""

from pathlib import Path

from pytest_bdd import scenarios

scenarios(*sorted({path.parent.name for path in Path(__file__).parent.glob("*/*.feature")}))
