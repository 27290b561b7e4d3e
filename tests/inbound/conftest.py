"""The running parts that the tests of inbound mail ask for by name."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from core.db import make_engine, make_sessions
from tests.cast import Cast, TestClock, assemble
from tests.inbound.mailroom import Mailroom
from tests.inbound.smtp_line import Journal, Serve, listening


@pytest.fixture
def journal() -> Journal:
    return Journal()


@pytest.fixture
def executor() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(2) as threads:
        yield threads


@pytest.fixture
def serve(journal: Journal, executor: ThreadPoolExecutor) -> Serve:
    return lambda **settings: listening(journal, executor, **settings)


@pytest.fixture
def cast(database_url: str) -> Iterator[Cast]:
    engine = make_engine(database_url, pool_size=12, role="test")
    yield assemble(make_sessions(engine), TestClock())
    engine.dispose()


@pytest.fixture
def mailroom(cast: Cast) -> Mailroom:
    return Mailroom(cast)
