"""docs/settings.md, from the fields of Settings."""

from pydantic import SecretStr
from pydantic.fields import FieldInfo

from core.settings import ENGINE_CONNECTIONS, IMAP_CONNECTIONS, ProcessRole, Settings

TOP = """# Settings

*Printed by `make docs` from `core/settings.py`; change it there.*

Settings are environment variables. `truckroll --env-file FILE …` reads them from a file as well (`NAME=value` lines);
the environment goes before the file, and options of the command line before both. An empty variable counts as
missing. A setting that is wrong or missing is said by its name, with what to write, and nothing starts.

None is needed for `truckroll demo`, nor for a first `truckroll serve` on one machine.

"""

CONNECTIONS = """
## Connections to the database

Each role has as many threads as database connections of its own, so that a slow job never keeps Slack waiting. A
process opens at most this many, for the roles it runs:

| role | connections | by default |
| --- | --- | --- |
"""


def text() -> str:
    """The page."""
    groups = "\n".join(_group(title, names) for title, names in GROUPS.items())
    return TOP + groups + CONNECTIONS + _connections()


GROUPS = {
    "Data": ("database_url", "truckroll_data", "secret_key"),
    "Web": ("host", "port", "public_url"),
    "Mail in": (
        "mail_domain",
        "smtp_listen_host",
        "smtp_listen_port",
        "lmtp_listen_port",
        "smtp_max_bytes",
        "smtp_allowed_peers",
        "smtp_tls_certificate",
        "smtp_tls_key",
        "smtp_auth_user",
        "smtp_auth_password",
        "smtp_sessions_per_peer",
        "smtp_messages_per_minute",
        "imap_mailboxes",
        "webhook_mailgun_key",
        "webhook_postmark_login",
        "webhook_sendgrid_login",
        "webhook_sendgrid_key",
        "webhook_ses_topic",
        "raw_mail_days",
        "mail_authserv_id",
        "dns_zone_file",
    ),
    "Mail out": (
        "mail_from",
        "smtp_relay_host",
        "smtp_relay_port",
        "smtp_relay_user",
        "smtp_relay_password",
        "smtp_relay_starttls",
    ),
    "Roads": ("routing_url", "routing_engine"),
    "Slack": ("slack_bot_token", "slack_signing_secret", "slack_app_token", "slack_api_url"),
    "Processes": ("roles", "web_connections", "smtp_connections", "worker_connections", "drain_seconds"),
    "Logs": ("log_level", "log_format"),
}


def _group(title: str, names: tuple[str, ...]) -> str:
    rows = "".join(_row(name, Settings.model_fields[name]) for name in names)
    return f"## {title}\n\n| name | what it is for | default |\n| --- | --- | --- |\n{rows}"


def _row(name: str, field: FieldInfo) -> str:
    secret = (
        " *Secret.*" if SecretStr in (field.annotation, *getattr(field.annotation, "__args__", ())) else ""
    )
    return f"| `{name.upper()}` | {field.description}{secret} | {_default(field)} |\n"


def _default(field: FieldInfo) -> str:
    if field.default_factory is not None:
        return "see left"
    if field.default in (None, ()):
        return ""
    return f"`{str(field.default).lower() if isinstance(field.default, bool) else field.default}`"


def _connections() -> str:
    fields = Settings.model_fields
    web, smtp, worker = (fields[f"{role}_connections"].default for role in ("web", "smtp", "worker"))
    rows = (
        (ProcessRole.WEB, "WEB_CONNECTIONS", web),
        (ProcessRole.SMTP, "SMTP_CONNECTIONS", smtp),
        (ProcessRole.IMAP, "fixed, with IMAP_MAILBOXES", IMAP_CONNECTIONS),
        (ProcessRole.WORKER, f"WORKER_CONNECTIONS + {ENGINE_CONNECTIONS}", worker + ENGINE_CONNECTIONS),
        (ProcessRole.SLACK_SOCKET, "shared with `web`", web),
    )
    return "".join(f"| `{role}` | {how} | {count} |\n" for role, how, count in rows)
