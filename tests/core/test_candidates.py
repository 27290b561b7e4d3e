"""Who could be sent to a visit, in which order, and why not the others (§8, S0.17, P.5, P.6)."""

from sqlalchemy.orm import Session

from core import commands as c
from core.availability import why_not
from core.dispatch import Candidate, candidates
from core.orders import read_order
from tests.cast import FRIDAY, THURSDAY, Cast, window

AT_TWO = window(26, 14, 15)
"""As long as the work: planned to the minute."""


def found(cast: Cast, order: int) -> tuple[Candidate, ...]:
    def read(session: Session) -> tuple[Candidate, ...]:
        loaded = read_order(session, cast.company_id, order)
        assert loaded is not None
        return candidates(session, loaded, cast.clock())

    people: tuple[Candidate, ...] = cast.run(read)
    return people


def names(people: tuple[Candidate, ...]) -> list[str]:
    return [each.name.split()[0] for each in people]


def test_whoever_is_busy_comes_last_and_says_with_what(cast: Cast) -> None:
    """P.5, S0.17, I5."""
    assert cast.tom.technician_id is not None
    busy = cast.scheduled_order(AT_TWO)
    cast.do(cast.sue, c.Assign(order=busy, technician_id=cast.tom.technician_id))
    people = found(cast, cast.scheduled_order(AT_TWO))
    assert [each.can_go for each in people] == [True, True, True, False]
    assert why_not(people[-1].exclusions) == f"Tom Tran has WO-{busy} 14:00–15:00."


def test_the_emptiest_day_goes_first(cast: Cast) -> None:
    """P.6: utilisation, when nobody is nearer and nobody has been there."""
    assert cast.tom.technician_id is not None
    cast.do(cast.sue, c.Assign(order=cast.scheduled_order(THURSDAY), technician_id=cast.tom.technician_id))
    assert names(found(cast, cast.scheduled_order(THURSDAY)))[-1] == "Tom"
    assert names(found(cast, cast.scheduled_order(FRIDAY)))[0] == "Tom"


def test_the_answer_is_the_same_every_time(cast: Cast) -> None:
    order = cast.scheduled_order()
    assert found(cast, order) == found(cast, order)
