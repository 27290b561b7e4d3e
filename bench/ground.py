"""What measurements and the soak stand on: a PostgreSQL of our own with production's durability, and the sample company.

Nothing here touches a database or a data directory that was there before.
"""

import contextlib
import shutil
import tempfile
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy.orm import Session

import migrations
from app.postgres import EmbeddedPostgres
from core import commands as c
from core.clock import system_clock
from core.db import Sessions, driver_url, make_engine, make_sessions, sqlalchemy_url, transaction
from core.desk import Desk
from core.identity import slack_actor
from core.people import Actor
from sandbox import sample
from sandbox.seed import seed


@contextlib.contextmanager
def own_server(settings: Mapping[str, str] | None = None) -> Iterator[str]:
    """The address of a server in a temporary data directory; without `settings` as durable as production's."""
    home = Path(tempfile.mkdtemp(prefix="truckroll-bench-"))
    home.chmod(0o711)  # as root, the server's unprivileged account passes through
    try:
        with EmbeddedPostgres(home / "data", settings) as server:
            yield server.url()
    finally:
        shutil.rmtree(home)


@contextlib.contextmanager
def fresh_database(server_url: str) -> Iterator[str]:
    """The address of an empty database with the newest schema, for the length of the block."""
    name = f"bench_{uuid.uuid4().hex[:12]}"
    _execute(server_url, "create database {}", name)
    try:
        url = sqlalchemy_url(server_url).set(database=name).render_as_string(hide_password=False)
        migrations.upgrade(url)
        yield url
    finally:
        _execute(server_url, "drop database if exists {} with (force)", name)


def _execute(server_url: str, statement: str, name: str) -> None:
    with psycopg.connect(driver_url(server_url), autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(sql.Identifier(name)))


@dataclass(frozen=True)
class Office:
    """The sample company on the real clock, with Sue, who may do everything, at the keyboard."""

    desk: Desk
    company_id: int
    sue: Actor

    @property
    def sessions(self) -> Sessions:
        """For looking at what became of things."""
        return self.desk.sessions

    def new_order(self, site_id: int, *more: c.Command, title: str = "Annual fire inspection") -> int:
        """A work order at the site, and `more` done to it in the same call; its number."""
        create = c.Create(site_id=site_id, type="inspection", title=title)
        done = self.desk.do(self.sue, [create, *more], f"bench:{uuid.uuid4()}")
        assert done.order is not None
        return done.order


@contextlib.contextmanager
def office(url: str, connections: int = 4) -> Iterator[Office]:
    """The sample company, seeded into the database at `url`."""
    engine = make_engine(url, pool_size=connections, role="bench")
    try:
        desk = Desk(make_sessions(engine), system_clock)
        with transaction(desk.sessions) as session:
            company_id = seed(session, undo_seconds=0)
            opened = Office(desk, company_id, _actor(session, sample.SUE))
        yield opened
    finally:
        engine.dispose()


def _actor(session: Session, person: sample.Person) -> Actor:
    actor = slack_actor(session, sample.COMPANY.slack_team_id, person.slack_user_id)
    assert actor is not None
    return actor


def in_days(days: int, hours: int = 2) -> c.Window:
    """A window that many days from now, at three in the afternoon UTC."""
    day = datetime.now(UTC).replace(hour=15, minute=0, second=0, microsecond=0) + timedelta(days=days)
    return c.Window(start=day, end=day + timedelta(hours=hours))
