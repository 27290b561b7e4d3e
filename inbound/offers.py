"""Technicians without Slack answer offers by mail: YES or NO with the code word of the offer (P.10).

The code names the offer, whichever of our mails is answered and even if none is; only the technician it was made to
can use it, from their own address. Without the right code nothing is done: they are asked for it once a day, and
then a person reads what they write. Whether the offer still stands is the Desk's to say (L37, L38).
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from core.commands import (
    AcceptOffer,
    AnswerTechnician,
    Command,
    DeclineOffer,
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
from inbound.screen import Kind
from inbound.undelivered import came_back

_CODE = re.compile(r"(?i)(?<![\w@])([a-z]{4})[ -]?(\d{4})(?![\w@])")
_YES = re.compile(r"(?i)(?:yes|y|ok|okay|accept|i accept|i(?:'|’)?ll take it|sure)\b")
_NO = re.compile(
    r"(?i)(?:(?:no,? |sorry,? )?(?:i )?(?:can(?:'|’)?t|cannot)(?: (?:make|do|take|accept|come)(?: (?:it|this|that|one))*)?"
    r"|(?:sorry,? )?(?:no|n|nope)(?:,? (?:thanks|thank you|sorry))?|(?:i )?decline(?: (?:it|this))?)\b"
)
_COURTESY = re.compile(r"(?i)(?:\W|thanks|thank you|thx|cheers|please|regards|best)*")
_BREAK = re.compile(r"\s*(?:\Z|[\n,.;:!(…–—]|-(?!\w))|\s+too\b")
"""What ends the "no": "no problem", "no vehicle issues" and "can't wait" go on."""
_WILLING = re.compile(
    r"(?i)(?<!n't )(?<!n’t )(?<!not )(?<!unable to )\b(?:yes|yeah|yep|ok|okay|sure|of course|gladly|happy|accept(?:ed)?|confirm(?:ed)?"
    r"|(?:take|do) (?:it|this|that|the job)|all good|that works|works for|count me in|see you|looking forward"
    r"|i(?:'|’)?ll (?:take|do|go|come|be there|make it|drive)|i(?:'|’)?m (?:in(?! \w)|on it|coming|free|available))\b"
    r"|\b(?:(?:no|not an?) (?:\w+ )?(?:problems?|worries|worry|issues?|bother|trouble|doubt|objections?)"
    r"|(?:can(?:'|’)?t|cannot) wait|(?:don(?:'|’)?t|not) mind)\b"
)
"""Words of whoever takes it: a "no" with them is no plain no."""
NO_REASON = "no reason given"
ASK_FOR_CODE = (
    "We need the code word that stands in our offer, so that nobody else can answer for you. Reply with YES or NO and "
    "that code word, for example YES ABCD2345."
)
WRONG_CODE = "The code word you wrote belongs to no offer of yours. Please copy the one that stands in our offer, after YES or NO."
UNCLEAR = "We could not tell whether that is a yes or a no. Reply with YES or NO and the code word, and nothing else before a reason."


@dataclass(frozen=True, slots=True)
class Said:
    """What a technician wrote: `yes` is None where it begins with neither; `code` as it stands in our mail; `rest` what
    is left. `plain`: nothing beside that first word takes it back.
    """

    yes: bool | None
    code: str
    rest: str
    plain: bool = False


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
        decision=replace(_decide(prepared, meant, proven, tokens), proof=proven.level),
        offer=meant.offer,
    )


def read_answer(words: str, codes: Collection[str] = ()) -> Said:
    """Yes or no, the code word, and whatever else was written. `codes` are the right ones: where none of them was written,
    the first that looks like one is taken for it.
    """
    found = list(dict.fromkeys(_code(each) for each in _CODE.finditer(words)))
    right = [each for each in found if each in codes]
    code = next(iter((*right, *found)), "")
    left = _CODE.sub(lambda each: "\n" if _code(each) == code else each[0], words).lstrip(" \n,.:;-")
    for yes, pattern in ((True, _YES), (False, _NO)):
        said = pattern.match(left)
        if said is not None:
            after = left[said.end() :]
            rest = " ".join(after.split()).strip(" ,.:;!()…–—-")
            plain = _COURTESY.fullmatch(rest) is not None if yes else _is_plain_no(after, rest)
            return Said(yes, code, rest, plain and len(right) <= 1)
    return Said(None, code, " ".join(left.split()))


def _code(found: re.Match[str]) -> str:
    return f"{found[1]}{found[2]}".upper()


def _is_plain_no(after: str, rest: str) -> bool:
    """A reason may follow as a sentence of its own that takes nothing on."""
    return _BREAK.match(after) is not None and _WILLING.search(rest) is None


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
        return came_back(prepared.screened, meant.offer, "Please call them about the offer.")
    if kind is not Kind.PERSON:
        return Decision(outcome=Outcome.IGNORE, why=f"Not a person ({kind.value}): {prepared.screened.why}.")
    if proven.level < Proof.KNOWN_ADDRESS:
        return _kept(meant.offer, proven.why)
    by_code = {offer_code(tokens, each.company_id, each.offer_id): each for each in reversed(meant.offers)}
    said = read_answer(prepared.stripped.words, by_code)
    offer = by_code.get(said.code)
    if offer is None:
        return _asked_back(meant.offer, said)
    return _answered(offer, said)


def _answered(offer: Offered, said: Said) -> Decision:
    if not said.plain:
        return _back(offer, UNCLEAR, "It has the code word, but is no plain yes or no.")
    if said.yes:
        accept = AcceptOffer(order=offer.order, offer_id=offer.offer_id)
        return _applied(offer, "They accepted with the code word.", accept)
    return _applied(offer, "They declined with the code word.", _decline(offer, said.rest))


def _decline(offer: Offered, words: str) -> DeclineOffer:
    """One of the reasons, with or without more words; any other words are the reason themselves (P.2)."""
    reason = _reason(words) or DeclineReason.OTHER
    if words[: len(reason)].casefold() == reason:
        words = words[len(reason) :].strip(" ,:;-.")
    elif not words:
        words = NO_REASON
    return DeclineOffer(order=offer.order, offer_id=offer.offer_id, reason=reason, words=words)


def _reason(words: str) -> DeclineReason | None:
    """The one of ours that the words begin with."""
    for reason in DeclineReason:
        if words[: len(reason)].casefold() == reason and not words[len(reason) :][:1].isalnum():
            return reason
    return None


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
