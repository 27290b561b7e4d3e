"""Create, note, cancel, through the Desk."""

import pytest

from core import commands as c
from core import queries
from core.model import Event, Main, WorkOrder
from core.refusals import Missing, Perm, State, Terminal, Unknown
from tests.cast import FRIDAY, THURSDAY, Cast


def test_a_dispatcher_creates_a_work_order_with_the_next_number(cast: Cast) -> None:
    """S2.58, S0.4, L1."""
    assert [cast.new_order(), cast.new_order()] == [1, 2]
    view = cast.read(cast.dora, queries.order(2))
    assert (view.reference, view.status, view.main) == ("WO-2", "Created", Main.READY)
    assert view.coordinator.name == "Dora Diaz"


def test_all_missing_fields_are_named_at_once_and_nothing_is_kept(cast: Cast) -> None:
    with pytest.raises(Missing, match=r"Missing: site, title, type\."):
        cast.do(cast.dora, c.Create(site_id=None, title=" ", type=""))
    assert cast.count(WorkOrder) == 0
    assert cast.count(Event) == 0


def test_a_technician_cannot_create_work_orders(cast: Cast) -> None:
    """S1.2, L1."""
    with pytest.raises(Perm, match="only a dispatcher"):
        cast.do(cast.tom, c.Create(site_id=cast.site_id, title="Side job", type="repair"))


def test_a_site_of_another_company_does_not_exist(cast: Cast) -> None:
    with pytest.raises(Missing, match="site"):
        cast.do(cast.eve, c.Create(site_id=cast.site_id, title="Not mine", type="repair"))


def test_creating_scheduling_and_assigning_in_one_call_is_one_change(cast: Cast) -> None:
    """S0.6, I13."""
    assert cast.tom.technician_id is not None
    number = cast.new_order(c.Schedule(window=THURSDAY), c.Assign(technician_id=cast.tom.technician_id))
    view = cast.read(cast.dora, queries.order(number))
    assert (view.status, view.version) == ("Scheduled", 3)
    lines = [told.name for told in cast.told() if told.recipient == "channel:dispatch"]
    assert lines == ["technician-assigned"], "the thread hears of the change once, by its strongest line"


def test_a_refusal_in_one_command_undoes_the_whole_call(cast: Cast) -> None:
    """I1."""
    with pytest.raises(Missing):
        cast.new_order(c.Schedule(window=THURSDAY), c.Assign(technician_id=999))
    assert cast.count(WorkOrder) == 0
    assert cast.told() == []


def test_a_note_is_kept_in_the_history_and_never_goes_to_the_customer(cast: Cast) -> None:
    number = cast.scheduled_order()
    cast.do(cast.dora, c.Note(order=number, text="Key is with the neighbour"))
    newest = cast.read(cast.dora, queries.history(number))[0]
    assert (newest.name, newest.data["text"], newest.actor) == (
        "order.noted",
        "Key is with the neighbour",
        "Dora Diaz",
    )
    assert "note-added" not in {told.name for told in cast.told() if told.channel == "email"}


def test_cancelling_needs_a_reason(cast: Cast) -> None:
    """L65."""
    number = cast.new_order()
    with pytest.raises(Missing, match="reason"):
        cast.do(cast.dora, c.Cancel(order=number, reason="  "))


def test_a_cancelled_work_order_is_final(cast: Cast) -> None:
    """S2.44, L65, L69."""
    number = cast.scheduled_order()
    cast.do(cast.dora, c.Cancel(order=number, reason="customer moved house"))
    with pytest.raises(Terminal, match="final"):
        cast.do(cast.dora, c.Reschedule(order=number, window=FRIDAY, reason="oops"))
    assert cast.read(cast.dora, queries.order(number)).status == "Cancelled"


@pytest.mark.parametrize(
    ("was_scheduled", "mails"), [(True, ["confirmation-request", "order-cancelled"]), (False, [])]
)
def test_the_customer_hears_of_a_cancellation_only_if_they_heard_of_the_work(
    cast: Cast, *, was_scheduled: bool, mails: list[str]
) -> None:
    """L65."""
    number = cast.scheduled_order() if was_scheduled else cast.new_order()
    cast.do(cast.dora, c.Cancel(order=number, reason="double booking"))
    assert [told.name for told in cast.told() if told.channel == "email"] == mails


def test_completed_work_cannot_be_cancelled(cast: Cast) -> None:
    """S0.9, L68."""
    assert cast.tom.technician_id is not None
    number = cast.new_order(c.Schedule(window=THURSDAY), c.Assign(technician_id=cast.tom.technician_id))
    cast.do(cast.tom, c.Start(order=number))
    cast.do(cast.tom, c.Complete(order=number))
    with pytest.raises(State, match="isn't available while WO-1 is “Completed”"):
        cast.do(cast.dora, c.Cancel(order=number, reason="too late"))


def test_a_work_order_of_another_company_does_not_exist(cast: Cast) -> None:
    number = cast.new_order()
    with pytest.raises(Unknown):
        cast.do(cast.eve, c.Note(order=number, text="hello"))
    with pytest.raises(Unknown):
        cast.read(cast.eve, queries.order(number))
    assert cast.read(cast.eve, queries.orders()) == ()
    assert cast.read(cast.eve, queries.find("inspection")) == ()
    assert cast.read(cast.eve, queries.sites("acme")) == ()


def test_a_technician_sees_only_their_own_work_orders(cast: Cast) -> None:
    assert cast.tom.technician_id is not None
    mine = cast.new_order(c.Schedule(window=THURSDAY), c.Assign(technician_id=cast.tom.technician_id))
    other = cast.new_order()
    assert [line.number for line in cast.read(cast.tom, queries.orders())] == [mine]
    with pytest.raises(Unknown):
        cast.read(cast.tom, queries.order(other))
