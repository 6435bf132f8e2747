"""All settings of the service: environment variables `IMMUNOTE_...`, each part of the service with its own below it."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, Self

from pydantic import Field, FilePath, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from immunote.service.settings.cds import CdsSettings
from immunote.service.settings.fhir import FhirSettings
from immunote.service.settings.running import RunningSettings
from immunote.service.settings.security import SafeUrl, SecuritySettings
from immunote.service.settings.shadow import ShadowSettings
from immunote.service.settings.smart import SmartSettings
from immunote.service.settings.sources import DELIMITER, PREFIX, Environment, ValuesFromFiles, from_toml
from immunote.service.settings.storage import StorageSettings
from immunote.service.settings.terminology import TerminologySettings


class Settings(BaseSettings):
    """Everything that can be set. The defaults run on this machine alone, with a SQLite file."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_nested_delimiter=DELIMITER, extra="forbid", frozen=True, hide_input_in_errors=True
    )

    host: str = Field("127.0.0.1", description="The address to listen on.")
    port: int = Field(8000, ge=0, le=65535, description="The port to listen on; 0 takes a free one.")
    workers: int = Field(2, ge=1, le=64, description="How many processes answer.")
    rules: Path | None = Field(
        None,
        description="The folder of a rule base, or a signed bundle of one; left out, that of the folder in which the "
        "service is started, else the one that ships.",
    )
    rules_signature: Literal["off", "warn", "refuse"] = Field(
        "off",
        description="A rule base that is not signed by one of `rules_keys` is taken (off), taken with a warning in the "
        "log (warn), or refused at start and reload (refuse). `immunote rules bundle` signs one.",
    )
    rules_keys: tuple[FilePath, ...] = Field(
        (), description="The public keys, PEM files, that may have signed the rule base."
    )
    base_url: SafeUrl | None = Field(
        None, description="How callers reach this service from outside; links on cards and in problems start with it."
    )
    development: bool = Field(
        False, description="Switches authentication off, for work on this machine; refused on any other address."
    )
    knowledge_pages: Literal["open", "key"] = Field(
        "open",
        description="Who may read rules and sources as pages, where links on cards lead: open (whoever reaches the "
        "port), key (holders of an API key with knowledge:read).",
    )
    threads: int = Field(
        4, ge=1, le=64, description="How many records one process reads beside each other; notes it decides in turn."
    )
    drain_seconds: float = Field(
        1.0, ge=0, le=300, description="How long a stopping process is not ready but still answers new connections."
    )
    stop_seconds: int = Field(
        20, ge=1, le=600, description="How long a stopping process waits for requests under way before it ends."
    )
    keep_alive_seconds: int = Field(30, ge=1, le=600, description="How long an idle connection is kept.")
    storage: StorageSettings = Field(default_factory=StorageSettings, description="What is kept, and where.")
    security: SecuritySettings = Field(default_factory=SecuritySettings, description="Who may call, and how much.")
    fhir: FhirSettings = Field(default_factory=FhirSettings, description="How FHIR resources are read.")
    terminology: TerminologySettings = Field(
        default_factory=TerminologySettings, description="A server that knows what a code stands below."
    )
    cds: CdsSettings = Field(default_factory=CdsSettings, description="CDS Hooks.")
    smart: SmartSettings = Field(
        default_factory=SmartSettings, description="SMART App Launch: the page opened from a record system."
    )
    running: RunningSettings = Field(default_factory=RunningSettings, description="Logs, metrics, canaries.")
    shadow: ShadowSettings = Field(
        default_factory=ShadowSettings, description="The silent trial of a second rule base: docs/shadow.md."
    )

    @model_validator(mode="after")
    def _has_keys(self) -> Self:
        if self.rules_signature != "off" and not self.rules_keys:
            raise ValueError("a signature is checked with a public key: set IMMUNOTE_RULES_KEYS")
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What was given in code, the environment, files that it names, the TOML file; the first that says counts."""
        return init_settings, Environment(settings_cls), ValuesFromFiles(settings_cls), from_toml(settings_cls)
