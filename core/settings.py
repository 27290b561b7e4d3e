"""Every setting Truckroll has, in one typed place.

What this file promises: a setting that is not a field here does not exist; each field says in its description what
it is for, and docs/settings.md is printed from these descriptions. `load` is the only reader of the environment;
everything else is handed a `Settings`. A wrong or missing setting becomes one line that says its name and what to
write.
"""

import os
from collections.abc import Callable, Iterator
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import Field, FilePath, SecretStr, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import NoDecode, SettingsConfigDict

from core.intake_settings import IntakeSettings

DEMO_MAIL_DOMAIN = "truckroll.localhost"
SHORTEST_SECRET = 32
# What the job engine holds beside the worker's pool: fetching, finishing, listening and its heartbeat.
ENGINE_CONNECTIONS = 4
# Mailboxes are read one message after the other; two commits at a time are plenty.
IMAP_CONNECTIONS = 2
POSTGRES_SCHEMES = ("postgresql://", "postgres://", "postgresql+psycopg://")


class ProcessRole(StrEnum):
    """A part of the program that a process can run; one process runs all of them unless told otherwise."""

    WEB = "web"
    SMTP = "smtp"
    IMAP = "imap"
    WORKER = "worker"
    SLACK_SOCKET = "slack-socket"


Port = Annotated[int, Field(ge=0, le=65535)]
Connections = Annotated[int, Field(ge=1, le=200)]


def _default_data_directory() -> Path:
    if os.geteuid() == 0:
        return Path("/var/lib/truckroll")
    return Path(os.environ.get("XDG_STATE_HOME") or "~/.local/state") / "truckroll"


def _default_roles(given: dict[str, Any]) -> frozenset[ProcessRole]:
    """All roles; Socket Mode only with a token to open the socket with, IMAP only with mailboxes to read."""
    idle = {
        role
        for role, needed in (
            (ProcessRole.SLACK_SOCKET, "slack_app_token"),
            (ProcessRole.IMAP, "imap_mailboxes"),
        )
        if not given.get(needed)
    }
    return frozenset(ProcessRole) - idle


class Settings(IntakeSettings):
    """The environment, read once and cast. The name of a setting is its field's name in capitals."""

    model_config = SettingsConfigDict(
        frozen=True, extra="ignore", env_ignore_empty=True, hide_input_in_errors=True, validate_default=True
    )

    # Data
    database_url: SecretStr | None = Field(
        default=None,
        description="PostgreSQL 15 or newer, as `postgresql://user:password@host:5432/name`. "
        "Without it an embedded PostgreSQL runs in the data directory.",
    )
    truckroll_data: Path = Field(
        default_factory=_default_data_directory,
        description="Data directory: the embedded database and the generated secret key. Default: "
        "`/var/lib/truckroll` for root, `$XDG_STATE_HOME/truckroll` or `~/.local/state/truckroll` otherwise.",
    )
    secret_key: SecretStr | None = Field(
        default=None,
        description="Signs the reply addresses in outgoing mail: at least 32 characters, the same on every host. "
        "Changing it makes customers' replies to earlier mail unprovable. Required with DATABASE_URL; "
        "with the embedded database it is generated once and kept in the data directory.",
    )

    # Web
    host: str = Field(default="127.0.0.1", description="Address the web server listens on.")
    port: Port = Field(default=8080, description="Port the web server listens on; 0 takes a free one.")
    public_url: str | None = Field(
        default=None,
        description="Address under which Slack reaches the web server, as `https://wo.example.com`. "
        "Not needed with Socket Mode.",
    )

    # Mail in
    mail_domain: str = Field(
        default=DEMO_MAIL_DOMAIN,
        description="Domain of the reply addresses (`…@MAIL_DOMAIN`); its mail must arrive at our SMTP or LMTP "
        "listener. Required with SMTP_RELAY_HOST.",
    )
    smtp_listen_host: str = Field(
        default="127.0.0.1", description="Address the SMTP and LMTP listeners listen on."
    )
    smtp_listen_port: Port = Field(
        default=2525, description="Port the SMTP listener listens on; 0 takes a free one."
    )
    lmtp_listen_port: Port | None = Field(
        default=None,
        description="Port the LMTP listener listens on, for a mail server in front of us. Unset: off.",
    )
    smtp_max_bytes: int = Field(
        default=25 * 1024 * 1024,
        ge=64 * 1024,
        description="Largest message accepted, in bytes; announced to senders as SIZE.",
    )

    smtp_allowed_peers: Annotated[tuple[IPv4Network | IPv6Network, ...], NoDecode] = Field(
        default=(),
        description="Networks that may hand us mail, separated by commas, as `10.0.0.0/8`. Unset: anybody.",
    )
    smtp_tls_certificate: FilePath | None = Field(
        default=None,
        description="File with the certificate chain (PEM) for STARTTLS on our listeners. Unset: none.",
    )
    smtp_tls_key: FilePath | None = Field(
        default=None,
        description="File with the certificate's private key (PEM). Required with SMTP_TLS_CERTIFICATE.",
    )

    # Mail out
    mail_from: str | None = Field(
        default=None, description="Sender of outgoing mail. Default: `office@MAIL_DOMAIN`."
    )
    smtp_relay_host: str | None = Field(
        default=None,
        description="Mail server that takes our outgoing mail. Unset: mail waits, nothing is sent.",
    )
    smtp_relay_port: Port = Field(default=587, description="Port of the relay.")
    smtp_relay_user: str | None = Field(
        default=None, description="Name to log in to the relay with, if it asks."
    )
    smtp_relay_password: SecretStr | None = Field(
        default=None, description="Password to log in to the relay with. Required with SMTP_RELAY_USER."
    )
    smtp_relay_starttls: bool = Field(
        default=True, description="Whether the connection to the relay must be encrypted by STARTTLS."
    )

    # Roads
    routing_url: str | None = Field(
        default=None,
        description="Road service that says how long ways take, as `http://osrm.internal:5000`. Unset: travel is "
        "guessed from coordinates.",
    )
    routing_engine: Literal["osrm", "valhalla"] = Field(
        default="osrm", description="What ROUTING_URL speaks: `osrm` or `valhalla`."
    )

    # Slack
    slack_bot_token: SecretStr | None = Field(
        default=None,
        description="Bot token (`xoxb-…`) from the app's *OAuth & Permissions*. Unset: no Slack.",
    )
    slack_signing_secret: SecretStr | None = Field(
        default=None,
        description="Signing secret from the app's *Basic Information*: proves that a request comes from Slack. "
        "Required with SLACK_BOT_TOKEN unless Socket Mode is used.",
    )
    slack_app_token: SecretStr | None = Field(
        default=None,
        description="App-level token (`xapp-…`, scope `connections:write`). With it Slack is reached by Socket "
        "Mode and needs no public address.",
    )
    slack_api_url: str = Field(
        default="https://slack.com/api/",
        description="Where Slack's Web API is; another address only for the sandbox and for proxies.",
    )

    # Processes
    roles: Annotated[frozenset[ProcessRole], NoDecode] = Field(
        default_factory=_default_roles,
        description="Which parts this process runs, separated by commas: `web`, `smtp`, `imap`, `worker`, "
        "`slack-socket`. Default: all of them (`slack-socket` only with SLACK_APP_TOKEN, `imap` only with IMAP_MAILBOXES).",
    )
    web_connections: Connections = Field(
        default=8, description="Threads and database connections for Slack requests and pages."
    )
    smtp_connections: Connections = Field(
        default=4, description="Threads and database connections for accepting mail."
    )
    worker_connections: Connections = Field(
        default=6, description="Threads and database connections for jobs, and how many jobs run at once."
    )
    drain_seconds: float = Field(
        default=20,
        ge=0,
        le=600,
        description="How long a process told to stop may finish what it began, in seconds.",
    )

    # Logs
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="`debug`, `info`, `warning` or `error`."
    )
    log_format: Literal["console", "json"] = Field(
        default="console", description="`console` for people, `json` for machines (one object per line)."
    )

    @field_validator("database_url")
    @classmethod
    def _speaks_postgres(cls, given: SecretStr | None) -> SecretStr | None:
        if given and not given.get_secret_value().startswith(POSTGRES_SCHEMES):
            raise ValueError("only PostgreSQL will do; write postgresql://user:password@host:5432/name")
        return given

    @field_validator("routing_url")
    @classmethod
    def _is_on_the_web(cls, given: str | None) -> str | None:
        if given and not given.startswith(("http://", "https://")):
            raise ValueError("is no address; write one like http://osrm.internal:5000")
        return given

    @field_validator("truckroll_data")
    @classmethod
    def _from_anywhere(cls, given: Path) -> Path:
        return given.expanduser().absolute()

    @field_validator("secret_key")
    @classmethod
    def _long_enough(cls, given: SecretStr | None) -> SecretStr | None:
        if given and len(given.get_secret_value()) < SHORTEST_SECRET:
            raise ValueError(
                f"is shorter than {SHORTEST_SECRET} characters; write one made by `openssl rand -hex 32`"
            )
        return given

    @field_validator("slack_bot_token", "slack_app_token")
    @classmethod
    def _right_kind_of_token(cls, given: SecretStr | None, info: Any) -> SecretStr | None:
        prefix = {"slack_bot_token": "xoxb-", "slack_app_token": "xapp-"}[info.field_name]
        if given and not given.get_secret_value().startswith(prefix):
            raise ValueError(f"is another kind of token; write the one that starts with {prefix}")
        return given

    @field_validator("public_url", "slack_api_url")
    @classmethod
    def _is_a_web_address(cls, given: str | None) -> str | None:
        if given and not given.startswith(("http://", "https://")):
            raise ValueError("is no web address; write it with https:// in front")
        return given

    @field_validator("smtp_allowed_peers", mode="before")
    @classmethod
    def _split_networks(cls, given: object) -> object:
        return (
            [part.strip() for part in given.split(",") if part.strip()] if isinstance(given, str) else given
        )

    @field_validator("roles", mode="before")
    @classmethod
    def _split_roles(cls, given: object) -> object:
        if not isinstance(given, str):
            return given
        names = [name.strip() for name in given.split(",") if name.strip()]
        unknown = [name for name in names if name not in {*ProcessRole}]
        if unknown or not names:
            said = f"does not know {', '.join(unknown)}" if unknown else "names no role"
            raise ValueError(f"{said}; write some of {','.join(ProcessRole)}")
        return names

    @model_validator(mode="after")
    def _complete(self) -> Self:
        missing = [f"{name}: {what}" for name, needed, what in _NEEDED if needed(self)]
        if missing:
            raise ValueError("\n".join(missing))
        return self

    @property
    def sender(self) -> str:
        """The address outgoing mail is from."""
        return self.mail_from or f"office@{self.mail_domain}"

    @property
    def public_address(self) -> str:
        """Where people and Slack reach the web server, without a slash at the end."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")


class SettingsInvalid(Exception):
    """The settings cannot be used; `lines` says of each wrong one its name and what to write."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


def load(env_file: Path | None = None, **given: object) -> Settings:
    """Read the settings: `given` (by field name, from the command line) before the environment before `env_file`.

    Raises SettingsInvalid.
    """
    if env_file is not None and not env_file.is_file():
        raise SettingsInvalid([f"--env-file: there is no file {env_file}; write the path of one"])
    chosen: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    try:
        return Settings(_env_file=env_file, **chosen)  # type: ignore[call-arg]  # mypy sees only the fields
    except ValidationError as wrong:
        first_of_each = {error["loc"][:1]: error for error in reversed(wrong.errors())}
        raise SettingsInvalid(
            [line for error in reversed(first_of_each.values()) for line in _lines(error)]
        ) from None


def connections(settings: Settings) -> dict[ProcessRole, int]:
    """How many database connections a process holds at most for each of its roles; Slack by socket shares the web's."""
    held = {
        ProcessRole.WEB: settings.web_connections,
        ProcessRole.SMTP: settings.smtp_connections,
        ProcessRole.IMAP: IMAP_CONNECTIONS,
        ProcessRole.WORKER: settings.worker_connections + ENGINE_CONNECTIONS,
        ProcessRole.SLACK_SOCKET: 0 if ProcessRole.WEB in settings.roles else settings.web_connections,
    }
    return {role: held[role] for role in ProcessRole if role in settings.roles}


# A setting, when another makes it necessary, and what to say.
_NEEDED: tuple[tuple[str, Callable[[Settings], bool], str], ...] = (
    (
        "SECRET_KEY",
        lambda s: bool(s.database_url and not s.secret_key),
        "is missing, and DATABASE_URL needs it; write one made by `openssl rand -hex 32`",
    ),
    (
        "MAIL_DOMAIN",
        lambda s: bool(s.smtp_relay_host and s.mail_domain == DEMO_MAIL_DOMAIN),
        "is missing, and SMTP_RELAY_HOST needs it; write the domain whose mail reaches us",
    ),
    (
        "SMTP_RELAY_PASSWORD",
        lambda s: bool(s.smtp_relay_user and not s.smtp_relay_password),
        "is missing, and SMTP_RELAY_USER needs it; write the password of that user",
    ),
    (
        "SMTP_TLS_KEY",
        lambda s: bool(s.smtp_tls_certificate and not s.smtp_tls_key),
        "is missing, and SMTP_TLS_CERTIFICATE needs it; write the path of the key's file",
    ),
    (
        "SMTP_AUTH_PASSWORD",
        lambda s: bool(s.smtp_auth_user and not s.smtp_auth_password),
        "is missing, and SMTP_AUTH_USER needs it; write the password of that user",
    ),
    (
        "SMTP_TLS_CERTIFICATE",
        lambda s: bool(s.smtp_auth_user and not s.smtp_tls_certificate),
        "is missing, and SMTP_AUTH_USER needs it: passwords are taken over STARTTLS only",
    ),
    (
        "IMAP_MAILBOXES",
        lambda s: ProcessRole.IMAP in s.roles and not s.imap_mailboxes,
        "is missing, and the role imap needs it; write the path of the file that describes them",
    ),
    (
        "SLACK_SIGNING_SECRET",
        lambda s: bool(s.slack_bot_token and not (s.slack_signing_secret or s.slack_app_token)),
        "is missing; write the one from Basic Information, or SLACK_APP_TOKEN for Socket Mode",
    ),
    (
        "SLACK_APP_TOKEN",
        lambda s: ProcessRole.SLACK_SOCKET in s.roles and not s.slack_app_token,
        "is missing, and the role slack-socket needs it; write the xapp- token",
    ),
    (
        "SLACK_BOT_TOKEN",
        lambda s: bool(s.slack_app_token and not s.slack_bot_token),
        "is missing, and SLACK_APP_TOKEN needs it; write the xoxb- token",
    ),
)


def _lines(error: ErrorDetails) -> Iterator[str]:
    said = error["msg"].removeprefix("Value error, ")
    if error["type"] == "default_factory_not_called":
        return  # only says that another setting is wrong, which has its own line
    if not error["loc"]:
        yield from said.splitlines()
        return
    name = str(error["loc"][0])
    wanted = Settings.model_fields[name].description or ""
    yield f"{name.upper()}: {said}" if error["type"] == "value_error" else f"{name.upper()}: {said}. {wanted}"
