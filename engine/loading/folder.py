"""The files of a rule base's folder, read, expanded (`for_each`) and checked for their shape."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, get_args

import rfc8785
from pydantic import BaseModel, ValidationError

from immunote.engine.faults import Fault, nearest
from immunote.engine.file_hashes import hash_of_files
from immunote.engine.reader import Document, Path_, read_file
from immunote.engine.shapes.about import RuleBaseFile
from immunote.engine.shapes.base import Shape
from immunote.engine.shapes.codes import CodesFile
from immunote.engine.shapes.dictionary import DictionaryFile, ThresholdFile
from immunote.engine.shapes.flags import FlagsFile
from immunote.engine.shapes.form import FormFile
from immunote.engine.shapes.grading import GradingFile
from immunote.engine.shapes.headers import HeadersFile
from immunote.engine.shapes.hooks import HooksFile
from immunote.engine.shapes.page import PageFile
from immunote.engine.shapes.properties import PropertiesFile
from immunote.engine.shapes.questions import QuestionsFile
from immunote.engine.shapes.records import RecordsFile
from immunote.engine.shapes.reviews import FILE as SIGN_OFFS
from immunote.engine.shapes.reviews import ReviewsFile
from immunote.engine.shapes.rules import CaseFile, DefinitionFile, RuleFile, SourceFile
from immunote.engine.shapes.search import SearchFile
from immunote.engine.shapes.synthetic import SyntheticFile
from immunote.engine.shapes.tables import ChecklistFile, DoseFile, ProductsFile
from immunote.engine.shapes.vignettes import VignettesFile
from immunote.engine.shapes.worklist import WorklistFile

SINGLE: dict[str, type[Shape]] = {
    "rulebase.yaml": RuleBaseFile,
    "thresholds.yaml": ThresholdFile,
    "grading.yaml": GradingFile,
    "products.yaml": ProductsFile,
    "checklist.yaml": ChecklistFile,
    "dose.yaml": DoseFile,
    "flags.yaml": FlagsFile,
    "headers.yaml": HeadersFile,
    "form.yaml": FormFile,
    "hooks.yaml": HooksFile,
    "page.yaml": PageFile,
    "records.yaml": RecordsFile,
    "properties.yaml": PropertiesFile,
    "questions.yaml": QuestionsFile,
    "reviews.yaml": ReviewsFile,
    "search.yaml": SearchFile,
    "synthetic.yaml": SyntheticFile,
    "worklist.yaml": WorklistFile,
    "vignettes.yaml": VignettesFile,
}
OPTIONAL = {
    "thresholds.yaml",
    "products.yaml",
    "checklist.yaml",
    "dose.yaml",
    "flags.yaml",
    "headers.yaml",
    "form.yaml",
    "hooks.yaml",
    "page.yaml",
    "records.yaml",
    "properties.yaml",
    "questions.yaml",
    "reviews.yaml",
    "search.yaml",
    "synthetic.yaml",
    "worklist.yaml",
    "vignettes.yaml",
}
DECIDES_NOTHING = {
    "headers.yaml",
    "form.yaml",
    "hooks.yaml",
    "page.yaml",
    "properties.yaml",
    "reviews.yaml",
    "search.yaml",
    "synthetic.yaml",
    "worklist.yaml",
    "vignettes.yaml",
}  # so a note's hash leaves them out
FOLDERS: dict[str, type[Shape]] = {
    "profile": DictionaryFile,
    "evidence": SourceFile,
    "definitions": DefinitionFile,
    "cases": CaseFile,
    "codes": CodesFile,
}
ID_KEYS: dict[type[Shape], str] = {
    DefinitionFile: "definition",
    RuleFile: "rule",
    SourceFile: "source",
    CaseFile: "case",
}
_LARGEST_INT = 2**53 - 1
S = TypeVar("S", bound=Shape)


@cache
def _keys_of(shape: type[BaseModel]) -> tuple[str, ...]:
    """The keys of a shape and of the shapes in it, for `did you mean`."""
    keys = dict.fromkeys(found.alias or name for name, found in shape.model_fields.items())
    for found in shape.model_fields.values():
        for inner in _shapes_in(found.annotation):
            keys.update(dict.fromkeys(_keys_of(inner)))
    return tuple(keys)


def _shapes_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _shapes_in(part)


class Folder:
    """What was read of a folder. `shaped` holds (document, model) pairs of the files that have the right shape."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.faults: list[Fault] = []
        self.shaped: list[tuple[Document, Shape]] = []
        self.lost: set[str] = set()
        self.is_incomplete = False
        self._contents: dict[str, Any] = {}
        self._texts: dict[str, str] = {}
        if not root.is_dir():
            self.faults.append(Fault(root.name, "R09", root.name, "give the folder that holds rulebase.yaml"))
            return
        present = {path.name for path in root.glob("*.yaml")}
        for name in SINGLE:
            if name not in present and name not in OPTIONAL:
                self.is_incomplete = True
                self.faults.append(Fault(name, "R09", name, "every rule base has this file; see docs/rule-format.md"))
        for path in sorted(root.rglob("*")):
            name = path.relative_to(root).as_posix()
            if path.suffix == ".yaml":
                self._read(path)
            elif path.suffix.lower() in (".yml", ".yaml") or _is_a_table_as_json(name):  # else passed over in silence
                self.faults.append(
                    Fault(name, "R09", path.name, f"files of a rule base end in .yaml: {path.stem}.yaml")
                )

    def of(self, shape: type[S]) -> Iterator[tuple[Document, S]]:
        """The files of one shape, in the order of their names."""
        for document, model in self.shaped:
            if isinstance(model, shape):
                yield document, model

    @property
    def content_hash(self) -> str:
        """SHA-256 over the canonical JSON of what was read (not of the bytes: comments and layout do not count)."""
        return hashlib.sha256(rfc8785.dumps(plain(self._contents))).hexdigest()

    @property
    def files_hash(self) -> str:
        """`hash_of_files` over the texts that were read, without the sign-offs."""
        return hash_of_files({name: text.encode() for name, text in self._texts.items() if name != SIGN_OFFS})

    def _read(self, path: Path) -> None:
        document = read_file(path, self.root)
        if document.text is not None:
            self._texts[document.name] = document.text
        if document.name not in DECIDES_NOTHING:
            self._contents[document.name] = document.data
        if document.data is None and document.faults:
            self.lost |= {path.stem, *_names_in(path)}
        below = path.relative_to(self.root).parts
        if len(below) == 1 and below[0] not in SINGLE:
            document.fault((), "R09", below[0], nearest(below[0], SINGLE))
            self.faults += document.faults
            return
        shape = SINGLE.get(below[0]) or FOLDERS.get(below[0], RuleFile)
        for each in _expanded(document):
            self._shape(each, shape, path.stem)
        self.faults += document.faults

    def _shape(self, document: Document, shape: type[Shape], stem: str) -> None:
        if not isinstance(document.data, dict):
            if not document.faults:
                document.fault((), "R05", type(document.data).__name__, "a file holds keys and values")
            return
        try:
            model = shape.model_validate(document.data)
        except ValidationError as error:
            note_errors(document, shape, error.errors(include_url=False, include_context=False))
            self.lost |= set(_words(document.data))
            return
        if isinstance(model, DefinitionFile | RuleFile | SourceFile | CaseFile):
            own = ID_KEYS[type(model)]
            written = document.template_name or str(getattr(model, own, stem))
            if written != stem:
                document.fault((own,), "R07", written, f"rename the file to {written}.yaml, or the id to {stem}")
        self.shaped.append((document, model))


def _is_a_table_as_json(name: str) -> bool:
    """Whether it is called like a file that would be read, such as `flags.json`. Any other JSON may lie here."""
    return name.lower().endswith(".json") and f"{name[:-5]}.yaml" in SINGLE


def _expanded(document: Document) -> list[Document]:
    """The document, or one for each value of its `for_each`."""
    data = document.data
    if not isinstance(data, dict) or "for_each" not in data:
        return [document]
    spread = data["for_each"]
    if not (isinstance(spread, dict) and len(spread) == 1):
        document.fault(("for_each",), "R05", spread, "for_each: {variable: [values]} or {variable: {value: {...}}}")
        return []
    ((variable, values),) = spread.items()
    if isinstance(values, list) and all(isinstance(value, str) for value in values):
        values = {value: {} for value in values}
    if not (isinstance(values, dict) and all(isinstance(words, dict | None) for words in values.values())):
        document.fault(("for_each", variable), "R05", values, "a list of values, or a value with its words each")
        return []
    made = []
    for value, words in values.items():
        swaps = {f"${{{variable}}}": str(value)}
        swaps |= {f"${{{variable}.{key}}}": str(word) for key, word in (words or {}).items()}
        each = Document(document.name)
        each.marks, each.faults = document.marks, document.faults
        rest = {key: part for key, part in data.items() if key != "for_each"}
        each.data = _swapped(rest, swaps)
        made.append(each)
        own = next((key for key in ID_KEYS.values() if key in rest), None)
        each.template_name = str(rest[own]).replace(f"${{{variable}}}", variable) if own else None
    return made


def _swapped(part: Any, swaps: dict[str, str]) -> Any:
    if isinstance(part, dict):
        return {_swapped(key, swaps): _swapped(value, swaps) for key, value in part.items()}
    if isinstance(part, list):
        return [_swapped(item, swaps) for item in part]
    if isinstance(part, str):
        for old, new in swaps.items():
            part = part.replace(old, new)
    return part


_WANTED = {
    "string_type": "text; what looks like a number, true or null needs quotes",
    "int_type": "a number without quotes",
    "is_instance_of": "a number without quotes",
    "bool_type": "true or false",
    "list_type": "a list",
    "too_long": "two bounds",
    "too_short": "two bounds",
    "dict_type": "keys and values",
    "model_type": "keys and values",
}


def note_errors(document: Document, shape: type[Shape], found: Iterable[Any]) -> None:
    """pydantic's errors as faults: each `loc` walks back to file, line and column.

    A value that is none of several types is one fault, not one for each type.
    """
    wanted: dict[Path_, tuple[Any, dict[str, None]]] = {}
    for error in found:
        path: Path_ = tuple(error["loc"])
        last = str(path[-1]) if path else ""
        if error["type"] == "extra_forbidden":
            document.fault(path, "R04", last, nearest(last, _keys_of(shape)))
        elif error["type"] == "missing":
            document.fault(path, "R06", last, "see docs/rule-format.md for the keys of this kind of file")
        else:
            help_line = _WANTED.get(error["type"]) or str(error["msg"])[:1].lower() + str(error["msg"])[1:]
            wanted.setdefault(document.written(path), (error["input"], {}))[1][help_line] = None
    for path, (given, helps) in wanted.items():
        document.fault(path, "R05", given, "expected: " + ", or ".join(helps))


def _words(data: Any) -> Iterator[str]:
    """All keys and short texts of a file that was refused: names that others may miss because of it."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield str(key)
            yield from _words(value)
    elif isinstance(data, list):
        for item in data:
            yield from _words(item)
    elif isinstance(data, str) and len(data) < 80:
        yield data


def _names_in(path: Path) -> Iterator[str]:
    """All that could be a name in a file that cannot be read at all."""
    with suppress(OSError):
        yield from re.findall(r"[A-Za-z_][\w-]*", path.read_text(encoding="utf-8", errors="replace"))


def plain(value: Any) -> Any:
    """Data for canonical JSON: exact decimals become integers where whole (5 equals 5.0, -0 is 0), else text."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, Decimal):
        value = int(value) if value == value.to_integral_value() else format(value.normalize(), "f")
    if isinstance(value, int) and abs(value) > _LARGEST_INT:  # canonical JSON has no larger integers
        return str(value)
    return value
