"""Mail from the customer when the technician has set off already."""

from core import commands as c
from core import queries
from core.model import Main, MessageStatus
from templates import render
from tests.cast import THURSDAY, Cast
from tests.inbound.mailroom import Mailroom


def test_a_wish_that_comes_too_late_reaches_office_and_technician_at_once(
    cast: Cast, mailroom: Mailroom
) -> None:
    """H12: nothing is moved by itself, a person decides, and the customer reads that somebody will."""
    tom = cast.tom.technician_id or 0
    number = cast.new_order(c.Schedule(window=THURSDAY), c.Assign(technician_id=tom))
    cast.do(cast.tom, c.Depart(order=number))
    known = len(cast.told())
    asked = mailroom.asked(number, "confirmation-request")
    message = mailroom.reply(asked, "Sorry, could you come on Friday instead?")
    assert message.status is MessageStatus.TRIAGE
    assert cast.read(cast.dora, queries.order(number)).main is Main.EN_ROUTE
    told = cast.told()[known:]
    assert [(each.recipient, each.name, each.ping) for each in told] == [
        ("channel:dispatch", "wrote-on-the-way", True),
        (f"staff:{cast.tom.id}", "wrote-on-the-way", True),
        (f"contact:{cast.cara.id}", "reply-answer", False),
    ]
    assert render("slack/wrote-on-the-way.txt", told[1].context) == (
        "Cara Cole wrote about WO-1 while Tom Tran is on the way: “Sorry, could you come on Friday instead?” "
        "The visit stands unless the office moves it."
    )
