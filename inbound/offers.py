"""Technicians without Slack answer offers by mail: YES or NO with the code word of the offer (P.10).

The code names the offer, whichever of our mails is answered and even if none is; only the technician it was made to
can use it, from their own address. Without the right code nothing is done: they are asked for it once a day, and
then a person reads what they write. Whether the offer still stands is the Desk's to say (L37, L38).
"""

import hmac
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.commands import (
    AcceptOffer,
    AnswerTechnician,
    Command,
    DeclineOffer,
    Fate,
    KeepMessage,
    NoteDelivery,
)
from core.mailmarks import offer_code
from core.model import DeclineReason
from core.people import Proof
from core.refusals import Refusal
from core.tokens import ReplyToken, ReplyTokens
from inbound.calendar_decisions import NO_MESSAGE
from inbound.correlate import Correlated
from inbound.decision import Decision, Outcome
from inbound.offer_book import OfferBook, Offered
from inbound.pipeline import Concluded, Prepared
from inbound.prove import Proven
from inbound.screen import Kind, Screened

_CODE = re.compile(r"(?i)(?<![\w@])([a-z]{4})[ -]?(\d{4})(?![\w@])")
_YES = re.compile(
    r"(?i)(?:yes|y|ok|okay|accept|i accept|i(?:'|’)?ll take it|sure)\b[,.!: ]*(?:please)?[,.!: ]*"
)
_NO = re.compile(r"(?i)(?:no|n|nope|decline|i decline|sorry,? no|can(?:'|’)?t|cannot)\b[,.!: ]*")
_COURTESY = re.compile(r"(?i)(?:\W|thanks|thank you|thx|cheers|please|regards|best)*")
NO_REASON = "no reason given"
ASK_FOR_CODE = (
    "We need the code word that stands in our offer, so that nobody else can answer for you. Reply with YES or NO and "
    "that code word, for example YES ABCD2345."
)
WRONG_CODE = "The code word you wrote belongs to no offer of yours. Please copy the one that stands in our offer, after YES or NO."
UNCLEAR = "We could not tell whether that is a yes. Reply with YES or NO and the code word, and nothing else before a reason."


@dataclass(frozen=True, slots=True)
class Said:
    """What a technician wrote: `yes` is None where it is neither; `code` as it stands in our mail; `rest` what is left."""

    yes: bool | None
    code: str
    rest: str


@dataclass(frozen=True, slots=True)
class Meant:
    """The offer a message is about, how we know, and all that its sender may answer, the newest first."""

    offer: Offered
    by: str
    offers: tuple[Offered, ...]


def find_offer(
    prepared: Prepared, sent_to: Sequence[str], tokens: ReplyTokens, book: OfferBook
) -> Meant | None:
    """The offer a message is about: by our mail's own address, else by its sender's; None for all other mail."""
    mail = prepared.mail
    for address in (*sent_to, *mail.recipients):
        token = tokens.read(address)
        offer = _in(token, book) if token is not None else None
        if offer is not None:
            return Meant(offer, "reply address of an offer", (offer, *book.offers_to(offer.address)))
    if prepared.screened.kind is not Kind.PERSON or mail.senders != 1:
        return None
    offers = book.offers_to(mail.sender.email)
    said = read_answer(prepared.stripped.words)
    answers_us = bool(offers) and (said.yes is not None or bool(said.code))
    return Meant(offers[0], "the technician's address", offers) if answers_us else None


def conclude_offer(prepared: Prepared, meant: Meant, tokens: ReplyTokens) -> Concluded:
    """Proof and decision about a technician's message."""
    proven = _prove(prepared, meant.offer)
    return Concluded(
        prepared=prepared,
        correlated=Correlated(None, meant.by),
        proven=proven,
        understood=None,
        decision=_decide(prepared, meant, proven, tokens),
        offer=meant.offer,
    )


def read_answer(words: str) -> Said:
    """Yes or no, the code word, and whatever else was written."""
    found = _CODE.search(words)
    code = f"{found[1]}{found[2]}".upper() if found else ""
    rest = f"{words[: found.start()]} {words[found.end() :]}" if found else words
    rest = " ".join(rest.split())
    for yes, pattern in ((True, _YES), (False, _NO)):
        said = pattern.match(rest)
        if said is not None:
            return Said(yes, code, rest[said.end() :].strip(" ,.:;-"))
    return Said(None, code, rest)


def _in(token: ReplyToken, book: OfferBook) -> Offered | None:
    return book.offer_in(token.notification_id) if token.company_id == book.company_id else None


def _prove(prepared: Prepared, offer: Offered) -> Proven:
    mail = prepared.mail
    if mail.senders != 1 or mail.sender.email.lower() != offer.address.lower():
        sender = mail.sender.email or "nobody"
        return Proven(
            level=Proof.SECRET_ONLY, why=f"It came from {sender}, but the offer was made to {offer.address}."
        )
    if prepared.authentication.failed:
        return Proven(level=Proof.SECRET_ONLY, why=prepared.authentication.why)
    level = Proof.AUTHENTICATED if prepared.authentication.aligned else Proof.KNOWN_ADDRESS
    return Proven(level=level, why=prepared.authentication.why)


def _decide(prepared: Prepared, meant: Meant, proven: Proven, tokens: ReplyTokens) -> Decision:
    kind = prepared.screened.kind
    if kind is Kind.BOUNCE:
        return _came_back(meant.offer, prepared.screened)
    if kind is not Kind.PERSON:
        return Decision(outcome=Outcome.IGNORE, why=f"Not a person ({kind.value}): {prepared.screened.why}.")
    if proven.level < Proof.KNOWN_ADDRESS:
        return _kept(meant.offer, proven.why)
    said = read_answer(prepared.stripped.words)
    offer = _named(said.code, meant.offers, tokens)
    if offer is None:
        return _asked_back(meant.offer, said)
    return _answered(offer, said)


def _named(code: str, offers: Sequence[Offered], tokens: ReplyTokens) -> Offered | None:
    if not code:
        return None
    return next(
        (
            each
            for each in offers
            if hmac.compare_digest(code, offer_code(tokens, each.company_id, each.offer_id))
        ),
        None,
    )


def _answered(offer: Offered, said: Said) -> Decision:
    if said.yes and _COURTESY.fullmatch(said.rest):
        return _applied(
            offer,
            "They accepted with the code word.",
            AcceptOffer(order=offer.order, offer_id=offer.offer_id),
        )
    if said.yes is False:
        return _applied(offer, "They declined with the code word.", _decline(offer, said.rest))
    return _back(offer, UNCLEAR, "It has the code word, but is no plain yes or no.")


def _decline(offer: Offered, words: str) -> DeclineOffer:
    """One of the reasons, with or without more words; any other words are the reason themselves (P.2)."""
    for reason in DeclineReason:
        begins, rest = words[: len(reason)].casefold(), words[len(reason) :]
        if begins == reason and not rest[:1].isalnum():
            return DeclineOffer(
                order=offer.order, offer_id=offer.offer_id, reason=reason, words=rest.strip(" ,:;-.")
            )
    return DeclineOffer(
        order=offer.order, offer_id=offer.offer_id, reason=DeclineReason.OTHER, words=words or NO_REASON
    )


def _asked_back(offer: Offered, said: Said) -> Decision:
    if said.code:
        return _back(offer, WRONG_CODE, "The code word in it belongs to no offer of theirs.")
    if said.yes is None:
        return _kept(offer, "It is no yes or no to the offer.")
    return _back(offer, ASK_FOR_CODE, "It answers the offer without its code word.")


def _back(offer: Offered, answer: str, why: str) -> Decision:
    """Once a day about each offer; after that people write."""
    if offer.answers_today:
        return _kept(offer, why)
    return _by_technician(offer, Outcome.KEEP, why, _message(offer, why, answer=answer))


def _kept(offer: Offered, why: str) -> Decision:
    return Decision(outcome=Outcome.KEEP, why=why, commands=(_message(offer, why, for_person=True),))


def _came_back(offer: Offered, screened: Screened) -> Decision:
    if not screened.failed_for(offer.address):
        return _kept(
            offer,
            f"Perhaps the offer to {offer.address} came back ({screened.why}). Please read it and call them.",
        )
    said = f"The offer to {offer.address} came back: {screened.why}. Please call them."
    note = NoteDelivery(
        order=offer.order,
        notification_id=offer.notification_id,
        address=offer.address,
        fate=Fate.BOUNCED,
        why=said,
    )
    keep = KeepMessage(order=offer.order, message_id=NO_MESSAGE, why=said)
    return Decision(outcome=Outcome.KEEP, why=said, commands=(keep, note), bounced=offer.address)


def _applied(offer: Offered, why: str, command: Command) -> Decision:
    return _by_technician(offer, Outcome.APPLY, why, command)


def _by_technician(offer: Offered, outcome: Outcome, why: str, command: Command) -> Decision:
    return Decision(outcome=outcome, why=why, commands=(command,), staff_id=offer.staff_id)


def refused_offer(message_id: int, refusal: Refusal, decision: Decision) -> Decision:
    """What becomes of an answer that the Desk refused: they read why, and the office does."""
    [answered] = decision.commands
    why = f"It could not be applied: {refusal.words}"
    keep = AnswerTechnician(order=answered.order, message_id=message_id, why=why, answer=refusal.words)
    return replace(decision, outcome=Outcome.KEEP, why=why, commands=(keep,))


def _message(
    offer: Offered, why: str, *, answer: str | None = None, for_person: bool = False
) -> AnswerTechnician:
    return AnswerTechnician(
        order=offer.order, message_id=NO_MESSAGE, why=why, answer=answer, for_person=for_person
    )
