"""What every request shares: settings, the current rule base, the stores and the counters of this process."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import anyio
from starlette.requests import HTTPConnection

from immunote.engine.api import Engine
from immunote.service import rulebases
from immunote.service.kernel.decider import DecisionThread
from immunote.service.kernel.shelf import KnowledgeShelf
from immunote.service.rulebases.bundle import Trust, Unpacked
from immunote.service.rulebases.in_use import engine_of
from immunote.service.running.logs import log
from immunote.service.signatures.ed25519 import public_keys

if TYPE_CHECKING:
    from pathlib import Path

    import sqlalchemy

    from immunote.service.running.metrics import Metrics
    from immunote.service.settings.service import Settings
    from immunote.service.shadow.sending import ShadowSender
    from immunote.service.storage.decisions import DecisionLog
    from immunote.service.storage.feedback import FeedbackStore
    from immunote.service.storage.keys import KeyStore
    from immunote.service.storage.opinions import OpinionStore
    from immunote.service.storage.rulebases import RuleBaseStore
    from immunote.service.storage.sessions import SessionStore
    from immunote.service.storage.shown import ShownStore
    from immunote.service.storage.tokens import JtiStore


_log = log("rules")


def knowledge_of(settings: Settings) -> Knowledge:
    """The rule base of the settings. Raises Refused (also S95, S96), NoAnswer (E02)."""
    return Knowledge(settings.rules, _trust(settings, "IMMUNOTE_RULES"))


def shadow_knowledge_of(settings: Settings) -> Knowledge:
    """The second rule base of a silent trial, signed as the first has to be. Raises Refused (also S95, S96), NoAnswer.

    What decides is approved, also where nobody sees what it decides: its counts are what a hospital will go by.
    """
    assert settings.shadow.rules is not None
    return Knowledge(settings.shadow.rules, _trust(settings, "IMMUNOTE_SHADOW__RULES"))


def _trust(settings: Settings, setting: str) -> Trust:
    keys = public_keys(settings.rules_keys, "IMMUNOTE_RULES_KEYS")
    return Trust(settings.rules_signature, tuple(keys), setting)


class Knowledge:
    """The current rule base. A reload replaces it whole; a request keeps the engine that it took at its start."""

    def __init__(self, folder: Path | None = None, trust: Trust | None = None) -> None:
        """Load the rule base in `folder`, a bundle, or the one that ships. Raises immunote.engine.faults.Refused,
        NoAnswer (E02)."""
        self._folder = folder or rulebases.folder()
        self._trust = trust or Trust()
        self._held: list[Unpacked] = []
        self._loading = threading.Lock()
        self._engine = self._loaded()

    @property
    def engine(self) -> Engine:
        """The engine on the current rule base. Take it once a request."""
        return self._engine

    def reload(self, accept: Callable[[Engine], None] = lambda _: None) -> Engine:
        """Load the folder again. The old rule base stays if the new one is refused (immunote.engine.faults.Refused).

        `accept`: is called before the new one is used; if it raises, the old one stays too.
        """
        with self._loading:
            engine = self._loaded()
            accept(engine)
            self._engine = engine
            return engine

    def _loaded(self) -> Engine:
        unpacked = self._trust.opened(self._folder)
        if unpacked.fault is not None:
            _log.warning("the rule base is not signed by a key of the settings", code=unpacked.fault.code)
        engine = engine_of(unpacked.folder)
        self._held = [*self._held[-1:], unpacked]  # the folder of the engine before is still read by who uses it
        engine.chaining  # noqa: B018  compiled now, so that no request waits for it or meets its faults
        return engine


@dataclass
class Context:
    """The settings, rule base, stores and counters that all requests share; `request.app.state.context`.

    `also_accept`: what else a rule base that is loaded again has to fit; it raises Refused. `shadow`: where decisions
    go that a second rule base is to decide too.
    """

    settings: Settings
    knowledge: Knowledge
    database: sqlalchemy.Engine
    decisions: DecisionLog
    feedback: FeedbackStore
    shown: ShownStore
    keys: KeyStore
    sessions: SessionStore
    opinions: OpinionStore
    tokens: JtiStore
    rulebases: RuleBaseStore
    metrics: Metrics
    stopping: threading.Event = field(default_factory=threading.Event)
    shelf: KnowledgeShelf = field(default_factory=KnowledgeShelf)
    also_accept: Callable[[Engine], None] = lambda _: None
    shadow: ShadowSender | None = None
    limiter: anyio.CapacityLimiter = field(init=False)
    turns: anyio.CapacityLimiter = field(init=False)
    decider: DecisionThread = field(init=False)

    def __post_init__(self) -> None:
        self.decider = DecisionThread(self.decisions)
        self.limiter = anyio.CapacityLimiter(self.settings.threads)
        self.turns = anyio.CapacityLimiter(1)

    def reload(self) -> Engine:
        """Load the rule base again, and keep it by its hash before any decision rests on it. Raises Refused."""

        def accept(engine: Engine) -> None:
            self.also_accept(engine)
            self.keep(engine)

        return self.knowledge.reload(accept)

    def engine_under(self, content_hash: str) -> Engine:
        """The engine on the rule base in use, or on a kept one. Raises Refused, sqlalchemy.exc.SQLAlchemyError."""
        engine = self.knowledge.engine
        if engine.rulebase.content_hash == content_hash:
            return engine
        return Engine(self.rulebases.load(content_hash))

    def keep(self, engine: Engine) -> None:
        """Keep a rule base by its hash, for replays. Raises sqlalchemy.exc.SQLAlchemyError."""
        self.rulebases.keep(engine.rulebase)
        self.rulebases.use(engine.rulebase)


def context_of(connection: HTTPConnection) -> Context:
    """The context of the app that a request came to."""
    context: Context = connection.app.state.context
    return context


async def shared_context(connection: HTTPConnection) -> Context:
    """`context_of` as a FastAPI dependency; a plain function would be called in a thread of its own each time."""
    return context_of(connection)


def request_id_of(connection: HTTPConnection) -> str:
    """The id of a request: set by the outermost middleware as `request.state.request_id`, or made here."""
    found: str | None = getattr(connection.state, "request_id", None)
    if found is None:
        found = connection.state.request_id = secrets.token_hex(8)
    return found
