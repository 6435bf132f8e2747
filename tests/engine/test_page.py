"""The page of a note: nothing that counts is left off it, it fits, and what it cites it lists."""

import re
from collections.abc import Iterator
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given

from immunote.engine.api import Engine
from immunote.engine.note import Note, Statement
from immunote.engine.paging import Page, page_of
from immunote.engine.paging.effects import INTERRUPTS, effects_of
from immunote.engine.paging.ehr import LONGEST, MOST, lines_to_paste
from immunote.engine.paging.measure import rows
from immunote.engine.paging.model import PageItem, PageLine
from immunote.engine.paging.panel import form_of
from immunote.engine.tree import Value
from immunote.engine.truth import TRUE
from immunote.service.render.page_text import render_page
from immunote.service.render.panel_text import render_form
from immunote.service.render.text import render_text
from tests.engine.bad_rules import SOUP
from tests.engine.test_properties import CALM, ENGINE, IN_SCOPE, all_statements, complete_patients
from tests.support.patients import consistent, patients, samples

RULE_BASE = ENGINE.rulebase
SOUPS = Engine.load(SOUP)
CASES = [
    (name, completed)
    for name, case in RULE_BASE.cases.items()
    for completed in (False, True)[: 1 + bool(case.completed)]
]
MORE = re.compile(r"and (\d+) more")


def note_of_case(name: str, completed: bool) -> Note:
    case = RULE_BASE.cases[name]
    return ENGINE.note({**case.profile, **(case.completed if completed else {})})


def items_of(page: Page) -> list[PageItem]:
    return [item for block in page.blocks for item in block.items]


def texts_of(page: Page) -> str:
    """All of a page's sentences, on one line."""
    parts = [page.headline, *page.said]
    for item in items_of(page):
        parts += [item.text, *(line.text for line in item.lines)]
    return " ".join(parts)


def names_of(statement: Statement) -> set[str]:
    title = RULE_BASE.rules[statement.rule].title
    return set(statement.short) or {title, title[:1].lower() + title[1:]}


def many_risks() -> Note:
    """A patient of whom about forty risks hold."""
    risky = {kind for kind, shape in RULE_BASE.about.kinds.items() if shape.mark == "risk"}
    risky -= {"contraindication", "deferral"}
    wanted: list[tuple[str, Value]] = [*IN_SCOPE.items(), ("muscle_is_active", True), ("has_muscle_weakness", True)]
    wanted += [("emg_is_positive", True), ("azathioprine_outcome", "failed"), ("failed_for_muscle", True)]
    for rule in RULE_BASE.rules.values():
        if rule.kind in risky:
            for example in rule.examples:
                if example.then == "true":
                    wanted += [(name, value) for name, value in ENGINE.patient(example.given).given.items()]
    note = ENGINE.note(consistent(ENGINE, wanted))
    assert sum(each.mark == "risk" for each in note.statements) >= 30
    return note


def check(note: Note, engine: Engine = ENGINE) -> Page:
    page = page_of(note, engine.rulebase, "29 Nov 2026")
    text = texts_of(page)
    assert_fits(page, engine)
    assert_cites(page)
    assert_risks(note, page, text)
    for rule in note.open_rules:
        if rule.kind == "contraindication":
            assert rule.title in text
    assert_counter_examples(note, page)
    return page


def assert_fits(page: Page, engine: Engine) -> None:
    limits = engine.rulebase.page
    printed = render_page(page, 100).splitlines()
    assert len(printed) <= limits.lines
    assert rows(page) >= len(printed) - 1
    assert len(page.sources) <= limits.sources
    for width in (100, 80, 60):
        assert max(len(line) for line in render_page(page, width).splitlines()) <= width


def assert_cites(page: Page) -> None:
    """Every number is listed, every source is cited, and the numbers rise in the order in which they are printed."""
    cited: dict[int, None] = {}
    for part in parts_of(page):
        cited.update(dict.fromkeys(part.cites))
    assert sorted(cited) == [source.number for source in page.sources]
    assert list(cited) == sorted(cited)


def parts_of(page: Page) -> Iterator[PageItem | PageLine]:
    for item in items_of(page):
        yield item
        yield from item.lines


def assert_risks(note: Note, page: Page, text: str) -> None:
    named = {name for item in items_of(page) for name in item.names}
    left_out: list[Statement] = []
    for statement in note.statements:
        if statement.mark == "risk" and statement.text not in text and not names_of(statement) & named:
            left_out.append(statement)
    if left_out:
        assert all(each.kind not in ("contraindication", "deferral", "heavy") for each in left_out)
        counted = sum(int(found) for item in items_of(page) if item.mark == "risk" for found in MORE.findall(item.text))
        assert counted >= len({name for each in left_out for name in each.short or (each.rule,)})


def assert_counter_examples(note: Note, page: Page) -> None:
    text = texts_of(page)
    statements = {statement.rule: statement for statement in all_statements(note)}
    for item in items_of(page):
        for rule in item.rules:
            statement = statements.get(rule)
            if statement is not None and statement.text in item.text:
                for line in statement.lines:
                    assert line.role != "against" or line.text in text, line.text


@pytest.mark.parametrize(("name", "completed"), CASES)
def test_a_published_case_fits_and_leaves_off_nothing_that_counts(name: str, completed: bool) -> None:
    check(note_of_case(name, completed))


@CALM
@given(patients(ENGINE))
def test_any_patient_fits_and_nothing_that_counts_is_left_off(raw: dict[str, Value]) -> None:
    check(ENGINE.note(raw))
    check(ENGINE.note(consistent(ENGINE, [*IN_SCOPE.items(), *raw.items()])))


def test_the_same_of_patients_of_whom_everything_is_known() -> None:
    outcomes = set()
    for raw in (*complete_patients(40), *complete_patients(20, muscle_is_active=True, has_muscle_weakness=True)):
        note = ENGINE.note(raw)
        outcomes.add(note.outcome)
        check(note)
    assert len(outcomes) >= 5


def test_a_page_on_which_forty_risks_hold_names_the_worst_and_counts_the_others() -> None:
    note = many_risks()
    page = check(note)
    (against,) = [block for block in page.blocks if block.key == "against"]
    kinds = [RULE_BASE.rules[rule].kind for item in against.items for rule in item.rules[:1]]
    order = RULE_BASE.page.blocks[[block.block for block in RULE_BASE.page.blocks].index("against")].kinds
    marked = [kind for kind in kinds if kind in order]
    assert marked[:-1] == sorted(marked[:-1], key=order.index)
    (risks,) = [block for block in page.blocks if block.key == "risks"]
    assert MORE.search(risks.items[0].text)


@pytest.mark.parametrize(("name", "completed"), CASES)
def test_grade_certainty_organ_drugs_and_risks_stand_near_the_top(name: str, completed: bool) -> None:
    note = note_of_case(name, completed)
    page = page_of(note, RULE_BASE)
    lines = [*render_page(page, 100).splitlines(), *[""] * 20]

    def within(count: int) -> str:
        return " ".join(" ".join(lines[:count]).split())

    assert page.headline.upper() in within(5)
    assert page.certainty in within(5)
    organs = [block for block in page.blocks if block.key in ("for", "no_target")]
    if organs:
        assert organs[0].items[0].text[:25] in within(12)
    drugs = " ".join(each.text for each in note.statements if each.kind == "refractory")
    assert all(word in within(12) for word in drugs.rstrip(".").split())
    risks = [each for each in note.statements if each.mark == "risk"]
    if risks:
        first = next(item for item in items_of(page) if item.mark == "risk" and item.names)
        assert first.text[:25] in within(20)


@pytest.mark.parametrize(("name", "completed"), CASES)
def test_the_dossier_holds_every_statement_and_every_question(name: str, completed: bool) -> None:
    note = note_of_case(name, completed)
    words = re.sub(r"\s*\[[\d, -]+\]", "", " ".join(render_text(note, RULE_BASE).split()))

    def is_there(sentence: str) -> bool:
        """Also where something stands at the right of its first line."""
        pattern = r"(?:\s+|\s+[^\n]*?)".join(re.escape(word) for word in sentence.split()[:6])
        return bool(re.search(pattern, words))

    for statement in all_statements(note):
        assert is_there(statement.text), statement.text
        for line in statement.lines:
            assert is_there(line.text), line.text
    for missing in note.missing:
        assert is_there(missing.question), missing.question


def test_a_source_in_brief_keeps_its_number_of_patients_whole() -> None:
    seen = 0
    for name, completed in CASES:
        note = note_of_case(name, completed)
        cited = {each.number: each for each in note.citations}
        for source in page_of(note, RULE_BASE).sources:
            number = re.match(r"[\d,]+", cited[source.in_note].n or "")
            if number:
                assert re.search(rf"n = {number.group().rstrip(',')}(?![\d,]\d)", source.brief), source.brief
                seen += "," in number.group().rstrip(",")
    assert seen


@CALM
@given(patients(ENGINE))
def test_no_line_invites_to_deny_a_risk(raw: dict[str, Value]) -> None:
    """What would change the outcome names only what the dictionary allows to change."""
    note = ENGINE.note(consistent(ENGINE, [*IN_SCOPE.items(), *raw.items()]))
    page = page_of(note, RULE_BASE)
    changes = " ".join(item.text for block in page.blocks if block.key == "change" for item in block.items)
    for fact in note.recorded:
        element = RULE_BASE.elements[fact.element]
        if not element.may_become:
            assert f"no {element.label} " not in f"{changes} "


@pytest.mark.parametrize(("name", "completed"), CASES)
def test_twelve_plain_lines_hold_the_outcome_and_the_risks(name: str, completed: bool) -> None:
    note = note_of_case(name, completed)
    page = page_of(note, RULE_BASE, "29 Nov 2026")
    lines = lines_to_paste(page, RULE_BASE)
    assert len(lines) <= MOST
    assert all(line.isascii() and line.isprintable() and line for line in lines)
    assert all(len(line) <= LONGEST for place, line in enumerate(lines) if place != 3)  # what is said stands whole
    assert lines[2].startswith(page.headline)
    assert page.certainty in lines[2]
    text = " ".join(lines)
    for statement in note.statements:
        if statement.kind in ("contraindication", "deferral", "heavy"):
            assert any(name.replace(" ○", "") in text for name in names_of(statement)), statement.rule


def test_a_request_form_invents_nothing_and_leaves_blanks() -> None:
    blank = RULE_BASE.page.panel.blank
    note = ENGINE.note({"has_systemic_sclerosis": True})
    form = form_of(note, RULE_BASE, page_of(note, RULE_BASE))
    fields = {field.label: field for field in form.fields}
    assert fields["Drugs tried"].is_blank
    assert fields["Grams"].is_blank
    assert fields["Line of therapy"].lines == (blank,)
    assert fields["Signature and date"].is_blank
    assert fields["Baseline measures"].lines[0].count(blank) == len(
        next(field for field in RULE_BASE.page.panel.fields if field.label == "Baseline measures").elements
    )
    assert all(len(line) <= 80 for line in render_form(form, 80).splitlines())


def test_a_request_form_holds_what_is_recorded_with_grams_on_both_weights() -> None:
    note = note_of_case("A01", completed=True)
    page = page_of(note, RULE_BASE)
    form = form_of(note, RULE_BASE, page)
    fields = {field.label: field for field in form.fields}
    assert fields["Drugs tried"].lines[:2] == (
        "outcome of azathioprine: relapsed on it",
        "outcome of cyclophosphamide: relapsed on it",
    )
    actual, adjusted = fields["Grams"].lines
    assert actual.startswith("actual weight 62 kg: 124 g a course, 1488 g a year")
    assert adjusted.startswith("adjusted weight 56.2 kg: 112.4 g a course")
    listed = {int(found) for line in fields["Sources"].lines for found in re.findall(r"^\[(\d+)\]", line)}
    printed = {int(found) for field in form.fields for line in field.lines for found in re.findall(r"\[(\d+)\]", line)}
    assert printed == listed == set(range(1, len(listed) + 1))


def test_the_page_of_a_note_is_the_same_each_time() -> None:
    note = note_of_case("A01", completed=True)
    assert page_of(note, RULE_BASE) == page_of(note, RULE_BASE)
    assert page_of(note, RULE_BASE).day == ""


def test_a_rule_base_without_a_page_has_blocks_by_its_kinds() -> None:
    for seed in range(40):
        wanted = [(name, Random(seed).choice(samples(SOUPS, name))) for name in SOUPS.rulebase.elements]
        note = SOUPS.note(consistent(SOUPS, wanted))
        page = page_of(note, SOUPS.rulebase)
        assert_fits(page, SOUPS)
        assert_cites(page)
        text = texts_of(page)
        for statement in note.statements:
            if statement.mark == "risk":
                assert statement.text in text or all(name in text for name in statement.short)


@CALM
@given(patients(ENGINE))
def test_an_answer_that_is_said_to_interrupt_makes_a_rule_of_that_outcome_hold(raw: dict[str, Value]) -> None:
    given_ = consistent(ENGINE, [*IN_SCOPE.items(), *raw.items()])
    note = ENGINE.note(given_)
    for effect in effects_of(note, RULE_BASE):
        if effect.at_best or RULE_BASE.outcomes[effect.outcome].indicator not in INTERRUPTS:
            continue
        lead = next(each for each in effect.missing.answers if each.answer.answer == effect.answer)
        if lead.outcomes == (effect.outcome,):
            continue
        sample = lead.answer.sample
        value = sample if isinstance(sample, bool | str) else Decimal(str(sample))
        truths = ENGINE.reference(ENGINE.patient({**given_, effect.missing.element: value}).facts)
        rows_ = [row for row in RULE_BASE.rows if row.outcome == effect.outcome]
        read = {name for row in rows_ for name in RULE_BASE.names_under(row.when)}
        assert any(truths[name] is TRUE for name in read & set(effect.missing.rules)), effect
