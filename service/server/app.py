"""The application: a context made from settings, and around it the routes and layers of each part of the service."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from immunote.engine.api import Engine
from immunote.service.cds.routes import router as cds
from immunote.service.fhir.local_map import map_of
from immunote.service.fhir.routes import router as fhir
from immunote.service.kernel import problems
from immunote.service.kernel.context import Context, knowledge_of
from immunote.service.kernel.headers import RuleBaseHeader
from immunote.service.kernel.unexpected import Unexpected
from immunote.service.page.refusals import install as install_screens
from immunote.service.page.routes import router as page
from immunote.service.page.signing_in import install as install_signing_in
from immunote.service.questionnaire.routes import router as questionnaire
from immunote.service.rest.routes import router as rest
from immunote.service.running import workers
from immunote.service.running.metrics import Metrics
from immunote.service.running.telemetry import FASTAPI_OFF
from immunote.service.security.install import install as install_security
from immunote.service.server import answers, openapi
from immunote.service.server.health import router as health
from immunote.service.server.watching import install as install_running
from immunote.service.settings.service import Settings
from immunote.service.shadow.sending import SOCKET, ShadowSender
from immunote.service.smart.routes import install as install_smart
from immunote.service.smart.routes import router as smart
from immunote.service.storage.database import connect
from immunote.service.storage.decisions import DecisionLog
from immunote.service.storage.feedback import FeedbackStore
from immunote.service.storage.keys import KeyStore
from immunote.service.storage.opinions import OpinionStore
from immunote.service.storage.rulebases import RuleBaseStore
from immunote.service.storage.sessions import SessionStore
from immunote.service.storage.shown import ShownStore
from immunote.service.storage.tokens import JtiStore

DESCRIPTION = (
    "From a patient profile to a graded, cited note. It supports clinical judgement and never replaces it, and it "
    "orders nothing. What is not recorded is not known; that never means no."
)


def create_context(settings: Settings) -> Context:
    """Load the rule base, connect to the database, keep the rule base by its hash.

    Raises immunote.engine.faults.Refused, immunote.engine.api.NoAnswer (E02) and sqlalchemy.exc.SQLAlchemyError.
    """
    knowledge = knowledge_of(settings)
    _has_map(settings, knowledge.engine)
    database = connect(settings.storage)
    context = Context(
        settings=settings,
        knowledge=knowledge,
        database=database,
        decisions=DecisionLog(database),
        feedback=FeedbackStore(database),
        shown=ShownStore(database),
        keys=KeyStore(database),
        sessions=SessionStore(database),
        opinions=OpinionStore(database),
        tokens=JtiStore(database),
        rulebases=RuleBaseStore(database),
        shadow=_shadow(settings),
        metrics=Metrics(frozenset(knowledge.engine.rulebase.rules)),
        also_accept=lambda engine: _has_map(settings, engine),
    )
    context.keep(knowledge.engine)
    return context


def _shadow(settings: Settings) -> ShadowSender | None:
    """Where decisions go for the silent trial: to its process, where `immunote serve` started one."""
    folder = workers.folder()
    if settings.shadow.rules is None or folder is None:
        return None
    return ShadowSender(folder / SOCKET, settings.shadow.queue)


def _has_map(settings: Settings, engine: Engine) -> None:
    """Read the local map for a rule base. Raises Refused with all its faults."""
    map_of(settings.fhir.map, engine.rulebase)


def create_app(settings: Settings) -> FastAPI:
    """The application with its context, ready to answer. Raises what `create_context` raises."""
    context = create_context(settings)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        context.decider.close()
        if context.shadow is not None:
            context.shadow.close()
        context.database.dispose()

    app = FastAPI(
        title="immunote",
        summary="Clinical decision support: a graded, cited note on one patient",
        description=DESCRIPTION,
        docs_url=None,  # its pages would fetch scripts from elsewhere
        redoc_url=None,
        redirect_slashes=False,
        lifespan=lifespan,
        telemetry=FASTAPI_OFF,
    )
    app.state.context = context
    for router in (rest, fhir, questionnaire, cds, page, smart, health):
        app.include_router(router)
    problems.install(app)
    install_signing_in(app)
    openapi.install(app, context)
    # the first added is the innermost: what fails in a route is answered below everything, what fails in a layer above
    app.add_middleware(Unexpected)
    install_security(app, settings)
    install_smart(app, context)
    app.add_middleware(Unexpected)
    answers.install(app, settings)
    install_screens(app, context)
    app.add_middleware(RuleBaseHeader, context=context)
    install_running(app, context)
    return app
