"""What a customer is told when their reply changes nothing: a refusal is an answer, never silence.

The Desk's sentences speak to staff; these say the same to the person outside.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from core import refusals
from core.commands import ApproveQuote, ApproveWithCode, AskForCode, KeepMessage, NoteLanguage
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
APPROVALS = (ApproveQuote, AskForCode, ApproveWithCode)
JUST_APPROVED = refusals.JustDone("That quote is approved already.")


@dataclass(frozen=True, slots=True)
class Answer:
    """The sentence for the customer, the same in one word for other languages, and whether a person has to look."""

    words: str
    kind: str
    for_person: bool


FIXED: Mapping[type[Refusal], Answer] = MappingProxyType(
    {
        refusals.Terminal: Answer(CANCELLED, "cancelled", for_person=False),
        refusals.Auth: Answer(NOT_VERIFIED, "unverified", for_person=True),
        refusals.Perm: Answer(NOT_THE_APPROVER, "not_approver", for_person=True),
    }
)
"""What the refusal itself says is for staff."""


def answer_to(refusal: Refusal) -> Answer:
    """What a customer is told about a refusal."""
    match refusal:
        case refusals.Replaced():
            said = f"{refusal.words} Nothing was changed. {BY_A_PERSON}"
            return Answer(said, "replaced", for_person=True)
        case refusals.Moved() | refusals.Stale():
            said = f"{refusal.words} Nothing was changed; please answer our newest message."
            return Answer(said, "moved", for_person=False)
        case refusals.JustDone():
            return Answer(f"{refusal.words} Nothing else was changed.", "just_done", for_person=False)
        case _:
            return FIXED.get(type(refusal), Answer(NO_LONGER, "over", for_person=True))


def refused(question: Question, message_id: int, refusal: Refusal, decision: Decision) -> Decision:
    """What becomes of a reply that the Desk refused: a code is asked for, or it is kept and answered once."""
    if isinstance(refusal, refusals.Auth) and (asking := _with_code(decision)):
        return asking
    answer = answer_to(JUST_APPROVED if _approves_again(question, refusal, decision) else refusal)
    muted = question.answers_lately >= MOST_ANSWERS or question.answers_today >= MOST_ANSWERS_A_DAY
    asked = [each.why for each in decision.commands if isinstance(each, KeepMessage) and each.for_person]
    why = " ".join((f"It could not be applied: {refusal.words}", *asked))
    keep = KeepMessage(
        order=question.order,
        message_id=message_id,
        why=why,
        answer=None if muted else answer.words,
        kind=answer.kind,
        for_person=answer.for_person or muted or bool(asked),
    )
    languages = tuple(each for each in decision.commands if isinstance(each, NoteLanguage))
    return replace(decision, outcome=Outcome.KEEP, why=why, commands=(*languages, keep), by_contact=True)


def _approves_again(question: Question, refusal: Refusal, decision: Decision) -> bool:
    """Whether they say yes once more to the very version that is approved, by whatever way (L14)."""
    again = isinstance(refusal, refusals.Approved) and refusal.version == question.quote_version
    return again and any(isinstance(each, APPROVALS) for each in decision.commands)


def _with_code(decision: Decision) -> Decision | None:
    """Above an approver's limit a code is asked for, however well the mail is proven (§6)."""
    commands = tuple(_asking(each) if isinstance(each, ApproveQuote) else each for each in decision.commands)
    if commands == decision.commands:
        return None
    why = "The total is above what they may approve by mail alone, so we asked for a one-time code."
    return replace(decision, why=why, commands=commands)


def _asking(approval: ApproveQuote) -> AskForCode:
    return AskForCode(
        order=approval.order, version=approval.version, total=approval.total, words=approval.words
    )
