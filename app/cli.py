"""`truckroll`: every command a person or a service manager types.

What this file promises: a command reads the settings, hands them to the module that does the work, and turns the
answer into an exit code: 0 done, 1 not done (the reason is printed), 2 wrongly asked (bad option or setting). The
modules are imported inside the commands, so that `truckroll --help` does not wait for the server's libraries.
"""

import secrets
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from core.settings import Settings

cli = typer.Typer(
    name="truckroll",
    help="Work orders over Slack and email.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

MailFile = Annotated[
    Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="A message, as .eml.")
]
MailFiles = Annotated[
    list[Path] | None, typer.Argument(exists=True, dir_okay=False, readable=True, help="Messages, as .eml.")
]
Maildirs = Annotated[
    list[Path] | None,
    typer.Option(
        "--maildir", exists=True, file_okay=False, help="Take what waits in this maildir, and move it to cur."
    ),
]
PortOption = Annotated[
    int | None, typer.Option(min=0, max=65535, help="Port of the web server (setting PORT).")
]


def main() -> None:
    """Run the command line; a bug leaves a reference to look for in the log and to report."""
    try:
        cli()
    except Exception as error:  # noqa: BLE001 - the outermost door: what nobody foresaw is logged here, once
        _say(str(error) if _is_foreseen(error) else _logged_as_bug(error))
        sys.exit(1)


def _is_foreseen(error: Exception) -> bool:
    """Whether the error is a sentence for the operator."""
    from app.postgres_programs import PostgresUnavailable
    from app.roles.web import PortTaken
    from app.single import AlreadyRunning
    from core.db import DatabaseDown
    from core.settings import SettingsInvalid
    from inbound.authentication.resolver import BadZone

    foreseen = PostgresUnavailable | DatabaseDown | PortTaken | AlreadyRunning | BadZone | SettingsInvalid
    return isinstance(error, foreseen)


def _logged_as_bug(error: Exception) -> str:
    """Log what nobody foresaw; the sentence with the reference it was logged with."""
    import structlog

    from app import logs

    if not structlog.is_configured():
        logs.configure("info", "console")
    reference = secrets.token_hex(4)
    structlog.get_logger("app.cli").error("bug", reference=reference, exc_info=error)
    return f"Truckroll failed in a way nobody foresaw. Please report the lines above; reference {reference}."


def _print_version(asked: bool) -> None:  # noqa: FBT001 - typer hands the flag over like this
    if asked:
        typer.echo(f"truckroll {version('truckroll')}")
        raise typer.Exit


@cli.callback()
def _root(
    context: typer.Context,
    env_file: Annotated[
        Path | None, typer.Option(help="Read settings from this file too; the environment goes first.")
    ] = None,
    _version: Annotated[
        bool, typer.Option("--version", help="Print the version.", is_eager=True, callback=_print_version)
    ] = False,
) -> None:
    context.obj = env_file


@cli.command()
def demo(
    context: typer.Context,
    port: PortOption = None,
    browser: Annotated[bool, typer.Option(help="Open the page when it is ready.")] = True,
) -> None:
    """Start with the sandbox: a stand-in Slack workspace and mailboxes in the browser, and a sample company."""
    settings = _settings(context, port=port)
    import app.demo

    app.demo.run(settings, settings.port, browser)


@cli.command()
def serve(
    context: typer.Context,
    roles: Annotated[
        str | None,
        typer.Option(help="Parts to run: some of web,smtp,imap,worker,slack-socket (setting ROLES)."),
    ] = None,
    host: Annotated[str | None, typer.Option(help="Address of the web server (setting HOST).")] = None,
    port: PortOption = None,
) -> None:
    """Run Truckroll until told to stop; SIGTERM and Ctrl-C let running work finish first."""
    settings = _settings(context, roles=roles, host=host, port=port)
    import app.serve

    app.serve.run(settings, settings.roles)


@cli.command()
def explain(
    context: typer.Context,
    file: MailFile,
    as_json: Annotated[bool, typer.Option("--as-json", help="Print JSON for programs.")] = False,
    about: Annotated[
        Path | None,
        typer.Option(
            "--context", exists=True, dir_okay=False, help="JSON: the order and question it is about."
        ),
    ] = None,
) -> None:
    """Say, step by step, what would be done with a message and why. Changes nothing."""
    settings = _settings(context)
    import app.explain

    raise typer.Exit(app.explain.run(settings, file, about, as_json=as_json))


@cli.command()
def evaluate(
    folder: Annotated[
        Path,
        typer.Argument(
            exists=True,
            file_okay=False,
            readable=True,
            metavar="DIR",
            help="Labelled cases (docs/evaluate.md).",
        ),
    ],
    as_json: Annotated[bool, typer.Option("--as-json", help="Print JSON for programs.")] = False,
    failures: Annotated[bool, typer.Option("--failures", help="Print the cases that fail.")] = False,
) -> None:
    """Measure on labelled cases how well mail is read. Needs no database."""
    import app.evaluate

    raise typer.Exit(app.evaluate.run(folder, json_wanted=as_json, failures=failures))


@cli.command()
def ingest(context: typer.Context, files: MailFiles = None, maildirs: Maildirs = None) -> None:
    """Take messages in from files or maildirs, as if they had come by SMTP."""
    if not files and not maildirs:
        _say("Name files with messages, or a maildir by --maildir.")
        raise typer.Exit(2)
    settings = _settings(context)
    import app.ingest

    raise typer.Exit(app.ingest.run(settings, files or (), maildirs or ()))


mail = typer.Typer(help="Look after received mail that became stuck.", no_args_is_help=True)
cli.add_typer(mail, name="mail")
Messages = Annotated[
    list[int], typer.Argument(help="Numbers of messages, as `truckroll mail list` names them.")
]


@mail.command("list")
def mail_list(
    context: typer.Context,
    status: Annotated[
        list[str] | None,
        typer.Option(
            help="received, decided, applied, kept, triage, settled, ignored or dead; default: what is stuck."
        ),
    ] = None,
) -> None:
    """List messages that could not be read, and those that wait for a person."""
    from core.model import MessageStatus

    unknown = [word for word in status or () if word not in {*MessageStatus}]
    if unknown:
        _say(f"There is no status {', '.join(unknown)}; write some of {', '.join(MessageStatus)}.")
        raise typer.Exit(2)
    settings = _settings(context)
    import app.mail

    raise typer.Exit(app.mail.show_list(settings, [MessageStatus(word) for word in status or ()]))


@mail.command("show")
def mail_show(
    context: typer.Context,
    message: Annotated[int, typer.Argument(help="Number of a message.")],
    raw: Annotated[bool, typer.Option("--raw", help="Print its bytes as they came.")] = False,
) -> None:
    """Say what was found in a message, step by step, and what became of it."""
    settings = _settings(context)
    import app.mail

    raise typer.Exit(app.mail.show(settings, message, raw=raw))


@mail.command("retry")
def mail_retry(context: typer.Context, messages: Messages) -> None:
    """Have messages read again that could not be read."""
    settings = _settings(context)
    import app.mail

    raise typer.Exit(app.mail.retry(settings, messages))


@mail.command("discard")
def mail_discard(context: typer.Context, messages: Messages) -> None:
    """Settle messages without doing anything with them; they stay in the journal."""
    settings = _settings(context)
    import app.mail

    raise typer.Exit(app.mail.discard(settings, messages))


@cli.command()
def setup(
    context: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(exists=True, dir_okay=False, readable=True, help="People and places, as TOML."),
    ],
) -> None:
    """Add or bring up to date a company: its staff, customers, contacts, sites and equipment."""
    settings = _settings(context)
    import app.setup

    raise typer.Exit(app.setup.run(settings, file))


@cli.command()
def migrate(context: typer.Context) -> None:
    """Bring the database up to the newest schema."""
    settings = _settings(context)
    import app.migrate

    app.migrate.run(settings)


@cli.command()
def doctor(context: typer.Context) -> None:
    """Check database, settings, mail and Slack, and say what to do about each thing that is wrong."""
    settings = _settings(context)
    import app.doctor

    raise typer.Exit(app.doctor.run(settings))


@cli.command()
def resend(
    context: typer.Context,
    jobs: Annotated[list[int] | None, typer.Argument(help="Numbers of dead jobs; none lists them.")] = None,
) -> None:
    """List the jobs that were given up, or try some of them again."""
    settings = _settings(context)
    import app.resend

    raise typer.Exit(app.resend.run(settings, jobs or []))


@cli.command()
def audit(
    context: typer.Context,
    order: Annotated[str | None, typer.Argument(help="One work order, as WO-12; --all looks at all.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Look at every work order.")] = False,
    since: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"], help="Only those with something in the history since this day (UTC)."
        ),
    ] = None,
) -> None:
    """Rebuild work orders from their history and print where the database differs. Changes nothing."""
    settings = _settings(context)
    import app.audit

    number = app.audit.number_of(order) if order else None
    if (number is None) == (not everything and since is None):
        _say("Name one work order, as WO-12, or say --all or --since DATE.")
        raise typer.Exit(2)
    day = since.replace(tzinfo=UTC) if since else None
    raise typer.Exit(app.audit.run(settings, app.audit.Asked(number, day)))


def _settings(context: typer.Context, **given: object) -> "Settings":
    """The settings, options of the command line first; a wrong one ends the program with a line about it."""
    from app import logs
    from core.settings import SettingsInvalid, load

    try:
        settings = load(context.obj, **given)
    except SettingsInvalid as invalid:
        for line in invalid.lines:
            _say(line)
        raise typer.Exit(2) from None
    logs.configure(settings.log_level, settings.log_format)
    return settings


def _say(line: str) -> None:
    typer.echo(line, err=True)
