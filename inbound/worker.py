"""The job that reads one message of the journal: decide, store the decision, carry it out, finish.

However often it runs and wherever it is killed, a message ends in exactly one outcome: the decision is stored before
anything is done, the Desk does it under a key made of the message's id, and a refusal becomes a new stored decision
before it is answered. A message that cannot be read at all ends dead, where a person sees it; it stops no other.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

import structlog
from sqlalchemy import select, update
from sqlalchemy.orm import Session, undefer

from core import cards
from core.commands import AskForCode, CarryAttachments
from core.db import transaction
from core.desk import Desk
from core.identity import contact_actor, mailing_technician
from core.jobs import DeadJob, GiveUp, defer
from core.mailing import READ_TASK
from core.model import Card, CardKind, Company, InboundMessage, JsonObject, MessageStatus
from core.people import Actor, system
from core.refusals import Refusal
from core.tokens import ReplyTokens
from inbound.answers import refused
from inbound.attachments import Files, files_of
from inbound.authenticate import Authenticator, Hop
from inbound.decision import Decision, Outcome, from_json, to_json
from inbound.floods import unless_flood
from inbound.keeping import come_along, keep_files, would_go_unseen
from inbound.offers import refused_offer
from inbound.own_thread import goes_on, own_identifier, thread_of, with_its_order
from inbound.pipeline import Concluded, Prepared, prepare
from inbound.question import DatabaseBook, Question
from inbound.reading import read_message
from inbound.steps import Step, reached

log = structlog.get_logger(__name__)

SMTP = "smtp"
"""The only way in whose peer is the sender's own host, of which SPF speaks; the others are a provider or a relay of ours."""
UNFINISHED = (MessageStatus.RECEIVED, MessageStatus.DECIDED, MessageStatus.DEAD)
DEATH = "dead"
"""Among a message's steps: that reading it was given up once, and why."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A message of the journal, as far as reading it needs."""

    id: int
    company_id: int
    raw: bytes
    envelope_from: str
    peer: str
    envelope_to: list[str]
    received_at: datetime
    decision: JsonObject | None
    notification_id: int | None


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads messages. Synchronous; `tasks` runs it in the worker's threads."""

    desk: Desk
    tokens: ReplyTokens
    authenticator: Authenticator

    def read(self, company_id: int, message_id: int) -> None:
        """Take the message to its outcome. Does nothing for one that has it, raises for what may pass by itself."""
        with structlog.contextvars.bound_contextvars(company=company_id, message=message_id):
            self._read(company_id, message_id)

    def _read(self, company_id: int, message_id: int) -> None:
        with transaction(self.desk.sessions) as session:
            stored = _load(session, company_id, message_id)
        if stored is None:
            return
        if stored.decision is None:
            hop = Hop(stored.envelope_from, stored.peer)
            prepared = prepare(stored.raw, hop, self.authenticator)
            with transaction(self.desk.sessions) as session:
                decision, question = self._decide(session, stored, prepared)
                if not decision.commands:
                    self._finish(session, stored, decision)  # with its decision: nothing lies between
            reached(Step.DECIDED if decision.commands else Step.ENDED)
        else:
            decision = from_json(stored.decision)
            with transaction(self.desk.sessions) as session:
                question = _question(session, stored, self.desk.clock())
        if decision.commands or stored.decision is not None:
            self._carry_out(stored, decision, question)
        log.info("mail.read", outcome=decision.outcome.value)

    def bury(self, company_id: int, message_id: int, why: str) -> None:
        """Mark a message dead and show it to a person. One that has its outcome is left alone."""
        with transaction(self.desk.sessions) as session:
            row = _locked(session, company_id, message_id)
            if row is None or row.status not in UNFINISHED:
                return
            row.status, row.why = MessageStatus.DEAD, f"Reading it failed again and again: {why}"
            row.steps = {**row.steps, DEATH: {"why": why, "at": self.desk.clock().isoformat()}}
            row.finished_at = self.desk.clock()
            _show(session, row, self.desk.clock())

    def _decide(
        self, session: Session, stored: Stored, prepared: Prepared
    ) -> tuple[Decision, Question | None]:
        book = DatabaseBook(session, stored.company_id, self.desk.clock())
        reached(Step.CORRELATE)
        concluded = read_message(prepared, stored.envelope_to, stored.received_at, self.tokens, book)
        decided = with_its_order(session, stored.company_id, prepared.mail, concluded.decision)
        found = (stored.company_id, stored.id)
        decided = unless_flood(session, found, prepared, decided, self.desk.clock())
        read_by_people = decided.outcome is not Outcome.IGNORE
        files = files_of(prepared.mail) if read_by_people else Files()
        decision = replace(decided, has_files=bool(files.kept)).for_message(stored.id)
        _keep_decision(session, stored, decision, concluded)
        keep_files(session, stored.company_id, stored.id, files)
        return decision, concluded.correlated.question

    def _carry_out(self, stored: Stored, decision: Decision, question: Question | None) -> None:
        if decision.commands:
            if question is None and decision.staff_id is None and not goes_on(decision):
                raise GiveUp("The message that this one answers has disappeared.")
            decision = self._do(stored, decision, question)
            self._carry_files(stored, decision, question)
            reached(Step.CARRIED_OUT)
        with transaction(self.desk.sessions) as session:
            self._finish(session, stored, decision)
        reached(Step.ENDED)

    def _carry_files(self, stored: Stored, decision: Decision, question: Question | None) -> None:
        """A change of its own after the words: the office reads of the files whatever the words did."""
        if question is None or not come_along(decision):
            return
        carry = CarryAttachments(order=question.order, message_id=stored.id)
        actor = self._actor(stored.company_id, decision, question)
        self.desk.do(actor, (carry,), f"mail:{stored.id}:files")

    def _do(self, stored: Stored, decision: Decision, question: Question | None) -> Decision:
        """Give the commands to the Desk; the decision that was carried out in the end.

        A refusal makes another decision, stored before it is carried out; what only keeps the message is not refused.
        """
        while True:
            actor = self._actor(stored.company_id, decision, question)
            try:
                self.desk.do(actor, decision.commands, _key(stored, decision))
            except Refusal as refusal:
                if decision.outcome is Outcome.KEEP:
                    raise
                decision = _refused(stored.id, refusal, decision, question)
                with transaction(self.desk.sessions) as session:
                    _keep_decision(session, stored, decision)
            else:
                return decision

    def _actor(self, company_id: int, decision: Decision, question: Question | None) -> Actor:
        if decision.staff_id is not None:
            with transaction(self.desk.sessions) as session:
                return mailing_technician(session, company_id, decision.staff_id) or system(company_id)
        if not decision.by_contact or question is None:
            return system(company_id)
        writer = decision.contact_id or question.contact_id
        address = decision.sender or question.address
        with transaction(self.desk.sessions) as session:
            contact = contact_actor(session, company_id, writer, decision.proof, address)
        return replace(contact, authenticated_by=decision.authenticated_by)

    def _finish(self, session: Session, stored: Stored, decision: Decision) -> None:
        row = _locked(session, stored.company_id, stored.id)
        if row is None or row.status not in UNFINISHED:
            return  # a person was quicker
        now = self.desk.clock()
        row.status, row.finished_at = decision.status, now
        unseen = would_go_unseen(decision)
        if unseen:
            row.status = MessageStatus.TRIAGE
        if unseen or decision.outcome is Outcome.TRIAGE or DEATH in row.steps:
            _show(session, row, now)  # whoever had it read again sees how it ended
        else:  # a card that was drawn meanwhile shows a message that is still being read
            defer(session, *cards.refresh_jobs(session, row.company_id, message_id=row.id))


def _refused(message_id: int, refusal: Refusal, decision: Decision, question: Question | None) -> Decision:
    """Another decision in place of one that the Desk refused. Raises the refusal where nobody could be answered."""
    if decision.staff_id is not None:
        return refused_offer(message_id, refusal, decision)
    if question is None:
        raise refusal
    return refused(question, message_id, refusal, decision)


def _key(stored: Stored, decision: Decision) -> str:
    """The delivery's name at the Desk: one per decision that was made about the message."""
    if decision.outcome is Outcome.KEEP:
        return f"mail:{stored.id}:kept"
    asks_for_code = any(isinstance(command, AskForCode) for command in decision.commands)
    return f"mail:{stored.id}:code" if asks_for_code else f"mail:{stored.id}"


def tasks(reader: Reader, executor: Executor) -> Mapping[str, Callable[..., Awaitable[None]]]:
    """The jobs of this edge by task name; args `company_id`, `message_id`. They run in `executor`."""

    async def read(company_id: int, message_id: int) -> None:
        await asyncio.get_running_loop().run_in_executor(executor, reader.read, company_id, message_id)

    return {READ_TASK: read}


def on_dead(reader: Reader, executor: Executor) -> Callable[[DeadJob], Awaitable[None]]:
    """What to do when reading a message was given up."""

    async def bury(job: DeadJob) -> None:
        company_id, message_id = cast("int", job.args["company_id"]), cast("int", job.args["message_id"])
        await asyncio.get_running_loop().run_in_executor(
            executor, reader.bury, company_id, message_id, job.why
        )

    return bury


def _load(session: Session, company_id: int, message_id: int) -> Stored | None:
    row = session.scalars(
        select(InboundMessage)
        .where(InboundMessage.company_id == company_id, InboundMessage.id == message_id)
        .options(undefer(InboundMessage.raw))
    ).one_or_none()
    if row is None or row.status not in UNFINISHED:
        return None
    return Stored(
        id=row.id,
        company_id=row.company_id,
        raw=row.raw,
        envelope_from=row.envelope_from,
        peer=(row.peer or "") if row.way_in == SMTP else "",
        envelope_to=row.envelope_to,
        received_at=row.received_at,
        decision=row.decision,
        notification_id=row.notification_id,
    )


def _question(session: Session, stored: Stored, now: datetime) -> Question | None:
    book = DatabaseBook(session, stored.company_id, now)
    return book.asked_in(stored.notification_id) if stored.notification_id is not None else None


def _keep_decision(
    session: Session, stored: Stored, decision: Decision, concluded: Concluded | None = None
) -> None:
    """Write down what is about to be done. Without `concluded` only the decision has changed."""
    values: JsonObject = {
        "status": MessageStatus.DECIDED,
        "decision": to_json(decision),
        "why": decision.shown_why,
    }
    if concluded is not None:
        mail, question = concluded.prepared.mail, concluded.correlated.question
        about = concluded.offer or question
        values |= {
            "sender": mail.sender.email or mail.sender.name or None,
            "subject": mail.subject or None,
            "message_id": own_identifier(mail),
            "thread": thread_of(mail),
            "new_text": concluded.prepared.stripped.text,
            "steps": InboundMessage.steps.op("||")(concluded.steps()),  # what it died of before stays
            "notification_id": about.notification_id if about else None,
            "contact_id": question.contact_id if question else None,
            "work_order_id": about.work_order_id if about else None,
        }
    session.execute(
        update(InboundMessage)
        .where(
            InboundMessage.company_id == stored.company_id,
            InboundMessage.id == stored.id,
            InboundMessage.status.in_(UNFINISHED),
        )
        .values(values)
    )


def _locked(session: Session, company_id: int, message_id: int) -> InboundMessage | None:
    return session.scalars(
        select(InboundMessage)
        .where(InboundMessage.company_id == company_id, InboundMessage.id == message_id)
        .with_for_update()
    ).one_or_none()


def _show(session: Session, row: InboundMessage, now: datetime) -> None:
    """A triage card in the dispatch channel, where the company is in Slack."""
    company = session.scalars(select(Company).where(Company.id == row.company_id)).one()
    if company.slack_team_id is None or company.dispatch_channel is None:
        return
    kind = CardKind.TRIAGE
    card = Card(
        company_id=row.company_id,
        kind=kind,
        subject=f"{kind}:{row.id}",
        work_order_id=row.work_order_id,
        inbound_message_id=row.id,
    )
    cards.show(session, [card], now)
    defer(session, *cards.refresh_jobs(session, row.company_id, message_id=row.id))
