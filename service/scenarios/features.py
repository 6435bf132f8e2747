"""A `.feature` file as data: its scenarios with outlines spread out, in any language that Gherkin has keywords for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal

from immunote.engine.faults import Fault, Refused, shorten

Kind = Literal["given", "when", "then"]
_KINDS: dict[str, Kind] = {"Context": "given", "Action": "when", "Outcome": "then"}


@dataclass(frozen=True, slots=True)
class Step:
    """One sentence. `kind`: what its keyword makes of it, an `And` like the sentence before."""

    kind: Kind
    text: str
    line: int
    has_table: bool = False


@dataclass(frozen=True, slots=True)
class Scenario:
    """One scenario, or one row of an outline. `rule`: the title of its `Rule:` block."""

    name: str
    template: str
    rule: str | None
    tags: tuple[str, ...]
    steps: tuple[Step, ...]
    file: str
    line: int

    def sentences(self, kind: Kind) -> tuple[str, ...]:
        """Its sentences of one kind."""
        return tuple(step.text for step in self.steps if step.kind == kind)


@dataclass(frozen=True, slots=True)
class Feature:
    """One file."""

    name: str
    description: str
    language: str
    scenarios: tuple[Scenario, ...]
    file: str


def read_features(folder: Path) -> list[Feature]:
    """All `.feature` files below a folder, or the one file. Raises Refused with every fault (V01 to V03)."""
    paths = [folder] if folder.is_file() else sorted(folder.rglob("*.feature"))
    if not paths:
        help_line = "give a .feature file, or a folder that holds some"
        raise Refused([Fault(str(folder), "V01", folder.name or str(folder), help_line)])
    found, faults = [], []
    for path in paths:
        try:
            found.append(read_feature(path.read_text(encoding="utf-8"), str(path)))
        except (OSError, UnicodeDecodeError) as error:
            faults.append(Fault(str(path), "V01", type(error).__name__, "a .feature file is readable UTF-8 text"))
        except Refused as refused:
            faults += refused.faults
    if faults:
        raise Refused(faults)
    return found


def read_feature(text: str, file: str) -> Feature:
    """One file's text. Raises Refused with every fault (V02, V03), and ImportError without the extra `proof`."""
    # here, since the service is installed without it and imports what names scenarios
    from gherkin.errors import CompositeParserException, ParserError
    from gherkin.parser import Parser
    from gherkin.pickles.compiler import Compiler

    try:
        document: Any = Parser().parse(text)
    except CompositeParserException as error:
        raise Refused([_unreadable(each, file) for each in error.errors]) from None
    except ParserError as error:
        raise Refused([_unreadable(error, file)]) from None
    feature = document.get("feature")
    if feature is None:
        raise Refused([Fault(f"{file}:1", "V02", "nothing", "a file begins with `Feature:` and holds scenarios")])
    document["uri"] = file
    rules = dict(_rules_of(feature))
    lines = dict(_lines_of(feature))
    templates = {each["id"]: each for _, each in _scenarios_of(feature)}
    scenarios = tuple(_scenario(pickle, rules, lines, templates, file) for pickle in Compiler().compile(document))
    _nothing_is_passed_over(feature, file)
    _each_name_once(templates, file)
    description = " ".join(str(feature["description"]).split())
    return Feature(feature["name"], description, feature["language"], scenarios, file)


def _unreadable(error: Any, file: str) -> Fault:
    location = getattr(error, "location", {}) or {}
    words = str(error).split(": ", 1)[-1]
    help_line = "keywords stand first on their line: Feature, Rule, Scenario, Given, When, Then, And"
    return Fault(f"{file}:{location.get('line', 1)}", "V02", shorten(words), help_line)


def _scenarios_of(feature: Any) -> Iterator[tuple[str | None, Any]]:
    for child in feature["children"]:
        if "scenario" in child:
            yield None, child["scenario"]
        for inner in child.get("rule", {}).get("children", ()):
            if "scenario" in inner:
                yield child["rule"]["name"], inner["scenario"]


def _rules_of(feature: Any) -> Iterator[tuple[str, str | None]]:
    yield from ((scenario["id"], rule) for rule, scenario in _scenarios_of(feature))


def _lines_of(part: Any) -> Iterator[tuple[str, int]]:
    """Where everything that has an id stands."""
    if isinstance(part, dict):
        if "id" in part and "location" in part:
            yield part["id"], part["location"]["line"]
        for value in part.values():
            yield from _lines_of(value)
    elif isinstance(part, list):
        for value in part:
            yield from _lines_of(value)


def _scenario(pickle: Any, rules: Any, lines: Any, templates: Any, file: str) -> Scenario:
    ids = pickle["astNodeIds"]
    steps = tuple(
        Step(_KINDS.get(step.get("type", ""), "when"), step["text"], lines[step["astNodeIds"][0]], "argument" in step)
        for step in pickle["steps"]
    )
    tags = tuple(tag["name"].removeprefix("@") for tag in pickle["tags"])
    template = templates[ids[0]]["name"]
    return Scenario(pickle["name"], template, rules[ids[0]], tags, steps, file, lines[ids[-1]])


def _nothing_is_passed_over(feature: Any, file: str) -> None:
    """Refuse a file (V02) in which a misspelt keyword would drop a scenario, or which has none.

    Gherkin takes lines that begin with no keyword for a description and ignores them.
    """
    from gherkin.dialect import Dialect

    dialect = Dialect.for_name(feature["language"])
    assert dialect is not None  # the parser has refused other languages
    begins = tuple(
        word for word in dialect.given_keywords + dialect.then_keywords + dialect.and_keywords if word != "* "
    )
    titles = [*dialect.scenario_keywords, *dialect.scenario_outline_keywords, *dialect.background_keywords]
    titles += [*dialect.rule_keywords, *dialect.examples_keywords]
    faults = []
    for part in _described(feature):
        for line in str(part["description"]).splitlines():
            word, colon, _ = line.strip().partition(":")
            if line.strip().startswith(begins) or (colon and get_close_matches(word, titles, cutoff=0.75)):
                help_line = "it would be passed over as a description; is a keyword above it, or its own, misspelt?"
                faults.append(Fault(f"{file}:{part['location']['line']}", "V02", shorten(line), help_line))
    if not faults and not any(True for _ in _scenarios_of(feature)):
        faults.append(Fault(f"{file}:1", "V02", shorten(feature["name"]), "it holds no scenario"))
    if faults:
        raise Refused(faults)


def _described(part: Any) -> Iterator[Any]:
    if isinstance(part, dict):
        if part.get("description"):
            yield part
        for value in part.values():
            yield from _described(value)
    elif isinstance(part, list):
        for value in part:
            yield from _described(value)


def _each_name_once(templates: Any, file: str) -> None:
    """Refuse a file (V03) with two scenarios of one name: pytest-bdd would silently run only one of them."""
    names = Counter(each["name"] for each in templates.values())
    faults = [
        Fault(f"{file}:{each['location']['line']}", "V03", each["name"], "give each scenario of a file its own name")
        for each in templates.values()
        if names[each["name"]] > 1
    ]
    if faults:
        raise Refused(faults)
