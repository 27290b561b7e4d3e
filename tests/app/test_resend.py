"""`truckroll resend` on a real database."""

from collections.abc import Iterator

import pytest
from pydantic import SecretStr
from sqlalchemy import text

from app import resend
from core.db import Sessions, make_engine, make_sessions, transaction
from core.jobs import Job, defer
from core.settings import Settings


@pytest.fixture
def sessions(database_url: str) -> Iterator[Sessions]:
    engine = make_engine(database_url, pool_size=1, role="test")
    yield make_sessions(engine)
    engine.dispose()


@pytest.fixture
def settings(database_url: str) -> Settings:
    return Settings(database_url=SecretStr(database_url), secret_key=SecretStr("k" * 32))


@pytest.fixture
def dead(sessions: Sessions) -> int:
    """The number of a job that was given up."""
    with transaction(sessions) as session:
        defer(session, Job("mail.send", {"notification": 7}))
        number = session.scalar(
            text("update procrastinate_jobs set status = 'failed', attempts = 5 returning id")
        )
    assert isinstance(number, int)
    return number


def test_no_dead_jobs_is_said(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert resend.run(settings, []) == 0
    assert capsys.readouterr().out == "No job has been given up.\n"


def test_a_dead_job_is_listed_with_what_it_was_about(
    settings: Settings, dead: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert resend.run(settings, []) == 0
    assert capsys.readouterr().out.startswith(f"{dead}  mail.send  {{'notification': 7}}  given up ")


def test_a_dead_job_runs_again_when_told_to(settings: Settings, dead: int, sessions: Sessions) -> None:
    assert resend.run(settings, [dead]) == 0
    with transaction(sessions) as session:
        rows = session.execute(text("select status::text, task_name from procrastinate_jobs")).all()
    assert rows == [("todo", "mail.send")]


def test_a_number_that_is_no_dead_job_is_said(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert resend.run(settings, [12]) == 1
    assert capsys.readouterr().out == "12 is not a dead job; `truckroll resend` lists them.\n"
