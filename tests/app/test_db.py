"""Telling "the database is away" apart from a mistake of ours, on real outages. (core.db through real servers.)"""

from collections.abc import Callable

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError, SQLAlchemyError
from sqlalchemy.orm import Session

from app.postgres import EmbeddedPostgres
from core.db import (
    DatabaseBusy,
    DatabaseDown,
    Sessions,
    driver_url,
    is_reachable,
    make_engine,
    make_sessions,
    sqlalchemy_url,
    transaction,
)

WRITTEN = (
    # as people write it                   as SQLAlchemy takes it
    ("postgres://u:p%40ss@h:1/d",           "postgresql+psycopg://u:p%40ss@h:1/d"),
    ("postgresql://u@h/d",                  "postgresql+psycopg://u@h/d"),
    ("postgresql+psycopg://u@h/d?sslmode=require", "postgresql+psycopg://u@h/d?sslmode=require"),
)  # fmt: skip


@pytest.mark.parametrize(("written", "taken"), WRITTEN)
def test_an_address_may_be_written_the_usual_ways(written: str, taken: str) -> None:
    assert sqlalchemy_url(written).render_as_string(hide_password=False) == taken
    assert driver_url(written) == taken.replace("+psycopg", "")


def test_a_stopped_database_is_down_and_is_found_again(own_server: EmbeddedPostgres) -> None:
    engine = make_engine(own_server.url(), pool_size=2, role="test")
    sessions = make_sessions(engine)
    assert is_reachable(engine)
    own_server.stop()
    for _attempt in range(2):  # a connection of the pool that died, then none at all
        with pytest.raises(DatabaseDown, match="cannot be reached"), transaction(sessions) as session:
            session.execute(text("select 1"))
    assert not is_reachable(engine)
    own_server.start()
    assert is_reachable(engine)
    engine.dispose()


def test_waiting_for_a_connection_ends_soon_and_is_busy(database_url: str) -> None:
    engine = make_engine(database_url, pool_size=1, role="test")
    sessions = make_sessions(engine)
    with transaction(sessions) as session:
        session.execute(text("select 1"))
        with pytest.raises(DatabaseBusy, match="too busy"), transaction(sessions) as second:
            second.execute(text("select 1"))
    engine.dispose()


STATEMENTS: tuple[tuple[str, type[Exception]], ...] = (
    # what the database says                                   what the caller gets
    ("set local statement_timeout = 10; select pg_sleep(5)",   DatabaseBusy),
    ("select pg_terminate_backend(pg_backend_pid())",          DatabaseDown),
    ("do $$ begin raise sqlstate '53300'; end $$",             DatabaseDown),
    ("do $$ begin raise sqlstate '55P03'; end $$",             DatabaseBusy),
    ("do $$ begin raise sqlstate '40P01'; end $$",             OperationalError),
    ("do $$ begin raise sqlstate '23505'; end $$",             IntegrityError),
    ("select nonsense",                                        ProgrammingError),
)  # fmt: skip


@pytest.mark.parametrize(("statement", "expected"), STATEMENTS)
def test_what_the_database_says_is_an_outage_only_when_it_is_one(
    sessions: Sessions, statement: str, expected: type[Exception]
) -> None:
    with pytest.raises((DatabaseDown, SQLAlchemyError)) as raised, transaction(sessions) as session:
        session.execute(text(statement))
    assert type(raised.value) is expected


def test_the_database_sees_which_role_a_connection_serves(sessions: Sessions) -> None:
    with transaction(sessions) as session:
        assert session.execute(text("show application_name")).scalar_one() == "truckroll test"
        assert session.execute(text("show lock_timeout")).scalar_one() == "5s"
        assert session.execute(text("show timezone")).scalar_one() == "UTC"


def test_options_in_the_address_override_our_limits(database_url: str) -> None:
    engine = make_engine(f"{database_url}&options=-c%20lock_timeout%3D9s", pool_size=1, role="test")
    with engine.connect() as connection:
        assert connection.execute(text("show lock_timeout")).scalar_one() == "9s"
        assert connection.execute(text("show timezone")).scalar_one() == "UTC"
    engine.dispose()


class NotToday(Exception):
    """What a caller refuses with."""


def refuse(sessions: Sessions, *work: Callable[[Session], object]) -> None:
    """Does the work and takes it back."""
    with transaction(sessions) as session:
        for each in work:
            each(session)
        raise NotToday


def asks(statement: str) -> Callable[[Session], object]:
    return lambda session: session.execute(text(statement))


def test_what_is_prepared_outlives_a_refusal(database_url: str) -> None:
    """A rollback would otherwise have the statements after it planned anew."""
    engine = make_engine(database_url, pool_size=1, role="test")
    sessions = make_sessions(engine)
    for _time in range(7):  # psycopg prepares what is asked more than five times
        with pytest.raises(NotToday):
            refuse(sessions, asks("select 1"))
    with transaction(sessions) as session:
        assert session.scalar(text("select count(*) from pg_prepared_statements")) == 1
        assert session.scalar(text("select 1")) == 1
    engine.dispose()


def test_what_is_taken_back_is_gone(database_url: str) -> None:
    engine = make_engine(database_url, pool_size=1, role="test")
    sessions = make_sessions(engine)
    with transaction(sessions) as session:
        session.execute(text("create temporary table kept (number int)"))
    with pytest.raises(NotToday):
        refuse(sessions, asks("insert into kept values (1)"))
    with transaction(sessions) as session:
        assert session.scalar(text("select count(*) from kept")) == 0
    engine.dispose()


def test_a_connection_lost_before_its_work_is_taken_back_is_replaced(database_url: str) -> None:
    engine = make_engine(database_url, pool_size=2, role="test")
    sessions = make_sessions(engine)

    def lose(mine: Session) -> None:
        lost = mine.scalar(text("select pg_backend_pid()"))
        with transaction(sessions) as other:
            other.execute(text("select pg_terminate_backend(:lost, 5000)"), {"lost": lost})

    with pytest.raises((NotToday, DatabaseDown)):
        refuse(sessions, lose)
    for _connection in range(2):
        with transaction(sessions) as session:
            assert session.scalar(text("select 1")) == 1
    engine.dispose()


def test_a_migration_beside_a_running_process_is_an_outage_of_one_call(database_url: str) -> None:
    """PostgreSQL refuses a prepared statement whose columns have changed; the connection does not stay with it."""
    engine = make_engine(database_url, pool_size=1, role="test")
    sessions, migrating = make_sessions(engine), make_engine(database_url, pool_size=1, role="migration")
    with migrating.begin() as connection:
        connection.execute(text("create table grown (number int)"))
    for _time in range(8):
        with transaction(sessions) as session:
            session.execute(text("select number from grown")).all()
    with migrating.begin() as connection:
        connection.execute(text("alter table grown alter number type bigint"))
    with pytest.raises(DatabaseDown), transaction(sessions) as session:
        session.execute(text("select number from grown")).all()
    with transaction(sessions) as session:
        assert session.execute(text("select number from grown")).all() == []
    engine.dispose()
    migrating.dispose()
