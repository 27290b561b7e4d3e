"""The database's schema, from nothing to the newest, by Alembic.

Everything goes through the three functions here; there is no alembic.ini, so it works from an installed wheel and
from any directory. An upgrade is one transaction under an advisory lock: several processes starting at once upgrade
once, and an interrupted upgrade leaves the schema as it was.

A change of the models: `python -m app.revise "Say what changes"` writes the next file in versions/, to be read and
tidied. Until the first release there is only 0001: `python -m app.revise --first` writes it anew.
"""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, create_engine, text
from sqlalchemy.pool import NullPool

from core.db import sqlalchemy_url

if TYPE_CHECKING:
    from alembic.config import Config

VERSIONS = Path(__file__).parent / "versions"
"""A script's name begins with its revision, so that the newest is known without loading any."""

LOCK = 7_241_997_116_001  # any number nobody else uses as an advisory lock in this database


def upgrade(url: str) -> None:
    """Brings the database at `url` to head(). Waits for another process doing the same."""
    if current(url) == head():
        return
    from alembic import command  # noqa: PLC0415 - a fifth of a second that an ordinary start does not need

    with _transaction(url) as connection:
        connection.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        command.upgrade(config(connection), "head")


def head() -> str:
    """The newest revision this program knows."""
    return max(script.stem.partition("_")[0] for script in VERSIONS.glob("[0-9]*.py"))


def current(url: str) -> str | None:
    """The revision the database at `url` is at; None for an empty one."""
    with _transaction(url) as connection:
        if not connection.scalar(text("select to_regclass('alembic_version')")):
            return None
        revision: str | None = connection.scalar(text("select version_num from alembic_version"))
        return revision


def config(connection: Connection | None = None) -> "Config":
    """Alembic's configuration: where the scripts are, and the connection env.py is to use."""
    from alembic.config import Config  # noqa: PLC0415 - as in upgrade()

    made = Config(attributes={"connection": connection})
    made.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    made.set_main_option("path_separator", "os")
    return made


@contextlib.contextmanager
def _transaction(url: str) -> Iterator[Connection]:
    engine = create_engine(
        sqlalchemy_url(url), poolclass=NullPool, connect_args={"application_name": "truckroll migrate"}
    )
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()
