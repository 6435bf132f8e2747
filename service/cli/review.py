"""`immunote review`: what clinicians signed, signing, and review packs out and back in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from immunote.engine.faults import Fault, Refused, nearest, shorten
from immunote.service.cli import inputs, options
from immunote.service.terminal import output

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.text import Text

    from immunote.service.review.pack import PackRow
    from immunote.service.review.reviewed import Reviewed
    from immunote.service.review.sign_off_states import SignOffState
    from immunote.service.scenarios.running import Runner

Only = Annotated[
    list[str] | None,
    typer.Option("--only", metavar="PART", help="One rule or table; repeat it.", autocompletion=options.parts),
]
_MOST_CHANGES = 12


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    review = typer.Typer(
        help="The clinician's review of the rules: what is signed, packs to review.",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    app.add_typer(review, name="review")
    review.command("status")(status)
    review.command("sign")(sign)
    review.command("export")(export)
    review.command("import")(import_)


def status(
    only: Only = None,
    format: options.Format = "text",
    as_json: options.AsJson = False,
    features: options.Features = None,
    rules: options.Rules = None,
) -> None:
    """List what is signed, disputed, changed since or never signed, and what changed since."""
    inputs.needs("gherkin", extra="proof")
    from immunote.service.review.sign_off_states import removed, standings

    written = options.text_or_json(format, as_json)
    reviewed = _reviewed(rules, features)
    found = standings(reviewed, _parts(reviewed, only))
    if written == "json":
        output.write(json.dumps([plain(each) for each in found], indent=2, ensure_ascii=False))
        return
    gone = [] if only else sorted({each.part for each in removed(reviewed)})
    output.write_rich(_status_lines(found, gone, bool(only)))


def sign(
    part: Annotated[
        str | None,
        typer.Argument(
            metavar="PART", help="A rule, or a table by its file: grading.yaml.", autocompletion=options.parts
        ),
    ] = None,
    all_of: Annotated[
        str | None, typer.Option("--all-of", metavar="FOLDER", help="All rules of a folder, such as benefit.")
    ] = None,
    reviewer: Annotated[str, typer.Option(help="Who signs.")] = "",
    role: Annotated[str, typer.Option(help="As what.")] = "",
    verdict: Annotated[str, typer.Option(metavar="agree|disagree")] = "",
    comment: Annotated[str, typer.Option(help="Needed with disagree; nothing of a patient.")] = "",
    date: Annotated[str, typer.Option(metavar="DAY", help="When it was reviewed, as 2026-11-22.")] = "",
    content: Annotated[
        str | None, typer.Option(metavar="HASH", help="The content that was read, as a pack shows it.")
    ] = None,
    features: options.Features = None,
    rules: options.Rules = None,
) -> None:
    """Sign a rule or table as it stands: into reviews.yaml, with what was signed beside it.

    Exit status 2 where something is missing, or the content is no longer the one that was read.
    """
    inputs.needs("gherkin", extra="proof")
    from immunote.service.review import signing
    from immunote.service.rulebases.working_folder import refuse_installed

    if (part is None) == (all_of is None):
        raise Refused([Fault("PART", "Q03", "PART and --all-of", "name a rule or table, or a folder with --all-of")])
    folder = inputs.rules_folder(rules)
    refuse_installed(folder)
    reviewed = _reviewed(folder, features)
    parts = [part] if part is not None else signing.parts_below(reviewed.rulebase, all_of or "")
    signature = signing.Signature(reviewer, role, verdict, date, comment)
    hashes = signing.sign(reviewed, parts, signature, content)
    signed = (f"{name}  {found[:12]}  {verdict}" for name, found in zip(parts, hashes, strict=True))
    output.write("\n".join(output.visible(line) for line in signed))


def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where review.html and review.xlsx are written.")],
    only: Only = None,
    features: options.Features = None,
    rules: options.Rules = None,
) -> None:
    """Write a review pack for people without a terminal: one HTML file, and one spreadsheet to fill."""
    inputs.needs("gherkin", "openpyxl", extra="proof")
    from immunote.service.review.html_pack import render_pack
    from immunote.service.review.sign_off_states import standings
    from immunote.service.review.xlsx_pack import write_sheet

    inputs.writable(folder)
    reviewed, runner = _with_runner(rules, features)
    parts = _parts(reviewed, only)
    rows = _rows(reviewed, runner, parts)
    with inputs.writing(folder):
        (folder / "review.html").write_text(render_pack(rows, reviewed, standings(reviewed, parts)), encoding="utf-8")
        write_sheet(folder / "review.xlsx", rows, reviewed)
    output.write(f"{folder / 'review.html'}\n{folder / 'review.xlsx'}\n{len(rows)} scenarios")


def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A filled review.xlsx, or opinions.json of the page.")],
    check: Annotated[bool, typer.Option("--check", help="Say what would come of it; write nothing.")] = False,
    features: options.Features = None,
    rules: options.Rules = None,
) -> None:
    """Take a filled spreadsheet back: each disagreement becomes a failing scenario in features/disputed.

    Agreement signs nothing by itself; the rules all of whose scenarios were agreed to are listed as ready to sign. A
    file of opinions from the page (.json) holds sign-offs too, which are written into reviews.yaml.
    """
    if file.suffix.lower() == ".json":
        _import_opinions(file, check, features, rules)
        return
    inputs.needs("gherkin", "openpyxl", extra="proof")
    from immunote.service.review import disputes
    from immunote.service.review.import_pack import read_sheet
    from immunote.service.review.reviewed import folder_of
    from immunote.service.rulebases.working_folder import refuse_installed

    rules = inputs.rules_folder(rules)
    root = folder_of(rules, features)
    if not check:
        refuse_installed(root)
    reviewed, runner = _with_runner(rules, features)
    rows = _rows(reviewed, runner, None)
    returned = read_sheet(file, rows)
    found = disputes.disputes(returned, runner)
    new = [] if check else disputes.write(found, root)
    agreed = {each.row.which for each in returned.opinions if each.verdict == "agree"}
    lines = [f"{len(agreed)} agreed, {len(found)} disputed, {returned.left_open} left open."]
    lines += [f"would be written: {root / disputes.FOLDER / each.name}" for each in found] if check else []
    lines += [f"written: {each}" for each in new]
    lines += [f"there already: {len(found) - len(new)}"] if not check and len(new) < len(found) else []
    ready = [part for part in reviewed.titles if _all_agreed(part, rows, agreed)]
    lines += ["", "All scenarios agreed to, ready for `immunote review sign`:"] if ready else []
    output.write("\n".join([*lines, *(f"  {part}" for part in ready)]))


def _import_opinions(file: Path, check: bool, features: Path | None, rules: Path | None) -> None:
    inputs.needs("gherkin", extra="proof")
    from immunote.service.review import disputes
    from immunote.service.review.opinions_file import read_opinions, sign_all
    from immunote.service.review.reviewed import folder_of
    from immunote.service.rulebases.working_folder import refuse_installed

    rules = inputs.rules_folder(rules)
    root = folder_of(rules, features)
    if not check:
        refuse_installed(rules)
        refuse_installed(root)
    reviewed, runner = _with_runner(rules, features)
    found = read_opinions(file, reviewed, runner)
    if not check:
        sign_all(lambda: _reviewed(rules, features), found.to_sign)
    new = [] if check else disputes.write(found.disputes, root)
    will = "would be " if check else ""
    lines = [f"{found.agreed} vignettes agreed to, {len(found.disputes)} disputed, {len(found.comments)} comments."]
    lines += [f"{will}signed: {each.subject.partition(':')[2]}  {each.verdict}" for each in found.to_sign]
    lines += [f"signed before: {found.signed_before}"] if found.signed_before else []
    lines += [f"would be written: {root / disputes.FOLDER / each.name}" for each in found.disputes] if check else []
    lines += [f"written: {each}" for each in new]
    lines += [
        f"comment on {each.subject.partition(':')[2]}, {each.reviewer}: {each.comment}" for each in found.comments
    ]
    output.write("\n".join(output.visible(line) for line in lines))


def plain(standing: SignOffState) -> dict[str, Any]:
    """One part as JSON; the documentation's pages read it."""
    names = ("content", "verdict", "reviewer", "role", "date", "comment")
    return {
        "part": standing.part,
        "title": standing.title,
        "state": standing.state,
        "content": standing.content,
        "sign_offs": [{name: getattr(each, name) for name in names} for each in standing.sign_offs],
        "changes": [dict(zip(("where", "before", "after"), each, strict=True)) for each in standing.changes],
    }


def _all_agreed(part: str, rows: Sequence[PackRow], agreed: set[str]) -> bool:
    own = [row.which in agreed for row in rows if row.part == part]
    return bool(own) and all(own)


def _reviewed(rules: Path | None, features: Path | None) -> Reviewed:
    from immunote.service.review.reviewed import Reviewed, features_beside

    folder = inputs.rules_folder(rules)
    return Reviewed(inputs.load_rules(folder), features_beside(folder, features))


def _with_runner(rules: Path | None, features: Path | None) -> tuple[Reviewed, Runner]:
    from immunote.engine.api import Engine
    from immunote.service.scenarios.running import Runner

    reviewed = _reviewed(rules, features)
    return reviewed, Runner(Engine(reviewed.rulebase))


def _rows(reviewed: Reviewed, runner: Runner, parts: list[str] | None) -> list[PackRow]:
    from immunote.engine.api import NoAnswer
    from immunote.service.review.pack import rows_of

    try:
        return rows_of(reviewed, runner, parts)
    except NoAnswer as error:
        output.report([error.fault])
        raise typer.Exit(output.NO_ANSWER) from None


def _parts(reviewed: Reviewed, only: list[str] | None) -> list[str] | None:
    """The parts named. Raises Refused (Q02)."""
    if not only:
        return None
    unknown = [name for name in only if name not in reviewed.titles]
    if unknown:
        raise Refused([Fault("--only", "Q02", shorten(name), nearest(name, reviewed.titles)) for name in unknown])
    return list(dict.fromkeys(only))


def _status_lines(found: list[SignOffState], gone: list[str], whole: bool) -> Iterator[Text]:
    """Counts last; what was never signed is listed only where it was asked for."""
    from rich.text import Text

    from immunote.service.review.sign_off_states import WORDS

    styles = {"agreed": "green", "disputed": "bold red", "changed": "bold yellow", "never": "dim"}
    for each in found:
        if each.state == "never" and not whole:
            continue
        yield Text.assemble((f"{WORDS[each.state]}", styles[each.state]), f"  {each.part}: {each.title}")
        yield Text(f"    content {each.content[:12]}", "dim")
        for signed in each.sign_offs:
            now = "" if signed.content == each.content else f", of {signed.content[:12]}"
            comment = f": {signed.comment}" if signed.comment else ""
            yield Text(f"    {signed.date}  {signed.reviewer}, {signed.role}, {signed.verdict}s{now}{comment}")
        for where, before, after in each.changes[:_MOST_CHANGES]:
            yield Text(f"    {where}\n      before: {before or 'nothing'}\n      after:  {after or 'nothing'}")
        if len(each.changes) > _MOST_CHANGES:
            yield Text(f"    and {len(each.changes) - _MOST_CHANGES} more; --json has all")
    for part in gone:
        yield Text(f"signed, and no longer there  {part}")
    counts = ", ".join(f"{sum(each.state == state for each in found)} {words}" for state, words in WORDS.items())
    yield Text(f"{len(found)} rules and tables: {counts}.", "bold")
