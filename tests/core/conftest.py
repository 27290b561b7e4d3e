"""The cast on a fresh database of their own."""

from collections.abc import Iterator

import pytest

from core.db import make_engine, make_sessions
from tests.cast import Cast, TestClock, assemble


@pytest.fixture
def cast(database_url: str) -> Iterator[Cast]:
    engine = make_engine(database_url, pool_size=12, role="test")
    yield assemble(make_sessions(engine), TestClock())
    engine.dispose()
