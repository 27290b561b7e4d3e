"""The offers that technicians were mailed, as their answers see them: always within one company."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from core.mailmarks import OFFER_MAIL
from core.model import Notification, Offer, Staff, Technician, WorkOrder

A_DAY, REMEMBERED = timedelta(days=1), timedelta(days=30)
MOST_OFFERS = 40
ANSWER_NAME = "offer-answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """One offer to one technician, and the mail that made it. `answers_today`: automatic answers to them about its
    work order within the last day.
    """

    company_id: int
    notification_id: int
    order: int
    work_order_id: int
    offer_id: int
    staff_id: int
    address: str
    answers_today: int = 0


class OfferBook(Protocol):
    """Where offers are looked up."""

    @property
    def company_id(self) -> int:
        """The company."""

    def offer_in(self, notification_id: int) -> Offered | None:
        """The offer that this mail to a technician was about."""

    def offers_to(self, address: str) -> tuple[Offered, ...]:
        """What the technician with this address was offered by mail lately, the newest first."""


@dataclass(frozen=True, slots=True)
class MailedOffers:
    """The company's offers in the database."""

    session: Session
    company_id: int
    now: datetime

    def offer_in(self, notification_id: int) -> Offered | None:
        found = self._offers(self._offer_mails().where(Notification.id == notification_id))
        return found[0] if found else None

    def offers_to(self, address: str) -> tuple[Offered, ...]:
        mails = self._offer_mails().where(
            func.lower(Staff.email) == address.strip().lower(),
            Notification.name == OFFER_MAIL,
            Notification.created_at > self.now - REMEMBERED,
        )
        return self._offers(mails.order_by(Notification.id.desc()).limit(MOST_OFFERS))

    def _offer_mails(self) -> Select[Notification, int, Staff]:
        """Mails to technicians about an offer; whoever is not active any more answers nothing."""
        return (
            select(Notification, WorkOrder.number, Staff)
            .join(
                WorkOrder,
                (WorkOrder.company_id == Notification.company_id)
                & (WorkOrder.id == Notification.work_order_id),
            )
            .join(Staff, (Staff.company_id == Notification.company_id) & (Staff.id == Notification.staff_id))
            .join(Technician, (Technician.company_id == Staff.company_id) & (Technician.staff_id == Staff.id))
            .join(
                Offer,
                (Offer.company_id == Notification.company_id)
                & (Offer.id == Notification.context["offer"]["id"].as_integer()),
            )
            .where(
                Notification.company_id == self.company_id,
                Notification.channel == "email",
                Offer.technician_id == Technician.id,
                Staff.active,
                Technician.active,
            )
        )

    def _offers(self, mails: Select[Notification, int, Staff]) -> tuple[Offered, ...]:
        rows = self.session.execute(mails).all()
        return tuple(self._offered(*row) for row in rows)

    def _offered(self, told: Notification, order: int, staff: Staff) -> Offered:
        assert told.work_order_id is not None
        return Offered(
            company_id=told.company_id,
            notification_id=told.id,
            order=order,
            work_order_id=told.work_order_id,
            offer_id=told.context["offer"]["id"],
            staff_id=staff.id,
            address=staff.email,
            answers_today=self._answers_to(told),
        )

    def _answers_to(self, told: Notification) -> int:
        counted = self.session.scalar(
            select(func.count())
            .select_from(Notification)
            .where(
                Notification.company_id == told.company_id,
                Notification.staff_id == told.staff_id,
                Notification.work_order_id == told.work_order_id,
                Notification.name == ANSWER_NAME,
                Notification.created_at > self.now - A_DAY,
            )
        )
        return counted or 0
