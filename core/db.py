"""The way to PostgreSQL: engines, sessions, and telling "the database is away" apart from a mistake of ours.

Sessions are short: no call to the outside world happens while one is open. Each role of a process has an engine of
its own, so that a flood of mail cannot take the connections that answer Slack.
"""

import contextlib
from collections.abc import Iterator

from sqlalchemy import URL, Engine, create_engine, make_url, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session, sessionmaker

from core.driver import steadily

Sessions = sessionmaker[Session]

POOL_WAIT = (
    1  # seconds for a free connection; longer, and the person waiting had better hear that we are busy
)
CONNECT_WAIT = 2  # seconds; the smallest libpq knows
LIMITS = {
    "statement_timeout": "15s",  # no statement of ours needs more, and Slack stopped waiting long before
    "lock_timeout": "5s",
    "idle_in_transaction_session_timeout": "60s",  # a stopped process must not hold a work order locked
    "timezone": "UTC",
    "join_collapse_limit": "4",  # long joins are written in a good order; looking for a better one takes longer
}

# What PostgreSQL says when it is not there or going away: connection failures, resources, shutdown, system errors.
# Classes 40 (deadlock) and 55 (lock) are about our own statements and belong to the Desk.
AWAY = ("08", "53", "57P", "58")
BUSY = ("55P03", "57014")  # lock_timeout, statement_timeout


class DatabaseDown(Exception):
    """The database cannot be reached at the moment. Nothing was changed; please try again in a minute."""

    def __str__(self) -> str:
        return type(self).__doc__ or ""


class DatabaseBusy(DatabaseDown):
    """The database is too busy at the moment. Nothing was changed; please try again in a minute."""


def sqlalchemy_url(url: str) -> URL:
    """`url` as people write it (postgres://, postgresql://) for SQLAlchemy and psycopg 3."""
    return make_url(url.replace("postgres://", "postgresql://", 1)).set(drivername="postgresql+psycopg")


def driver_url(url: str) -> str:
    """`url` for psycopg itself."""
    return sqlalchemy_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def make_engine(url: str, *, pool_size: int, role: str) -> Engine:
    """Connections for one role ("web", "smtp", …) of this process; at most `pool_size`, opened when first needed.

    The database sees them as "truckroll web". A connection that died is noticed by its first use, which fails as
    DatabaseDown and empties the pool: cheaper than a question before every statement. `options` in `url` override
    LIMITS.
    """
    address = sqlalchemy_url(url)
    given = address.normalized_query.get("options", ())
    made = create_engine(
        address,
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=POOL_WAIT,
        connect_args={
            "application_name": f"truckroll {role}",
            "connect_timeout": CONNECT_WAIT,
            "options": " ".join((*(f"-c {name}={value}" for name, value in LIMITS.items()), *given)),
        },
    )
    return steadily(made)


def make_sessions(engine: Engine) -> Sessions:
    """Sessions on `engine`. What was read stays readable after the commit."""
    return sessionmaker(engine, expire_on_commit=False)


@contextlib.contextmanager
def transaction(sessions: Sessions) -> Iterator[Session]:
    """One session in one transaction: committed at the end, rolled back by an exception. Raises DatabaseDown."""
    with naming_outages(), sessions.begin() as session:
        yield session


@contextlib.contextmanager
def naming_outages() -> Iterator[None]:
    """Turns what the driver raises when the database is away or too busy into DatabaseDown; the rest passes."""
    try:
        yield
    except SQLAlchemyError as error:
        outage = _outage(error)
        if outage is None:
            raise
        raise outage from error


def is_reachable(engine: Engine) -> bool:
    """Whether the database answers now; takes at most POOL_WAIT + CONNECT_WAIT seconds."""
    try:
        with naming_outages(), engine.connect() as connection:
            connection.execute(text("select 1"))
    except DatabaseDown:
        return False
    return True


def _outage(error: SQLAlchemyError) -> DatabaseDown | None:
    if isinstance(error, PoolTimeout):
        return DatabaseBusy()
    if not isinstance(error, DBAPIError):
        return None
    state: str | None = getattr(error.orig, "sqlstate", None)
    if state in BUSY:
        return DatabaseBusy()
    never_connected = state is None and type(error).__name__ == "OperationalError"
    if error.connection_invalidated or never_connected or (state or "").startswith(AWAY):
        return DatabaseDown()
    return None
