"""ARCHITECTURE.md: what is made from the code is as the code is now, and every file that it names is there."""

import re
from decimal import Decimal
from itertools import product

from immunote.engine.diagram import Diagram
from tools.architecture import CONSTRAINTS, ELEMENTS, HOUSE, PAGE, ROWS, drawn_links, page_as_made

TEXT = PAGE.read_text(encoding="utf-8")


def test_picture_rooms_and_example_are_what_the_code_makes_of_them() -> None:
    assert page_as_made(TEXT) == TEXT, "run: python tools/architecture.py"


def test_every_room_of_the_service_is_drawn() -> None:
    folders = {f"service.{each.parent.name}" for each in (HOUSE / "service").glob("*/__init__.py")}
    assert folders <= {room for joined in drawn_links() for room in joined.split("+")}


def test_every_file_that_it_names_is_there() -> None:
    named = re.findall(r"`((?:engine|service|rules|tests|tools)/[\w./-]*)`", TEXT)
    assert len(named) > 40
    assert [name for name in named if not (HOUSE / name).exists()] == []


def test_each_word_is_explained_once() -> None:
    words = re.findall(r"^\| ([a-z ]+) \|", TEXT.partition("## Words")[2], re.MULTILINE)[1:]
    assert words == sorted(set(words))


def test_the_example_is_true_of_every_soup() -> None:
    made = Diagram(ROWS, {}, ELEMENTS, CONSTRAINTS)
    for salty, potato, tried in product((True, False), (True, False), range(10)):
        if tried >= 2 and not salty:
            continue
        expected = "serve" if not salty else "throw_away" if tried >= 2 else "mend" if potato else "serve"
        assert made.reachable({"salty": salty, "potato_at_hand": potato, "remedies_tried": Decimal(tried)}) == (
            expected,
        )
