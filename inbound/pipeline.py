"""Bytes → decision, step by step. Changes nothing; the worker carries the decision out, `explain` only prints it.

`prepare` needs no database and may take a while, DNS included; then the question answered is looked up (`inbound.correlate`), and
`conclude` is quick: no transaction is open while a message is parsed.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from core.commands import Command, NoteLanguage
from core.language.replies import Understood
from core.mailmarks import invite_uid
from core.model import JsonObject
from core.people import Proof
from core.tokens import ReplyTokens
from inbound.authenticate import UNCHECKED, Authentication, Authenticator, Hop
from inbound.codes import is_right, nothing_else, typed_code, without_code
from inbound.correlate import Correlated
from inbound.decide import Evidence, decide
from inbound.decision import Decision, Outcome, to_json
from inbound.interpret import interpret
from inbound.itip import CalendarAnswer, calendar_answer
from inbound.mail import InboundMail
from inbound.mime.charsets import storable
from inbound.offer_book import Offered
from inbound.parse import parse
from inbound.prove import Proven, prove
from inbound.question import Question
from inbound.screen import HEARD, Kind, Screened, screen
from inbound.steps import Step, reached
from inbound.stopping import stop_in_subject
from inbound.strip import Stripped, strip
from inbound.written_in import language_of


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the message says by itself."""

    mail: InboundMail
    screened: Screened
    stripped: Stripped
    calendar: CalendarAnswer | None
    authentication: Authentication = UNCHECKED


@dataclass(frozen=True, slots=True, kw_only=True)
class Concluded:
    """What it means for us."""

    prepared: Prepared
    correlated: Correlated
    proven: Proven
    understood: Understood | None
    decision: Decision
    offer: Offered | None = None
    """Where a technician answers an offer."""

    def steps(self) -> JsonObject:
        """Each step's result, for the journal and for people who ask why."""
        mail, screened, stripped = self.prepared.mail, self.prepared.screened, self.prepared.stripped
        question = self.correlated.question
        return {
            "parse": {
                "from": mail.sender.email,
                "name": mail.sender.name,
                "subject": mail.subject,
                "to": list(mail.recipients[:20]),
                "attachments": [storable(each.name or each.content_type) for each in mail.attachments[:50]],
                "defects": list(mail.defects[:20]),
            },
            "screen": {
                "kind": screened.kind.value,
                "why": screened.why,
                "bounced": screened.bounced_recipient,
            },
            "authenticate": self.prepared.authentication.as_json(),
            "correlate": {
                "by": self.correlated.by,
                **(_asked(question) if question else {}),
                **({"offer": self.offer.offer_id, "order": f"WO-{self.offer.order}"} if self.offer else {}),
            },
            "strip": {"text": stripped.text, "words": stripped.words},
            "prove": {
                "level": f"E{int(self.proven.level)}",
                "means": PROOF_WORDS[self.proven.level],
                "why": self.proven.why,
            },
            "interpret": _meaning(self.understood, self.prepared.calendar),
            "decide": to_json(self.decision),
        }


PROOF_WORDS = {
    Proof.NOTHING: "nothing of ours in it",
    Proof.SECRET_ONLY: "our secret, but not from an address we know there, or its domain disowns it",
    Proof.KNOWN_ADDRESS: "our secret, from an address we know there",
    Proof.AUTHENTICATED: "our secret, from an address we know there, and its domain vouches for it",
}


def prepare(raw: bytes, hop: Hop, authenticator: Authenticator) -> Prepared:
    """Parse, screen, authenticate and strip. Asks DNS about mail that people wrote; never raises for any bytes."""
    reached(Step.PARSE)
    mail = parse(raw)
    reached(Step.SCREEN)
    screened = screen(mail, hop.sender)
    calendar, authentication = None, UNCHECKED
    if screened.kind is Kind.CALENDAR_REPLY:
        reached(Step.ITIP)
        calendar = calendar_answer(mail)
    if screened.kind in HEARD:
        reached(Step.AUTHENTICATE)
        authentication = authenticator(mail, raw, hop)
    reached(Step.STRIP)
    return Prepared(mail, screened, strip(mail), calendar, authentication)


def conclude(
    prepared: Prepared, correlated: Correlated, received_at: datetime, tokens: ReplyTokens
) -> Concluded:
    """Prove, interpret and decide."""
    reached(Step.PROVE)
    proven = prove(prepared.mail, correlated, prepared.authentication)
    evidence = _evidence(prepared, correlated, received_at, tokens)
    reached(Step.DECIDE)
    decision = decide(replace(evidence, proof=proven.level, doubt=proven.why))
    return Concluded(
        prepared=prepared,
        correlated=correlated,
        proven=proven,
        understood=evidence.understood,
        decision=replace(
            _in_their_language(decision, evidence, proven),
            contact_id=proven.writer.contact_id if proven.writer else None,
            sender=prepared.mail.sender.email,
            proof=proven.level,
            authenticated_by=proven.why if proven.level is Proof.AUTHENTICATED else "",
            unproven=_were_it_proven(evidence, proven),
            stranger=proven.stranger,
            stranger_name=prepared.mail.sender.name if proven.stranger else "",
        ),
    )


def _evidence(
    prepared: Prepared, correlated: Correlated, received_at: datetime, tokens: ReplyTokens
) -> Evidence:
    """What the message says, as if it were proven."""
    question, words = correlated.question, correlated.words or said_words(prepared)
    code = typed_code(words) if question is not None and question.code_id is not None else None
    understood, code_is_right = None, None
    if question is not None and words and prepared.screened.kind in HEARD:
        reached(Step.INTERPRET)
        understood = interpret(without_code(words) if code else words, question, received_at)
    if code and question and nothing_else(words, understood):
        code_is_right = is_right(code, question, tokens)
    return Evidence(
        screened=prepared.screened,
        correlated=correlated,
        proof=Proof.AUTHENTICATED,
        words=words,
        written_at=received_at,
        understood=understood,
        calendar=prepared.calendar,
        invite_uid=invite_uid(tokens, question.visit_id) if question else "",
        code_is_right=code_is_right,
    )


def _in_their_language(decision: Decision, evidence: Evidence, proven: Proven) -> Decision:
    """Whoever writes in another language than our mail is answered in theirs (N.26)."""
    question, language = evidence.correlated.question, language_of(evidence.words)
    if question is None or language in {None, question.language} or not decision.by_contact:
        return decision
    if proven.level < Proof.KNOWN_ADDRESS or not decision.commands:
        return decision
    assert language is not None
    note = NoteLanguage(order=decision.commands[0].order, language=language)
    return replace(decision, commands=(note, *decision.commands))


def said_words(prepared: Prepared) -> str:
    """What they wrote now; where a mail program unsubscribes for them, that is in the subject."""
    words = prepared.stripped.words
    return stop_in_subject(prepared.mail.subject, words) or words


def _were_it_proven(evidence: Evidence, proven: Proven) -> tuple[Command, ...]:
    """What an unverified reply would do; a person may apply it (N.11). A code is for whoever it was sent to."""
    if proven.level is not Proof.SECRET_ONLY:
        return ()
    decision = decide(replace(evidence, code_is_right=None, calendar=_as_invited(evidence, proven)))
    return decision.commands if decision.outcome is Outcome.APPLY else ()


def _as_invited(evidence: Evidence, proven: Proven) -> CalendarAnswer | None:
    """Calendars answer in the name of a person's main address, which need not be the one we invited."""
    calendar, question = evidence.calendar, evidence.correlated.question
    if calendar is None or question is None or calendar.attendee != proven.stranger:
        return calendar
    return replace(calendar, attendee=question.address.lower())


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
