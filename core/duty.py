"""Who is asked when something cannot wait: the coordinator while on shift, else the next on the duty list."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import TIMESTAMP, BigInteger, bindparam, select
from sqlalchemy.orm import Session

from core.availability import Span, at_work
from core.model import Company, Staff, TimeOff

MOMENT = timedelta(microseconds=1)
# Built once: building it costs more than running it.
_now = bindparam("now", type_=TIMESTAMP(timezone=True))
_OFF = (
    select(TimeOff.id)
    .where(
        TimeOff.company_id == bindparam("company_id", type_=BigInteger),
        TimeOff.staff_id == bindparam("staff_id", type_=BigInteger),
        TimeOff.starts_at <= _now,
        TimeOff.ends_at > _now,
    )
    .limit(1)
)


def on_duty(session: Session, company: Company, coordinator: Staff | None, now: datetime) -> Staff | None:
    """The person to mention; None when nobody is on shift, and the whole channel has to see it.

    `coordinator`: of the work order it is about, if it is about one.
    """
    if coordinator is not None and is_on_shift(session, company, coordinator, now):
        return coordinator
    listed = session.scalars(
        select(Staff)
        .where(Staff.company_id == company.id, Staff.active, Staff.duty_order.is_not(None))
        .order_by(Staff.duty_order, Staff.id)
    )
    return next((each for each in listed if is_on_shift(session, company, each, now)), None)


def is_on_shift(session: Session, company: Company, person: Staff, now: datetime) -> bool:
    """Active, within their hours (always, where none are known), and not off."""
    zone = ZoneInfo(person.zone or company.zone)
    if not person.active or not at_work(person.hours, zone, Span(now, now + MOMENT)):
        return False
    asked = {"company_id": company.id, "staff_id": person.id, "now": now}
    return session.scalar(_OFF, asked) is None
