"""The message of ours that a reply answers: what it asked, whom, and about which revision of what."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any, Protocol

from sqlalchemy import Select, func, select

from core.commands import Window
from core.mailmarks import CODE_MAIL, WHICH_MAIL
from core.model import Asks, Company, Contact, InboundMessage, MessageStatus, Notification, WorkOrder
from core.profiles import profile_of
from inbound.offer_book import MailedOffers
from inbound.open_questions import asked_lately

ANSWER_NAME = "reply-answer"
AUTOMATIC = (ANSWER_NAME, WHICH_MAIL)
RECEIPT_OF_WISH = "reschedule-received"
LATELY, A_DAY = timedelta(hours=1), timedelta(days=1)
MOST_CONTACTS = 200
MOST_COUNTED = 10


@dataclass(frozen=True, slots=True)
class Known:
    """A contact of the customer, and an address of theirs."""

    contact_id: int
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A mail of ours as a reply sees it. Times are aware; `length` is how long a visit lasts when nobody says."""

    company_id: int = 0
    notification_id: int
    order: int
    work_order_id: int
    contact_id: int
    address: str
    asks: Asks | None
    schedule_rev: int
    visit_id: int
    zone: str
    locale: str
    language: str = "en"
    """In which our mail was written."""
    start: datetime | None = None
    end: datetime | None = None
    quote_version: int | None = None
    quote_total: Decimal | None = None
    code_id: int | None = None
    """For a mail with a one-time code: which one."""
    contacts: tuple[Known, ...] = ()
    """Who else at the customer may answer."""
    length: timedelta = timedelta(hours=1)
    opens: time = time(8)
    closes: time = time(17)
    wished: bool = False
    """Whether our mail was the receipt of a wish for another time: "the old time" is then the one still booked."""
    slots: tuple[Window, ...] = ()
    """What they can pick from, in the order of the numbers our mail gave them."""
    matters: tuple["Matter", ...] = ()
    """For a mail that asks which of several open matters is meant: those, in the order of their numbers."""
    said: str = ""
    """What they had written when we asked that."""
    stopped: bool = False
    """Whether somebody at the customer gets no mail but what there must be."""
    asked_which: bool = False
    """Whether we asked within the last day if this question was meant; once is enough."""
    kept_lately: int = 0
    """How many messages about its work order changed nothing within the last hour, machines' answers for example."""
    answers_lately: int = 0
    """How often we answered this contact by ourselves within the last hour: a dialogue of machines is cut short."""
    answers_today: int = 0
    """The same within the last day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """One of several open questions, as a mail of ours numbered them."""

    notification_id: int
    order: int
    asks: Asks


class QuestionBook(Protocol):
    """Where questions are looked up: always within one company."""

    @property
    def company_id(self) -> int:
        """The company."""

    def asked_in(self, notification_id: int) -> Question | None:
        """The question of that notification of this company."""

    def asked_by(self, message_keys: Sequence[str]) -> Question | None:
        """The question of the first of these Message-IDs' local parts that is ours."""

    def open_for(self, address: str) -> tuple[Question, ...]:
        """The questions that whoever has this address was asked and has yet to answer, the newest first."""


@dataclass(frozen=True, slots=True)
class DatabaseBook(MailedOffers):
    """The company's notifications: what customers were asked, and technicians offered."""

    def asked_in(self, notification_id: int) -> Question | None:
        return self._read(_mails(self.company_id).where(Notification.id == notification_id))

    def asked_by(self, message_keys: Sequence[str]) -> Question | None:
        if not message_keys:
            return None
        rows = self.session.execute(
            select(Notification.message_key, Notification.id).where(
                Notification.company_id == self.company_id, Notification.message_key.in_(message_keys)
            )
        )
        found = {row.message_key: row.id for row in rows}
        first = next((found[key] for key in message_keys if key in found), None)
        return self.asked_in(first) if first is not None else None

    def open_for(self, address: str) -> tuple[Question, ...]:
        known = asked_lately(self.session, self.company_id, address, self.now)
        found = (self.asked_in(notification_id) for notification_id in known.open)
        return tuple(
            replace(each, asked_which=(each.order, each.asks) in known.asked_which)
            for each in found
            if each is not None
        )

    def _read(self, asked: Select[Notification, WorkOrder, Company]) -> Question | None:
        found = self.session.execute(asked).first()
        if found is None:
            return None
        notification, work, company = found
        return replace(
            _question(notification, work, company),
            contacts=self._contacts(work),
            stopped=self._stopped(work),
            answers_lately=self._answers(notification, LATELY),
            answers_today=self._answers(notification, A_DAY),
            kept_lately=self._kept(work),
        )

    def _contacts(self, work: WorkOrder) -> tuple[Known, ...]:
        rows = self.session.execute(
            select(Contact.id, Contact.email)
            .where(
                Contact.company_id == self.company_id,
                Contact.customer_id == work.customer_id,
                Contact.email.is_not(None),
            )
            .order_by(Contact.id)
            .limit(MOST_CONTACTS)
        )
        return tuple(Known(row.id, row.email or "") for row in rows)

    def _stopped(self, work: WorkOrder) -> bool:
        stopped = select(Contact.id).where(
            Contact.company_id == self.company_id,
            Contact.customer_id == work.customer_id,
            Contact.stopped_at.is_not(None),
        )
        return self.session.scalar(stopped.limit(1)) is not None

    def _answers(self, notification: Notification, within: timedelta) -> int:
        """To whom we had asked, or to anybody about this work order: a colleague's machine is one, too."""
        counted = self.session.scalar(
            select(func.count())
            .select_from(Notification)
            .where(
                Notification.company_id == self.company_id,
                (Notification.contact_id == notification.contact_id)
                | (Notification.work_order_id == notification.work_order_id),
                Notification.name.in_(AUTOMATIC),
                Notification.created_at > self.now - within,
            )
        )
        return counted or 0

    def _kept(self, work: WorkOrder) -> int:
        some = (
            select(InboundMessage.id)
            .where(
                InboundMessage.company_id == self.company_id,
                InboundMessage.work_order_id == work.id,
                InboundMessage.status == MessageStatus.KEPT,
                InboundMessage.finished_at > self.now - LATELY,
            )
            .limit(MOST_COUNTED)
        )
        return self.session.scalar(select(func.count()).select_from(some.subquery())) or 0


def _mails(company_id: int) -> Select[Notification, WorkOrder, Company]:
    return (
        select(Notification, WorkOrder, Company)
        .join(WorkOrder, WorkOrder.id == Notification.work_order_id)
        .join(Company, Company.id == Notification.company_id)
        .where(
            Notification.company_id == company_id,
            Notification.contact_id.is_not(None),
            Notification.address.is_not(None),
        )
    )


def _question(notification: Notification, work: WorkOrder, company: Company) -> Question:
    assert notification.contact_id is not None
    assert notification.address is not None
    context: dict[str, Any] = notification.context
    visit, profile = context["visit"], profile_of(company.profile, company.policy)
    start, end = (_moment(visit[edge]) for edge in ("start", "end"))
    return Question(
        company_id=notification.company_id,
        notification_id=notification.id,
        order=work.number,
        work_order_id=work.id,
        contact_id=notification.contact_id,
        address=notification.address,
        asks=notification.asks,
        wished=notification.name == RECEIPT_OF_WISH,
        schedule_rev=notification.schedule_rev or 0,
        visit_id=visit["id"],
        zone=context["site"]["zone"],
        locale=company.locale,
        language=context.get("language") or company.locale[:2].lower(),
        start=start,
        end=end,
        quote_version=notification.quote_version,
        quote_total=notification.quote_total,
        code_id=context["event"]["code_id"] if notification.name == CODE_MAIL else None,
        length=end - start if start and end and not visit["date_only"] else profile.visit_length,
        opens=time(profile.day_opens),
        closes=time(profile.day_closes),
        slots=tuple(_slot(each) for each in context["event"].get("slots") or ()),
        matters=_matters(context) if notification.name == WHICH_MAIL else (),
        said=context["event"]["words"] if notification.name == WHICH_MAIL else "",
    )


def _matters(context: dict[str, Any]) -> tuple[Matter, ...]:
    return tuple(
        Matter(notification_id=each["notification_id"], order=each["number"], asks=Asks(each["asks"]))
        for each in context["event"]["matters"]
    )


def _slot(written: str) -> Window:
    start, _, end = written.partition("/")
    return Window(start=datetime.fromisoformat(start), end=datetime.fromisoformat(end))


def _moment(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None
