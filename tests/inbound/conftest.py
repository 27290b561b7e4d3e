"""The running parts that the tests of inbound mail ask for by name."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from core import commands as c
from core.db import make_engine, make_sessions
from core.model import Contact
from tests.cast import Cast, TestClock, assemble
from tests.inbound.mailroom import Mailroom
from tests.inbound.scene import MEL, TOTAL, Scene
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


@pytest.fixture
def scene(cast: Cast, mailroom: Mailroom) -> Scene:
    order = cast.new_order(c.SendQuote(total=TOTAL))
    visit_order = cast.scheduled_order()
    mel = Contact(company_id=cast.company_id, customer_id=cast.cara.customer_id, name="Mel", email=MEL)
    cast.run(lambda session: session.add(mel))
    visit = mailroom.asked(visit_order, "confirmation-request")
    return Scene(cast, mailroom, order, mailroom.asked(order, "quote"), visit_order, visit)
