"""What a customer is told when their reply changes nothing: a refusal is an answer, never silence.

The Desk's sentences speak to staff; these say the same to the person outside.
"""

from core import refusals
from core.commands import KeepMessage
from core.refusals import Refusal
from inbound.decision import Decision, Outcome
from inbound.question import Question

MOST_ANSWERS = 3
"""To one contact within an hour; after that people write, not machines."""

CANCELLED = (
    "This work has been cancelled, so there was nothing left to answer and nothing was changed. "
    "If you still need us, just reply and we will set up a new visit."
)
BY_A_PERSON = "A person will read it and get back to you."
NO_LONGER = (
    "Your answer reached us, but things have moved on since we asked, so we did not apply it. "
    f"{BY_A_PERSON}"
)
NOT_THE_APPROVER = "We could not take this as an approval. We have passed your message on, and a person will get back to you."


def answer_to(refusal: Refusal) -> tuple[str, bool]:
    """The sentence for the customer, and whether a person has to look as well."""
    match refusal:
        case refusals.Terminal():
            return CANCELLED, False
        case refusals.Replaced():
            return f"{refusal.words} Nothing was changed. {BY_A_PERSON}", True
        case refusals.Moved() | refusals.Stale():
            return f"{refusal.words} Nothing was changed; please answer our newest message.", False
        case refusals.Perm() | refusals.Auth():
            return NOT_THE_APPROVER, True
        case _:
            return NO_LONGER, True


def refused(question: Question, message_id: int, refusal: Refusal) -> Decision:
    """What becomes of a reply that the Desk refused: kept with its order, and answered once."""
    answer, for_person = answer_to(refusal)
    muted = question.answers_lately >= MOST_ANSWERS
    why = f"It could not be applied: {refusal.words}"
    keep = KeepMessage(
        order=question.order,
        message_id=message_id,
        why=why,
        answer=None if muted else answer,
        for_person=for_person or muted,
    )
    return Decision(outcome=Outcome.KEEP, why=why, commands=(keep,), by_contact=True)
