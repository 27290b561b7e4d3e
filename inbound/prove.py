"""How sure are we who wrote? E0 to E3, the levels of customers' proof (I15, U.2, U.5).

Our secret alone is E1; from an address we know at the customer, with nothing speaking against it, E2; with the sender's
domain vouching for a mail that was written to this very question, E3.
"""

from dataclasses import dataclass

from core.people import Proof
from inbound.authenticate import Authentication
from inbound.correlate import Correlated
from inbound.mail import InboundMail
from inbound.question import Known, Question

PASSED_ON = "It is genuine, but was not written to the address of our question: it may have been passed on."


@dataclass(frozen=True, slots=True, kw_only=True)
class Proven:
    """The level and why it is no higher. `writer` is the contact who wrote, from E2 on and where only doubt keeps it at E1.

    `stranger` is the address that could be added to the customer: set where that alone was missing.
    """

    level: Proof
    why: str
    writer: Known | None = None
    stranger: str = ""


def prove(mail: InboundMail, correlated: Correlated, authentication: Authentication) -> Proven:
    """The level of one message."""
    question = correlated.question
    if question is None or correlated.by_sender:
        asked = Known(question.contact_id, question.address) if question is not None else None
        return Proven(level=Proof.NOTHING, why="Nothing of ours is in it.", writer=asked)
    if mail.senders != 1 or not mail.header("From"):
        return Proven(level=Proof.SECRET_ONLY, why="It names no sender, or more than one.")
    writer = _writer(mail, question)
    if writer is None:
        sender = mail.sender.email or "nobody"
        stranger = "" if authentication.failed else mail.sender.email.lower()
        why = f"It came from {sender}, but we had asked {question.address}."
        return Proven(level=Proof.SECRET_ONLY, why=why, stranger=stranger)
    if authentication.failed:
        return Proven(level=Proof.SECRET_ONLY, why=authentication.why, writer=writer)
    if authentication.aligned and not correlated.bound:
        return Proven(level=Proof.KNOWN_ADDRESS, why=PASSED_ON, writer=writer)
    level = Proof.AUTHENTICATED if authentication.aligned else Proof.KNOWN_ADDRESS
    return Proven(level=level, why=authentication.why, writer=writer)


def _writer(mail: InboundMail, question: Question) -> Known | None:
    """Whoever of the customer's contacts has the one address in From; the one we asked first."""
    sender = mail.sender.email.lower()
    if sender == question.address.lower():
        return Known(question.contact_id, question.address)
    return next((each for each in question.contacts if each.address.lower() == sender), None)
