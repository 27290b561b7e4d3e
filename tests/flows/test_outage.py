"""The database goes away and comes back: everybody is told, nothing is lost, and nobody has to restart anything."""

import asyncio
import urllib.error
import urllib.request
from pathlib import Path

import pytest

import migrations
from app.postgres import FOR_TESTS, EmbeddedPostgres
from core.db import make_engine, make_sessions
from core.model import Confirmation
from tests.flows.conftest import people, seed_companies
from tests.flows.office import Office
from tests.flows.program import serving, settings_for
from tests.flows.town import town

AWAY = "The database cannot be reached at the moment. Nothing was changed; please try again in a minute."


@pytest.mark.parametrize("by_socket", [False, True], ids=["http", "socket"])
async def test_an_outage_of_the_database_is_said_and_survived(data_directory: Path, by_socket: bool) -> None:  # noqa: FBT001 - a parameter
    server = EmbeddedPostgres(data_directory, FOR_TESTS)
    with server, town(by_socket=by_socket) as world:
        migrations.upgrade(server.url())
        engine = make_engine(server.url(), pool_size=2, role="test")
        sessions = make_sessions(engine)
        seed_companies(sessions)
        with serving(settings_for(world, server.url())):
            async with people(world, sessions) as office:
                number, asked = await office.asked_order()
                await office.settle()
                card = await office.order_card(number)
                engine.dispose()
                assert await asyncio.to_thread(server.stop)

                assert await office.wo(f"note WO-{number} call first") == AWAY
                await office.dora.click(card, "do.ask")
                assert await office.whispered(office.dora) == AWAY
                sent = await office.cara.reply(asked.id, "yes that works", "gmail")
                assert sent.raw["delivery"]["state"] == "deferred"
                assert sent.raw["delivery"]["reply"].startswith("451 4.3.0")
                assert _readiness(world.web) == 503

                await asyncio.to_thread(server.start)
                await everything_works_again(office, number)
                assert await office.slack.violations() == []
        engine.dispose()


async def everything_works_again(office: Office, number: int) -> None:
    """The mail that was put off arrives by itself; commands are done again."""
    await office.cara.wait_for(subject="Confirmed", text=f"WO-{number} ", seconds=30)
    assert office.order(number).confirmation is Confirmation.CONFIRMED

    async def noted() -> bool:
        return await office.wo(f"note WO-{number} call first") != AWAY

    await office.slack.wait_for(noted)
    assert [line for line in await office.thread(number) if "noted" in line] == [
        "Dora Diaz noted: call first"
    ]
    await office.card(number, "Status  Confirmed")


def _readiness(port: int) -> int:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code
