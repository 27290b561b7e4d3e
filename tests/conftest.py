"""A real PostgreSQL for every test that wants one: `database_url` is a fresh, migrated database of its own.

One embedded server per run, with durability off. TEST_DATABASE_URL (an account that may create databases) takes its
place, to run against another version of PostgreSQL.
"""

import contextlib
import fcntl
import functools
import os
import shutil
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

import migrations
from app.postgres import FOR_TESTS, EmbeddedPostgres
from app.postgres_programs import PostgresUnavailable
from core.db import driver_url, sqlalchemy_url

PREFIX = "truckroll-tests-"
AGE = 600  # seconds; a younger directory may be one that is just being made
MEMORY, ENOUGH = Path("/dev/shm"), 2**30

NewDatabase = Callable[[], contextlib.AbstractContextManager[str]]


@pytest.fixture(scope="session")
def server_url() -> Iterator[str]:
    """The address of the run's server, as an account that may create databases."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield given
        return
    _clear_killed_runs()
    home = Path(tempfile.mkdtemp(prefix=PREFIX, dir=_places()[0]))
    home.chmod(0o711)  # as root, the server's unprivileged account passes through
    try:
        with EmbeddedPostgres(home / "data", FOR_TESTS) as server:
            yield server.url()
    finally:
        shutil.rmtree(home)


@pytest.fixture(scope="session")
def template_database(server_url: str) -> Iterator[str]:
    """The name of a migrated database that is only ever copied."""
    with _scratch_database(server_url, template=None) as url:
        migrations.upgrade(url)
        yield str(sqlalchemy_url(url).database)


@pytest.fixture(scope="session")
def new_database(server_url: str, template_database: str) -> NewDatabase:
    """Makes databases like `database_url`, for what lives longer than a test."""
    return functools.partial(_scratch_database, server_url, template_database)


@pytest.fixture
def database_url(new_database: NewDatabase) -> Iterator[str]:
    """The address of a fresh database with the newest schema and no rows; gone after the test."""
    with new_database() as url:
        yield url


@pytest.fixture
def empty_database_url(server_url: str) -> Iterator[str]:
    """The address of a fresh database with nothing in it at all."""
    with _scratch_database(server_url, template=None) as url:
        yield url


def _places() -> list[Path]:
    """Where servers of tests live, the best first: a database is made in half the time where files are memory."""
    disk = Path(tempfile.gettempdir())
    try:
        roomy = os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH
    except OSError:  # no such place on this system
        return [disk]
    return [MEMORY, disk] if roomy else [disk]


def _clear_killed_runs() -> None:
    """A run that was killed leaves its server running, and nobody holds the lock of its data directory.

    One process clears at a time: two would pull a directory away from under each other.
    """
    with (Path(tempfile.gettempdir()) / "truckroll-clearing").open("ab") as clearing:
        try:
            fcntl.flock(clearing, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return
        _clear()


def _clear() -> None:
    for home in (home for place in _places() for home in place.glob(f"{PREFIX}*")):
        with contextlib.suppress(OSError, PostgresUnavailable):  # another run's, or past saving
            lock = home / "data" / "lock"
            if lock.stat().st_mtime > time.time() - AGE:
                continue
            with lock.open("ab") as held:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            EmbeddedPostgres(home / "data", FOR_TESTS).start().stop()
            shutil.rmtree(home)


@contextlib.contextmanager
def _scratch_database(server_url: str, template: str | None) -> Iterator[str]:
    name = f"truckroll_{uuid.uuid4().hex[:12]}"
    # Copying the files takes half as long as writing them through the log.
    _execute(server_url, "create database {} template {} strategy file_copy", name, template or "template0")
    try:
        yield sqlalchemy_url(server_url).set(database=name).render_as_string(hide_password=False)
    finally:
        # force: a test about killed workers leaves connections behind
        _execute(server_url, "drop database if exists {} with (force)", name)


def _execute(server_url: str, statement: str, *names: str) -> None:
    with psycopg.connect(driver_url(server_url), autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
