"""Is this message about a mail that did not arrive, and whose?

A machine-readable report (RFC 3464) is believed first: its Action decides, so a success notice is no failure and a
delay is not the end; a provider's notice as JSON says the same. Mail systems that write prose instead are recognised by
two independent signs out of three, who sends it, how it is titled and what it says; one sign alone never makes a bounce,
for people quote such words too.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from inbound.mail import InboundMail
from inbound.mime.headers import BARE_ADDRESS
from inbound.screening.phrases import (
    ANSWER_PREFIX,
    BOUNCE_NAME,
    BOUNCE_SENDER,
    BOUNCE_SUBJECT,
    DELAY_WORDS,
    FAILURE_WORDS,
    RETURNED_BELOW,
    RETURNED_TO,
    STATUS_CODE,
    TECHNICAL,
)

STATUS_TYPES = frozenset({"message/delivery-status", "message/global-delivery-status"})
RETURNED_TYPE = "message/rfc822"
MAX_PROSE = 32 * 1024
MAX_HEAD = 8 * 1024


class Delivery(StrEnum):
    """What became of the mail that the message is about."""

    FAILED = "failed"
    DELAYED = "delayed"
    DELIVERED = "delivered"


ACTIONS = {
    "failed": Delivery.FAILED,
    "failure": Delivery.FAILED,
    "delayed": Delivery.DELAYED,
    "delivered": Delivery.DELIVERED,
    "relayed": Delivery.DELIVERED,
    "expanded": Delivery.DELIVERED,
}


@dataclass(frozen=True, slots=True)
class DeliveryNews:
    """The worst that the message says, about whom (may be empty), and how that was seen; `reported` in a form made for
    machines, not in prose.
    """

    delivery: Delivery
    recipient: str
    why: str
    reported: bool = True


def delivery_news(mail: InboundMail, sender: str) -> DeliveryNews | None:
    """News about an earlier mail, or None. `sender` is the envelope sender; empty is the null sender."""
    news = _from_report(mail) or _from_notice(mail) or _from_headers(mail) or _from_prose(mail, sender)
    if news is None or news.recipient:
        return news
    return replace(news, recipient=_address_in(mail.header("X-Failed-Recipients")) or _culprit(mail))


def _from_report(mail: InboundMail) -> DeliveryNews | None:
    found = [
        news
        for report in mail.reports
        if report.content_type in STATUS_TYPES
        for news in _blocks(report.text)
    ]
    severity = (Delivery.FAILED, Delivery.DELAYED, Delivery.DELIVERED)
    return min(found, key=lambda news: severity.index(news.delivery), default=None)


def _blocks(report: str) -> Iterator[DeliveryNews]:
    for block in re.split(r"\n[ \t]*\n", report.replace("\r\n", "\n")):
        fields = _fields(block)
        delivery = _outcome(fields)
        if delivery is None:
            continue
        recipient = _address_in(fields.get("original-recipient", "")) or _address_in(
            fields.get("final-recipient", "")
        )
        status = fields.get("status", "").split(" ", 1)[0]
        yield DeliveryNews(delivery, recipient, f"delivery report: {delivery.value} {status}".rstrip())


def _fields(block: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    for line in re.sub(r"\n[ \t]+", " ", block).split("\n")[:50]:
        name, colon, value = line.partition(":")
        if colon:
            fields.setdefault(name.strip().lower(), value.strip())
    return fields


def _outcome(fields: dict[str, str]) -> Delivery | None:
    """The Action decides; a report without one is judged by the class of its Status (RFC 3463)."""
    action = re.match(r"[a-z]*", fields.get("action", "").lower())
    named = ACTIONS.get(action[0] if action else "")
    if named or "final-recipient" not in fields:
        return named
    by_class = {"5": Delivery.FAILED, "4": Delivery.DELAYED, "2": Delivery.DELIVERED}
    return by_class.get(fields.get("status", "")[:1])


NOTICES = {
    "bounce": (Delivery.FAILED, "bounce", "bouncedRecipients"),
    "delivery": (Delivery.DELIVERED, "delivery", "recipients"),
    "deliverydelay": (Delivery.DELAYED, "deliveryDelay", "delayedRecipients"),
}
"""Amazon SES: the kind of notice, the object that describes it, and where that names the addresses."""


def notice_in(mail: InboundMail) -> dict[str, Any]:
    """The provider's notice that the mail consists of, perhaps wrapped in its topic's envelope; empty without one."""
    body = mail.text[:MAX_PROSE].lstrip()
    for _ in ("in its envelope", "by itself"):
        if not body.startswith("{"):
            return {}
        try:
            notice, _end = json.JSONDecoder().raw_decode(body.replace("\n", ""))
        except (ValueError, RecursionError):
            return {}
        wrapped = notice.get("Message") if isinstance(notice, dict) else None
        if not isinstance(wrapped, str):
            return notice if isinstance(notice, dict) else {}
        body = wrapped
    return {}


def _from_notice(mail: InboundMail) -> DeliveryNews | None:
    notice = notice_in(mail) if mail.text[:MAX_HEAD].lstrip().startswith("{") else {}
    kind = str(notice.get("notificationType") or notice.get("eventType") or "").lower()
    if kind not in NOTICES:
        return None
    delivery, name, listed = NOTICES[kind]
    details = notice.get(name)
    named = details.get(listed) if isinstance(details, dict) else None
    first = named[0] if isinstance(named, list) and named else ""
    recipient = first.get("emailAddress", "") if isinstance(first, dict) else first
    return DeliveryNews(delivery, _address_in(str(recipient)), f"a provider's {kind} notice")


def _from_headers(mail: InboundMail) -> DeliveryNews | None:
    recipient = _address_in(mail.header("X-Failed-Recipients"))
    return DeliveryNews(Delivery.FAILED, recipient, "X-Failed-Recipients names it") if recipient else None


def _from_prose(mail: InboundMail, sender: str) -> DeliveryNews | None:
    prose, returned = _prose(mail)
    titled = BOUNCE_SUBJECT.search(mail.subject[:300])
    delayed = DELAY_WORDS.search(f"{mail.subject[:300]}\n{prose}")
    code = STATUS_CODE.search(prose)
    said = delayed or FAILURE_WORDS.search(prose) or code
    if said is None and titled and _is_mail_system(mail, sender) and not ANSWER_PREFIX.match(mail.subject):
        said = titled
    technical = returned or TECHNICAL.search(prose) is not None
    besides = technical or (code is not None and said is not code)
    sign = _sign_of_a_machine(mail, sender, technical=technical or code is not None, besides=besides)
    if said is None or sign is None:
        return None
    delivery = Delivery.DELAYED if delayed else Delivery.FAILED
    return DeliveryNews(delivery, "", f"{sign} and it says {said[0].strip()[:60]!r}", reported=False)


def _prose(mail: InboundMail) -> tuple[str, bool]:
    """What the mail itself says, and whether it shows the returned mail below or as a part."""
    body = mail.text[:MAX_PROSE]
    prose = RETURNED_BELOW.split(body, maxsplit=1)[0]
    attached = any(part.content_type == RETURNED_TYPE for part in mail.attachments)
    reported = any(report.content_type not in STATUS_TYPES for report in mail.reports)
    return prose, attached or reported or len(prose) < len(body)


def _sign_of_a_machine(mail: InboundMail, sender: str, *, technical: bool, besides: bool) -> str | None:
    """Why a mail system rather than a person seems to write, or None. `technical`: it shows codes or a returned mail;
    `besides`: and words as well, so that one code is not two signs.

    A title alone is not enough: customers write about deliveries too; nor is an answer by the person behind postmaster.
    """
    titled = BOUNCE_SUBJECT.search(mail.subject[:300])
    answers = ANSWER_PREFIX.match(mail.subject) or mail.in_reply_to or mail.references
    if _is_mail_system(mail, sender) and (titled or technical or not answers):
        return "a mail system wrote it"
    if _is_null(mail, sender) and (titled or technical):
        return "it has no sender"
    named = BOUNCE_NAME.search(mail.sender.name)
    if titled and not ANSWER_PREFIX.match(mail.subject) and (besides or named):
        return f"titled {titled[0].strip()!r}"
    return None


def _is_mail_system(mail: InboundMail, sender: str) -> bool:
    """By its name. The envelope's sender has a say only where there is no other: providers let everything that they send
    for people come back to addresses of such names.
    """
    return BOUNCE_SENDER.search(mail.sender.email or mail.sender.name or sender) is not None


def _is_null(mail: InboundMail, sender: str) -> bool:
    return sender == "" or mail.header("Return-Path").strip() == "<>"


def _culprit(mail: InboundMail) -> str:
    """The address the prose is about: the first that is neither the mail system's nor ours; else whom the returned
    mail was for.
    """
    prose, _ = _prose(mail)
    named = [match[0].strip(".'\"") for match in BARE_ADDRESS.finditer(prose)]
    named = [address for address in named if not BOUNCE_SENDER.search(address)]
    written_to = {_address_in(mail.header(name)).lower() for name in ("To", "Cc")}
    everyone = {recipient.lower() for recipient in mail.recipients}
    for own in (everyone, written_to):
        others = {mail.sender.email.lower(), *own}
        found = next((address for address in named if address.lower() not in others), "")
        if found:
            return found
    return _returned_to(mail)


def _returned_to(mail: InboundMail) -> str:
    """Whom the returned mail was for, from its own headers."""
    parts = [report.text for report in mail.reports if report.content_type not in STATUS_TYPES]
    parts += [
        part.content[:MAX_HEAD].decode("utf-8", "replace")
        for part in mail.attachments
        if part.content_type == RETURNED_TYPE
    ]
    below = mail.text[len(_prose(mail)[0]) : MAX_PROSE]
    found = (RETURNED_TO.search(text[:MAX_HEAD]) for text in (*parts, below))
    return next((_address_in(match[1]) for match in found if match), "")


def _address_in(value: str) -> str:
    found = BARE_ADDRESS.search(value.rpartition(";")[2])
    return found[0].strip(".'\"") if found else ""
