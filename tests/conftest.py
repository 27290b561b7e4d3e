"""A real PostgreSQL for every test that wants one: `database_url` is a fresh, migrated database of its own.

One embedded server per run, with durability off. TEST_DATABASE_URL (an account that may create databases) takes its
place, to run against another version of PostgreSQL.
"""

import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

import migrations
from app.postgres import FOR_TESTS, EmbeddedPostgres
from core.db import driver_url, sqlalchemy_url


@pytest.fixture(scope="session")
def server_url() -> Iterator[str]:
    """The address of the run's server, as an account that may create databases."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield given
        return
    home = Path(tempfile.mkdtemp(prefix="truckroll-tests-"))
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


@pytest.fixture
def database_url(server_url: str, template_database: str) -> Iterator[str]:
    """The address of a fresh database with the newest schema and no rows; gone after the test."""
    with _scratch_database(server_url, template=template_database) as url:
        yield url


@pytest.fixture
def empty_database_url(server_url: str) -> Iterator[str]:
    """The address of a fresh database with nothing in it at all."""
    with _scratch_database(server_url, template=None) as url:
        yield url


@contextmanager
def _scratch_database(server_url: str, template: str | None) -> Iterator[str]:
    name = f"truckroll_{uuid.uuid4().hex[:12]}"
    _execute(server_url, "create database {} template {}", name, template or "template0")
    try:
        yield sqlalchemy_url(server_url).set(database=name).render_as_string(hide_password=False)
    finally:
        # force: a test about killed workers leaves connections behind
        _execute(server_url, "drop database if exists {} with (force)", name)


def _execute(server_url: str, statement: str, *names: str) -> None:
    with psycopg.connect(driver_url(server_url), autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
