"""What a customer is told when their reply changes nothing: a refusal is an answer, never silence.

The Desk's sentences speak to staff; these say the same to the person outside.
"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from core import refusals
from core.commands import ApproveQuote, AskForCode, KeepMessage
from core.refusals import Refusal
from inbound.decision import Decision, Outcome
from inbound.question import Question

MOST_ANSWERS = 3
"""To one contact within an hour; after that people write, not machines."""
MOST_ANSWERS_A_DAY = 6
"""To one contact; what comes after that a person reads, for two slow machines may be talking."""

CANCELLED = (
    "This work has been cancelled, so there was nothing left to answer and nothing was changed. "
    "If you still need us, just reply and we will set up a new visit."
)
BY_A_PERSON = "A person will read it and get back to you."
NO_LONGER = (
    f"Your answer reached us, but things have moved on since we asked, so we did not apply it. {BY_A_PERSON}"
)
NOT_VERIFIED = (
    "We couldn't verify this reply, so nothing was changed. Answer our newest mail about the quote, or call us; "
    "a person has your message, too."
)
NOT_THE_APPROVER = "We could not take this as an approval. We have passed your message on, and a person will get back to you."


FIXED: Mapping[type[Refusal], tuple[str, bool]] = MappingProxyType(
    {
        refusals.Terminal: (CANCELLED, False),
        refusals.Auth: (NOT_VERIFIED, True),
        refusals.Perm: (NOT_THE_APPROVER, True),
    }
)
"""What the refusal itself says is for staff."""


def answer_to(refusal: Refusal) -> tuple[str, bool]:
    """The sentence for the customer, and whether a person has to look as well."""
    match refusal:
        case refusals.Replaced():
            return f"{refusal.words} Nothing was changed. {BY_A_PERSON}", True
        case refusals.Moved() | refusals.Stale():
            return f"{refusal.words} Nothing was changed; please answer our newest message.", False
        case refusals.JustDone():
            return f"{refusal.words} Nothing else was changed.", False
        case _:
            return FIXED.get(type(refusal), (NO_LONGER, True))


def refused(question: Question, message_id: int, refusal: Refusal, decision: Decision) -> Decision:
    """What becomes of a reply that the Desk refused: a code is asked for, or it is kept and answered once."""
    if isinstance(refusal, refusals.Auth) and (asking := _with_code(decision)):
        return asking
    answer, for_person = answer_to(refusal)
    muted = question.answers_lately >= MOST_ANSWERS or question.answers_today >= MOST_ANSWERS_A_DAY
    why = f"It could not be applied: {refusal.words}"
    keep = KeepMessage(
        order=question.order,
        message_id=message_id,
        why=why,
        answer=None if muted else answer,
        for_person=for_person or muted,
    )
    return replace(decision, outcome=Outcome.KEEP, why=why, commands=(keep,), by_contact=True)


def _with_code(decision: Decision) -> Decision | None:
    """Above an approver's limit a code is asked for, however well the mail is proven (§6)."""
    for command in decision.commands:
        if isinstance(command, ApproveQuote):
            asked = AskForCode(
                order=command.order, version=command.version, total=command.total, words=command.words
            )
            why = "The total is above what they may approve by mail alone, so we asked for a one-time code."
            return replace(decision, why=why, commands=(asked,))
    return None
