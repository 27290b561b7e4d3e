"""Work that is quoted before it is planned: what can be left out on the way, and what a work order shows of it."""

from decimal import Decimal

import pytest

from core import commands as c
from core import queries
from core.model import Main
from core.refusals import Missing, Refusal, Unknown
from tests.cast import THURSDAY, Cast, use_profile


@pytest.fixture(autouse=True)
def _quotes_first(cast: Cast) -> None:
    use_profile(cast, "quote")


def draft(cast: Cast) -> int:
    done = cast.do(cast.dora, c.Create(site_id=cast.site_id, type="repair", title="Leaking pump"))
    assert done.order is not None
    return done.order


def approved(cast: Cast) -> int:
    number = draft(cast)
    cast.do(cast.dora, c.SendQuote(order=number, total=Decimal(450)))
    cast.do(cast.cara, c.ApproveQuote(order=number, version=1, total=Decimal(450), words="approved"))
    return number


def status(cast: Cast, number: int) -> str:
    return cast.read(cast.dora, queries.order(number)).status


def test_a_draft_is_scheduled_without_a_quote_and_without_a_technician(cast: Cast) -> None:
    """S2.36, S2.56: a date is enough; a technician may come later, or with it."""
    number = draft(cast)
    cast.do(cast.dora, c.Schedule(order=number, window=THURSDAY))
    assert status(cast, number) == "Scheduled"
    assert cast.read(cast.dora, queries.order(number)).technician is None
    other = draft(cast)
    cast.do(cast.dora, c.Schedule(order=other, window=THURSDAY), c.Assign(order=other, technician_id=1))
    assert status(cast, other) == "Scheduled"
    assert cast.read(cast.dora, queries.order(other)).technician is not None


def test_approved_work_starts_without_a_date(cast: Cast) -> None:
    """S2.37, S2.38, S2.55: whoever starts it has it, and completes it."""
    number = approved(cast)
    assert status(cast, number) == "Approved"
    cast.do(cast.tom, c.Start(order=number))
    assert status(cast, number) == "In Progress"
    assert cast.read(cast.dora, queries.order(number)).window is None
    cast.do(cast.tom, c.Complete(order=number, summary="new seal"))
    assert status(cast, number) == "Completed"


def test_a_technician_finds_the_work_that_is_there_to_be_taken(cast: Cast) -> None:
    """S2.26: until somebody else has started it; a draft is nobody's yet."""
    draft(cast)
    number = approved(cast)
    assert [line.number for line in cast.read(cast.tina, queries.orders())] == [number]
    assert c.Start in cast.read(cast.tina, queries.order(number)).possible
    cast.do(cast.tom, c.Start(order=number))
    assert cast.read(cast.tina, queries.orders()) == ()
    with pytest.raises(Unknown):
        cast.read(cast.tina, queries.order(number))


def test_elsewhere_work_does_not_start_without_a_date(cast: Cast) -> None:
    """S2.55 is a matter of the profile."""
    use_profile(cast, "visit")
    number = cast.new_order(c.Assign(technician_id=1))
    with pytest.raises(Missing, match="WO-1 has no window yet"):
        cast.do(cast.tom, c.Start(order=number))


def test_a_work_order_shows_its_moments_and_what_can_be_done_next(cast: Cast) -> None:
    """S2.18: when each step was and by whom; what is done is offered before, and no longer possible after."""
    number, steps = approved(cast), []
    cast.do(cast.dora, c.Assign(order=number, technician_id=1))
    for actor, command in (
        (cast.dora, c.Schedule(order=number, window=THURSDAY)),
        (cast.tom, c.Start(order=number)),
        (cast.tom, c.Complete(order=number)),
    ):
        cast.clock.forward(minutes=10)
        assert type(command) in cast.read(actor, queries.order(number)).possible
        names = cast.do(actor, command).events
        steps += [(name, cast.clock(), actor.name) for name in names]
        with pytest.raises(Refusal):
            cast.do(actor, command)
    lines = cast.read(cast.dora, queries.history(number))[: len(steps)]
    assert [(line.name, line.at, line.actor) for line in reversed(lines)] == steps
    assert cast.read(cast.dora, queries.order(number)).main is Main.COMPLETED
