"""docs/fhir-meanings*.md: each meaning names a test that is there. docs/fhir-intake.md names each kind of resource."""

import re
from pathlib import Path

HERE = Path(__file__).parent
DOCS = HERE.parents[1] / "docs"
PAGE = (DOCS / "fhir-intake.md").read_text(encoding="utf-8")
MEANINGS = [page.read_text(encoding="utf-8") for page in sorted(DOCS.glob("fhir-meanings*.md"))]


def test_each_meaning_names_a_test_that_is_there() -> None:
    tests = {name for file in HERE.glob("test_*.py") for name in re.findall(r"^def (test_\w+)", file.read_text(), re.M)}
    for page in MEANINGS:
        named = re.findall(r"\| `(test_\w+)` \|", page)
        rows = [line for line in page.splitlines() if line.startswith("| ")]
        assert len(named) == len(rows) - 1 > 20
        assert [name for name in named if name not in tests] == []


def test_each_kind_of_resource_that_is_read_is_named() -> None:
    from immunote.service.fhir.models import READ

    assert [kind for kind in READ if kind not in PAGE] == []
