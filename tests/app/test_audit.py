"""`truckroll audit` on a real database."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from pydantic import SecretStr
from sqlalchemy import text

from app import audit
from app.audit import Asked, number_of
from core.db import make_engine, make_sessions
from core.settings import Settings
from tests.cast import Cast, TestClock, assemble


@pytest.fixture
def cast(database_url: str) -> Iterator[Cast]:
    engine = make_engine(database_url, pool_size=2, role="test")
    yield assemble(make_sessions(engine), TestClock())
    engine.dispose()


@pytest.fixture
def settings(database_url: str) -> Settings:
    return Settings(database_url=SecretStr(database_url), secret_key=SecretStr("k" * 32))


def test_work_orders_agree_with_their_history(
    cast: Cast, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    cast.scheduled_order()
    cast.scheduled_order()
    assert audit.run(settings, Asked()) == 0
    assert capsys.readouterr().out == "2 work orders agree with their history.\n"
    assert audit.run(settings, Asked(number=2)) == 0
    assert capsys.readouterr().out == "1 work order agrees with its history.\n"


def test_a_row_written_past_the_desk_is_named(
    cast: Cast, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    cast.scheduled_order()
    cast.scheduled_order()
    cast.run(lambda session: session.execute(text("update visits set late_minutes = 5 where id = 2")))
    assert audit.run(settings, Asked()) == 1
    said = capsys.readouterr().out.splitlines()
    assert said[0].endswith(": WO-2: visits 2, late_minutes: the history says None, the database 5")
    assert said[1] == "1 of 2 work orders differ from their history."


def test_only_what_happened_since_a_day_is_looked_at(
    cast: Cast, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    cast.scheduled_order()
    cast.clock.forward(days=3)
    cast.new_order()
    assert audit.run(settings, Asked(since=cast.clock() - timedelta(days=1))) == 0
    assert capsys.readouterr().out == "1 work order agrees with its history.\n"


def test_a_number_nobody_has_is_said(
    cast: Cast, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cast.company_id
    assert audit.run(settings, Asked(number=77)) == 1
    assert capsys.readouterr().out == "No such work order.\n"


WORDS = [("WO-12", 12), ("wo12", 12), ("#12", 12), ("12", 12), ("pump", None)]


@pytest.mark.parametrize(("words", "number"), WORDS, ids=[words for words, _ in WORDS])
def test_a_work_order_is_named_as_people_name_it(words: str, number: int | None) -> None:
    assert number_of(words) == number
