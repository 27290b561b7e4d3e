"""The people of the sample company at their keyboards and mailboxes, as the walks need them."""

import asyncio
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import make_msgid
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import select, text

from core import queries
from core.db import Sessions, transaction
from core.desk import Desk
from core.identity import slack_actor
from core.model import InboundMessage, MessageStatus
from core.people import Actor
from core.queries.views import OrderView
from core.tokens import ReplyTokens
from sandbox import sample
from sandbox.mail.client import MailboxClient, MailClient, MailMessage
from sandbox.mail.signing import Signer
from sandbox.slack.client import Outcome, SandboxClient, UserClient
from tests.flows.program import MAIL_DOMAIN, SECRET_KEY
from tests.flows.town import signing_key

T = TypeVar("T")
Message = dict[str, Any]

DISPATCH = sample.DISPATCH.slack_channel_id
MAILBOX = sample.COMPANY.office_email
CHICAGO = ZoneInfo(sample.COMPANY.zone)
TOKENS = ReplyTokens(SECRET_KEY.encode(), MAIL_DOMAIN)
PATIENCE = 30.0
"""Seconds before something that is bound to come is a failure."""
LOOK_EVERY = 0.03


@dataclass(frozen=True)
class Day:
    """A day ahead, as people write it: programs under test run on the real clock."""

    at: datetime

    @classmethod
    def ahead(cls, days: int) -> "Day":
        return cls(datetime.now(CHICAGO) + timedelta(days=days))

    @property
    def typed(self) -> str:
        """As in "Nov 26"."""
        return f"{self.at:%b} {self.at.day}"

    @property
    def written(self) -> str:
        """As in "Thursday, November 26"."""
        return f"{self.at:%A}, {self.at:%B} {self.at.day}"

    @property
    def shown(self) -> str:
        """As cards show it: "Thu, Nov 26"."""
        return f"{self.at:%a}, {self.at:%b} {self.at.day}"


BOOKED, OTHER = Day.ahead(8), Day.ahead(11)


@dataclass
class Office:
    """Everybody, and a look into the database where "nothing changed" must be certain."""

    slack: SandboxClient
    mail: MailClient
    sessions: Sessions
    dora: UserClient = field(init=False)
    tom: UserClient = field(init=False)
    tina: UserClient = field(init=False)
    cara: MailboxClient = field(init=False)
    omar: MailboxClient = field(init=False)
    walt: MailboxClient = field(init=False)
    """His provider does not sign."""

    def __post_init__(self) -> None:
        self.dora, self.tom, self.tina = (
            self.slack.user(each, DISPATCH) for each in ("U0DORA", "U0TOM", "U0TINA")
        )
        self.cara = self.mail.mailbox("cara@acmefoods.example")
        self.omar = self.mail.mailbox("omar@lakeviewdental.example")
        self.walt = self.mail.mailbox("walt@prairie9.example")

    # What people do

    async def wo(self, words: str, user: UserClient | None = None) -> str:
        """Types a command; the words of the answer."""
        return said_to(await (user or self.dora).command(f"/wo {words}"))

    async def new_order(self, title: str = "Annual fire inspection", site: str = "Acme HQ") -> int:
        """Dora creates a work order; its number."""
        said = await self.wo(f'new "{site}" inspection "{title}"')
        found = re.match(r"WO-(\d+) “.*” is created", said)
        assert found, said
        return int(found[1])

    async def asked_order(self, site: str = "Acme HQ") -> tuple[int, MailMessage]:
        """A work order with a window, and the mail that asks the customer about it."""
        number = await self.new_order(site=site)
        await self.wo(f"schedule WO-{number} {BOOKED.typed} 2-4pm")
        mailbox = self.omar if site == "Lakeview Clinic" else self.cara
        return number, await mailbox.wait_for(subject="Please confirm", text=f"WO-{number} ")

    # What people see

    async def card(self, number: int, words: str = "", user: UserClient | None = None) -> Message:
        """The newest message for everybody about the work order that shows `words`: a card, once it does."""

        async def look() -> Message | None:
            reader = user or self.dora
            channel = await reader.dm() if user else DISPATCH
            about = re.compile(rf"WO-{number}\b")
            found = [
                each
                for each in await reader.messages(channel)
                if not each["ephemeral"] and about.search(shown(each)) and words in shown(each)
            ]
            return found[-1] if found else None

        return await self.slack.wait_for(look, PATIENCE)

    async def thread(self, number: int) -> list[str]:
        """The lines under the work order's card, once every job is done."""
        await self.settle()
        card = await self.order_card(number)
        return [each["text"] for each in (await self.dora.messages(DISPATCH, card["ts"]))[1:]]

    async def order_card(self, number: int) -> Message:
        """The work order's own card, of which there is one."""
        cards = [
            each
            for each in await self.dora.messages(DISPATCH)
            if not each["ephemeral"] and each["text"].startswith(f"WO-{number} ")
        ]
        assert len(cards) == 1, [each["text"] for each in cards]
        return cards[0]

    async def whispered(self, user: UserClient, channel: str | None = None) -> str:
        """The newest message that only this person sees."""

        async def look() -> str | None:
            seen = [each for each in await user.messages(channel or DISPATCH) if each["ephemeral"]]
            return shown(seen[-1]) if seen else None

        return await self.slack.wait_for(look, PATIENCE)

    async def triage(self, why: str) -> Message:
        """The newest card of a mail that needs a person; it must say `why`."""
        await self.settle()
        cards = [
            each
            for each in await self.dora.messages(DISPATCH)
            if each["text"].startswith("Mail that needs a person")
        ]
        assert cards, "no mail waits for a person"
        assert why in shown(cards[-1]), shown(cards[-1])
        return cards[-1]

    # What is true

    async def settle(self) -> None:
        """Returns when every job is done, or dead: nothing more will happen by itself."""
        await until(lambda: self.count("procrastinate_jobs where status in ('todo', 'doing')") == 0)

    def count(self, what: str) -> int:
        with transaction(self.sessions) as session:
            return int(session.execute(text(f"select count(*) from {what}")).scalar_one())

    def forget_answers(self) -> None:
        """As on another day: how often we answer somebody by ourselves is counted by the day, and the walks share one."""
        with transaction(self.sessions) as session:
            session.execute(
                text(
                    "update notifications set created_at = created_at - interval '2 days' "
                    "where name = 'reply-answer'"
                )
            )

    def order(self, number: int) -> OrderView:
        """The work order as Dora reads it."""
        return Desk(self.sessions).read(self._dora(), queries.order(number))

    def facts(self, number: int) -> tuple[object, ...]:
        """All that a message must not change by itself."""
        order = self.order(number)
        return (
            *(
                order.status,
                order.badges,
                order.window,
                order.schedule_rev,
                order.confirmation,
                order.confirmed_at,
            ),
            *(order.technician, order.request, order.offers, order.quote, order.contact),
        )

    def outcomes(self) -> list[MessageStatus]:
        """How each message ended that came in, oldest first."""
        with transaction(self.sessions) as session:
            return list(session.scalars(select(InboundMessage.status).order_by(InboundMessage.id)))

    def _dora(self) -> Actor:
        with transaction(self.sessions) as session:
            actor = slack_actor(session, sample.COMPANY.slack_team_id, sample.DORA.slack_user_id)
        assert actor is not None
        return actor


def signed(raw: bytes) -> bytes:
    """A mail made by hand as Cara's provider would have sent it."""
    return Signer(signing_key(), frozenset({"acmefoods.example"})).sign(raw, "acmefoods.example")


def said_to(outcome: Outcome) -> str:
    """What the person reads: the app's answer, or Slack's own words when the app failed."""
    assert outcome.user_sees is None, outcome.user_sees
    return outcome.text


def shown(message: Message) -> str:
    """All the words of a message, its text and its blocks, as they are read."""
    return " ".join([str(message["text"]), *words_in(message["blocks"])])


def words_in(block: Any) -> Sequence[str]:
    """The text of blocks, in order; stretches of one line stay together."""
    match block:
        case {"type": "rich_text_section" | "rich_text_quote", "elements": list(elements)}:
            return ["".join(str(each.get("text", each.get("user_id", ""))) for each in elements)]
        case {"text": str(words)}:
            return [words]
        case dict():
            return [words for each in block.values() for words in words_in(each)]
        case list():
            return [words for each in block for words in words_in(each)]
        case _:
            return []


def actions_of(message: Message) -> list[str]:
    """The action ids of a message's buttons, in order."""
    return [
        each["action_id"]
        for block in message["blocks"]
        for each in block.get("elements", ())
        if "action_id" in each
    ]


async def until(condition: Callable[[], bool]) -> None:
    """Waits for a condition that is bound to come."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "the condition did not come"
        await asyncio.sleep(LOOK_EVERY)


def letter(sender: str, to: str, text: str, **headers: str) -> bytes:
    """A mail made by hand."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, "Re: quote"
    message["Message-ID"] = make_msgid(domain="acmefoods.example")
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message.as_bytes(policy=SMTP)
