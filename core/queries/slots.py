"""When somebody could go, and who: what `/wo slots` shows."""

from dataclasses import dataclass

from core.availability import why_not
from core.orders import read_order
from core.planning import exclusions, free_slots, need_of
from core.queries.orders import may_see
from core.queries.people import technicians
from core.queries.reading import Query, Reading
from core.queries.views import PersonView, WindowView
from core.refusals import Unknown


@dataclass(frozen=True, kw_only=True)
class SlotsView:
    """`slots`: the next free windows. `people`: each technician with what speaks against the visit as it stands,
    nothing where they can go (P.5).
    """

    slots: tuple[WindowView, ...]
    people: tuple[tuple[PersonView, str], ...]


def slots(number: int, *, count: int = 3) -> Query[SlotsView]:
    """Free windows for the visit of a work order, and who could go when it is promised now."""

    def read(at: Reading) -> SlotsView:
        found = read_order(at.session, at.company_id, number)
        if found is None or not may_see(at, found):
            raise Unknown(f"There is no WO-{number}. `/wo find` looks one up.")
        against = exclusions(at.session, found, need_of(at.session, found, at.now))
        return SlotsView(
            slots=tuple(
                WindowView(start=slot.start, end=slot.end, date_only=False)
                for slot in free_slots(at.session, found, at.now, count)
            ),
            people=tuple(
                (person, why_not(against.get(person.technician_id or 0, ()))) for person in technicians()(at)
            ),
        )

    return read
