"""Who is off, from now on."""

from dataclasses import dataclass

from sqlalchemy import select

from core.model import Company, Staff, Technician, TimeOff
from core.people import Permission
from core.queries.people import person_view
from core.queries.reading import Query, Reading
from core.queries.views import PersonView
from core.times_in_words import Manner, stretch_words

MOST = 30


@dataclass(frozen=True, kw_only=True)
class AbsenceView:
    """`when`: in words, on the person's clock."""

    id: int
    person: str
    when: str
    reason: str
    words: str


def absences() -> Query[tuple[AbsenceView, ...]]:
    """Of everybody for those who dispatch, of the reader otherwise; what is over is left out."""

    def read(at: Reading) -> tuple[AbsenceView, ...]:
        company = at.session.get_one(Company, at.company_id)
        asked = (
            select(TimeOff, Staff)
            .join(Staff, (Staff.company_id == TimeOff.company_id) & (Staff.id == TimeOff.staff_id))
            .where(TimeOff.company_id == at.company_id, TimeOff.ends_at > at.now)
            .order_by(TimeOff.starts_at, TimeOff.id)
            .limit(MOST)
        )
        if not at.actor.may(Permission.OFFER):
            asked = asked.where(TimeOff.staff_id == at.actor.id)
        return tuple(
            AbsenceView(
                id=row.id,
                person=person.name,
                when=stretch_words(
                    row.starts_at,
                    row.ends_at,
                    Manner(person.zone or company.zone, company.locale, short=True),
                ),
                reason=row.reason.value,
                words=row.words or "",
            )
            for row, person in at.session.execute(asked)
        )

    return read


def staff() -> Query[tuple[PersonView, ...]]:
    """Everybody active, by name."""

    def read(at: Reading) -> tuple[PersonView, ...]:
        rows = at.session.execute(
            select(Staff, Technician)
            .outerjoin(
                Technician, (Technician.company_id == Staff.company_id) & (Technician.staff_id == Staff.id)
            )
            .where(Staff.company_id == at.company_id, Staff.active)
            .order_by(Staff.name, Staff.id)
        )
        return tuple(person_view(person, technician) for person, technician in rows)

    return read
