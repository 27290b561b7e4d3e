"""What can be done when nobody took a visit: somebody else, another time, only part of it (N.17, L40)."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import commands as c
from core import queries
from core.dispatch import Repairs
from core.model import (
    DeclineReason,
    Holiday,
    ItemKind,
    OffReason,
    ServiceType,
    Technician,
    TechnicianSkill,
    TimeOff,
    WorkOrder,
)
from tests.cast import FRIDAY, Cast, window

AT_TWO = window(26, 14, 15)


def ways(cast: Cast, order: int) -> Repairs:
    return cast.read(cast.dora, queries.ways_out(order))


def only(cast: Cast, *first_names: str) -> None:
    """Nobody else goes out any more."""

    def change(session: Session) -> None:
        for each in session.scalars(select(Technician)):
            each.active = each.name.split()[0] in first_names

    cast.run(change)


def busy(cast: Cast, technician: str, at: c.Window = AT_TWO) -> int:
    number = cast.scheduled_order(at)
    technician_id = getattr(cast, technician).technician_id
    cast.do(cast.sue, c.Assign(order=number, technician_id=technician_id))
    return number


def test_whoever_is_free_is_the_first_way_out(cast: Cast) -> None:
    busy(cast, "tom")
    way = ways(cast, cast.scheduled_order(AT_TWO)).technician
    assert way is not None
    assert (way.name, way.against) == ("Tina Torres", ())


def test_among_those_who_are_not_free_the_one_with_least_against_it(cast: Cast) -> None:
    """A full day is easier to go against than a holiday; a licence nobody goes against (P.30)."""
    only(cast, "Tom", "Tina")
    busy(cast, "tina")

    def on_holiday(session: Session) -> None:
        session.add(
            TimeOff(
                company_id=cast.company_id,
                staff_id=cast.tom.id,
                starts_at=AT_TWO.start,
                ends_at=AT_TWO.end,
                reason=OffReason.PTO,
            )
        )

    cast.run(on_holiday)
    way = ways(cast, cast.scheduled_order(AT_TWO)).technician
    assert way is not None
    assert way.name == "Tina Torres"
    assert [each.why for each in way.against] == ["busy"]


def test_nobody_is_suggested_whom_a_rule_or_the_customer_forbids(cast: Cast) -> None:
    """P.30, §8."""
    only(cast, "Tom", "Tina")
    order = cast.scheduled_order(AT_TWO)
    tom, tina = cast.tom.technician_id or 0, cast.tina.technician_id or 0
    cast.do(cast.dora, c.ExcludeTechnician(order=order, technician_id=tom, reason="late"))

    def licence(session: Session) -> None:
        service = ServiceType(
            company_id=cast.company_id, name="Gas check", minutes=60, skills=["gas licence"]
        )
        session.add(service)
        session.add(
            TechnicianSkill(
                company_id=cast.company_id,
                technician_id=tina,
                name="gas licence",
                valid_until=date(2026, 3, 1),
                is_licence=True,
            )
        )
        session.flush()
        work = session.scalars(select(WorkOrder).where(WorkOrder.number == order)).one()
        work.service_type_id = service.id

    cast.run(licence)
    assert ways(cast, order) == Repairs()


def test_the_next_free_time_says_who_could_go(cast: Cast) -> None:
    only(cast, "Tom", "Tina")
    busy(cast, "tom")
    busy(cast, "tina")
    time = ways(cast, cast.scheduled_order(AT_TWO)).time
    assert time is not None
    assert time.start > cast.clock()
    assert (time.start, time.end) != (AT_TWO.start, AT_TWO.end)
    assert set(time.names) == {"Tom Tran", "Tina Torres"}


def test_a_time_at_which_only_somebody_could_go_who_just_said_no_is_none(cast: Cast) -> None:
    """§8: too far today is too far tomorrow; who had no time may have it then."""
    only(cast, "Tom")
    found = {}
    for reason in (DeclineReason.TOO_FAR, DeclineReason.SCHEDULE_CONFLICT):
        order = cast.scheduled_order(AT_TWO)
        cast.do(cast.dora, c.OfferVisit(order=order, technician_ids=(cast.tom.technician_id or 0,)))
        cast.do(cast.tom, c.DeclineOffer(order=order, reason=reason))
        time = ways(cast, order).time
        found[reason] = time.names if time else None
    assert found == {DeclineReason.TOO_FAR: None, DeclineReason.SCHEDULE_CONFLICT: ("Tom Tran",)}


def test_no_time_is_suggested_on_a_holiday(cast: Cast) -> None:
    """P.33."""
    cast.run(
        lambda session: session.add(Holiday(company_id=cast.company_id, day=date(2026, 11, 24), name="x"))
    )
    time = ways(cast, cast.scheduled_order(AT_TWO)).time
    assert time is not None
    assert time.start.date() == date(2026, 11, 25)


def test_what_has_not_begun_can_be_split_off_and_something_stays(cast: Cast) -> None:
    """L10."""
    order = cast.scheduled_order(AT_TWO)
    assert ways(cast, order).splits == ()
    for name in ("Panel", "Riser", "Hood"):
        cast.do(cast.dora, c.AddItem(order=order, kind=ItemKind.INSPECTION, name=name))
    splits = ways(cast, order).splits
    assert splits == (2, 3)
    done = cast.do(cast.sue, c.Split(order=order, items=splits))
    assert done.changed


def test_a_visit_that_somebody_has_needs_no_way_out(cast: Cast) -> None:
    assert ways(cast, busy(cast, "tom")) == Repairs()


def test_without_technicians_there_is_no_way_out_but_no_fault_either(cast: Cast) -> None:
    only(cast)
    assert ways(cast, cast.scheduled_order(FRIDAY)) == Repairs()
