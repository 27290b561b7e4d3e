"""Who could be sent to a visit, in which order, and why not the others (§8, S0.17, S1.30, P.5, P.6)."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core import commands as c
from core import queries
from core.availability import Exclusion, Why, why_not
from core.dispatch import Candidate, candidates, ranked
from core.model import DeclineReason, Site, Technician, TravelTime
from core.orders import read_order
from core.refusals import Busy, Missing, Perm, State, Unknown
from tests.cast import FRIDAY, THURSDAY, Cast, window

AT_TWO = window(26, 14, 15)
"""As long as the work: planned to the minute."""
NEXT_HOUR = window(26, 15, 16)


def found(cast: Cast, order: int, at: c.Window | None = None) -> tuple[Candidate, ...]:
    def read(session: Session) -> tuple[Candidate, ...]:
        loaded = read_order(session, cast.company_id, order)
        assert loaded is not None
        return candidates(session, loaded, cast.clock(), at)

    people: tuple[Candidate, ...] = cast.run(read)
    return people


def names(people: tuple[Candidate, ...]) -> list[str]:
    return [each.name.split()[0] for each in people]


def of(people: tuple[Candidate, ...], name: str) -> Candidate:
    return next(each for each in people if each.name.startswith(name))


def give(cast: Cast, order: int, technician: str = "tom", **more: Any) -> None:
    actor = getattr(cast, technician)
    cast.do(cast.sue, c.Assign(order=order, technician_id=actor.technician_id, **more))


def order_at(cast: Cast, site: str, at: c.Window) -> int:
    site_id: int = cast.run(lambda session: session.scalar(select(Site.id).where(Site.name == site)))
    create = c.Create(site_id=site_id, type="inspection", title="Yearly check")
    done = cast.do(cast.dora, create, c.Schedule(window=at))
    assert done.order is not None
    return done.order


# fmt: off
BEST = Candidate(technician_id=7, name="Tom", travel_minutes=10, was_here=True, utilisation=0.2, recent_offers=1)
BUSY = (Exclusion(Why.BUSY, "Tom has WO-1 9:00–10:00 am."),)
RANKS: tuple[tuple[str, dict[str, Any]], ...] = (
    # goes after Tom, who is 10 min away, was here last, has 20 % of the day taken and had one offer lately
    ("further away",                 {"travel_minutes": 11, "utilisation": 0.0}),
    ("travel unknown: 20 as usual",  {"travel_minutes": None, "utilisation": 0.0}),
    ("never here",                   {"was_here": False, "utilisation": 0.0}),
    ("a fuller day",                 {"utilisation": 0.3, "recent_offers": 0}),
    ("asked more often",             {"recent_offers": 2}),
    ("equal, but a later id",        {}),
    ("cannot go",                    {"travel_minutes": 0, "exclusions": BUSY}),
)
# fmt: on


@pytest.mark.parametrize(("because", "other"), RANKS, ids=[because for because, _ in RANKS])
def test_the_ranking(because: str, other: dict[str, Any]) -> None:
    """P.6, §8: travel, same technician as last time, utilisation, fewest offers, then the id."""
    after = replace(BEST, technician_id=8, name="Tina", **other)
    assert [each.name for each in ranked([after, BEST], 20)] == ["Tom", "Tina"], because


def test_the_nearest_goes_first_and_says_how_far_it_is(cast: Cast) -> None:
    """P.6: Ines lives across the lake."""
    people = found(cast, cast.scheduled_order())
    assert names(people) == ["Tom", "Tina", "Raj", "Ines"]
    minutes = [each.travel_minutes or 0 for each in people]
    assert minutes == sorted(minutes)
    assert minutes[0] < 30
    assert minutes[-1] > 120


def test_travel_is_from_the_visit_before_on_the_same_day(cast: Cast) -> None:
    give(cast, order_at(cast, "Lakeview Clinic", window(26, 8, 9)), "tina")
    assert (
        of(found(cast, cast.scheduled_order()), "Tina").travel_minutes
        != of(found(cast, cast.scheduled_order(FRIDAY)), "Tina").travel_minutes
    )
    give(cast, order_at(cast, "Acme HQ", window(26, 11, 12)), "tina")
    assert of(found(cast, cast.scheduled_order()), "Tina").travel_minutes == 0


def test_whoever_is_busy_comes_last_and_says_with_what(cast: Cast) -> None:
    """P.5, S0.17, I5."""
    busy = cast.scheduled_order(AT_TWO)
    give(cast, busy)
    people = found(cast, cast.scheduled_order(AT_TWO))
    assert names(people) == ["Tina", "Raj", "Ines", "Tom"]
    assert [each.can_go for each in people] == [True, True, True, False]
    assert why_not(people[-1].exclusions) == f"Tom Tran has WO-{busy} 2:00–3:00 pm."


def test_travel_to_the_neighbour_is_kept_free_by_where_both_are(cast: Cast) -> None:
    """I5: next door there is time, from Evanston there is not."""
    next_door = cast.scheduled_order(AT_TWO)
    give(cast, next_door)
    assert of(found(cast, cast.scheduled_order(NEXT_HOUR)), "Tom").can_go
    far = order_at(cast, "Lakeview Clinic", AT_TWO)
    give(cast, far, "tina")
    tina = of(found(cast, cast.scheduled_order(NEXT_HOUR)), "Tina")
    assert why_not(tina.exclusions) == f"Tina Torres has WO-{far} 2:00–3:00 pm (+39 min travel)."
    with pytest.raises(Busy, match=r"\+39 min travel"):
        give(cast, cast.scheduled_order(NEXT_HOUR), "tina")


def test_a_road_services_answer_goes_before_the_guess(cast: Cast) -> None:
    far = order_at(cast, "Lakeview Clinic", AT_TWO)
    give(cast, far, "tina")

    def by_road(session: Session) -> None:
        ids = sorted(session.scalars(select(Site.id).where(Site.name.in_(["Acme HQ", "Lakeview Clinic"]))))
        session.add(
            TravelTime(
                company_id=cast.company_id,
                site_a_id=ids[0],
                site_b_id=ids[1],
                minutes=33,
                fetched_at=cast.clock(),
            )
        )

    cast.run(by_road)
    tina = of(found(cast, cast.scheduled_order(NEXT_HOUR)), "Tina")
    assert why_not(tina.exclusions) == f"Tina Torres has WO-{far} 2:00–3:00 pm (+33 min travel)."


def test_where_nobody_knows_where_a_site_is_travel_takes_as_long_as_usual(cast: Cast) -> None:
    far = order_at(cast, "Lakeview Clinic", AT_TWO)
    give(cast, far, "tina")

    def forget(session: Session) -> None:
        for each in session.scalars(select(Site)):
            each.latitude = each.longitude = None

    cast.run(forget)
    tina = of(found(cast, cast.scheduled_order(NEXT_HOUR)), "Tina")
    assert why_not(tina.exclusions) == f"Tina Torres has WO-{far} 2:00–3:00 pm (+20 min travel)."


def test_the_emptier_day_goes_first_where_both_are_as_near(cast: Cast) -> None:
    """P.6: utilisation."""

    def same_base(session: Session) -> None:
        for each in session.scalars(select(Technician)):
            each.base_latitude = each.base_longitude = None

    cast.run(same_base)
    give(cast, cast.scheduled_order(window(26, 10, 12)))
    people = found(cast, cast.scheduled_order(AT_TWO))
    assert of(people, "Tom").utilisation > of(people, "Tina").utilisation == 0
    assert of(people, "Tom").travel_minutes == 0
    assert of(people, "Tina").travel_minutes is None


def test_whoever_did_the_last_visit_here_is_known(cast: Cast) -> None:
    last = cast.scheduled_order()
    give(cast, last)
    for command in (c.Depart(order=last), c.Arrive(order=last), c.Start(order=last), c.Complete(order=last)):
        cast.do(cast.tom, command)
    people = found(cast, cast.scheduled_order(FRIDAY))
    assert [each.name for each in people if each.was_here] == ["Tom Tran"]


def test_offers_of_the_last_days_are_counted(cast: Cast) -> None:
    offered = cast.scheduled_order()
    assert cast.tina.technician_id is not None
    cast.do(cast.dora, c.OfferVisit(order=offered, technician_ids=(cast.tina.technician_id,)))
    other = cast.scheduled_order(FRIDAY)
    assert of(found(cast, other), "Tina").recent_offers == 1
    assert of(found(cast, other), "Tom").recent_offers == 0
    cast.clock.forward(days=15)
    assert of(found(cast, other), "Tina").recent_offers == 0


def declined(cast: Cast, reason: DeclineReason) -> int:
    """A work order that Tom was offered and declined."""
    order = cast.scheduled_order()
    assert cast.tom.technician_id is not None
    cast.do(cast.dora, c.OfferVisit(order=order, technician_ids=(cast.tom.technician_id,)))
    cast.do(cast.tom, c.DeclineOffer(order=order, reason=reason))
    return order


def test_whoever_declined_is_left_alone_for_a_day(cast: Cast) -> None:
    """§8: the cool-down; an assignment is something else."""
    order = declined(cast, DeclineReason.TOO_FAR)
    tom = of(found(cast, order), "Tom")
    assert (
        why_not(tom.exclusions)
        == "Tom Tran declined it (too far) and is not asked again before Tue, Nov 24, 9:00 am."
    )
    assert of(found(cast, cast.scheduled_order()), "Tom").can_go
    give(cast, order)
    cast.do(cast.sue, c.Unassign(order=order, reason="x"))
    cast.clock.forward(hours=24)
    assert of(found(cast, order), "Tom").can_go


@pytest.mark.parametrize(
    ("reason", "asked_again"),
    [(DeclineReason.SCHEDULE_CONFLICT, True), (DeclineReason.SKILLS_MISMATCH, False)],
)
def test_another_time_clears_a_decline_for_want_of_time_alone(
    cast: Cast, reason: DeclineReason, *, asked_again: bool
) -> None:
    """H2, §8."""
    order = declined(cast, reason)
    assert not of(found(cast, order), "Tom").can_go
    assert of(found(cast, order, FRIDAY), "Tom").can_go is asked_again
    cast.do(cast.dora, c.Reschedule(order=order, window=FRIDAY, reason="rain"))
    assert of(found(cast, order), "Tom").can_go is asked_again


def test_whom_the_customer_does_not_want_is_neither_offered_nor_given_their_visits(cast: Cast) -> None:
    """§8: said at one work order, it counts for all of the customer's."""
    first, second = cast.scheduled_order(), cast.scheduled_order(FRIDAY)
    assert cast.tom.technician_id is not None
    tom = cast.tom.technician_id
    cast.do(cast.dora, c.ExcludeTechnician(order=first, technician_id=tom, reason="parked at the gate"))
    why = "Acme Foods asked not to have Tom Tran."
    assert why_not(of(found(cast, second), "Tom").exclusions) == why
    with pytest.raises(Busy, match="asked not to have"):
        cast.do(cast.dora, c.OfferVisit(order=second, technician_ids=(tom,)))
    with pytest.raises(Busy, match="asked not to have"):
        cast.do(cast.dora, c.Assign(order=second, technician_id=tom))
    give(cast, second, override="they made up")
    assert of(found(cast, order_at(cast, "Lakeview Clinic", THURSDAY)), "Tom").can_go
    cast.do(cast.dora, c.AllowTechnician(order=first, technician_id=tom))
    assert of(found(cast, first), "Tom").can_go


def test_an_exclusion_needs_a_reason_and_can_be_said_twice(cast: Cast) -> None:
    order = cast.new_order()
    tom = cast.tom.technician_id or 0
    with pytest.raises(Missing, match="why Acme Foods does not want Tom Tran"):
        cast.do(cast.dora, c.ExcludeTechnician(order=order, technician_id=tom, reason=" "))
    with pytest.raises(Missing, match="has nothing against Tom Tran"):
        cast.do(cast.dora, c.AllowTechnician(order=order, technician_id=tom))
    with pytest.raises(Perm):
        cast.do(cast.tom, c.ExcludeTechnician(order=order, technician_id=tom, reason="me"))
    said = [
        cast.do(cast.dora, c.ExcludeTechnician(order=order, technician_id=tom, reason=why)).changed
        for why in ("late", "late", "late again")
    ]
    assert said == [True, False, True]


def test_a_technician_does_not_read_why_the_customer_does_not_want_them(cast: Cast) -> None:
    order = cast.scheduled_order()
    tom = cast.tom.technician_id or 0
    cast.do(cast.dora, c.OfferVisit(order=order, technician_ids=(tom,)))
    cast.do(cast.dora, c.ExcludeTechnician(order=order, technician_id=tom, reason="was rude"))
    offer = cast.read(cast.dora, queries.order(order)).offers[0]
    with pytest.raises(Busy) as refused:
        cast.do(cast.tom, c.AcceptOffer(order=order, offer_id=offer.id))
    assert "rude" not in str(refused.value)
    assert "The customer asked for somebody else." in str(refused.value)


def test_somebody_who_left_is_no_candidate_and_cannot_be_assigned(cast: Cast) -> None:
    """S1.30."""
    order = cast.scheduled_order()
    cast.run(lambda session: setattr(session.get(Technician, cast.tom.technician_id), "active", False))
    assert "Tom" not in names(found(cast, order))
    with pytest.raises(State, match="Tom Tran is not an active technician"):
        give(cast, order)


def test_another_companys_technicians_are_nobodys_candidates(cast: Cast) -> None:
    order = cast.scheduled_order()
    assert len(cast.read(cast.dora, queries.who(order))) == 4
    with pytest.raises(Unknown):
        cast.read(cast.eve, queries.who(order))
    with pytest.raises(Unknown):
        cast.read(cast.tom, queries.who(order))


def test_how_offers_have_gone_is_counted_by_technician(cast: Cast) -> None:
    """N.21: reported, nobody is punished."""
    declined(cast, DeclineReason.TOO_FAR)
    lines = {line.name: line for line in cast.read(cast.dora, queries.fairness())}
    tom, tina = lines["Tom Tran"], lines["Tina Torres"]
    assert (tom.offered, tom.accepted, tom.declined, tom.unanswered) == (1, 0, 1, 0)
    assert tom.why == (("too far", 1),)
    assert (tina.offered, tina.why) == (0, ())
    cast.clock.forward(days=31)
    assert all(not line.offered for line in cast.read(cast.dora, queries.fairness()))
    with pytest.raises(Perm):
        cast.read(cast.tom, queries.fairness())


def test_the_answer_is_the_same_every_time(cast: Cast) -> None:
    """P.6."""
    order = cast.scheduled_order()
    assert found(cast, order) == found(cast, order)
