"""Who may be heard: is this a person writing, or a machine?

The verdict table is read from top to bottom and the first row that has a reason decides. Whatever is not `PERSON` or
`CALENDAR_REPLY` never acts and never gets an automatic answer (I11); a bounce marks the address it names.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from core.mailmarks import LOOP_HEADER
from inbound.mail import InboundMail
from inbound.screening.automatic import automatic_title
from inbound.screening.bounces import RETURNED_TYPE, Delivery, delivery_news, notice_in
from inbound.screening.phrases import COMPLAINT_SUBJECT


class Kind(StrEnum):
    """What a message is. Only the last two may lead to anything."""

    LOOP = "loop"
    BOUNCE = "bounce"
    DELAY = "delay"
    DELIVERED = "delivered"
    COMPLAINT = "complaint"
    AUTO_REPLY = "auto_reply"
    LIST_MAIL = "list_mail"
    NULL_SENDER = "null_sender"
    CALENDAR_REPLY = "calendar_reply"
    PERSON = "person"


MOST_HOPS = 100
"""More servers than that have handed a mail on only where it runs in a circle."""

HEARD = frozenset({Kind.CALENDAR_REPLY, Kind.PERSON})


@dataclass(frozen=True, slots=True)
class Screened:
    """The verdict, the reason in a few words, and for bounces and delays the address that failed, if named; `reported`: in
    a form made for machines, which people do not write by chance.
    """

    kind: Kind
    why: str
    bounced_recipient: str = ""
    reported: bool = False

    def failed_for(self, address: str) -> bool:
        """Whether a bounce is sure enough about mail to that address for it to be marked: it names it, or is a report."""
        named = self.bounced_recipient.lower()
        return named == address.lower() or (not named and self.reported)


Rule = Callable[[InboundMail, str], str | None]


def screen(mail: InboundMail, envelope_sender: str | None = None) -> Screened:
    """The verdict about one message. `envelope_sender` empty means the null sender, None that nobody knows."""
    sender = mail.header("Return-Path").strip("<> ") or "?" if envelope_sender is None else envelope_sender
    for kind, rule in VERDICTS:
        why = rule(mail, sender)
        if why is not None:
            news = delivery_news(mail, sender) if kind in {Kind.BOUNCE, Kind.DELAY} else None
            return Screened(kind, why, news.recipient, news.reported) if news else Screened(kind, why)
    return Screened(Kind.PERSON, "nothing says that a machine wrote it")


def _loop(mail: InboundMail, sender: str) -> str | None:
    del sender
    if mail.header(LOOP_HEADER):
        return "it carries our own loop marker"
    hops = len(mail.all_headers("Received"))
    return f"it has been through {hops} servers (RFC 5321 6.3)" if hops > MOST_HOPS else None


def _calendar_reply(mail: InboundMail, sender: str) -> str | None:
    del sender
    methods = {part.method for part in mail.calendars} & {"REPLY", "COUNTER"}
    return f"calendar {methods.pop()}" if methods else None


def _told(delivery: Delivery) -> Rule:
    def rule(mail: InboundMail, sender: str) -> str | None:
        news = delivery_news(mail, sender)
        return news.why if news and news.delivery is delivery else None

    return rule


def _complaint(mail: InboundMail, sender: str) -> str | None:
    del sender
    if any(report.content_type == "message/feedback-report" for report in mail.reports):
        return "feedback report (RFC 5965)"
    if "feedback-report" in mail.header("Content-Type").lower():
        return "feedback report"
    if str(notice_in(mail).get("notificationType", "")).lower() == "complaint":
        return "a provider's complaint notice"
    attached = [part for part in mail.attachments if part.content_type == RETURNED_TYPE]
    return "titled as a complaint" if attached and COMPLAINT_SUBJECT.match(mail.subject) else None


def _auto_submitted(mail: InboundMail, sender: str) -> str | None:
    """RFC 3834 5; a message forwarded by a rule of its reader was still written by a person."""
    del sender
    value = re.split(r"[;\s(]", mail.header("Auto-Submitted").strip().lower(), maxsplit=1)[0]
    return f"Auto-Submitted: {value}" if value not in {"", "no", "auto-forwarded"} else None


def _vacation_headers(mail: InboundMail, sender: str) -> str | None:
    del sender
    for name, machine in MACHINE_HEADERS:
        value = mail.header(name).strip().lower()
        if value and machine.match(value):
            return f"{name}: {value[:40]}"
    return None


def _auto_subject(mail: InboundMail, sender: str) -> str | None:
    del sender
    found = automatic_title(mail)
    return f"titled {found!r}" if found else None


def _list_mail(mail: InboundMail, sender: str) -> str | None:
    del sender
    if mail.header("List-Id") or mail.header("List-Post"):
        return "a mailing list sent it"
    precedence = mail.header("Precedence").strip().lower()
    return f"Precedence: {precedence}" if precedence in {"bulk", "list", "junk"} else None


def _null_sender(mail: InboundMail, sender: str) -> str | None:
    return (
        "it has no sender to answer to"
        if sender == "" or mail.header("Return-Path").strip() == "<>"
        else None
    )


def _disposition(mail: InboundMail, sender: str) -> str | None:
    del sender
    read = any(report.content_type.endswith("disposition-notification") for report in mail.reports)
    return "read receipt (RFC 8098)" if read else None


ANYTHING = re.compile(r"")
MACHINE_HEADERS = (
    ("X-Autoreply", re.compile(r"(?!no$)")),
    ("X-Autorespond", ANYTHING),
    ("X-Autoresponder", ANYTHING),
    ("X-Auto-Reply", ANYTHING),
    ("X-AutoReply-From", ANYTHING),
    ("X-Mail-Autoreply", ANYTHING),
    ("X-Vacation", ANYTHING),
    ("X-Vacation-Reply", ANYTHING),
    ("X-Autoresponse", ANYTHING),
    ("X-Autogenerated", ANYTHING),
    ("X-Auto-Replied", ANYTHING),
    ("X-Amazon-Auto-Reply", ANYTHING),
    ("X-MDAutoResponder", ANYTHING),
    ("X-Out-Of-Office", ANYTHING),
    ("X-OTRS-Loop", re.compile(r"true|yes|1")),
    ("X-Response-Type", re.compile(r"auto")),
    ("X-Mailer", re.compile(r"vacation|.{0,40}autorespon")),
    ("X-Precedence", re.compile(r"auto_reply")),
    ("Preference", re.compile(r"auto_reply")),
    ("X-FC-MachineGenerated", re.compile(r"true|yes|1")),
    ("X-POST-MessageClass", re.compile(r"9;? ?autoresponder")),
    ("X-Auto-Response-Suppress", re.compile(r"(?!none$)")),
    ("Precedence", re.compile(r"auto_reply")),
    ("Delivered-To", re.compile(r"autoresponder$")),
    ("X-Cron-Env", ANYTHING),
)

VERDICTS: tuple[tuple[Kind, Rule], ...] = (
    (Kind.LOOP, _loop),
    (
        Kind.CALENDAR_REPLY,
        _calendar_reply,
    ),  # before all that follows: calendars mark their answers as automatic
    (Kind.COMPLAINT, _complaint),
    (Kind.BOUNCE, _told(Delivery.FAILED)),
    (Kind.DELAY, _told(Delivery.DELAYED)),
    (Kind.DELIVERED, _told(Delivery.DELIVERED)),
    (Kind.AUTO_REPLY, _auto_submitted),
    (Kind.AUTO_REPLY, _vacation_headers),
    (Kind.AUTO_REPLY, _disposition),
    (Kind.AUTO_REPLY, _auto_subject),
    (Kind.LIST_MAIL, _list_mail),
    (Kind.NULL_SENDER, _null_sender),
)
