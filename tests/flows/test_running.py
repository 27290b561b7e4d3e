"""`truckroll serve` as its operators have it: it starts, stops, is killed, comes back, and is split over processes."""

import asyncio
import time
from pathlib import Path

from core.db import Sessions
from core.model import Confirmation
from tests.flows.conftest import people
from tests.flows.office import BOOKED, Office, until
from tests.flows.program import PATIENCE, serving, settings_for
from tests.flows.town import Town

MEGABYTES = 200
DRAINED_IDLE = 10.0


async def test_a_running_job_is_finished_before_the_process_ends(
    world: Town, database_url: str, sessions: Sessions
) -> None:
    async with people(world, sessions) as office:
        with serving(settings_for(world, database_url)) as program:
            await office.slack.fault("slow_call", method="chat.postMessage", seconds=1.0)
            number = await office.new_order()
            await until(lambda: office.count("cards where status = 'posting'") == 1)
            assert await asyncio.to_thread(program.stop) == 0
        await office.order_card(number)
        assert office.count("cards where status = 'posted'") == 1
        assert office.count("procrastinate_jobs where status = 'doing'") == 0
        assert len(await office.slack.calls("chat.postMessage")) == 1


async def test_a_process_killed_at_work_loses_nothing(
    world: Town, database_url: str, sessions: Sessions
) -> None:
    settings = settings_for(world, database_url)
    async with people(world, sessions) as office:
        with serving(settings) as program:
            await office.slack.fault("drop_response", method="chat.postMessage", how="hang")
            numbers = [await office.new_order(f"Inspection {each}") for each in range(4)]
            for number in numbers:
                await office.wo(f"schedule WO-{number} {BOOKED.typed} 2-4pm")
            await until(lambda: office.count("cards where status = 'posting'") == 1)
            program.kill()
        with serving(settings):
            await office.settle()
            await each_is_told_once(office, numbers)


async def each_is_told_once(office: Office, numbers: list[int]) -> None:
    for number in numbers:
        asked = await office.cara.wait_for(subject="Please confirm", text=f"WO-{number} ")
        await office.cara.reply(asked.id, "yes that works", "gmail")
        await office.cara.wait_for(subject="Confirmed", text=f"WO-{number} ")
    await office.settle()
    subjects = [each.subject for each in await office.cara.messages() if each.raw["box"] == "inbox"]
    for number in numbers:
        await office.order_card(number)  # one card, although nobody knew whether the first had been posted
        assert [each.split(":")[0] for each in subjects if each.endswith(f"[WO-{number}]")] == [
            "Please confirm",
            "Confirmed",
        ]


def test_it_is_ready_soon_on_an_existing_data_directory_and_stays_small(
    world: Town, data_directory: Path
) -> None:
    settings = settings_for(world, "", TRUCKROLL_DATA=str(data_directory))
    with serving(settings) as program:
        first = program.seconds_to_ready
        assert program.stop() == 0
    with serving(settings) as program:
        program.answers(f"http://127.0.0.1:{world.web}/readyz")
        size = program.megabytes()
        before = time.monotonic()
        assert program.stop() == 0
        stopped = time.monotonic() - before
    print(  # noqa: T201 - measured, for whoever runs it with -s
        f"ready in {first:.2f} s on a new data directory, {program.seconds_to_ready:.2f} s on an existing one; "
        f"{size:.0f} MB resident; stopped in {stopped:.2f} s"
    )
    assert size < MEGABYTES
    assert stopped < DRAINED_IDLE


async def test_the_roles_work_together_from_processes_of_their_own(
    world: Town, database_url: str, sessions: Sessions
) -> None:
    settings = settings_for(world, database_url)
    async with people(world, sessions) as office:
        with serving(settings, "--roles", "web") as web, serving(settings, "--roles", "smtp") as smtp:
            number = await office.new_order()
            await office.wo(f"schedule WO-{number} {BOOKED.typed} 2-4pm")
            assert office.count("procrastinate_jobs where status = 'todo'") > 0, "no worker runs yet"
            with serving(settings, "--roles", "worker") as worker:
                web.answers(f"http://127.0.0.1:{world.web}/readyz")
                asked = await office.cara.wait_for(subject="Please confirm", seconds=PATIENCE)
                await office.cara.reply(asked.id, "yes that works", "gmail")
                await office.cara.wait_for(subject="Confirmed", seconds=PATIENCE)
                assert office.order(number).confirmation is Confirmation.CONFIRMED
                await office.card(number, "Status  Confirmed")
                codes = await asyncio.gather(*(asyncio.to_thread(each.stop) for each in (web, smtp, worker)))
        assert codes == [0, 0, 0]
