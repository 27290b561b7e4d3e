"""An emergency takes somebody's slot (L43, P.31)."""

from datetime import timedelta
from typing import Any

import pytest

from core import commands as c
from core import queries
from core.model import Priority
from core.refusals import Busy, Missing, Perm, State
from tests.cast import FRIDAY, Cast
from tests.core.offers.office import THURSDAY_NINE, id_of, said, technician

PUMP = {"type": "repair", "minutes": 120}


def two_jobs(cast: Cast) -> tuple[int, int]:
    """Tom's planned job, confirmed with the customer, and an emergency at the same hour."""
    has = c.Create(site_id=cast.site_id, title="Pump", **PUMP)  # type: ignore[arg-type]
    his = cast.do(cast.sue, has, c.Schedule(window=THURSDAY_NINE), c.Assign(technician_id=id_of(cast.tom)))
    burst = c.Create(site_id=cast.site_id, title="Burst pipe", priority=Priority.EMERGENCY, **PUMP)  # type: ignore[arg-type]
    emergency = cast.do(cast.sue, burst, c.Schedule(window=THURSDAY_NINE))
    assert his.order is not None
    assert emergency.order is not None
    cast.do(cast.cara, c.Confirm(order=his.order, for_rev=1, words="yes"))
    return his.order, emergency.order


def displace(cast: Cast, his: int, emergency: int, **more: Any) -> tuple[str, ...]:
    return cast.do(
        more.pop("by", cast.sue),
        c.Displace(order=his, emergency=emergency, **more),
        c.Assign(order=emergency, technician_id=id_of(cast.tom)),
    ).events


def test_l43_the_job_moves_and_the_emergency_has_its_slot(cast: Cast) -> None:
    """L43, P.31: both in one call, accepted by somebody by name; the technician keeps the job if free then."""
    his, emergency = two_jobs(cast)
    events = displace(cast, his, emergency, window=FRIDAY)
    assert events == ("visit.displaced", "visit.moved", "visit.assigned")
    assert (technician(cast, his), technician(cast, emergency)) == ("Tom Tran", "Tom Tran")
    moved = cast.read(cast.dora, queries.order(his)).window
    assert moved is not None
    assert moved.start == FRIDAY.start
    assert said(cast, his, "visit.displaced")["accepted_by"] == "Sue Shaw"


def test_everybody_is_told_once(cast: Cast) -> None:
    """I13: the technician by one message for both, the customer of the new window."""
    his, emergency = two_jobs(cast)
    before = len(cast.told())
    displace(cast, his, emergency, window=FRIDAY)
    told = cast.told()[before:]
    assert [each.name for each in told if each.recipient == f"staff:{cast.tom.id}"] == [
        "visit-displaced-technician"
    ]
    assert "visit-moved" in [each.name for each in told if each.recipient.startswith("contact:")]
    assert len({(each.recipient, each.work_order_id) for each in told}) == len(told)


def test_without_another_time_it_is_escalated_in_the_same_call(cast: Cast) -> None:
    his, emergency = two_jobs(cast)
    events = displace(cast, his, emergency)
    assert events == ("visit.displaced", "visit.unassigned", "visit.escalated", "visit.assigned")
    assert (technician(cast, his), technician(cast, emergency)) == (None, "Tom Tran")
    assert said(cast, his, "visit.escalated")["reasons"] == [f"It gave way to WO-{emergency}, an emergency."]


def test_both_change_or_neither(cast: Cast) -> None:
    """Tom cannot be given the emergency, so the other job stays where it was."""
    his, emergency = two_jobs(cast)
    half_past = c.Window(
        start=THURSDAY_NINE.start + timedelta(minutes=30), end=THURSDAY_NINE.end + timedelta(minutes=30)
    )
    with pytest.raises(Busy, match=f"Tom Tran has WO-{his}"):
        displace(cast, his, emergency, window=half_past)
    unmoved = cast.read(cast.dora, queries.order(his)).window
    assert unmoved is not None
    assert unmoved.start == THURSDAY_NINE.start


def test_only_an_emergency_and_only_with_the_key(cast: Cast) -> None:
    """P.31."""
    his, emergency = two_jobs(cast)
    with pytest.raises(Perm, match=r"dispatch\.override"):
        displace(cast, his, emergency, by=cast.dora)
    cast.do(cast.sue, c.Edit(order=emergency, priority=Priority.HIGH))
    with pytest.raises(State, match="is no emergency"):
        displace(cast, his, emergency)
    with pytest.raises(Missing, match="another work order"):
        displace(cast, his, his)
    assert technician(cast, his) == "Tom Tran"
