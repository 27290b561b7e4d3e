"""The kinds of mail that are poured in, and what each must leave behind: a table that a dispatcher can check.

A mail answers the first mail about a work order of its own, in the dialect of a mail program drawn by lot. What it
leaves is the status of the message, what the work order says then, and the one event of the customer's that happened
(exactly once, however often the worker died); without an event nothing may have changed.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from core import commands as c
from core.events import (
    CancelRequested,
    QuoteApproved,
    QuoteRejected,
    RescheduleRequested,
    VisitConfirmed,
)
from core.model import Confirmation, Main, MessageStatus, QuoteStatus
from sandbox.mail.reading import read_letter
from sandbox.mail.shapes import SHAPES, calendar, fresh, vacation
from sandbox.mail.shapes.bounce import Failure, delivery_report
from sandbox.mail.shapes.wire import Sender

QUOTED = Decimal("480.00")
Word = Confirmation | QuoteStatus | Main


@dataclass(frozen=True)
class Asked:
    """One work order's first mail as its reader has it, and the means to answer it."""

    order: int
    raw: bytes
    reader: Sender
    office: str
    now: datetime
    lot: random.Random

    @property
    def reply_to(self) -> str:
        return read_letter(self.raw).reply_to[0][1]


@dataclass(frozen=True)
class Letter:
    """A mail ready to be handed over, with its envelope."""

    sender: str
    to: str
    raw: bytes


Write = Callable[[Asked], Letter]


@dataclass(frozen=True)
class Kind:
    """One row. `share` of a hundred mails; `of_quote`: it answers a quote and not a visit; `times` it is handed over."""

    name: str
    share: int
    write: Write
    ends: MessageStatus
    leaves: Word
    event: str | None = None
    of_quote: bool = False
    times: int = 1
    elsewhere: bool = False
    """It answers the mail of another company."""
    cancelled: bool = False
    """The work order is cancelled before the answer comes."""


def says(*choices: str) -> Write:
    """An answer in one of these words."""

    def write(asked: Asked) -> Letter:
        shape = asked.lot.choice(SHAPES)
        raw = shape.compose(asked.raw, asked.lot.choice(choices), asked.reader, asked.now)
        return Letter(asked.reader.email, asked.reply_to, raw)

    return write


def presses(answer: calendar.Answer) -> Write:
    """A button pressed on our invite. It goes to the invite's organizer, as calendars do."""

    def write(asked: Asked) -> Letter:
        raw = calendar.rsvp(asked.raw, calendar.Response(answer), asked.reader, asked.now)
        return Letter(asked.reader.email, read_letter(raw).to[0][1], raw)

    return write


def away(asked: Asked) -> Letter:
    """An automatic answer; it has no envelope sender (RFC 3834)."""
    return Letter("", asked.reply_to, vacation.out_of_office(asked.raw, "", asked.reader, asked.now))


def bounces(asked: Asked) -> Letter:
    """Our mail comes back from the reader's server."""
    failure = Failure(asked.reader.email, asked.reply_to, "5.1.1", "550 5.1.1 User unknown")
    return Letter("", asked.reply_to, delivery_report(asked.raw, failure, "mx.acmefoods.example", asked.now))


def to_wrong_token(asked: Asked) -> Letter:
    """A new mail to a reply address with one character of its digest changed: nothing of ours proves it."""
    local, _, domain = asked.reply_to.partition("@")
    other = "b" if local[-1] != "b" else "c"
    return _new(asked, f"{local[:-1]}{other}@{domain}", "Yes, that works.")


def from_stranger(asked: Asked) -> Letter:
    """Our secret is in it, but it comes from an address that we had not asked."""
    stranger = Sender("Sam Stranger", f"sam{asked.order}@elsewhere.example", asked.reader.zone)
    raw = asked.lot.choice(SHAPES).compose(asked.raw, "Yes, that works.", stranger, asked.now)
    return Letter(stranger.email, asked.reply_to, raw)


def to_office(asked: Asked) -> Letter:
    """A new mail that answers nothing."""
    return _new(asked, asked.office, "Our boiler makes a noise. When could somebody come and have a look?")


def broken(asked: Asked) -> Letter:
    """Parts that never begin, a charset that does not exist and bytes that are no text; only the threading is whole."""
    parts = (
        f"From: {asked.reader.email}\r\nTo: {asked.reply_to}\r\nSubject: =?utf-8?B?=FF?=\r\n".encode(),
        f"In-Reply-To: {read_letter(asked.raw).message_id}\r\n".encode(),
        b'Content-Type: multipart/mixed; boundary="never"\r\nContent-Transfer-Encoding: x-unknown\r\n\r\n',
        b"\xff\xfe\x00\x81" + asked.lot.randbytes(400).replace(b"\n", b"").replace(b"\r", b""),
        b"\r\n",
    )
    return Letter(asked.reader.email, asked.reply_to, b"".join(parts))


def _new(asked: Asked, to: str, text: str) -> Letter:
    draft = fresh.Draft(to=to, subject=f"About WO-{asked.order}", text=text)
    return Letter(asked.reader.email, to, fresh.new_mail(draft, asked.reader, asked.now))


yes = says("Yes", "Yes, that works for us. Thanks!", "Confirmed, see you then.")

# fmt: off
KINDS: tuple[Kind, ...] = (
    #    what comes          share  how it is written                               the message ends       the work order says           what happened once
    Kind("yes",               14, yes,                                              MessageStatus.APPLIED, Confirmation.CONFIRMED,        VisitConfirmed.name),
    Kind("yes, twice",         8, yes,                                              MessageStatus.APPLIED, Confirmation.CONFIRMED,        VisitConfirmed.name, times=2),
    Kind("accepted in calendar", 6, presses("accepted"),                            MessageStatus.APPLIED, Confirmation.CONFIRMED,        VisitConfirmed.name),
    Kind("another time",      16, says("Could you come tomorrow at 2pm instead?",
                                       "Can we do the day after tomorrow between 9 and 11?"),
                                                                                    MessageStatus.APPLIED, Confirmation.CHANGE_REQUESTED, RescheduleRequested.name),
    Kind("do not come",        5, says("No, please don't come."),                   MessageStatus.APPLIED, Confirmation.DECLINED,         CancelRequested.name),
    Kind("quote approved",    10, says("Approved, please go ahead."),               MessageStatus.APPLIED, QuoteStatus.APPROVED,          QuoteApproved.name, of_quote=True),
    Kind("quote rejected",     4, says("No, thank you."),                           MessageStatus.APPLIED, QuoteStatus.REJECTED,          QuoteRejected.name, of_quote=True),
    Kind("no new text",        6, says(""),                                         MessageStatus.TRIAGE,  Confirmation.REQUESTED),
    Kind("a question",         4, says("Who will come, and does he bring a ladder?"), MessageStatus.TRIAGE, Confirmation.REQUESTED),
    Kind("away",               6, away,                                             MessageStatus.KEPT,    Confirmation.REQUESTED),
    Kind("bounce",             4, bounces,                                          MessageStatus.TRIAGE,  Confirmation.REQUESTED),
    Kind("wrong token",        4, to_wrong_token,                                   MessageStatus.TRIAGE,  Confirmation.REQUESTED),
    Kind("wrong sender",       4, from_stranger,                                    MessageStatus.TRIAGE,  Confirmation.REQUESTED),
    Kind("foreign token",      3, from_stranger,                                    MessageStatus.TRIAGE,  Confirmation.REQUESTED,        elsewhere=True),
    Kind("new mail",           2, to_office,                                        MessageStatus.TRIAGE,  Confirmation.REQUESTED),
    Kind("broken MIME",        2, broken,                                           MessageStatus.TRIAGE,  Confirmation.REQUESTED),
    Kind("yes, but cancelled", 2, yes,                                              MessageStatus.KEPT,    Main.CANCELLED,                cancelled=True),
)
# fmt: on

THEIRS = frozenset(kind.event for kind in KINDS if kind.event)
"""The events that only a customer's answer causes here."""


def prepared(kind: Kind, window: c.Window) -> c.Command:
    """What makes the office write the mail that is answered."""
    return c.SendQuote(total=QUOTED, summary="New pump") if kind.of_quote else c.Schedule(window=window)


def dealt(messages: int, lot: random.Random) -> list[Kind]:
    """So many kinds by their shares, every kind at least once, in an order drawn by lot."""
    hundred = sum(kind.share for kind in KINDS)
    kinds = [kind for kind in KINDS for _ in range(max(1, round(messages * kind.share / hundred)))]
    lot.shuffle(kinds)
    return kinds
