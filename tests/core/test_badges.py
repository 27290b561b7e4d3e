"""What stands beside a status."""

import pytest

from core import commands as c
from core import queries
from tests.cast import Cast

CONFIRMED = [
    # technician?  status        is the badge needed?
    (False,        "Confirmed",  False),
    (True,         "Scheduled",  True),
]  # fmt: skip


@pytest.mark.parametrize(("assigned", "status", "needed"), CONFIRMED)
def test_confirmed_is_said_once(cast: Cast, assigned: bool, status: str, needed: bool) -> None:  # noqa: FBT001  columns
    """C1: where the status says it, the badge does not say it again."""
    number = cast.scheduled_order()
    cast.do(cast.cara, c.Confirm(order=number, for_rev=1, words="yes"))
    if assigned:
        cast.do(cast.sue, c.Assign(order=number, technician_id=cast.tom.technician_id or 0))
    view = cast.read(cast.dora, queries.order(number))
    assert (view.status, "confirmed by the customer" in view.badges) == (status, needed)
