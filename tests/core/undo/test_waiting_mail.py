"""Mail about what can still be undone waits out the window; the customer never hears of a slip (§12)."""

from typing import Any

import pytest

from core import commands as c
from core.jobs import counts
from core.model import Company, NotificationStatus
from core.refusals import State
from tests.cast import THURSDAY, Cast
from tests.core.undo.slips import SLIPS, after_the_steps_before, mail_jobs

MAILED = ["schedule", "reschedule", "hold", "cancel", "send a quote", "depart", "complete", "no-show"]


@pytest.mark.parametrize("name", MAILED)
def test_the_customer_never_hears_of_a_slip(cast: Cast, name: str) -> None:
    slip = SLIPS[name]
    number = after_the_steps_before(cast, slip)
    actor = getattr(cast, slip.who)
    cast.desk.run_timers()
    before = len(mail_jobs(cast))
    told = len(cast.told())
    cast.do(actor, slip.command(cast, number))
    cast.do(actor, c.Undo(order=number))
    cast.clock.forward(minutes=2)
    cast.desk.run_timers()
    assert len(mail_jobs(cast)) == before
    mails = [each for each in cast.told()[told:] if each.channel == "email"]
    assert all(each.status is NotificationStatus.DROPPED for each in mails)


def test_mail_about_what_can_be_undone_waits_out_the_window(cast: Cast) -> None:
    number = cast.new_order()
    cast.do(cast.dora, c.Schedule(order=number, window=THURSDAY))
    (ask,) = cast.told("confirmation-request")
    assert mail_jobs(cast) == []
    cast.clock.forward(seconds=59)
    cast.desk.run_timers()
    assert mail_jobs(cast) == []
    cast.clock.forward(seconds=1)
    cast.desk.run_timers()
    assert mail_jobs(cast) == [ask.id]


def test_receipts_of_the_customers_own_act_do_not_wait(cast: Cast) -> None:
    number = cast.scheduled_order()
    cast.do(cast.cara, c.Confirm(order=number, for_rev=1, words="yes"))
    (receipt,) = [each for each in cast.told("visit-confirmed") if each.channel == "email"]
    assert receipt.id in mail_jobs(cast)


def test_the_next_step_lets_the_mail_before_it_go_first(cast: Cast) -> None:
    number = cast.new_order()
    cast.do(cast.dora, c.Schedule(order=number, window=THURSDAY))
    cast.do(cast.dora, c.Note(order=number, text="a note settles nothing"))
    assert mail_jobs(cast) == []
    cast.do(cast.cara, c.Confirm(order=number, for_rev=1, words="yes"))
    (ask,) = cast.told("confirmation-request")
    (receipt,) = [each for each in cast.told("visit-confirmed") if each.channel == "email"]
    assert mail_jobs(cast) == [ask.id, receipt.id]


def test_a_company_may_do_without_undo_and_mail_goes_at_once(cast: Cast) -> None:
    def change(session: Any) -> None:
        session.get(Company, cast.company_id).policy = {"undo_seconds": 0}

    cast.run(change)
    number = cast.new_order()
    cast.do(cast.dora, c.Schedule(order=number, window=THURSDAY))
    assert len(mail_jobs(cast)) == 1
    with pytest.raises(State, match="can't be undone"):
        cast.do(cast.dora, c.Undo(order=number))


def test_a_mail_released_twice_is_sent_once(cast: Cast) -> None:
    """I14: two timer loops find the same row."""
    number = cast.new_order()
    cast.do(cast.dora, c.Schedule(order=number, window=THURSDAY))
    cast.clock.forward(seconds=60)
    assert cast.desk.run_timers() == 1
    assert cast.desk.run_timers() == 0
    assert len(mail_jobs(cast)) == 1
    assert cast.run(counts)["dead"] == 0
