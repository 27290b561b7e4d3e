"""The running parts that the tests of inbound mail ask for by name."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

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
