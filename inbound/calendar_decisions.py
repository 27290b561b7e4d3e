"""What becomes of an answer from a calendar: Accept, Decline, Tentative, or another time proposed (RFC 5546 3.2).

An answer counts when invite and invitee are the ones we asked. The revision answered is the invite's SEQUENCE, and
whether it is still the newest is the Desk's to judge: an answer to an older one changes nothing and is told so (L33).
"""

from datetime import UTC, datetime, timedelta

from core.commands import Command, Confirm, DeclineVisit, KeepMessage, RequestReschedule, Window
from inbound.decision import Decision, Outcome
from inbound.itip import CalendarAnswer
from inbound.question import Question

NO_MESSAGE = 0
"""In place of the message's id, which the journal knows and a decision does not need."""
TENTATIVE = (
    "You marked our visit as tentative, so it is not confirmed yet. Reply “yes” once it suits you, or with a time that "
    "suits you better."
)
FARTHEST = timedelta(days=5 * 365)
"""From when they write."""
MOST_SHOWN = 300
"""Letters of what they wrote beside the button; the message has the rest."""
KINDS: dict[str, type[Confirm] | type[DeclineVisit]] = {"ACCEPTED": Confirm, "DECLINED": DeclineVisit}


def by_calendar(
    answer: CalendarAnswer | None, question: Question, invite_uid: str, written_at: datetime
) -> Decision:
    """The decision about one answer; `invite_uid` is the UID of our invite for the visit asked about."""
    if answer is None:
        return _kept(question, "The calendar answer cannot be read.")
    if answer.uid != invite_uid or answer.attendee != question.address.lower():
        return _kept(question, "The calendar answer is about another invite or from another invitee.")
    if answer.method == "COUNTER":
        return _proposed(answer, question, written_at)
    if answer.status in KINDS:
        return _pressed(answer, question)
    if answer.status == "TENTATIVE" and not answer.comment:
        return _nudged(question)
    return _kept(
        question,
        f"A calendar answer that only a person can deal with ({answer.status.lower() or 'no status'}).",
    )


def _pressed(answer: CalendarAnswer, question: Question) -> Decision:
    """Who accepts and writes something beside it is heard twice: the visit is confirmed, and a person reads the words."""
    button = answer.status.capitalize()
    command = KINDS[answer.status](
        order=question.order, for_rev=answer.sequence, words=_words(f"{button} in the calendar", answer)
    )
    commands: tuple[Command, ...] = (command,)
    if answer.comment and isinstance(command, Confirm):
        commands += (_message(question, f"They also wrote: “{answer.comment[:MOST_SHOWN]}”"),)
    return _applied(f"{button} was pressed on our calendar invite.", *commands)


def _words(what: str, answer: CalendarAnswer) -> str:
    return f"{what}: {answer.comment}" if answer.comment else what


def _proposed(answer: CalendarAnswer, question: Question, written_at: datetime) -> Decision:
    """L23: another time proposed in the calendar is a wish like any other; the office takes it or does not."""
    span = _span(answer, question)
    if span is None:
        return _kept(question, "The calendar proposes no time that can be read.")
    start, end = span
    if not written_at < start < end:
        return _kept(question, "The calendar proposes a time that lies in the past or ends before it begins.")
    if end > written_at + FARTHEST:
        return _kept(question, "The calendar proposes a time that is years ahead.")
    if (start, end) == (question.start, question.end):
        return _kept(question, "The calendar proposes the very time that is booked.")
    words = _words("Proposed in the calendar", answer)
    command = RequestReschedule(
        order=question.order,
        for_rev=answer.sequence,
        words=words,
        proposals=(Window(start=start, end=end, words=words),),
    )
    return _applied("Another time was proposed in the calendar.", command)


def _span(answer: CalendarAnswer, question: Question) -> tuple[datetime, datetime] | None:
    """From when to when; None without a time, and where it lies outside of the years that there are in every zone."""
    if answer.start is None:
        return None
    try:
        start = answer.start.astimezone(UTC)
        return start, answer.end.astimezone(UTC) if answer.end is not None else start + question.length
    except (OverflowError, ValueError):
        return None


def _nudged(question: Question) -> Decision:
    """Tentative is neither yes nor no. They are asked once a day which it is; after that a person looks (I11)."""
    why = "Tentative was pressed on our calendar invite."
    if question.answers_today:
        return _kept(question, why)
    return _kept(question, why, answer=TENTATIVE)


def _applied(why: str, *commands: Command) -> Decision:
    return Decision(outcome=Outcome.APPLY, why=why, commands=commands, by_contact=True)


def _kept(question: Question, why: str, answer: str | None = None) -> Decision:
    command = _message(question, why, answer)
    return Decision(outcome=Outcome.KEEP, why=why, commands=(command,), by_contact=True)


def _message(question: Question, why: str, answer: str | None = None) -> KeepMessage:
    return KeepMessage(
        order=question.order,
        message_id=NO_MESSAGE,
        why=why,
        answer=answer,
        kind="tentative" if answer else "",
        for_person=answer is None,
    )
