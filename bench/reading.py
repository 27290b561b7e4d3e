"""Answers per second from the listener's hands to the applied outcome, and reading alone, against Roundup's mail gateway.

Ours are the real listener and one real worker, each a process of its own, on PostgreSQL with production's durability:
accepted, journaled, signature checked, understood, the visit confirmed, the customer told. Roundup's gateway files the
very same mails with the issues they answer, in this process and on SQLite. Reading alone is everything but the
database: from the bytes to the decision, in one thread of this process.
"""

import asyncio
import functools
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, select

from app.authentication import authenticator
from bench.ground import Office, in_days, office
from bench.mail import DOMAIN, SECRET, Letter, Line, answer, first_mails
from bench.measure import Result, in_turns
from bench.processes import free_port, program, script, serve
from bench.roundup_tracker import Known, Tracker, tracker
from core import commands as c
from core.db import transaction
from core.jobs import counts
from core.model import Company, InboundMessage, MessageStatus, Site
from core.settings import Settings
from core.tokens import ReplyTokens
from inbound.authenticate import Authenticator, Hop
from inbound.correlate import Correlated
from inbound.decision import Outcome
from inbound.explain import Context
from inbound.pipeline import conclude, prepare
from sandbox import sample
from sandbox.mail.reading import read_letter
from sandbox.mail.signing import Signer, SigningKey

ROUNDS = 3
EACH = 60
"""Answers in a round."""
CONNECTIONS = 4
WORDS = "Yes, that works for us. Thank you!"
LOOK_EVERY = 0.01  # seconds
LONGEST = 120  # seconds
LOOPBACK = "127.0.0.1"
APPLIED, ALONE = "mail: from accepted to applied", "mail: reading alone"
TOKENS = ReplyTokens(SECRET.encode(), DOMAIN)


def results(database_url: str) -> Iterator[Result]:
    """Messages per second."""
    relay, port = free_port(), free_port()
    with office(database_url) as house, tempfile.TemporaryDirectory(prefix="truckroll-bench-") as folder:
        signer = Signer(SigningKey.generate(1024), frozenset(each.domain for each in sample.CONTACTS))
        zone = signer.publish(Path(folder))
        letters = _answers(house, signer)
        batches = [letters[start : start + EACH] for start in range(0, len(letters), EACH)]
        settings = _settings(database_url, zone, port, relay)
        check = authenticator(Settings(dns_zone_file=zone, mail_domain=DOMAIN))
        with tracker([Known(each.sender, _asked_in(each)) for each in letters]) as filing:
            gateway = functools.partial(_filed, filing)
            with (
                program(script("bench.bare_smtp", relay)),
                program(serve("smtp"), settings),
                program(serve("worker"), settings),
            ):
                ours = functools.partial(_applied, house, port)
                yield _result(APPLIED, batches, ours, gateway)
            yield _result(ALONE, batches, functools.partial(_decided, check), gateway)


Rate = Callable[[Sequence[Letter]], float]
"""Messages per second."""


def _result(name: str, batches: Sequence[Sequence[Letter]], ours: Rate, theirs: Rate) -> Result:
    mine, same = iter(batches), iter(batches)
    return Result(name, *in_turns(lambda: ours(next(mine)), lambda: theirs(next(same)), ROUNDS), "messages/s")


def _settings(url: str, zone: Path, port: int, relay: int) -> dict[str, str]:
    return {
        "DATABASE_URL": url,
        "SECRET_KEY": SECRET,
        "MAIL_DOMAIN": DOMAIN,
        "SMTP_LISTEN_PORT": str(port),
        "DNS_ZONE_FILE": str(zone),
        "SMTP_RELAY_HOST": LOOPBACK,
        "SMTP_RELAY_PORT": str(relay),
        "SMTP_RELAY_STARTTLS": "false",
        "LOG_FORMAT": "json",
    }


def _answers(house: Office, signer: Signer) -> list[Letter]:
    """A signed yes to the first mail about each of as many work orders as all rounds take."""
    with transaction(house.sessions) as session:
        company = session.scalars(select(Company).where(Company.id == house.company_id)).one()
        company.slack_team_id = company.dispatch_channel = None  # no Slack is measured here
        sites = session.scalars(select(Site.id).order_by(Site.id)).all()
    for number in range(ROUNDS * EACH):
        house.new_order(sites[number % len(sites)], c.Schedule(window=in_days(3 + number % 60)))
    letters = [answer(house, mail_id, WORDS) for mail_id in first_mails(house)]
    return [replace(each, raw=signer.sign(each.raw, each.sender.rpartition("@")[2])) for each in letters]


def _asked_in(letter: Letter) -> str:
    return read_letter(letter.raw).references[-1]


def _applied(house: Office, port: int, letters: Sequence[Letter]) -> float:
    """Hands them over and waits until each is applied."""
    _wait(lambda: _is_quiet(house))
    wanted = _all_applied(house) + len(letters)
    began = time.perf_counter()
    asyncio.run(_poured(letters, port))
    _wait(lambda: _all_applied(house) >= wanted)
    return len(letters) / (time.perf_counter() - began)


async def _poured(letters: Sequence[Letter], port: int) -> None:
    await asyncio.gather(*(_handed_over(letters[first::CONNECTIONS], port) for first in range(CONNECTIONS)))


async def _handed_over(letters: Sequence[Letter], port: int) -> None:
    line = Line(*await asyncio.open_connection(LOOPBACK, port))
    await line.answered(b"220")
    await line.say(b"EHLO bench.example\r\n", b"250")
    for letter in letters:
        await line.hand_over(letter)
    line.writer.close()


def _all_applied(house: Office) -> int:
    applied = select(func.count()).where(InboundMessage.status == MessageStatus.APPLIED)
    with transaction(house.sessions) as session:
        return session.execute(applied).scalar_one()


def _is_quiet(house: Office) -> bool:
    with transaction(house.sessions) as session:
        found = counts(session)
    assert not found["dead"], "a job died"
    return not found["waiting"] + found["running"]


def _wait(there: Callable[[], bool]) -> None:
    deadline = time.monotonic() + LONGEST
    while not there():
        assert time.monotonic() < deadline, "the mail is not read"
        time.sleep(LOOK_EVERY)


def _decided(check: Authenticator, letters: Sequence[Letter]) -> float:
    began = time.perf_counter()
    for letter in letters:
        question = Context(address=letter.sender, start=in_days(3).start, end=in_days(3).end).question()
        prepared = prepare(letter.raw, Hop(letter.sender, LOOPBACK), check)
        concluded = conclude(prepared, Correlated(question, "given", bound=True), datetime.now(UTC), TOKENS)
        assert concluded.decision.outcome is Outcome.APPLY, concluded.decision.why
    return len(letters) / (time.perf_counter() - began)


def _filed(filing: Tracker, letters: Sequence[Letter]) -> float:
    began = time.perf_counter()
    for letter in letters:
        assert filing.handle(letter.raw) == filing.issues[_asked_in(letter)], "filed with another issue"
    return len(letters) / (time.perf_counter() - began)
