"""What was promised, looked up afterwards in the database, in the mailboxes and in Slack.

Every promise that is broken becomes one line; what may happen twice (a mail, a Slack line) is counted.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bench.soak.kinds import THEIRS, Letter
from bench.soak.orders import Subject
from bench.soak.outside import Outside
from core.db import Sessions, transaction
from core.events import MessageKept
from core.jobs import counts, dead
from core.model import (
    Card,
    CardStatus,
    Confirmation,
    Event,
    InboundMessage,
    Main,
    MessageStatus,
    Notification,
    NotificationStatus,
    Quote,
    QuoteStatus,
    Visit,
    WorkOrder,
)
from inbound.dedupe import dedupe_key
from inbound.envelope import Envelope
from sandbox import sample

Poured = Sequence[tuple[Subject, Letter]]
UNFINISHED = frozenset({MessageStatus.RECEIVED, MessageStatus.DECIDED, MessageStatus.DEAD})
MOST_NAMED = 5  # examples of each broken promise


@dataclass(frozen=True)
class Verdict:
    """`broken` promises, one line each; `totals` for people, by name."""

    broken: tuple[str, ...]
    totals: Mapping[str, int]


def verdict(sessions: Sessions, outside: Outside, poured: Poured, domain: str) -> Verdict:
    """To be asked when no job is left."""
    totals: Counter[str] = Counter()
    with transaction(sessions) as session:
        checks = {
            "messages": list(_messages(session, poured, totals)),
            "work orders": list(_orders(session, poured)),
            "events": list(_events(session, poured, totals)),
            "notifications": list(_notifications(session, poured, totals)),
            "mails": list(_mails(session, outside, domain, totals)),
            "Slack": list(_slack(session, outside, totals)),
            "jobs": list(_jobs(session, totals)),
        }
    return Verdict(tuple(line for what, found in checks.items() for line in _named(what, found)), totals)


def _named(what: str, found: Sequence[str]) -> Iterator[str]:
    yield from (f"{what}: {line}" for line in found[:MOST_NAMED])
    if len(found) > MOST_NAMED:
        yield f"{what}: and {len(found) - MOST_NAMED} more"


def _messages(session: Session, poured: Poured, totals: Counter[str]) -> Iterator[str]:
    """Every message is in the journal once and has ended as its kind says."""
    rows = session.execute(select(InboundMessage.dedupe_key, InboundMessage.status, InboundMessage.why)).all()
    ended = {row.dedupe_key: row for row in rows}
    totals["messages journaled"] = len(rows)
    if len(rows) != len(poured):
        yield f"{len(poured)} different messages were taken in, {len(rows)} are in the journal"
    for subject, letter in poured:
        row = ended.get(key_of(letter))
        if row is None:
            yield f"{subject.kind.name} about WO-{subject.order} was accepted and is not in the journal"
        elif row.status in UNFINISHED or row.status is not subject.kind.ends:
            yield f"{subject.kind.name} about WO-{subject.order} ended {row.status}, not {subject.kind.ends}: {row.why}"
        else:
            totals[f"messages {row.status}"] += 1


def key_of(letter: Letter) -> str:
    """By which the journal knows the message."""
    return dedupe_key(Envelope(letter.sender, (letter.to,), letter.raw, "", "", datetime.now(UTC)))


def _orders(session: Session, poured: Poured) -> Iterator[str]:
    """Each work order says what its customer's mail should have made of it."""
    rows = session.execute(
        select(WorkOrder.company_id, WorkOrder.number, WorkOrder.status, Visit.confirmation, Quote.status)
        .join(Visit, Visit.work_order_id == WorkOrder.id)
        .outerjoin(Quote, Quote.work_order_id == WorkOrder.id)
    ).all()
    states = {(company, number): states for company, number, *states in rows}
    for subject, _letter in poured:
        main, confirmation, quote = states[subject.company_id, subject.order]
        wanted = subject.kind.leaves
        says = {Main: main, Confirmation: confirmation, QuoteStatus: quote}[type(wanted)]
        if says is not wanted:
            yield f"after {subject.kind.name} WO-{subject.order} is {says}, not {wanted}"


def _events(session: Session, poured: Poured, totals: Counter[str]) -> Iterator[str]:
    """What the customer's mail caused happened exactly once, and nothing else of the kind did."""
    rows = session.execute(
        select(WorkOrder.company_id, WorkOrder.number, Event.name)
        .join(Event, Event.work_order_id == WorkOrder.id)
        .where(Event.name.in_(THEIRS))
    ).all()
    happened: dict[tuple[int, int], list[str]] = {}
    for company, number, name in rows:
        happened.setdefault((company, number), []).append(name)
    totals["answers applied"] = len(rows)
    yield from _kept_twice(session)
    for subject, _letter in poured:
        found = happened.get((subject.company_id, subject.order), [])
        wanted = [subject.kind.event] if subject.kind.event else []
        if found != wanted:
            yield f"{subject.kind.name} about WO-{subject.order} caused {found}, not {wanted}"


def _kept_twice(session: Session) -> Iterator[str]:
    """What a message left for a person to read is in a history once."""
    message = Event.data["message_id"].as_integer()
    kept = select(message, func.count()).where(Event.name == MessageKept.name).group_by(message)
    for number, times in session.execute(kept.having(func.count() > 1)):
        yield f"message {number} was kept {times} times"


def _notifications(session: Session, poured: Poured, totals: Counter[str]) -> Iterator[str]:
    """Everyone was told, or what they would have been told was no longer true; only bounced mail has failed."""
    bounced = {subject.contact_id for subject, _letter in poured if subject.kind.name == "bounce"}
    for told in session.scalars(select(Notification)):
        totals[f"{told.channel} notifications {told.status}"] += 1
        allowed = {NotificationStatus.SENT, NotificationStatus.DROPPED}
        if told.contact_id in bounced:
            allowed.add(NotificationStatus.FAILED)
        if told.status not in allowed:
            yield f"{told.channel} {told.name} (number {told.id}) is {told.status}: {told.error}"


def _mails(session: Session, outside: Outside, domain: str, totals: Counter[str]) -> Iterator[str]:
    """Every mail that counts as sent is in its mailbox; a second copy is the same message to the byte."""
    copies = outside.mailboxes.copies()
    totals["mails delivered"] = sum(map(len, copies.values()))
    totals["mails delivered again"] = totals["mails delivered"] - len(copies)
    yield from (
        f"{at[0]} has different mails of one Message-ID" for at, raws in copies.items() if len({*raws}) > 1
    )
    told = session.scalars(select(Notification).where(Notification.channel == "email")).all()
    known = {((each.address or "").lower(), f"<{each.message_key}@{domain}>"): each for each in told}
    for where, each in known.items():
        if each.status is NotificationStatus.SENT and where not in copies:
            yield f"{each.name} (number {each.id}) counts as sent and is not in the mailbox"
    yield from (f"{at[0]} has a mail that nobody was to be sent" for at in copies if at not in known)


def _slack(session: Session, outside: Outside, totals: Counter[str]) -> Iterator[str]:
    """Every line and card that counts as posted is there; a card is there once."""
    posted = outside.slack.parts.workspace.public_messages(sample.DISPATCH.slack_channel_id)
    by_ts = {message.ts: message for message in posted}
    lines = session.scalars(
        select(Notification).where(
            Notification.channel == "slack", Notification.status == NotificationStatus.SENT
        )
    ).all()
    yield from (
        f"line {each.id} ({each.name}) is not in Slack" for each in lines if each.remote_id not in by_ts
    )
    cards = session.scalars(select(Card)).all()
    yield from (
        f"card {each.subject} is {each.status}"
        for each in cards
        if each.status is not CardStatus.POSTED or each.ts not in by_ts
    )
    keys = Counter(str(each.metadata["event_payload"]["key"]) for each in posted if each.metadata)
    yield from _twice(keys, cards)
    totals["Slack cards"], totals["Slack lines"] = sum(keys.values()), len(posted) - sum(keys.values())
    totals["Slack lines posted again"] = totals["Slack lines"] - len(lines)
    yield from (
        str(each) for each in outside.slack.parts.record.violations if each["kind"] != "app_unreachable"
    )


def _twice(keys: Counter[str], cards: Iterable[Card]) -> Iterator[str]:
    subjects = {card.post_key: card.subject for card in cards}
    for key, times in keys.items():
        if times > 1:
            yield f"card {subjects.get(key, 'of nothing')} is there {times} times"


def _jobs(session: Session, totals: Counter[str]) -> Iterator[str]:
    for state, number in counts(session).items():
        totals[f"jobs {state}"] = number
        if number:
            yield f"{number} are {state}"
    yield from (f"{each.task} {dict(each.args)} is dead: {each.why}" for each in dead(session, MOST_NAMED))
