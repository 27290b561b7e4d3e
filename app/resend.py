"""`truckroll resend`: the jobs that were given up, for a person to look at and send again."""

from collections.abc import Sequence

import typer
from sqlalchemy.orm import Session

from app.database import database
from core import jobs
from core.db import make_engine, make_sessions, transaction
from core.settings import Settings


def run(settings: Settings, numbers: Sequence[int]) -> int:
    """List the dead jobs, or send those with `numbers` again; 1 when one of the numbers is none of a dead job."""
    with database(settings) as url:
        engine = make_engine(url, pool_size=1, role="resend")
        try:
            with transaction(make_sessions(engine)) as session:
                return _send(session, numbers) if numbers else _list(session)
        finally:
            engine.dispose()


def _list(session: Session) -> int:
    dead = jobs.dead(session)
    for job in dead:
        when = f"{job.at:%Y-%m-%d %H:%M} UTC" if job.at else "before its first run"
        typer.echo(
            f"{job.id}  {job.task}  {dict(job.args)}  given up {when} after {job.attempts} attempts: {job.why}"
        )
    typer.echo("Send one again: truckroll resend NUMBER…" if dead else "No job has been given up.")
    return 0


def _send(session: Session, numbers: Sequence[int]) -> int:
    unknown = [number for number in numbers if not jobs.resend(session, number)]
    for number in numbers:
        said = "is not a dead job; `truckroll resend` lists them" if number in unknown else "will run again"
        typer.echo(f"{number} {said}.")
    return 1 if unknown else 0
