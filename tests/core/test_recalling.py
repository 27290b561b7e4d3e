"""Plans that change when somebody has set off already: moved, given to somebody else, cancelled."""

import pytest

from core import commands as c
from core import queries
from core.model import Confirmation, FieldRecord, Main, TimeKind, Visit
from core.refusals import Busy, Missing, Perm, State
from templates import render
from tests.cast import FRIDAY, THURSDAY, Cast, use_profile

UNDER_WAY: dict[Main, tuple[c.Command, ...]] = {
    Main.EN_ROUTE: (c.Depart(),),
    Main.ON_SITE: (c.Depart(), c.Arrive()),
    Main.IN_PROGRESS: (c.Depart(), c.Arrive(), c.Start()),
}


def under_way(cast: Cast, there: Main) -> int:
    """Tom is that far, and Cara has said yes."""
    number = cast.new_order_by(
        cast.sue, c.Schedule(window=THURSDAY), c.Assign(technician_id=cast.tom.technician_id or 0)
    )
    cast.do(cast.cara, c.Confirm(order=number, for_rev=1, words="yes"))
    for step in UNDER_WAY[there]:
        cast.do(cast.tom, type(step)(order=number))
    return number


def tom_reads(cast: Cast, name: str, number: int) -> str:
    """The one direct message of that name."""
    (told,) = cast.told(name, number)
    assert told.recipient == f"staff:{cast.tom.id}"
    return render(f"slack/{name}.txt", told.context)


@pytest.mark.parametrize("there", [Main.EN_ROUTE, Main.ON_SITE])
def test_a_visit_moved_on_the_day_calls_the_technician_back(cast: Cast, there: Main) -> None:
    """L22: the drive stays on record; the customer is asked about the new time."""
    number = under_way(cast, there)
    cast.do(cast.dora, c.Reschedule(order=number, window=FRIDAY, reason="customer phoned"))
    view = cast.read(cast.dora, queries.order(number))
    assert (view.main, view.confirmation, view.schedule_rev) == (Main.READY, Confirmation.REQUESTED, 2)
    assert tom_reads(cast, "visit-moved-technician", number).startswith("Please turn back: WO-1")
    assert cast.run(lambda session: session.query(Visit).one().departed_at) == cast.clock()


def test_only_who_supervises_calls_somebody_back(cast: Cast) -> None:
    """L22, L66."""
    use_profile(cast, "unit")
    number = under_way(cast, Main.EN_ROUTE)
    for command in (
        c.Reschedule(order=number, window=FRIDAY, reason="customer phoned"),
        c.Cancel(order=number, reason="customer phoned"),
    ):
        with pytest.raises(Perm, match=r"work_orders\.supervise"):
            cast.do(cast.dora, command)
        cast.do(cast.sue, command)


def test_somebody_else_takes_over_on_the_road(cast: Cast) -> None:
    """L34b: with a reason; the yes stands, and the customer who knows a name reads the new one."""
    number = under_way(cast, Main.EN_ROUTE)
    take_over = c.Assign(order=number, technician_id=cast.tina.technician_id or 0)
    with pytest.raises(Missing, match="why somebody else goes"):
        cast.do(cast.dora, take_over)
    cast.do(cast.dora, c.Assign(**{**vars(take_over), "reason": "his van broke down"}))
    view = cast.read(cast.dora, queries.order(number))
    assert view.technician is not None
    assert (view.main, view.confirmation, view.technician.name) == (
        Main.READY,
        Confirmation.CONFIRMED,
        "Tina Torres",
    )
    said = tom_reads(cast, "assignment-ended", number)
    assert said.startswith("Please turn back: WO-1")
    assert "Tina Torres has it now (his van broke down)" in said
    assert [mail.channel for mail in cast.told("technician-named", number)][-1:] == ["email"]


ELSEWHERE = (
    # Tom is        and reads
    (Main.EN_ROUTE, "Tom Tran is still on the way to WO-1. Move that"),
    (Main.ON_SITE, "Tom Tran is still at the site of WO-1. Begin that"),
    (Main.IN_PROGRESS, "WO-1 is still in progress. Finish it"),
)


@pytest.mark.parametrize(("there", "words"), ELSEWHERE, ids=[row[0] for row in ELSEWHERE])
def test_nobody_sets_off_while_under_way_elsewhere(cast: Cast, there: Main, words: str) -> None:
    """L49, L50."""
    under_way(cast, there)
    second = cast.new_order(c.Schedule(window=FRIDAY), c.Assign(technician_id=cast.tom.technician_id or 0))
    for step in (c.Depart(order=second), c.Arrive(order=second)):
        with pytest.raises(Busy, match=words):
            cast.do(cast.tom, step)


@pytest.mark.parametrize("there", [Main.EN_ROUTE, Main.ON_SITE])
def test_cancelling_on_the_day_calls_the_technician_back(cast: Cast, there: Main) -> None:
    """L66."""
    number = under_way(cast, there)
    cast.do(cast.dora, c.Cancel(order=number, reason="customer closed the site"))
    assert cast.read(cast.dora, queries.order(number)).main is Main.CANCELLED
    assert tom_reads(cast, "assignment-cancelled", number).startswith("Please turn back: WO-1")


# fmt: off
MAY_CANCEL_WORK = (
    # profile          Dora   Sue
    ("visit",          True,  True),
    ("unit",           False, True),
    ("quote",          False, False),
    ("appointment",    True,  True),
)
# fmt: on


@pytest.mark.parametrize(("profile", "dora", "sue"), MAY_CANCEL_WORK, ids=[row[0] for row in MAY_CANCEL_WORK])
def test_who_may_cancel_work_under_way_is_the_profiles_business(
    cast: Cast, profile: str, *, dora: bool, sue: bool
) -> None:
    """L67, S0.9: what was done so far stays on record."""
    use_profile(cast, profile)
    number = under_way(cast, Main.IN_PROGRESS)
    cast.do(cast.tom, c.LogTime(order=number, kind=TimeKind.WORK, minutes=20))
    for who, may in ((cast.dora, dora), (cast.sue, sue)):
        if may:
            cast.do(who, c.Cancel(order=number, reason="customer changed their mind"))
            assert cast.count(FieldRecord) == 1
            return
        with pytest.raises((Perm, State)):
            cast.do(who, c.Cancel(order=number, reason="customer changed their mind"))
