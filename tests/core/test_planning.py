"""Who can be sent: asked of the Desk inside the committing transaction, so that it holds when people act at once (I5)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from core import commands as c
from core import queries
from core.availability import Span, read_week
from core.model import (
    Confirmation,
    HoldReason,
    Holiday,
    OffReason,
    ServiceType,
    Staff,
    Technician,
    TechnicianSkill,
    TimeOff,
    Visit,
    WorkOrder,
)
from core.people import Actor, Role
from core.refusals import Busy, Perm, Refusal, State, Time
from core.refusals import Skill as SkillNeeded
from tests.cast import Cast, window
from tests.core.november import at, span

# An hour is an appointment and is planned to the minute; anything wider is not.
NINE = window(26, 9, 10)
HALF_PAST = c.Window(start=at(26, 9, 30), end=at(26, 10, 30))
NOON = window(26, 12, 13)


def id_of(actor: Actor) -> int:
    assert actor.technician_id is not None
    return actor.technician_id


def assigned(cast: Cast, technician: Actor, at_: c.Window = NINE) -> int:
    number = cast.scheduled_order(at_)
    cast.do(cast.sue, c.Assign(order=number, technician_id=id_of(technician)))
    return number


def assign(
    cast: Cast, number: int, technician: Actor, override: str | None = None, by: Actor | None = None
) -> None:
    command = c.Assign(order=number, technician_id=id_of(technician), override=override)
    cast.do(by or cast.sue, command)


def change(cast: Cast, technician: Actor, **values: Any) -> None:
    """Their technician's row, or their person's where it is about hours."""

    def set_(session: Any) -> None:
        row = session.get(Technician, technician.technician_id)
        staff = session.get(Staff, row.staff_id)
        for name, value in values.items():
            setattr(staff if hasattr(staff, name) and name != "active" else row, name, value)

    cast.run(set_)


def take_off(cast: Cast, technician: Actor, off: Span, reason: OffReason = OffReason.SICK) -> None:
    cast.run(
        lambda session: session.add(
            TimeOff(
                company_id=cast.company_id,
                staff_id=technician.id,
                starts_at=off.start,
                ends_at=off.end,
                reason=reason,
            )
        )
    )


def needs(cast: Cast, number: int, *skills: str) -> None:
    """The work order is of a service type that asks for these skills."""

    def set_(session: Any) -> None:
        kind = ServiceType(company_id=cast.company_id, name=f"gas {number}", minutes=60, skills=list(skills))
        session.add(kind)
        session.flush()
        session.scalars(select(WorkOrder).where(WorkOrder.number == number)).one().service_type_id = kind.id

    cast.run(set_)


def learn(
    cast: Cast, technician: Actor, name: str, until: date | None = None, *, licence: bool = False
) -> None:
    cast.run(
        lambda session: session.add(
            TechnicianSkill(
                company_id=cast.company_id,
                technician_id=id_of(technician),
                name=name,
                valid_until=until,
                is_licence=licence,
            )
        )
    )


def technician_of(cast: Cast, number: int) -> str | None:
    technician = cast.read(cast.dora, queries.order(number)).technician
    return technician.name if technician else None


def test_nobody_is_sent_to_two_places_at_once(cast: Cast) -> None:
    """L34, I5."""
    assigned(cast, cast.tom)
    second = cast.scheduled_order(HALF_PAST)
    with pytest.raises(Busy, match=r"Tom Tran has WO-1 9:00–10:00 am\. Choose somebody else"):
        assign(cast, second, cast.tom)
    assign(cast, second, cast.tina)
    assert technician_of(cast, second) == "Tina Torres"


def test_two_jobs_promised_for_the_morning_are_no_overlap(cast: Cast) -> None:
    """I5."""
    morning = window(26, 8, 12)
    assigned(cast, cast.tom, morning)
    assert technician_of(cast, assigned(cast, cast.tom, morning)) == "Tom Tran"


def test_the_day_is_full_when_its_jobs_are(cast: Cast) -> None:
    """S0.17."""
    change(cast, cast.tom, jobs_per_day=1)
    assigned(cast, cast.tom, window(26, 8, 12))
    with pytest.raises(Busy, match="Tom Tran's day is full: 1 of 1 jobs on 26 Nov"):
        assigned(cast, cast.tom, window(26, 13, 17))


def test_nobody_works_outside_their_hours_or_while_off(cast: Cast) -> None:
    change(cast, cast.tom, hours=read_week("mon-fri 10:00-18:00"))
    with pytest.raises(Busy, match="Tom Tran does not work Thu, Nov 26, 9:00–10:00 am"):
        assigned(cast, cast.tom)
    take_off(cast, cast.tina, span(26, 0, 23))
    with pytest.raises(Busy, match=r"Tina Torres is off 26 Nov \(sick\)"):
        assigned(cast, cast.tina)


def test_s1_30_who_is_no_active_technician_is_not_assigned(cast: Cast) -> None:
    """S1.30, L34."""
    change(cast, cast.tom, active=False)
    with pytest.raises(State, match="not an active technician"):
        assigned(cast, cast.tom)


def test_a_supervisor_overrides_with_a_reason_that_is_kept(cast: Cast) -> None:
    """L34, I5."""
    assigned(cast, cast.tom)
    second = cast.scheduled_order(NINE)
    assign(cast, second, cast.tom, override="both are in the same street")
    newest = cast.read(cast.dora, queries.history(second))[0]
    assert (newest.name, newest.data["override"]) == ("visit.assigned", "both are in the same street")
    (line,) = cast.told("technician-assigned", second)
    assert line.context["event"]["override"] == "both are in the same street"


def test_an_override_needs_a_reason_and_the_key(cast: Cast) -> None:
    assigned(cast, cast.tom)
    second = cast.scheduled_order(NINE)
    with pytest.raises(
        Perm, match=r"Tom Tran has WO-1 9:00–10:00 am\. Only a supervisor .*dispatch.override"
    ):
        assign(cast, second, cast.tom, override="please", by=cast.dora)
    with pytest.raises(Refusal, match="Missing: the reason"):
        assign(cast, second, cast.tom, override=" ")


def test_an_override_nobody_needed_is_not_written_down(cast: Cast) -> None:
    number = cast.scheduled_order(NINE)
    assign(cast, number, cast.tom, override="just in case", by=cast.dora)
    assert cast.read(cast.dora, queries.history(number))[0].data["override"] is None


def test_p_30_nobody_overrides_a_licence(cast: Cast) -> None:
    number = cast.scheduled_order(NINE)
    needs(cast, number, "Gas licence")
    learn(cast, cast.tom, "gas licence", date(2026, 3, 1), licence=True)
    with pytest.raises(SkillNeeded, match="Needs gas licence; Tom Tran's expired 1 Mar"):
        assign(cast, number, cast.tom)
    with pytest.raises(SkillNeeded, match="Nobody can override that"):
        assign(cast, number, cast.tom, override="he knows how")


def test_p_29_a_plain_skill_can_be_overridden(cast: Cast) -> None:
    number = cast.scheduled_order(NINE)
    needs(cast, number, "sprinklers")
    learn(cast, cast.tina, "sprinklers")
    with pytest.raises(SkillNeeded, match="Needs sprinklers; Tom Tran does not have it"):
        assign(cast, number, cast.tom)
    assign(cast, number, cast.tom, override="Tina talks him through it")
    assert technician_of(cast, number) == "Tom Tran"


def test_an_offer_to_somebody_who_cannot_go_is_refused_naming_why(cast: Cast) -> None:
    assigned(cast, cast.tom)
    second = cast.scheduled_order(NINE)
    both = (id_of(cast.tom), id_of(cast.tina))
    with pytest.raises(Busy, match="Tom Tran has WO-1 9:00–10:00 am"):
        cast.do(cast.dora, c.OfferVisit(order=second, technician_ids=both))
    cast.do(cast.dora, c.OfferVisit(order=second, at_a_time=0))
    (line,) = cast.told("offers-made", second)
    asked = line.context["event"]["technician_ids"]
    assert id_of(cast.tina) in asked
    assert id_of(cast.tom) not in asked
    assert line.context["event"]["left_out"] == ["Tom Tran has WO-1 9:00–10:00 am."]


def test_l37_an_accept_is_looked_at_again(cast: Cast) -> None:
    """L37, I5: two offers for the same hour: whoever takes the one cannot take the other."""
    first, second = cast.scheduled_order(NINE), cast.scheduled_order(HALF_PAST)
    offers = []
    for number in (first, second):
        cast.do(cast.dora, c.OfferVisit(order=number, technician_ids=(id_of(cast.tom),)))
        offers.append(cast.read(cast.dora, queries.order(number)).offers[0].id)
    cast.do(cast.tom, c.AcceptOffer(order=first, offer_id=offers[0]))
    with pytest.raises(Busy, match=r"Tom Tran has WO-1 9:00–10:00 am\. Tell your dispatcher"):
        cast.do(cast.tom, c.AcceptOffer(order=second, offer_id=offers[1]))
    assert technician_of(cast, second) is None


def test_h2_a_reschedule_keeps_a_technician_who_is_free(cast: Cast) -> None:
    """L21, H2."""
    number = assigned(cast, cast.tom)
    cast.do(cast.dora, c.Reschedule(order=number, window=NOON, reason="weather"))
    assert technician_of(cast, number) == "Tom Tran"
    assert [told.recipient for told in cast.told("visit-moved-technician", number)] == [
        f"staff:{cast.tom.id}"
    ]


def test_h2_a_reschedule_takes_it_off_one_who_is_not_and_tells_them(cast: Cast) -> None:
    """L21, H2."""
    assigned(cast, cast.tom, NOON)
    number = assigned(cast, cast.tom)
    cast.do(cast.cara, c.Confirm(order=number, for_rev=1, words="yes"))
    cast.do(cast.dora, c.Reschedule(order=number, window=NOON, reason="weather"))
    view = cast.read(cast.dora, queries.order(number))
    assert (view.technician, view.confirmation) == (None, Confirmation.REQUESTED), "a yes never survives"
    assert [told.recipient for told in cast.told("assignment-ended", number)] == [f"staff:{cast.tom.id}"]
    (line,) = [told for told in cast.told("visit-moved", number) if told.channel == "slack"]
    assert line.context["event"]["lost"] == "Tom Tran has WO-1 12:00–1:00 pm."


def test_a_supervisor_keeps_them_anyway(cast: Cast) -> None:
    assigned(cast, cast.tom, NOON)
    number = assigned(cast, cast.tom)
    moved = c.Reschedule(order=number, window=NOON, reason="weather", override="his mate helps")
    with pytest.raises(Perm, match="Only a supervisor"):
        cast.do(cast.dora, moved)
    cast.do(cast.sue, moved)
    assert technician_of(cast, number) == "Tom Tran"


def test_l25_a_proposal_that_does_not_suit_the_technician_takes_it_off_them(cast: Cast) -> None:
    """L25."""
    assigned(cast, cast.tom, NOON)
    number = assigned(cast, cast.tom)
    cast.do(cast.cara, c.RequestReschedule(order=number, for_rev=1, words="noon?", proposals=(NOON,)))
    cast.do(cast.dora, c.AcceptProposal(order=number))
    view = cast.read(cast.dora, queries.order(number))
    assert (view.technician, view.confirmation) == (None, Confirmation.CONFIRMED)


def test_l20_a_window_is_refused_while_somebody_who_has_it_is_busy(cast: Cast) -> None:
    """L20."""
    assigned(cast, cast.tom)
    number = cast.new_order()
    assign(cast, number, cast.tom)
    with pytest.raises(Busy, match="Choose another time, or unassign them first"):
        cast.do(cast.dora, c.Schedule(order=number, window=NINE))


def test_l58_a_rebooked_visit_goes_only_to_somebody_free(cast: Cast) -> None:
    """L58."""
    assigned(cast, cast.tom, NOON)
    number = cast.scheduled_order(NINE)
    cast.do(cast.dora, c.Hold(order=number, reason=HoldReason.PARTS))
    with pytest.raises(Busy, match="Tom Tran has WO-1 12:00–1:00 pm"):
        cast.do(cast.dora, c.Rebook(order=number, window=NOON, technician_id=id_of(cast.tom)))


def test_p_33_nobody_is_promised_a_holiday(cast: Cast) -> None:
    """L20."""
    cast.run(
        lambda session: session.add(
            Holiday(company_id=cast.company_id, day=date(2026, 11, 26), name="Thanksgiving")
        )
    )
    with pytest.raises(Time, match=r"26 Nov is a holiday \(Thanksgiving\)"):
        cast.scheduled_order(NINE)
    number = cast.new_order()
    cast.do(cast.sue, c.Schedule(order=number, window=NINE, override="the pipe burst"))
    assert cast.read(cast.dora, queries.history(number))[1].data["override"] == "the pipe burst"


def test_h18_a_clock_in_another_zone_is_its_owners(cast: Cast) -> None:
    change(cast, cast.tom, zone="Europe/Berlin", hours=read_week("mon-fri 8:00-17:00"))
    with pytest.raises(Busy, match="does not work Thu, Nov 26, 12:00–1:00 pm"):
        assigned(cast, cast.tom, NOON)
    assert technician_of(cast, assigned(cast, cast.tom, NINE)) == "Tom Tran"


def test_i5_many_at_the_same_moment_give_one_the_hour_and_nobody_waits_for_ever(cast: Cast) -> None:
    """I5: u.3: each of these checks before it writes; only the lock makes the check worth anything."""
    numbers = [cast.scheduled_order(NINE) for _ in range(8)]

    def give(number: int) -> str:
        try:
            assign(cast, number, cast.tom)
        except Busy:
            return "busy"
        return "won"

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(give, numbers))
    assert sorted(answers) == ["busy"] * 7 + ["won"]


def test_i5_the_database_itself_refuses_two_planned_visits_at_once(cast: Cast) -> None:
    """I5."""
    assigned(cast, cast.tom)
    second = cast.scheduled_order(NINE)

    def cheat(session: Any) -> None:
        work = session.scalars(select(WorkOrder).where(WorkOrder.number == second)).one()
        session.scalars(select(Visit).where(Visit.work_order_id == work.id)).one().technician_id = id_of(
            cast.tom
        )

    with pytest.raises(Exception, match="ex_visits_planned"):
        cast.run(cheat)


def test_another_companys_technician_cannot_be_sent(cast: Cast) -> None:
    def hire(session: Any) -> int:
        staff = session.get(Staff, cast.eve.id)
        staff.roles = [*staff.roles, Role.TECHNICIAN]
        row = Technician(company_id=cast.eve.company_id, staff_id=staff.id, name="Eve Else")
        session.add(row)
        session.flush()
        return int(row.id)

    stranger = cast.run(hire)
    number = cast.scheduled_order(NINE)
    with pytest.raises(Refusal, match="no such technician"):
        cast.do(cast.sue, c.Assign(order=number, technician_id=stranger))
