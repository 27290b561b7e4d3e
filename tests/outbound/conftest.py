"""The cast on a database of their own, a relay of their own, and the sender between them."""

from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from core.db import make_engine, make_sessions
from core.desk import AsyncDesk
from outbound.send import Sender
from tests.cast import Cast, TestClock, assemble
from tests.outbound.letters import IDENTITY, TOKENS
from tests.outbound.sink import Sink, listening


@pytest.fixture
def cast(database_url: str) -> Iterator[Cast]:
    engine = make_engine(database_url, pool_size=4, role="test")
    yield assemble(make_sessions(engine), TestClock())
    engine.dispose()


@pytest.fixture
async def sink() -> AsyncIterator[Sink]:
    async with listening() as relay:
        yield relay


@pytest.fixture
def sender(cast: Cast, sink: Sink) -> Iterator[Sender]:
    with ThreadPoolExecutor(2) as threads:
        yield Sender(AsyncDesk(cast.desk, threads), sink.relay, TOKENS, IDENTITY)
