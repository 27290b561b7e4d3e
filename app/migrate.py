"""`truckroll migrate`: the database at the newest schema."""

import typer

import migrations
from app.database import database
from core.db import naming_outages
from core.settings import Settings


def run(settings: Settings) -> None:
    """Bring the database up to the newest schema and say which one it is; safe to repeat."""
    with naming_outages(), database(settings) as url:
        before = migrations.current(url)
        migrations.upgrade(url)
    now = migrations.head()
    typer.echo(f"The schema is {now}, as before." if before == now else f"The schema is {now} now.")
