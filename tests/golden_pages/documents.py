"""Each kind of HTML that the program makes, from inputs that stay the same."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from immunote.engine.api import Engine

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SOUP = ROOT / "tests" / "rulebases" / "soup"
RULES = ROOT / "rules" / "ssc_ivig"
ROWS = (
    *({"is_a_soup": True, "pot_was_opened": True, "has_mould": False, "flavour": each} for each in ("good", "salty")),
    {"is_a_soup": True, "pot_was_opened": True, "has_mould": True},
    {"is_a_soup": True, "pot_was_opened": True, "temperature_c": 85},
    {"is_a_soup": True, "pot_was_opened": "perhaps", "temperature_c": 8500},
    {"is_a_soup": False},
    {},
)


@cache
def engine_of(folder: Path) -> Engine:
    return Engine.load(folder)


def _note(folder: Path, case: str, completed: bool) -> str:
    from immunote.service.render.html import render_html

    engine = engine_of(folder)
    found = engine.rulebase.cases[case]
    note = engine.note({**found.profile, **(found.completed if completed else {})})
    return render_html(note, engine.rulebase)


def note_of_a_soup() -> str:
    return _note(SOUP, "FIRST", completed=False)


def note_of_a_soup_that_is_settled() -> str:
    return _note(SOUP, "FIRST", completed=True)


def note_out_of_scope() -> str:
    return _note(RULES, "A12", completed=False)


def comparison() -> str:
    from immunote.service.diffing.html import render
    from immunote.service.diffing.model import Diff

    return render(Diff.model_validate_json((HERE / "inputs" / "diff.json").read_bytes()))


def _report(folder: Path, text: str, name: str) -> str:
    from typer.testing import CliRunner

    from immunote.service.cli.app import app
    from immunote.service.lists.report.figures import figures
    from immunote.service.lists.report.page import render_report
    from immunote.service.lists.results import open_results

    with TemporaryDirectory() as place:
        listed, out = Path(place, name), Path(place, "decided")
        listed.write_text(text, encoding="utf-8")
        words = ["list", str(listed), "--out", str(out), "--rules", str(folder), "--settled-by", "--progress", "none"]
        done = CliRunner().invoke(app, words, catch_exceptions=False)
        assert done.exit_code in (0, 4), done.output
        found = figures(open_results(out), engine_of(folder).rulebase, with_ids=True)
    made = found.manifest.made.model_copy(update={"immunote": "0", "polars": "0"})
    return render_report(replace(found, manifest=found.manifest.model_copy(update={"made": made})))


def report_on_soups() -> str:
    names = list(dict.fromkeys(name for row in ROWS for name in row))
    lines = [",".join(["id", *names])]
    for place, row in enumerate((*ROWS, *ROWS[:2])):
        cells = [str(row.get(name, "")).lower() for name in names]
        lines.append(",".join([f"pot <{place}>", *cells]))
    return _report(SOUP, "\n".join(lines) + "\n", "a & b.csv")


def report_on_published_cases() -> str:
    import json

    cases = engine_of(RULES).rulebase.cases
    rows = (json.dumps({"id": name, **case.profile}, default=float) for name, case in cases.items())
    return _report(RULES, "\n".join(rows) + "\n", "cases.ndjson")


def report_on_nobody() -> str:
    return _report(SOUP, "id,is_a_soup,has_mould\na,perhaps,\n", "one.csv")


def review_pack() -> str:
    from immunote.service.review.html_pack import render_pack
    from immunote.service.review.pack import rows_of
    from immunote.service.review.sign_off_states import standings
    from immunote.service.scenarios.running import Runner
    from tests.review.support import PART, copy_of, reviewed_of

    with TemporaryDirectory() as place:
        reviewed = reviewed_of(copy_of(Path(place)))
        rows = rows_of(reviewed, Runner(Engine(reviewed.rulebase)), [PART])
        rows[0] = replace(rows[0], is_met=False)
        return render_pack(rows, reviewed, standings(reviewed, [PART]))


def review_pack_of_a_soup() -> str:
    from immunote.engine.loading import load
    from immunote.service.review.html_pack import render_pack
    from immunote.service.review.reviewed import Reviewed
    from immunote.service.review.sign_off_states import standings
    from immunote.service.review.signing import Signature, sign

    with TemporaryDirectory() as place:
        rules = Path(place, "rules", "soup")
        shutil.copytree(SOUP, rules)
        somebody = Signature("A. Tester", "tester", "agree", "2026-11-22")
        sign(Reviewed(load(rules), []), ["mould", "warm_and_tasty"], somebody)
        second = Signature("B. <Tester>", "tester", "disagree", "2026-11-23", 'Too "warm" & <b>salty</b>')
        sign(Reviewed(load(rules), []), ["mould", "checklist.yaml"], second)
        edited = rules / "thresholds.yaml"
        text = edited.read_text(encoding="utf-8")
        edited.write_text(text.replace("value: 50, unit: C", "value: 51, unit: C"), encoding="utf-8")
        reviewed = Reviewed(load(rules), [])
        return render_pack([], reviewed, standings(reviewed))


def page_of_a_rule() -> str:
    return _rule(SOUP, "warm_and_tasty")


def page_of_a_rule_that_ships() -> str:
    return _rule(RULES, next(iter(engine_of(RULES).rulebase.rules)))


def _rule(folder: Path, name: str) -> str:
    from immunote.service.rest import pages, serializers

    rulebase = engine_of(folder).rulebase
    return pages.rule_page(serializers.rule(rulebase, rulebase.rules[name]), rulebase)


def page_of_a_source() -> str:
    from immunote.service.rest import pages, serializers

    rulebase = engine_of(SOUP).rulebase
    return pages.source_page(serializers.source(rulebase, rulebase.sources["cook-book"]), rulebase)


def page_of_a_rule_base() -> str:
    from immunote.service.rest import pages, serializers

    engine = engine_of(SOUP)
    return pages.rulebase_page(serializers.rulebase(engine), engine.rulebase)


def notebook_tables() -> str:
    import warnings

    import polars as pl

    import immunote

    rows = [{name: value for name, value in row.items() if value != "perhaps"} for row in ROWS * 2]
    frame = pl.DataFrame(rows, infer_schema_length=None)
    frame = frame.with_columns(pl.lit("<b>").alias("<i>note</i>"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return immunote.decide(frame, rules=SOUP)._repr_html_()


def figures_of_the_site() -> str:
    from immunote.service.site.figures import figure_shown

    sources = engine_of(RULES).rulebase.sources.values()
    shown = [figure_shown(each, one, f"{each.id}-{key}") for each in sources for key, one in each.figures.items()]
    return "\n".join([each for each in shown if "<svg" in each][:4])


DOCUMENTS: dict[str, Callable[[], str]] = {
    each.__name__: each
    for each in (
        note_of_a_soup,
        note_of_a_soup_that_is_settled,
        note_out_of_scope,
        comparison,
        report_on_soups,
        report_on_published_cases,
        report_on_nobody,
        review_pack,
        review_pack_of_a_soup,
        page_of_a_rule,
        page_of_a_rule_that_ships,
        page_of_a_source,
        page_of_a_rule_base,
        notebook_tables,
        figures_of_the_site,
    )
}
