"""A list on the page: what is recognised, who is supported, what to record; and that no copy of it stays."""

from __future__ import annotations

import base64
import io
import json
import re
import tempfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from httpx2 import Response
from sqlalchemy import func, select

from immunote.engine.paging import page_of
from immunote.engine.words import capital
from immunote.service.lists.gain import gains
from immunote.service.lists.short_list import ShortRow
from immunote.service.page.uploads import PREFIX, folder_for_one_answer
from immunote.service.storage.tables import DecisionRow
from tests.page.visitors import ORIGIN, Service, Visitor, serving, token_of, words_of

HTML = "<script>alert(1)</script>\"'><b>"
MOST_ROWS, MOST_BYTES = 30, 200_000
ROWS = "id,has_systemic_sclerosis,muscle_is_active,age_years,ivig_requested_for\n"
GOOD = ROWS + "p1,true,true,50,systemic_sclerosis\np2,false,,60,\np3,true,,17,\n"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service whose temporary folder is its own, so that lists of other processes are not seen in it."""
    limits = {"page_list_rows": MOST_ROWS, "page_list_bytes": MOST_BYTES}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(tmp_path_factory.mktemp("temporary")))
        with serving(tmp_path_factory.mktemp("page"), development=True, security=limits) as made:
            yield made


@pytest.fixture(scope="module")
def visitor(service: Service) -> Visitor:
    return service.visitor()


@pytest.fixture(autouse=True)
def nothing_stays(service: Service) -> Iterator[None]:
    """After each test: no file of a list, and nothing in the decision log."""
    yield
    assert not list(Path(tempfile.gettempdir()).glob(f"{PREFIX}*"))
    with service.context.database.connect() as connection:
        assert connection.execute(select(func.count()).select_from(DecisionRow)).scalar_one() == 0


def send(visitor: Visitor, content: bytes | str, name: str = "list.csv", **fields: str) -> Response:
    token = fields.pop("token", None) or token_of(visitor.get("/page/list"))
    return visitor.client.post(
        "/page/list",
        data={"page.token": token, "id": "id", **fields},
        files={"file": (name, content)},
        headers={"Accept": "text/html", "Origin": ORIGIN, "Sec-Fetch-Site": "same-origin"},
    )


def rows_to_ask(response: Response) -> dict[str, str]:
    found = re.findall(r'name="id" value="([^"]*)"><input type="hidden" name="profile" value="([^"]*)"', response.text)
    return {unescape(id_): unescape(profile) for id_, profile in found}


def as_parquet() -> bytes:
    held = io.BytesIO()
    pl.read_csv(GOOD.encode()).write_parquet(held)
    return held.getvalue()


def as_ndjson() -> str:
    rows = [
        {
            "id": "p1",
            "has_systemic_sclerosis": True,
            "muscle_is_active": True,
            "age_years": 50,
            "ivig_requested_for": "systemic_sclerosis",
        },
        {"id": "p2", "has_systemic_sclerosis": False, "age_years": 60},
        {"id": "p3", "has_systemic_sclerosis": True, "age_years": 17},
    ]
    return "".join(json.dumps(row) + "\n" for row in rows)


@pytest.mark.parametrize(
    ("name", "content"), [("l.csv", GOOD), ("L.CSV", GOOD), ("l.parquet", as_parquet()), ("l.ndjson", as_ndjson())]
)
def test_each_kind_of_file_is_decided_alike(visitor: Visitor, name: str, content: bytes | str) -> None:
    response = send(visitor, content, name)
    words = words_of(response)
    assert response.status_code == 200, words
    assert "3 patients by grade" in words
    assert "Outside the scope of this rule base 2 Cannot be graded yet 1" in words
    assert "Columns recognised (4)" in words
    assert set(rows_to_ask(response)) == {"p1", "p2", "p3"}


def test_what_settles_most_patients_is_recorded_first(service: Service, visitor: Visitor) -> None:
    """Two lack an answer that the dictionary has late, one an answer that it has early, and each lacks nothing else."""
    engine = service.context.knowledge.engine
    rulebase = engine.rulebase
    case = rulebase.cases["A01"]
    whole = {**case.profile, **case.completed}

    def is_all_that_lacks(name: str) -> bool:
        rest = {each: value for each, value in whole.items() if each != name}
        return list(engine.diagram.missing(engine.patient(rest).facts)) == [name]

    early, *_, late = (name for name in rulebase.elements if name in whole and is_all_that_lacks(name))
    lacks = {"p1": {early}, "p2": {late}, "p3": {late}, "p4": {early, late}}
    rows = [
        {"id": id_, **{name: value for name, value in whole.items() if name not in names}}
        for id_, names in lacks.items()
    ]
    words = words_of(send(visitor, "".join(json.dumps(row, default=float) + "\n" for row in rows), "l.ndjson"))
    labels = {name: rulebase.elements[name].label for name in (late, early)}
    table = words[words.index("What to record") :]
    assert table.index(f"{capital(labels[late])} 3 2") < table.index(f"{capital(labels[early])} 2 1")
    assert f"{labels[late]}, {labels[early]} Note" in table


def test_among_answers_that_settle_nobody_comes_first_what_rules_out_most(service: Service) -> None:
    engine = service.context.knowledge.engine
    facts = engine.patient({}).facts
    missing = engine.diagram.missing(facts)
    left = {name: sum(map(len, each.values())) / len(each) for name, each in missing.items()}
    row = ShortRow("p1", "provisional", None, None, engine.diagram.reachable(facts), tuple(missing), {})
    found = gains(engine, [row])
    assert [left[each.element] for each in found] == sorted(left.values())
    assert {each.lacking for each in found} == {1}


def test_the_note_of_a_row_is_the_note_of_its_patient(service: Service, visitor: Visitor) -> None:
    response = send(visitor, GOOD)
    profile = rows_to_ask(response)["p1"]
    engine = service.context.knowledge.engine
    note = visitor.send("/page/list/note", {"page.token": token_of(response), "id": "p1", "profile": profile})
    assert note.status_code == 200
    page = page_of(engine.note(json.loads(profile)), engine.rulebase)
    assert page.headline in unescape(note.text)
    assert all(said in unescape(note.text) for said in page.said)
    assert 'action="/page/questions"' in note.text
    assert 'name="muscle_is_active" value="' in note.text


def test_the_download_is_the_result_of_the_command_line(visitor: Visitor) -> None:
    found = re.search(r'href="data:text/csv;charset=utf-8;base64,([^"]+)"', send(visitor, GOOD).text)
    assert found is not None
    frame = pl.read_csv(base64.b64decode(found[1]))
    assert frame["id"].to_list() == ["p1", "p2", "p3"]
    assert frame["outcome"].to_list() == [None, "out_of_scope", "out_of_scope"]


def test_a_bad_row_is_said_and_the_others_are_decided(visitor: Visitor) -> None:
    response = send(visitor, GOOD + "p4,true,perhaps,fifty,\np5,true\np1,true,,,\n")
    words = words_of(response)
    assert response.status_code == 200
    assert "2 patients by grade" in words
    assert "Not read (4)" in words
    assert "row 4, line 5 p4 active muscle disease" in words
    assert "A row with too few or too many fields" in words
    assert "An id that stands more than once" in words


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("l.csv", "", "L01"),
        ("l.csv", ROWS, "L03"),
        ("l.csv", "id;age_years,sex\n1;2,female\n", "L07"),
        ("l.csv", "id,colour\n1,red\n", "L04"),
        ("l.csv", "patient,age_years\n1,2\n", "L05"),
        ("l.csv", b"\xff\xfei\x00d\x00", None),
        ("l.parquet", b"PAR1 not", "L01"),
        ("l.ndjson", "[1]\n", None),
        ("l.xlsx", b"PK\x03\x04", "L02"),
        ("../../etc/passwd", GOOD, "L02"),
        (HTML, GOOD, "L02"),
    ],
)
def test_what_is_no_list_is_refused_in_clear_words(visitor: Visitor, name: str, content: Any, code: str | None) -> None:
    response = send(visitor, content, name)
    words = words_of(response)
    assert response.status_code == 422
    assert "was not decided" in words
    assert code is None or code in words
    assert PREFIX not in words
    assert "`--" not in words
    assert HTML not in response.text


def test_rows_below_at_and_above_the_limit(visitor: Visitor) -> None:
    for count, status in ((MOST_ROWS - 1, 200), (MOST_ROWS, 200), (MOST_ROWS + 1, 422)):
        response = send(visitor, "id,age_years\n" + "".join(f"p{n},50\n" for n in range(count)))
        assert response.status_code == status, count
    assert "L30" in words_of(response)
    assert "takes millions" in words_of(response)


def test_bytes_below_at_and_above_the_limit(visitor: Visitor) -> None:
    line = "id,age_years,colour\np,50,"
    for size, status in ((MOST_BYTES - 1, 200), (MOST_BYTES, 200), (MOST_BYTES + 1, 422)):
        assert send(visitor, line + "x" * (size - len(line) - 1) + "\n").status_code == status
    assert "L31" in words_of(send(visitor, "x" * (MOST_BYTES * 7)))
    assert send(visitor, "x" * (MOST_BYTES * 9)).status_code == 413


def test_html_in_every_text_is_only_text(visitor: Visitor) -> None:
    quoted = '"' + HTML.replace('"', '""') + '"'
    content = f"id,age_years,{quoted}\n{quoted},50,1\np2,{quoted},1\n"
    response = send(visitor, content, id="id")
    assert response.status_code == 200
    assert HTML not in response.text
    assert HTML in rows_to_ask(response)
    assert HTML not in send(visitor, content, id=HTML).text


def test_a_list_needs_the_token_and_nobody_else_gets_an_answer(visitor: Visitor, tmp_path: Path) -> None:
    response = send(visitor, GOOD, token="0" * 64)
    assert response.status_code == 403
    assert "choose the file once more" in words_of(response)
    with serving(tmp_path) as made:
        stranger = made.visitor()
        response = send(stranger, GOOD, token="0" * 64)
        assert response.status_code == 401
        assert "choose the file once more" in words_of(response)


def test_what_a_killed_process_left_goes_with_the_next_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    left = Path(tempfile.mkdtemp(prefix=PREFIX))
    (left / "list.csv").write_text("id\n", encoding="utf-8")
    with folder_for_one_answer() as folder:
        assert left.exists(), "it may be of another worker that is at work now"
        (folder / "list.csv").write_text("id\n", encoding="utf-8")
    os.utime(left, (0, 0))
    with folder_for_one_answer() as again:
        assert not left.exists()
    assert not again.exists()
