"""What becomes of news about a mail of ours: it came back, or its reader reported it as spam.

The address is marked only when it is the one we wrote to, named or in a report; a person sees it either way, and nobody
is answered.
"""

from core.commands import Fate, KeepMessage, NoteDelivery
from inbound.decision import Decision, Outcome
from inbound.question import Question
from inbound.screen import Screened

NO_MESSAGE = 0
"""In place of the message's id, which the journal knows and a decision does not need."""


def came_back(screened: Screened, question: Question) -> Decision:
    """N.13: the address is not written to any more until somebody corrects it."""
    named = screened.bounced_recipient.lower()
    if not screened.failed_for(question.address):
        why = (
            f"Mail to {named} came back, which is not the address we wrote to ({question.address})."
            if named
            else f"Perhaps our mail to {question.address} came back ({screened.why}), but this names no address. Please read it."
        )
        return Decision(outcome=Outcome.KEEP, why=why, commands=(_keep(question, why),))
    why = f"Our mail to {question.address} came back: {screened.why}."
    return _noted(question, Fate.BOUNCED, why)


def complained(screened: Screened, question: Question) -> Decision:
    """RFC 5965: whoever pressed "this is spam" gets no more mail from us, and the office hears of it."""
    why = f"Our mail to {question.address} was reported as spam: {screened.why}."
    return _noted(question, Fate.COMPLAINED, why)


def _noted(question: Question, fate: Fate, why: str) -> Decision:
    note = NoteDelivery(
        order=question.order,
        notification_id=question.notification_id,
        address=question.address,
        fate=fate,
        why=why,
    )
    bounced = question.address if fate is Fate.BOUNCED else ""
    return Decision(outcome=Outcome.KEEP, why=why, commands=(_keep(question, why), note), bounced=bounced)


def _keep(question: Question, why: str) -> KeepMessage:
    return KeepMessage(order=question.order, message_id=NO_MESSAGE, why=why)


def perhaps_came_back(screened: Screened) -> Decision:
    """A bounce in prose about no question of ours: it may be a person who writes of such things."""
    why = f"Perhaps a mail of ours came back ({screened.why}), but it is about none that we can recognise. Please read it."
    return Decision(outcome=Outcome.TRIAGE, why=why)
