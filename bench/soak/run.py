"""The soak: mails of mixed kinds are poured into the listener while the worker is killed again and again.

The listener is one process, the worker another; a kill is a SIGKILL in the middle of the work, and a new worker is
started at once. Nothing is slowed down or switched off: what dies in the middle of a call stays as it was.
"""

import asyncio
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import aiosmtplib
from sqlalchemy import text

from bench.ground import Office, office
from bench.processes import TAIL, Program, free_port, program, serve, start
from bench.soak.kinds import Asked, Letter, dealt
from bench.soak.orders import ZONE, Subject, cancel_some, desks, subjects
from bench.soak.outside import BOT_TOKEN, SIGNING_SECRET, Outside, outside
from bench.soak.verdict import Verdict, verdict
from core.db import transaction
from core.jobs import counts
from sandbox import sample
from sandbox.mail.shapes.wire import Sender
from sandbox.mail.signing import Signer, SigningKey

DOMAIN = sample.COMPANY.office_email.partition("@")[2]
CONNECTIONS = 4
LOOK_EVERY = 0.05  # seconds
SIGNER = Signer(SigningKey.generate(1024), frozenset(contact.domain for contact in sample.CONTACTS))
"""The customers' providers sign what they write."""
PATIENCE = 90.0  # seconds without any progress
PROGRESS = text("""
select (select count(*) from inbound_messages where finished_at is not null)
     + (select count(*) from notifications where status = 'sent')
     + (select count(*) from cards where status = 'posted')
""")


@dataclass(frozen=True)
class Plan:
    """How many mails, how many kills, and the seed by which everything is drawn."""

    messages: int
    kills: int
    seed: int


@dataclass(frozen=True)
class Report:
    """What came of it. `complaints` are errors in the workers' and the listener's logs."""

    plan: Plan
    verdict: Verdict
    complaints: tuple[str, ...]
    handed_over: int
    kills: int
    seconds: float

    @property
    def broken(self) -> tuple[str, ...]:
        return (*self.verdict.broken, *(f"log: {line}" for line in self.complaints))


class Stuck(Exception):
    """Nothing moved any more; the text says where things stood."""


async def soak(url: str, plan: Plan) -> Report:
    """One run on the empty database at `url`."""
    began = time.monotonic()
    with office(url, connections=6) as house, tempfile.TemporaryDirectory(prefix="truckroll-soak-") as folder:
        async with outside() as world:
            run = _Soak(url, house, world, Random(plan.seed), SIGNER.publish(Path(folder)))
            return await _run(run, plan, began)


async def _run(run: "_Soak", plan: Plan, began: float) -> Report:
    settings = run.settings()
    with program(serve("smtp"), settings) as listener:
        await run.start_worker()
        try:
            poured = await run.prepare(plan)
            kills = await run.pour_and_kill(poured, plan.kills)
            await run.come_to_rest()
        finally:
            run.worker.stop()
        found = await asyncio.to_thread(verdict, run.house.sessions, run.world, poured, DOMAIN)
        said = tuple(line for each in (listener, *run.workers) for line in each.complaints())
    return Report(
        plan, found, said, sum(each.kind.times for each, _ in poured), kills, time.monotonic() - began
    )


@dataclass
class _Soak:
    url: str
    house: Office
    world: Outside
    lot: Random
    zone: Path
    port: int = field(default_factory=free_port)
    workers: list[Program] = field(default_factory=list)

    @property
    def worker(self) -> Program:
        return self.workers[-1]

    def settings(self) -> dict[str, str]:
        """Production's, with the outside world's addresses."""
        return {
            "DATABASE_URL": self.url,
            "SECRET_KEY": "k" * 32,
            "MAIL_DOMAIN": DOMAIN,
            "SMTP_LISTEN_PORT": str(self.port),
            "DNS_ZONE_FILE": str(self.zone),
            "SMTP_RELAY_HOST": "127.0.0.1",
            "SMTP_RELAY_PORT": str(self.world.mailboxes.port),
            "SMTP_RELAY_STARTTLS": "false",
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_SIGNING_SECRET": SIGNING_SECRET,
            "SLACK_API_URL": self.world.slack_url,
            "LOG_FORMAT": "json",
        }

    async def start_worker(self) -> None:
        self.workers.append(start(serve("worker"), self.settings()))
        await asyncio.to_thread(self.worker.wait_ready)

    async def prepare(self, plan: Plan) -> list[tuple[Subject, Letter]]:
        """Work orders, the first mail about each in its mailbox, and the answers to them, written but not sent."""
        office_desks = await asyncio.to_thread(desks, self.house)
        kinds = dealt(plan.messages, self.lot)
        about = await asyncio.to_thread(subjects, office_desks, kinds, self.lot)

        async def all_arrived() -> bool:
            return all(each.address in self.world.mailboxes.mails for each in about)

        await self._until(all_arrived)
        await asyncio.to_thread(cancel_some, office_desks, about)
        return [(each, self._answer(each)) for each in about]

    def _answer(self, about: Subject) -> Letter:
        first_mail = self.world.mailboxes.mails[about.address][0]
        reader = Sender(f"Casey {about.order}", about.address, ZONE)
        asked = Asked(
            about.order, first_mail, reader, sample.COMPANY.office_email, datetime.now(UTC), self.lot
        )
        letter = about.kind.write(asked)
        return replace(letter, raw=SIGNER.sign(letter.raw, letter.sender.rpartition("@")[2]))

    async def pour_and_kill(self, poured: Sequence[tuple[Subject, Letter]], kills: int) -> int:
        """Hands a slice of the mails over while each worker works, and kills it somewhere in the middle."""
        size = -(-len(poured) // (kills + 1))
        slices = [poured[place : place + size] for place in range(0, len(poured), size)]
        for number, part in enumerate(slices):
            pouring = asyncio.create_task(self._pour(part))
            if number < kills:
                await self._work_on(max(1, int(self.lot.uniform(0.2, 0.8) * len(part))))
                self.worker.kill()
                await self.start_worker()
            await pouring
        return len(self.workers) - 1

    async def _work_on(self, things: int) -> None:
        """Return when so many more messages, mails, lines and cards are done."""
        wanted = things + await asyncio.to_thread(self._progress_now)

        async def done() -> bool:
            return await asyncio.to_thread(self._progress_now) >= wanted

        await self._until(done)

    async def _pour(self, part: Sequence[tuple[Subject, Letter]]) -> None:
        await asyncio.gather(*(self._connection(part[first::CONNECTIONS]) for first in range(CONNECTIONS)))

    async def _connection(self, part: Sequence[tuple[Subject, Letter]]) -> None:
        async with aiosmtplib.SMTP(hostname="127.0.0.1", port=self.port, start_tls=False) as line:
            for about, letter in part:
                for _ in range(about.kind.times):
                    await line.sendmail(letter.sender, [letter.to], letter.raw)

    async def come_to_rest(self) -> None:
        """Return when no job waits or runs."""

        async def at_rest() -> bool:
            return await asyncio.to_thread(self._jobs_left) == 0

        await self._until(at_rest)

    async def _until(self, there: Callable[[], Awaitable[bool]]) -> None:
        """Wait for a condition that is bound to come. Raises Stuck when nothing moves any more."""
        last, since = (-1, -1), time.monotonic()
        while not await there():
            now = await asyncio.to_thread(self._progress_now), await asyncio.to_thread(self._jobs_left)
            if now != last:
                last, since = now, time.monotonic()
            if time.monotonic() - since > PATIENCE:
                raise Stuck(f"{now[0]} things done, {now[1]} jobs left: {self.worker.words()[-TAIL:]}")
            await asyncio.sleep(LOOK_EVERY)

    def _jobs_left(self) -> int:
        with transaction(self.house.sessions) as session:
            found = counts(session)
        return found["waiting"] + found["running"]

    def _progress_now(self) -> int:
        with transaction(self.house.sessions) as session:
            return int(session.execute(PROGRESS).scalar_one())
