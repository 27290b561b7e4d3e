"""The soak: mails of mixed kinds are poured into the listener while processes are killed again and again.

Listeners and workers are processes of their own. Each dies by SIGKILL at a step of the pipeline, at the commit of the
journal, or anywhere, and another takes its place. Nothing is slowed down or switched off: what dies in the middle of
a call stays as it was. A mail that got no answer is handed over again, as a mail server does.
"""

import asyncio
import contextlib
import tempfile
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import aiosmtplib
from sqlalchemy import TextClause, text

from bench.ground import Office, office
from bench.processes import free_port
from bench.soak.crew import LOOK_EVERY, Crew, listeners_dooms, workers_dooms
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
WORKERS = 2
MOST_UNREAD = 40
"""Mails in the journal that nobody has read yet while there are deaths to come: so the mails last for all of them."""
SIGNER = Signer(SigningKey.generate(1024), frozenset(contact.domain for contact in sample.CONTACTS))
"""The customers' providers sign what they write."""
PATIENCE = 90.0  # seconds without any progress
PROGRESS = text("""
select (select count(*) from inbound_messages where finished_at is not null)
     + (select count(*) from notifications where status = 'sent')
     + (select count(*) from cards where status = 'posted')
""")
UNREAD = text("select count(*) from inbound_messages where finished_at is null")

Poured = Sequence[tuple[Subject, Letter]]


@dataclass(frozen=True)
class Plan:
    """How many mails, how many deaths at each step and anywhere else, and the seed by which everything is drawn."""

    messages: int
    each_step: int
    anywhere: int
    seed: int


@dataclass(frozen=True)
class Report:
    """What came of it. `complaints` are errors in the logs, `deaths` are by step; `again` mails got no answer at first."""

    plan: Plan
    verdict: Verdict
    complaints: tuple[str, ...]
    handed_over: int
    again: int
    deaths: Mapping[str, int]
    spared: tuple[str, ...]
    seconds: float

    @property
    def broken(self) -> tuple[str, ...]:
        return (
            *self.verdict.broken,
            *(f"log: {line}" for line in self.complaints),
            *(f"nobody came to die at: {step}" for step in self.spared),
        )


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
    async with run.workers.at_work(WORKERS):
        poured = await run.prepare(plan)
    run.workers.dooms = workers_dooms(plan.each_step, plan.anywhere, run.lot)
    run.listeners.dooms = listeners_dooms(plan.each_step, plan.messages, run.lot)
    crews = (run.listeners, run.workers)
    async with run.listeners.at_work(1), run.workers.at_work(WORKERS):
        await run.pour(poured)
        await run.come_to_rest()
        spared = tuple(step for crew in crews for step in crew.spared)
    found = await asyncio.to_thread(verdict, run.house.sessions, run.world, poured, DOMAIN)
    return Report(
        plan=plan,
        verdict=found,
        complaints=tuple(line for crew in crews for line in crew.complaints),
        handed_over=sum(about.kind.times for about, _ in poured),
        again=run.again,
        deaths={step or "anywhere": times for crew in crews for step, times in crew.died.items()},
        spared=spared,
        seconds=time.monotonic() - began,
    )


@dataclass
class _Soak:
    url: str
    house: Office
    world: Outside
    lot: Random
    zone: Path
    port: int = field(default_factory=free_port)
    again: int = 0

    def __post_init__(self) -> None:
        self.listeners = Crew("smtp", self.settings(), [], self._progress)
        self.workers = Crew("worker", self.settings(), [], self._progress)

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
            "WORKER_CONNECTIONS": "3",  # so many jobs and their lanes go down with a worker
        }

    async def prepare(self, plan: Plan) -> Poured:
        """Work orders, the first mail about each in its mailbox, and the answers to them, written but not sent."""
        office_desks = await asyncio.to_thread(desks, self.house, DOMAIN)
        kinds = dealt(plan.messages, self.lot)
        about = await asyncio.to_thread(subjects, office_desks, kinds, self.lot)

        async def all_arrived() -> bool:
            return all(each.address in self.world.mailboxes.mails for each in about)

        await self._until(all_arrived)
        await asyncio.to_thread(cancel_some, office_desks, about)
        return await asyncio.to_thread(lambda: [(each, self._answer(each)) for each in about])

    def _answer(self, about: Subject) -> Letter:
        first_mail = self.world.mailboxes.mails[about.address][0]
        reader = Sender(f"Casey {about.order}", about.address, ZONE)
        asked = Asked(about.order, first_mail, reader, about.office, datetime.now(UTC), self.lot)
        letter = about.kind.write(asked)
        return replace(letter, raw=SIGNER.sign(letter.raw, letter.sender.rpartition("@")[2]))

    async def pour(self, poured: Poured) -> None:
        """Hands all mails over, no faster than they can be killed for."""
        letters = iter([letter for about, letter in poured for _ in range(about.kind.times)])

        async def connection() -> None:
            for letter in letters:
                await self._until(self._may_hand_over)
                await self._hand_over(letter)

        await asyncio.gather(*(connection() for _ in range(CONNECTIONS)))

    async def _may_hand_over(self) -> bool:
        if not self.workers.dooms:
            return True
        return await asyncio.to_thread(self._count, UNREAD) < MOST_UNREAD

    async def _hand_over(self, letter: Letter) -> None:
        """Until a listener has taken responsibility for it."""

        async def accepted() -> bool:
            line = aiosmtplib.SMTP(hostname="127.0.0.1", port=self.port, start_tls=False)
            with contextlib.suppress(OSError):  # there is no listener at the moment
                async with line:
                    return await self._is_kept(line, letter)
            return False

        await self._until(accepted)

    async def _is_kept(self, line: aiosmtplib.SMTP, letter: Letter) -> bool:
        try:
            await line.sendmail(letter.sender, [letter.to], letter.raw)
        except OSError:  # the listener died over it
            self.again += 1
            return False
        return True

    async def come_to_rest(self) -> None:
        """Return when no job waits or runs."""

        async def at_rest() -> bool:
            return await asyncio.to_thread(self._jobs_left) == 0

        await self._until(at_rest)

    async def _until(self, there: Callable[[], Awaitable[bool]]) -> None:
        """Wait for a condition that is bound to come. Raises Stuck when nothing moves any more."""
        last, since = (-1, -1), time.monotonic()
        while not await there():
            now = await self._progress(), await asyncio.to_thread(self._jobs_left)
            if now != last:
                last, since = now, time.monotonic()
            if time.monotonic() - since > PATIENCE:
                raise Stuck(f"{now[0]} things done, {now[1]} jobs left: {self.workers.last_words()}")
            await asyncio.sleep(LOOK_EVERY)

    def _jobs_left(self) -> int:
        with transaction(self.house.sessions) as session:
            found = counts(session)
        return found["waiting"] + found["running"]

    async def _progress(self) -> int:
        return await asyncio.to_thread(self._count, PROGRESS)

    def _count(self, statement: TextClause) -> int:
        with transaction(self.house.sessions) as session:
            return int(session.execute(statement).scalar_one())
