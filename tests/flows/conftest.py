"""A running `truckroll serve` among real wires: once with Slack over HTTP, once over Socket Mode.

One world and one process serve all tests of a mode; each test has work orders of its own.
"""

import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from core.db import Sessions, make_engine, make_sessions, transaction
from sandbox.mail.client import MailClient
from sandbox.seed import seed
from sandbox.slack.client import SandboxClient
from tests.cast import seed_eves_company
from tests.conftest import NewDatabase
from tests.flows.office import Office
from tests.flows.program import Program, serving, settings_for
from tests.flows.town import Town, town


@dataclass(frozen=True)
class Premises:
    town: Town
    program: Program
    sessions: Sessions


@pytest.fixture(scope="session", params=["http", "socket"])
def premises(request: pytest.FixtureRequest, new_database: NewDatabase) -> Iterator[Premises]:
    with new_database() as url, town(by_socket=request.param == "socket") as world:
        engine = make_engine(url, pool_size=2, role="test")
        sessions = make_sessions(engine)
        seed_companies(sessions)
        with serving(settings_for(world, url)) as program:
            program.answers(f"http://127.0.0.1:{world.web}/readyz")
            yield Premises(world, program, sessions)
            assert '"level": "error"' not in program.log
            assert "acmefoods.example" not in program.log, "addresses of customers are nobody's business"
            assert program.stop() == 0
        engine.dispose()


@pytest.fixture
async def office(premises: Premises) -> AsyncIterator[Office]:
    """The people, on a process that answers; nothing may happen that a correct app never does."""
    async with people(premises.town, premises.sessions) as office:
        yield office
        assert await office.slack.violations() == []


@pytest.fixture
def world() -> Iterator[Town]:
    """A world of its own for a test that ends its processes; Slack delivers over HTTP."""
    with town(by_socket=False) as world:
        yield world


@pytest.fixture
def sessions(database_url: str) -> Iterator[Sessions]:
    """The companies on a database of its own."""
    engine = make_engine(database_url, pool_size=2, role="test")
    sessions = make_sessions(engine)
    seed_companies(sessions)
    yield sessions
    engine.dispose()


@pytest.fixture
def data_directory() -> Iterator[Path]:
    """Where an embedded server may live: as root, its unprivileged account passes through."""
    with tempfile.TemporaryDirectory(prefix="truckroll-flow-") as home:
        Path(home).chmod(0o711)
        yield Path(home) / "data"


@asynccontextmanager
async def people(world: Town, sessions: Sessions) -> AsyncIterator[Office]:
    """Everybody at their keyboards."""
    async with SandboxClient(world.slack) as slack, MailClient(world.mail) as mail:
        yield Office(slack, mail, sessions)


def seed_companies(sessions: Sessions) -> None:
    """The sample company, and Eve's."""
    with transaction(sessions) as session:
        seed(session, undo_seconds=0)
        seed_eves_company(session)
