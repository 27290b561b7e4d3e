"""Intent, proof and the question answered → one decision. Pure.

Never act wrongly: only a person writing from the address we asked, in words that are fully understood, changes
anything; whether the state and revision still allow it is the Desk's to say. Everything else is kept where somebody
sees it, with the reason.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from core.commands import (
    ApproveQuote,
    ApproveWithCode,
    AskForCode,
    AskWhich,
    Command,
    Confirm,
    DeclineVisit,
    KeepMessage,
    PickSlot,
    RejectQuote,
    RequestCancel,
    RequestReschedule,
    StartMail,
    StopMail,
    WithdrawReschedule,
)
from core.language.choices import read_choice
from core.language.replies import Intent, Understood
from core.model import Asks
from core.people import Proof
from inbound.calendar_decisions import NO_MESSAGE, by_calendar
from inbound.correlate import Correlated
from inbound.decision import Decision, Outcome
from inbound.interpret import windows
from inbound.itip import CalendarAnswer
from inbound.question import Question
from inbound.screen import HEARD, Kind, Screened
from inbound.stopping import is_start
from inbound.undelivered import came_back, complained, perhaps_came_back

NEWS: Mapping[Kind, Callable[[Screened, Question], Decision]] = MappingProxyType(
    {Kind.BOUNCE: came_back, Kind.COMPLAINT: complained}
)
"""What machines say about a mail of ours."""
MOST_KEPT = 3
"""Automatic answers about one work order within an hour that are shown with it; more say nothing new."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """All that the earlier steps found. `doubt` says why the proof is no higher; `invite_uid` is the UID of our invite
    for the visit asked about; `code_is_right` is None where no code was given.
    """

    screened: Screened
    correlated: Correlated
    proof: Proof
    doubt: str = ""
    words: str
    written_at: datetime
    understood: Understood | None = None
    calendar: CalendarAnswer | None = None
    invite_uid: str = ""
    code_is_right: bool | None = None


def decide(evidence: Evidence) -> Decision:
    """What is to be done; the same evidence always gives the same decision."""
    question = evidence.correlated.question
    if evidence.screened.kind not in HEARD:
        return _machine(evidence.screened, question)
    if question is None:
        return Decision(outcome=Outcome.TRIAGE, why=evidence.correlated.by)
    return _ask_which(evidence) if evidence.correlated.by_sender else _heard(evidence, question)


def _machine(screened: Screened, question: Question | None) -> Decision:
    """What nobody wrote never acts and is never answered; what it says about our own mail is noted (I11)."""
    kind = screened.kind
    if question is not None and kind in NEWS:
        return NEWS[kind](screened, question)
    if kind is Kind.BOUNCE and not screened.reported:
        return perhaps_came_back(screened)
    if kind is Kind.AUTO_REPLY and question is not None and question.kept_lately < MOST_KEPT:
        return _keep(
            question, "An automatic answer, perhaps out of office.", for_person=False, by_contact=False
        )
    return Decision(outcome=Outcome.IGNORE, why=f"Not a person ({kind.value}): {screened.why}.")


def _heard(evidence: Evidence, question: Question) -> Decision:
    if evidence.proof < Proof.KNOWN_ADDRESS:
        return _keep(question, evidence.doubt, by_contact=False)
    if evidence.screened.kind is Kind.CALENDAR_REPLY:
        return by_calendar(evidence.calendar, question, evidence.invite_uid, evidence.written_at)
    if evidence.correlated.matters:
        return _ask_which(evidence)
    if evidence.code_is_right is not None:
        return _by_code(question, right=evidence.code_is_right)
    return _read(evidence, question)


def _read(evidence: Evidence, question: Question) -> Decision:
    if evidence.understood is None:
        return _keep(question, "The reply has no new text.")
    if question.stopped and is_start(evidence.words):
        start = StartMail(order=question.order, words=evidence.words)
        return Decision(
            outcome=Outcome.APPLY, why="They want all mail again.", commands=(start,), by_contact=True
        )
    if question.asks is Asks.PICK_SLOT and (choice := _choice(evidence, question, evidence.understood)):
        return _pick(evidence, question, choice)
    return _by_words(evidence, question, evidence.understood)


def _ask_which(evidence: Evidence) -> Decision:
    """One question back about each matter and day; what is still unclear then, a person reads."""
    matters = evidence.correlated.matters
    if any(each.asked_which for each in matters):
        return _keep(matters[0], "We asked them today already which matter they mean.")
    command = AskWhich(
        order=matters[0].order,
        message_id=NO_MESSAGE,
        words=evidence.words,
        asked_in=tuple(each.notification_id for each in matters),
    )
    why = "It does not say which of our questions it answers, so we asked."
    return Decision(outcome=Outcome.KEEP, why=why, commands=(command,), by_contact=True)


def _by_code(question: Question, *, right: bool) -> Decision:
    assert question.code_id is not None
    command = ApproveWithCode(order=question.order, code_id=question.code_id, right=right)
    why = "They gave the one-time code we had sent." if right else "They gave a wrong code."
    return Decision(outcome=Outcome.APPLY, why=why, commands=(command,), by_contact=True)


def _choice(evidence: Evidence, question: Question, understood: Understood) -> int | None:
    """The number of the slot they take: said as a number, or by naming its very time and no other."""
    choice = read_choice(evidence.words, len(question.slots))
    if choice is not None or understood.intent is not Intent.RESCHEDULE or understood.also_question:
        return choice
    named = windows(understood.times, question, evidence.written_at)
    spans = [(slot.start, slot.end) for slot in question.slots]
    if len(understood.times) != 1 or len(named) != 1 or (named[0].start, named[0].end) not in spans:
        return None
    return spans.index((named[0].start, named[0].end)) + 1


def _pick(evidence: Evidence, question: Question, choice: int) -> Decision:
    command = PickSlot(
        order=question.order,
        for_rev=question.schedule_rev,
        choice=choice,
        window=question.slots[choice - 1],
        words=evidence.words,
    )
    why = f"They picked number {choice} of the times we sent."
    return Decision(outcome=Outcome.APPLY, why=why, commands=(command,), by_contact=True)


def _by_words(evidence: Evidence, question: Question, understood: Understood) -> Decision:
    make = ACTS.get((understood.intent, question.asks))
    if make is None:
        return _not_acted_on(question, understood)
    commands: tuple[Command, ...] = (make(evidence, question),)
    if understood.also_question:
        commands += (_message(question, "They also asked something."),)
    return Decision(outcome=Outcome.APPLY, why=understood.why, commands=commands, by_contact=True)


def _not_acted_on(question: Question, understood: Understood) -> Decision:
    if understood.intent is Intent.IGNORE:
        return _keep(question, understood.why, for_person=False)
    return _keep(question, understood.why or "A person has to read this.")


def _confirm(evidence: Evidence, question: Question) -> Command:
    return Confirm(order=question.order, for_rev=question.schedule_rev, words=evidence.words)


def _decline(evidence: Evidence, question: Question) -> Command:
    return DeclineVisit(order=question.order, for_rev=question.schedule_rev, words=evidence.words)


def _please_cancel(evidence: Evidence, question: Question) -> Command:
    """L31b: the office decides, whatever the customer's word for it was."""
    return RequestCancel(order=question.order, words=evidence.words)


def _another_time(evidence: Evidence, question: Question) -> Command:
    assert evidence.understood is not None
    proposals = windows(evidence.understood.times, question, evidence.written_at)
    return RequestReschedule(
        order=question.order, for_rev=question.schedule_rev, words=evidence.words, proposals=proposals
    )


def _as_booked(evidence: Evidence, question: Question) -> Command:
    """L27: the wish for another time is taken back. The Desk refuses it where none is open."""
    return WithdrawReschedule(order=question.order, words=evidence.words, for_rev=question.schedule_rev)


def _approve(evidence: Evidence, question: Question) -> Command:
    """I15: exactly the version and total that our mail showed. At E2 money needs a one-time code first (§6)."""
    assert question.quote_version is not None
    assert question.quote_total is not None
    kind = ApproveQuote if evidence.proof >= Proof.AUTHENTICATED else AskForCode
    return kind(
        order=question.order,
        version=question.quote_version,
        total=question.quote_total,
        words=evidence.words,
    )


def _reject(evidence: Evidence, question: Question) -> Command:
    assert question.quote_version is not None
    return RejectQuote(order=question.order, version=question.quote_version, words=evidence.words)


def _stop(evidence: Evidence, question: Question) -> Command:
    """To the address that writes, whatever our mail was about."""
    return StopMail(order=question.order, words=evidence.words)


Act = Callable[[Evidence, Question], Command]

# fmt: off
ACTS: dict[tuple[Intent, Asks | None], Act] = {
    # what they want     what we asked          what is done
    (Intent.CONFIRM,     Asks.CONFIRM_VISIT):   _confirm,
    (Intent.RESCHEDULE,  Asks.CONFIRM_VISIT):   _another_time,
    (Intent.RESCHEDULE,  Asks.PICK_SLOT):       _another_time,
    (Intent.RESCHEDULE,  None):                 _another_time,
    (Intent.DECLINE,     Asks.CONFIRM_VISIT):   _decline,
    (Intent.WITHDRAW,    Asks.CONFIRM_VISIT):   _as_booked,
    (Intent.WITHDRAW,    Asks.PICK_SLOT):       _as_booked,
    (Intent.WITHDRAW,    None):                 _as_booked,
    (Intent.CANCEL,      Asks.CONFIRM_VISIT):   _please_cancel,
    (Intent.CANCEL,      Asks.PICK_SLOT):       _please_cancel,
    (Intent.CANCEL,      None):                 _please_cancel,
    (Intent.APPROVE,     Asks.APPROVE_QUOTE):   _approve,
    (Intent.DECLINE,     Asks.APPROVE_QUOTE):   _reject,
    **{(Intent.UNSUBSCRIBE, asks): _stop for asks in (*Asks, None)},
}
# fmt: on


def _keep(question: Question, why: str, *, for_person: bool = True, by_contact: bool = True) -> Decision:
    command = _message(question, why, for_person=for_person)
    return Decision(outcome=Outcome.KEEP, why=why, commands=(command,), by_contact=by_contact)


def _message(question: Question, why: str, *, for_person: bool = True) -> KeepMessage:
    return KeepMessage(order=question.order, message_id=NO_MESSAGE, why=why, for_person=for_person)
