"""Every code that this part names is one that docs/errors.md explains, and every one of its range is in use."""

import re
from pathlib import Path

from tests.support.codes import all_codes

SERVICE = Path(__file__).parent.parent.parent / "service"
CODES = all_codes()
FILES = [*(SERVICE / "security").glob("*.py"), SERVICE / "settings" / "fhir_servers.py"]


def test_codes_in_use_are_the_codes_explained() -> None:
    texts = [path.read_text(encoding="utf-8") for path in FILES]
    used = {code for text in texts for code in re.findall(r'"(S\d\d)"', text)}
    assert used <= set(CODES)
    assert {code for code in CODES if "S20" <= code <= "S39"} <= used
