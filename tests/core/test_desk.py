"""What the Desk itself promises: once per delivery, all or nothing, events with their changes, nobody told twice."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select, text

from core import commands as c
from core import queries
from core.model import Change, Event, Notification, NotificationStatus, Visit, WorkOrder
from core.notifications import claim, sent
from core.refusals import Refusal, State
from tests.cast import FRIDAY, Cast


def test_a_second_delivery_returns_the_first_result_and_does_nothing(cast: Cast) -> None:
    """I12."""
    create = c.Create(site_id=cast.site_id, type="repair", title="Leaking pump")
    first = cast.do(cast.dora, create, key="trigger-1")
    second = cast.do(cast.dora, create, key="trigger-1")
    assert (second.order, second.events, second.repeated) == (first.order, first.events, True)
    assert cast.count(WorkOrder) == 1


def test_two_deliveries_at_the_same_moment_act_once(cast: Cast) -> None:
    """I12."""
    create = c.Create(site_id=cast.site_id, type="repair", title="Leaking pump")
    with ThreadPoolExecutor(6) as pool:
        done = list(pool.map(lambda _: cast.do(cast.dora, create, key="trigger-1"), range(6)))
    assert {each.order for each in done} == {1}
    assert sorted(each.repeated for each in done) == [False] + [True] * 5


def test_a_refused_delivery_may_succeed_later(cast: Cast) -> None:
    number = cast.new_order()
    ask = c.RequestConfirmation(order=number)
    with pytest.raises(Refusal):
        cast.do(cast.dora, ask, key="view-1")
    cast.do(cast.dora, c.Schedule(order=number, window=FRIDAY))
    cast.clock.forward(minutes=2)
    assert not cast.do(cast.dora, ask, key="view-1").repeated


def test_a_refusal_changes_no_row_and_tells_nobody(cast: Cast) -> None:
    """I1."""
    number = cast.scheduled_order()
    before = _everything(cast)
    for command in (
        c.Start(order=number),
        c.AcceptProposal(order=number),
        c.Schedule(order=number, window=FRIDAY),
    ):
        with pytest.raises(Refusal):
            cast.do(cast.dora, command)
    assert _everything(cast) == before


def _everything(cast: Cast) -> list[object]:
    tables = (
        "changes",
        "events",
        "notifications",
        "work_orders",
        "visits",
        "timers",
        "cards",
        "procrastinate_jobs",
    )

    def read(session: object) -> list[object]:
        return [session.execute(text(f"select * from {table} order by id")).all() for table in tables]  # type: ignore[attr-defined]

    rows: list[object] = cast.run(read)
    return rows


def test_events_carry_the_rows_they_changed_before_and_after(cast: Cast) -> None:
    """S1.18, I1."""
    number = cast.scheduled_order()
    cast.do(cast.cara, c.Confirm(order=number, for_rev=1, words="yes"))
    event = cast.run(lambda session: session.scalars(select(Event).order_by(Event.id.desc())).first())
    changed = {change["table"]: change for change in event.changes}
    assert changed["visits"]["before"]["confirmation"] == "requested"
    assert changed["visits"]["after"]["confirmation"] == "confirmed"
    assert changed["work_orders"]["after"]["version"] == 3


def test_replaying_the_recorded_changes_gives_the_rows(cast: Cast) -> None:
    """I1."""
    number = cast.scheduled_order()
    cast.do(cast.cara, c.RequestReschedule(order=number, for_rev=1, words="Friday", proposals=(FRIDAY,)))
    cast.do(cast.dora, c.AcceptProposal(order=number))
    cast.do(cast.dora, c.Assign(order=number, technician_id=1))
    cast.do(cast.tom, c.Start(order=number))
    replayed: dict[tuple[str, int], dict[str, object]] = {}
    for event in cast.run(lambda session: session.scalars(select(Event).order_by(Event.id)).all()):
        for change in event.changes:
            replayed.setdefault((change["table"], change["key"]), {}).update(change["after"])
    visit = cast.run(lambda session: session.scalars(select(Visit)).one())
    row = replayed["visits", visit.id]
    assert row["confirmation"] == visit.confirmation
    assert row["schedule_rev"] == visit.schedule_rev
    assert row["window_start"] == visit.window_start.isoformat()
    assert row["technician_id"] == visit.technician_id
    order = cast.run(lambda session: session.scalars(select(WorkOrder)).one())
    assert replayed["work_orders", order.id]["version"] == order.version
    assert replayed["work_orders", order.id]["status"] == order.status


def test_everybody_is_told_at_most_once_per_change(cast: Cast) -> None:
    """I13."""
    number = cast.scheduled_order()
    cast.do(cast.dora, c.Assign(order=number, technician_id=1))
    cast.do(cast.dora, c.Reschedule(order=number, window=FRIDAY, reason="weather"))
    cast.do(cast.dora, c.Cancel(order=number, reason="weather again"))
    told = [(each.change_id, each.recipient, each.channel) for each in cast.told()]
    assert len(told) == len(set(told))
    assert cast.count(Change) == 4


def test_a_question_about_a_window_that_moved_is_dropped_instead_of_sent(cast: Cast) -> None:
    """I13."""
    number = cast.scheduled_order()
    (ask,) = cast.told("confirmation-request")
    cast.do(cast.dora, c.Reschedule(order=number, window=FRIDAY, reason="weather"))
    assert cast.run(lambda session: claim(session, cast.company_id, ask.id)) is None
    assert cast.told("confirmation-request")[0].status is NotificationStatus.DROPPED


def test_a_sent_message_is_not_sent_again(cast: Cast) -> None:
    cast.scheduled_order()
    (ask,) = cast.told("confirmation-request")
    outgoing = cast.run(lambda session: claim(session, cast.company_id, ask.id))
    assert outgoing.address == "cara@acmefoods.example"
    cast.run(lambda session: sent(session, cast.company_id, ask.id, cast.clock(), "250 ok"))
    assert cast.run(lambda session: claim(session, cast.company_id, ask.id)) is None


def test_later_mails_know_the_thread_they_belong_to(cast: Cast) -> None:
    number = cast.scheduled_order()
    cast.do(cast.cara, c.Confirm(order=number, for_rev=1, words="yes"))
    first, receipt = [each for each in cast.told() if each.channel == "email"]
    outgoing = cast.run(lambda session: claim(session, cast.company_id, receipt.id))
    assert outgoing.thread_keys == (first.message_key,)


def test_a_company_without_slack_gets_mail_and_no_slack_work(cast: Cast) -> None:
    cast.run(lambda session: session.execute(text("update companies set slack_team_id = null")))
    cast.scheduled_order()
    assert {each.channel for each in cast.told()} == {"email"}
    assert cast.run(lambda session: session.scalar(text("select count(*) from cards"))) == 0


def test_refusals_name_what_can_be_done_instead(cast: Cast) -> None:
    number = cast.scheduled_order()
    with pytest.raises(State) as refused:
        cast.do(cast.dora, c.Complete(order=number))
    assert refused.value.words == (
        "Complete isn't available while WO-1 is “Created”. You can: Edit, Send a quote, Plan the hour, Reschedule, "
        "Ask the customer to confirm, Confirm for the customer, Assign, Offer to technicians, Put on hold, Cancel."
    )


def test_the_card_and_the_words_are_queued_with_the_change(cast: Cast) -> None:
    cast.scheduled_order()
    rows = cast.run(
        lambda session: session.execute(
            text("select task_name, lock from procrastinate_jobs order by priority desc, id")
        ).all()
    )
    assert [tuple(row) for row in rows] == [
        ("slack.card", "slack:1:dispatch"),
        ("slack.line", "slack:1:dispatch"),
        ("mail.send", "mail:1:contact:1"),
    ]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("1", 1),
        ("wo-1", 1),
        ("WO1", 1),
        ("pump", 1),
        ("Acme", 1),
        ("fulton market", 1),
        ("Muller", 0),
        ("xyz", 0),
    ],
)
def test_work_orders_are_found_by_number_words_and_address(cast: Cast, words: str, found: int) -> None:
    cast.new_order(title="Leaking pump")
    assert len(cast.read(cast.dora, queries.find(words))) == found


def test_notifications_of_another_company_cannot_be_claimed(cast: Cast) -> None:
    cast.scheduled_order()
    (ask,) = cast.told("confirmation-request")
    assert cast.run(lambda session: claim(session, cast.eve.company_id, ask.id)) is None
    assert cast.count(Notification) == 2


def test_all_invites_of_a_visit_are_answered_to_the_same_address(cast: Cast) -> None:
    number = cast.scheduled_order()
    cast.do(cast.dora, c.Reschedule(order=number, window=FRIDAY, reason="weather"))
    first, moved = [each for each in cast.told() if each.channel == "email"]
    outgoing = cast.run(lambda session: claim(session, cast.company_id, moved.id))
    assert outgoing.invite_id == first.id
