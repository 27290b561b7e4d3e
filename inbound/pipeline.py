"""Bytes → decision, step by step. Changes nothing; the worker carries the decision out, `explain` only prints it.

`prepare` needs no database and may take a while; then the question answered is looked up (`inbound.correlate`), and
`conclude` is quick: no transaction is open while a message is parsed.
"""

from dataclasses import dataclass
from datetime import datetime

from core.language.replies import Understood
from core.mailmarks import invite_uid
from core.model import JsonObject
from core.people import Proof
from core.tokens import ReplyTokens
from inbound.correlate import Correlated
from inbound.decide import Evidence, decide
from inbound.decision import Decision, to_json
from inbound.interpret import interpret
from inbound.itip import CalendarAnswer, calendar_answer
from inbound.mail import InboundMail
from inbound.parse import parse
from inbound.question import Question
from inbound.screen import HEARD, Kind, Screened, screen
from inbound.strip import Stripped, strip


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the message says by itself."""

    mail: InboundMail
    screened: Screened
    stripped: Stripped
    calendar: CalendarAnswer | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Concluded:
    """What it means for us."""

    prepared: Prepared
    correlated: Correlated
    proof: Proof
    understood: Understood | None
    decision: Decision

    def steps(self) -> JsonObject:
        """Each step's result, for the journal and for people who ask why."""
        mail, screened, stripped = self.prepared.mail, self.prepared.screened, self.prepared.stripped
        question = self.correlated.question
        return {
            "parse": {
                "from": mail.sender.email,
                "subject": mail.subject,
                "to": list(mail.recipients[:20]),
                "attachments": [each.name or each.content_type for each in mail.attachments[:50]],
                "defects": list(mail.defects[:20]),
            },
            "screen": {
                "kind": screened.kind.value,
                "why": screened.why,
                "bounced": screened.bounced_recipient,
            },
            "correlate": {"by": self.correlated.by, **(_asked(question) if question else {})},
            "strip": {"text": stripped.text, "words": stripped.words},
            "prove": {"level": f"E{int(self.proof)}", "means": PROOF_WORDS[self.proof]},
            "interpret": _meaning(self.understood, self.prepared.calendar),
            "decide": to_json(self.decision),
        }


PROOF_WORDS = {
    Proof.NOTHING: "nothing of ours in it",
    Proof.SECRET_ONLY: "our secret, but not from the address we asked",
    Proof.KNOWN_ADDRESS: "our secret, from the address we asked",
    Proof.AUTHENTICATED: "our secret, and the sender is authenticated",
}


def prepare(raw: bytes, envelope_from: str | None) -> Prepared:
    """Parse, screen and strip. Never raises for any bytes."""
    mail = parse(raw)
    screened = screen(mail, envelope_from)
    calendar = calendar_answer(mail) if screened.kind is Kind.CALENDAR_REPLY else None
    return Prepared(mail, screened, strip(mail), calendar)


def conclude(
    prepared: Prepared, correlated: Correlated, received_at: datetime, tokens: ReplyTokens
) -> Concluded:
    """Prove, interpret and decide."""
    mail = prepared.mail
    question = correlated.question
    proof = prove(mail, question)
    heard = prepared.screened.kind in HEARD and proof >= Proof.KNOWN_ADDRESS and prepared.stripped.words
    understood = interpret(prepared.stripped.words, question, received_at) if heard and question else None
    decision = decide(
        Evidence(
            screened=prepared.screened,
            correlated=correlated,
            proof=proof,
            sender=mail.sender.email,
            words=prepared.stripped.words,
            written_at=received_at,
            understood=understood,
            calendar=prepared.calendar,
            invite_uid=invite_uid(tokens, question.visit_id) if question else "",
        )
    )
    return Concluded(
        prepared=prepared, correlated=correlated, proof=proof, understood=understood, decision=decision
    )


def prove(mail: InboundMail, question: Question | None) -> Proof:
    """How well we know who wrote: our secret alone is E1, from the one address we asked it is E2 (lifecycle §6).

    Whether the sender is forged is not examined yet; who forges it must also hold our secret.
    """
    if question is None:
        return Proof.NOTHING
    same = mail.senders == 1 and mail.sender.email.lower() == question.address.lower()
    return Proof.KNOWN_ADDRESS if same else Proof.SECRET_ONLY


def _asked(question: Question) -> JsonObject:
    return {
        "order": f"WO-{question.order}",
        "asked": question.address,
        "asks": question.asks.value if question.asks else None,
        "revision": question.schedule_rev,
        "quote": question.quote_version,
    }


def _meaning(understood: Understood | None, calendar: CalendarAnswer | None) -> JsonObject:
    if calendar is not None:
        return {"calendar": calendar.status, "revision": calendar.sequence}
    if understood is None:
        return {}
    return {
        "intent": understood.intent.value,
        "times": [when.words for when in understood.times],
        "also_question": understood.also_question,
        "why": understood.why,
    }
