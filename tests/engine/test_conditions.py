"""The parser of conditions: what it reads, in which order things bind, and where it says that something is wrong."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from immunote.engine.loading.conditions import parse
from immunote.engine.tree import Always, And, AtLeast, Compare, Is, Known, Not, OneOf, Or, Ref
from tests.engine.scopes import HERE, parsed, scope

A, B, C = Is("a"), Is("b"), Is("c")
LOW, HIGH = Compare("x", ">=", Decimal(1), "low"), Compare("x", "<", Decimal(5), "high")


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("a", A),
        ("is_heavy", Ref("is_heavy")),
        ("not a", Not(A)),
        ("a and b and c", And((A, B, C))),
        ("a or b or c", Or((A, B, C))),
        ("a or b and c", Or((A, And((B, C))))),
        ("(a or b) and c", And((Or((A, B)), C))),
        ("not a and b", And((Not(A), B))),
        ("not (a and b)", Not(And((A, B)))),
        ("a\nor b\n", Or((A, B))),
        ("  a", A),
        ("x >= low", LOW),
        ("low <= x", LOW),
        ("low <= x < high", And((LOW, HIGH))),
        ("not low <= x < high", Not(And((LOW, HIGH)))),
        ("x == high", Compare("x", "==", Decimal(5), "high")),
        ("x != high", Not(Compare("x", "==", Decimal(5), "high"))),
        ('colour == "red"', OneOf("colour", ("red",))),
        ('colour != "red"', Not(OneOf("colour", ("red",)))),
        ('colour in ("red", "blue", "red")', OneOf("colour", ("blue", "red"))),
        ('colour in ["red"]', OneOf("colour", ("red",))),
        ('colour not in ("red", "blue")', Not(OneOf("colour", ("blue", "red")))),
        ("at_least(two, a, b and c, is_odd)", AtLeast(2, (A, And((B, C)), Ref("is_odd")), "two")),
        ("any_of(flags)", Or((A, B, C))),
        ("any_of(flags.first)", A),
        ('any_of(paints, "red")', Or((OneOf("colour", ("red",)), OneOf("shade", ("red",))))),
        ("count_of(two, flags)", AtLeast(2, (A, B, C), "two")),
        ('count_of(two, paints, "red")', AtLeast(2, (OneOf("colour", ("red",)), OneOf("shade", ("red",))), "two")),
        ("otherwise", Always()),
        (" otherwise\n", Always()),
    ],
)
def test_a_condition_is_read_as(text: str, node: object) -> None:
    assert parsed(text) == (node, [])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "R11"),
        ("a and", "R10"),
        ("a b", "R10"),
        ("a) or (b", "R10"),
        ("a] or [b", "R10"),
        ("(a", "R10"),
        ("a for a in b", "R10"),
        ("a = b", "R10"),
        ("a AND b", "R10"),
        ("a,", "R11"),
        ("a, b", "R11"),
        ("*a", "R10"),
        ("a & b", "R11"),
        ("~a", "R11"),
        ("lambda: a", "R11"),
        ("(a := b)", "R11"),
        ("[a]", "R11"),
        ("{a}", "R11"),
        ("a.b", "R11"),
        ("a[0]", "R11"),
        ("a()", "R11"),
        ("any(a)", "R11"),
        ("any_of()", "R11"),
        ("any_of(a.b.c)", "R11"),
        ("any_of(flags, key=1)", "R11"),
        ("at_least(two)", "R11"),
        ("count_of()", "R11"),
        ("f'{a}'", "R11"),
        ("a is b", "R11"),
        ("a if b else c", "R11"),
        ("otherwise and a", "R12"),
        ("True", "R11"),
        ("None", "R11"),
        ('"red"', "R11"),
        ('"red" == colour', "R11"),
        ("a == True", "R11"),
        ("colour in ()", "R11"),
        ('colour in "red"', "R11"),
        ("colour in (red,)", "R11"),
        ("x + 1 < high", "R11"),
        ("nothing", "R12"),
        ("x < nothing", "R12"),
        ("nothing < high", "R12"),
        ('nothing == "red"', "R12"),
        ("any_of(nothing)", "R12"),
        ("any_of(flags.nothing)", "R12"),
        ("x", "R13"),
        ("low", "R13"),
        ("flags", "R13"),
        ("a >= low", "R13"),
        ("a == is_heavy", "R13"),
        ("colour == red", "R13"),
        ('colour < "red"', "R13"),
        ('x == "red"', "R13"),
        ("low < high", "R13"),
        ("x >= is_heavy", "R13"),
        ("at_least(nine, a, b)", "R13"),
        ("any_of(paints)", "R13"),
        ("x < 5", "R14"),
        ("5 > x", "R14"),
        ("x < -5", "R14"),
        ("1", "R14"),
        ("at_least(2, a, b)", "R14"),
        ("at_least(-two, a, b)", "R14"),
        ("x < metres", "R15"),
        ("at_least(low, a, b)", "R15"),
        ("x > low", "R16"),
        ("high > x >= high", "R16"),
        ("x < y", "R17"),
        ("x == y", "R17"),
        ('colour == "purple"', "R18"),
        ('any_of(paints, "dark")', "R18"),
        ("known(x)", "R20"),
    ],
)
def test_a_condition_is_refused_with(text: str, code: str) -> None:
    _, faults = parsed(text)
    assert {fault.code for fault in faults} == {code}


def test_known_serves_where_it_is_allowed_and_takes_one_element() -> None:
    assert parsed("known(x) and a", allow_known=True) == (And((Known("x"), A)), [])
    for text in ("known(is_heavy)", "known()", "known(x, y)", 'known("x")'):
        assert [fault.code for fault in parsed(text, allow_known=True)[1]] == ["R12"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a and nothing", "rule.yaml:10:9"),
        ("a\nand nothing", "rule.yaml:11:7"),
        ("a and\n\n    (b or\n nothing)", "rule.yaml:13:4"),
        ("a and (b or x < 7)", "rule.yaml:10:19"),
        ('colour in ("red", "rod")', "rule.yaml:10:21"),
        ("a\nand and b", "rule.yaml:11:3"),
        ("a and (\n", "rule.yaml:10:3"),
    ],
)
def test_a_fault_names_line_and_column_in_the_file(text: str, place: str) -> None:
    _, faults = parsed(text)
    assert [fault.place for fault in faults] == [place]


def test_every_fault_of_a_condition_is_reported() -> None:
    _, faults = parsed("nothing and x < 5 and (colour == 'rod' or a + b) and not known(x)")
    assert sorted(fault.code for fault in faults) == ["R11", "R12", "R14", "R18", "R20"]


def test_a_misspelt_name_gets_the_nearest() -> None:
    ((fault,)) = parsed("is_hevy")[1]
    assert fault.help == "did you mean `is_heavy`?"


def test_deep_nesting_is_a_fault_and_not_a_crash() -> None:
    for text in ("not " * 61 + "a", "(" * 150 + "a" + ")" * 150, "not " * 5000 + "a", "(" * 5000):
        node, faults = parsed(text)
        assert faults or node == A
        assert {fault.code for fault in faults} <= {"R10", "R11"}


def test_what_is_used_is_noted() -> None:
    used = scope()
    parse("is_heavy and low <= x", HERE, used, [])
    assert (used.used_names, used.used_thresholds) == ({"is_heavy"}, {"low"})


_WORD_LIST = """a x colour low high two is_heavy flags "red" and or not in < == ( ) , [ ] 5 at_least any_of known .
if else lambda : = * - ' #"""
_WORDS = st.sampled_from([*_WORD_LIST.split(), "\n"])


@settings(deadline=None)
@given(words=st.lists(_WORDS, max_size=14))
def test_any_words_in_any_order_are_a_condition_or_a_fault(words: list[str]) -> None:
    _, faults = parsed(" ".join(words))
    assert all("R10" <= fault.code <= "R20" for fault in faults)


@settings(deadline=None)
@given(text=st.text(max_size=40))
def test_any_text_is_a_condition_or_a_fault(text: str) -> None:
    _, faults = parsed(text)
    assert all("R10" <= fault.code <= "R20" for fault in faults)
