"""schemathesis against the description: every path answers as it is described, whatever is sent."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import schemathesis
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.specs.openapi import checks

from immunote.service.kernel.scopes import SCOPES
from immunote.service.security.api_keys import make_key
from immunote.service.server.app import create_app
from immunote.service.settings.service import Settings
from immunote.service.settings.storage import StorageSettings

# What is left out, and why.
MORE_THAN_A_SCHEMA_SAYS = checks.positive_data_acceptance
"""A profile that fits the schema may still contradict itself (a dose of a drug that is not taken), and FHIR resources
are lenient JSON here, described by R4 and not by OpenAPI: the answer is then a 422 with every fault."""
IN_ITS_PLACE = checks.negative_data_rejection
"""A batch is answered by 200 whatever its lines are; each refused line has its problem in its place."""
OPEN_IN_DEVELOPMENT = (checks.ignored_auth, checks.missing_required_header, checks.negative_data_rejection)
"""A token is good for one request, so CDS paths are met in development mode, where none is asked for."""

NO_OTHER_QUERY_NAMES = schemathesis.Config.from_dict(
    {
        "operations": [
            {"include-path-regex": "^/fhir", "generation": {"allow-extra-parameters": False}},
            {"include-path": "/v1/feedback/reviews", "generation": {"allow-extra-parameters": False}},
        ]
    }
)
"""A FHIR server may ignore names in a query that it does not know, and these paths do. Reviews refuse them, which
tests/cds shows: schemathesis gives such a name an empty list, which its own request then leaves out."""

schemathesis.serializer.alias("application/x-ndjson", "text/plain")

often = settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def application(folder: str, development: bool) -> FastAPI:
    return create_app(
        Settings(
            development=development,
            storage=StorageSettings(url=f"sqlite:///{folder}/kept.sqlite"),
            security={"caller_rate": 0, "hosts": ["testserver"]},
        )
    )


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    return application(str(tmp_path_factory.mktemp("closed")), development=False)


@pytest.fixture(scope="module")
def key(closed: FastAPI) -> str:
    context = closed.state.context
    return make_key(context.keys, context.settings.security, list(SCOPES), 1, "test")


def meet(schema: schemathesis.BaseSchema, call: Callable[[schemathesis.Case], object]) -> int:
    """Call every operation with what fits its description, and with what does not."""
    met = 0
    for found in schema.get_all_operations():
        operation = found.ok()
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            try:
                often(given(operation.as_strategy(generation_mode=mode))(call))()
            except Unsatisfiable:  # a path without parameters has nothing that does not fit
                assert mode is GenerationMode.NEGATIVE
        met += 1
    return met


def test_every_path_answers_as_described(closed: FastAPI, key: str) -> None:
    def call(case: schemathesis.Case) -> None:
        is_more = case.method == "POST" or case.path.endswith("$ivig-note")  # two days that differ are refused
        excluded = [MORE_THAN_A_SCHEMA_SAYS] if is_more else []
        if case.path == "/v1/notes/batch":
            excluded.append(IN_ITS_PLACE)
        case.call_and_validate(headers={"Authorization": f"Bearer {key}"}, excluded_checks=excluded)

    schema = schemathesis.openapi.from_asgi("/openapi.json", closed, config=NO_OTHER_QUERY_NAMES)
    assert meet(schema, call) >= 10


@pytest.mark.parametrize(
    ("path", "methods"),
    [("/cds-services", "GET, HEAD"), ("/v1/notes", "POST"), ("/v1/notes/batch", "GET, POST"), ("/v1/rules", "GET")],
)
def test_a_path_names_all_of_its_methods(closed: FastAPI, key: str, path: str, methods: str) -> None:
    """Of all routes that fit a path: `batch` could be a digest as well, and nothing is kept under it."""
    client = TestClient(closed)
    answer = client.put(path, headers={"Authorization": f"Bearer {key}"})
    assert (answer.status_code, answer.headers["Allow"]) == (405, methods)


def test_cds_paths_answer_as_described(tmp_path: Path) -> None:
    opened = application(str(tmp_path), development=True)
    excluded = [MORE_THAN_A_SCHEMA_SAYS, *OPEN_IN_DEVELOPMENT]
    schema = schemathesis.openapi.from_asgi("/openapi.json", opened).include(path_regex="^/cds-services")

    def call(case: schemathesis.Case) -> None:
        case.call_and_validate(excluded_checks=excluded)

    assert meet(schema, call) >= 2
