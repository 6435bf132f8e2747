"""`immunote serve`: settings checked, tables brought up to date, then workers until the end."""

from __future__ import annotations

import os
import signal
import socket
from pathlib import Path
from typing import TYPE_CHECKING

from immunote.engine.faults import Fault, Refused, listed, shorten
from immunote.engine.version import VERSION
from immunote.service.settings.checking import audited, read_settings
from immunote.service.settings.sources import PREFIX
from immunote.service.storage.database import database_silent
from immunote.service.terminal import output

if TYPE_CHECKING:
    from immunote.engine.rulebase import RuleBase
    from immunote.service.settings.service import Settings
    from immunote.service.storage.decisions import DecisionLog


def serve(given: dict[str, str | None], is_check: bool) -> int:
    """Answer until told to stop, or only check; the exit status. `given`: settings from options. Raises Refused."""
    for name, value in given.items():
        if value is not None:
            os.environ[PREFIX + name] = value  # the workers read the same settings as this process
    settings = read_settings()
    if is_check:
        return check(settings)
    from sqlalchemy.exc import SQLAlchemyError

    from immunote.service.running import logs, workers
    from immunote.service.server.listening import address
    from immunote.service.server.shadow_parent import silent_trial

    logs.configure(settings.running)
    check_shadow(settings)
    try:
        prepare(settings)
    except SQLAlchemyError as error:
        output.report([database_silent(error)])
        return output.NO_ANSWER
    with bound(settings) as listening, workers.shared_folder(), silent_trial(settings.shadow):
        if settings.development:
            output.say(f"the page for clinicians: {address(listening)}/")
        status = several(settings, listening) if settings.workers > 1 else alone(settings, listening)
    released(settings)
    return status


def several(settings: Settings, listening: socket.socket) -> int:
    """Answer with several processes until told to stop; the exit status, that of a worker where none could start."""
    from immunote.service.server.listening import configured
    from immunote.service.server.parent import Parent

    parent = Parent(configured(settings, "immunote.service.server.worker:application"), listening, settings)
    parent.run()
    return parent.status


def alone(settings: Settings, listening: socket.socket) -> int:
    """Answer with this one process until told to stop; the exit status."""
    import uvicorn

    from immunote.service.server.listening import address, configured
    from immunote.service.server.worker import made

    app = made(settings)
    if isinstance(app, int):
        return app
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)  # uvicorn raises what stopped it once more at its end
    server = uvicorn.Server(configured(settings, app))
    output.say(f"answering on {address(listening)}")
    server.run([listening])
    return 0


def check(settings: Settings) -> int:
    """Say what would be served, having tried the rule base and the local map; nothing is started or written.

    Raises Refused.
    """
    from immunote.engine.api import NoAnswer
    from immunote.service.fhir.local_map import map_of
    from immunote.service.kernel.context import knowledge_of
    from immunote.service.running import telemetry
    from immunote.service.storage.database import opened

    try:
        rulebase = knowledge_of(settings).engine.rulebase
    except NoAnswer as error:
        output.report([error.fault])
        return output.NO_ANSWER
    map_of(settings.fhir.map, rulebase)
    shadow = check_shadow(settings, rulebase)
    opened(settings.storage).dispose()  # the address is read; nothing is connected to yet
    if (traces := telemetry.traces(settings.running)) is not None:
        traces.close()
    storage = settings.storage.url.partition(":")[0].partition("+")[0]
    output.write(
        f"every setting can be used: {settings.workers} workers on {settings.host}:{settings.port}, "
        f"{rulebase.id} {rulebase.version}, database: {storage}, "
        f"authentication {'off' if settings.development else 'on'}"
        + ("" if shadow is None else f", silent trial of {shadow.id} {shadow.version}")
    )
    return 0


def check_shadow(settings: Settings, served: RuleBase | None = None) -> RuleBase | None:
    """The rule base of the silent trial, loaded and checked as the first is; None without one.

    `served`: the rule base in use, where it is loaded already.

    Its elements that the rule base in use does not have are said: no caller can give them, so they stay unknown.
    Raises Refused: S96 where it is not signed and has to be, S68 where its counts cannot be kept.
    """
    from immunote.service.kernel.context import knowledge_of, shadow_knowledge_of
    from immunote.service.shadow.trial_file import check_file

    if settings.shadow.rules is None:
        return None
    shadow = shadow_knowledge_of(settings).engine.rulebase
    check_file(settings.shadow.file)
    served = served or knowledge_of(settings).engine.rulebase
    for word, names in (
        (
            "are unknown in the trial, since the rule base in use does not ask them",
            [*shadow.elements.keys() - served.elements.keys()],
        ),
        (
            "are left out of the trial, since its rule base does not have them",
            [*served.elements.keys() - shadow.elements.keys()],
        ),
    ):
        if names:
            output.say(f"elements that {word}: {listed(sorted(names))}")
    return shadow


def prepare(settings: Settings) -> None:
    """Bring the tables up to date once, before any worker does, and record the start with its settings.

    No key is made here: what a service prints stands in its log. Raises Refused (S98 where the log ends before a head
    that was anchored) and sqlalchemy.exc.SQLAlchemyError.
    """
    from immunote.service.storage.database import connect
    from immunote.service.storage.decisions import DecisionLog
    from immunote.service.storage.events import EventLog
    from immunote.service.storage.keys import KeyStore

    database = connect(settings.storage)
    try:
        reaches_its_anchors(settings, DecisionLog(database))
        EventLog(database).append("service-started", VERSION, {"settings": audited(settings)})
        if settings.development:
            output.say("development mode: no caller is asked who they are")
        elif not KeyStore(database).list():
            output.say("there is no API key yet: `immunote keys first` makes one, once")
    finally:
        database.dispose()


def reaches_its_anchors(settings: Settings, log: DecisionLog) -> None:
    """Compare the log with the newest head of the file of anchors. Raises Refused (S95, S98)."""
    from immunote.service.signatures.ed25519 import private_key
    from immunote.service.storage import audit, heads

    file, key = settings.storage.anchors_file, settings.storage.signing_key
    if file is None or key is None or not file.exists():
        return
    public = private_key(key, "IMMUNOTE_STORAGE__SIGNING_KEY").public_key()
    signed = [head for head in heads.read(file)[0] if head.is_signed([public])]
    if not signed:
        return
    newest = max(signed, key=lambda head: head.decisions.sequence)
    if audit.witnessed(log, newest.decisions):
        help_line = (
            "the database is not the one of these anchors, or decisions are missing: restore the newest backup; if "
            "they are lost, keep this file elsewhere and name a new one"
        )
        raise Refused([Fault("IMMUNOTE_STORAGE__ANCHORS_FILE", "S98", f"row {newest.decisions.sequence}", help_line)])


def released(settings: Settings) -> None:
    """Say in a SQLite database that nobody has it open any more; nothing where that cannot be said."""
    from sqlalchemy.exc import SQLAlchemyError

    from immunote.service.running.logs import log, where
    from immunote.service.storage import readiness
    from immunote.service.storage.database import existing

    try:
        database = existing(settings.storage)
        try:
            readiness.release(database)
        finally:
            database.dispose()
    except (SQLAlchemyError, OSError, Refused) as error:
        log("server").warning("the database could not be closed in order", exception=where(error))


def bound(settings: Settings) -> socket.socket:
    """The listening socket that all workers share. Raises Refused (S02) where the address cannot be had."""
    try:
        found = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, _, _, _, address = found[0]
        # by its protocol's number asyncio sees that it is TCP, and sends without delay
        listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(2048)
    except OSError as error:
        text = f"{settings.host}:{settings.port}"
        help_line = f"{shorten(error.strerror)}; choose another with IMMUNOTE_HOST or IMMUNOTE_PORT"
        raise Refused([Fault("IMMUNOTE_PORT", "S02", text, help_line)]) from None
    return listening


def options(
    host: str | None,
    port: int | None,
    workers: int | None,
    rules: Path | None,
    database: str | None,
    development: bool,
    shadow: Path | None,
) -> dict[str, str | None]:
    """Options of the command line as settings."""
    return {
        "HOST": host,
        "PORT": None if port is None else str(port),
        "WORKERS": None if workers is None else str(workers),
        "RULES": None if rules is None else str(rules),
        "STORAGE__URL": database,
        "DEVELOPMENT": "true" if development else None,
        "SHADOW__RULES": None if shadow is None else str(shadow),
    }
