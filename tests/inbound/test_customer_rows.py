"""Every row of the lifecycle that a customer may cause, by mail alone; and what old mails do: answer, and change nothing."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from sqlalchemy import update

from core import commands as c
from core import queries
from core.lifecycle import TABLE
from core.mailmarks import CODE_MAIL
from core.model import Contact, MessageStatus
from core.people import Proof
from core.queries.views import OrderView
from core.who import APPROVER, CUSTOMER, UNPROVEN_APPROVER
from tests.cast import FRIDAY, THURSDAY, Cast, window
from tests.inbound.mailroom import CARA, Mailroom

UNSIGNED = "cara@nothing.example"
TUESDAY = window(24, 9, 11)
Scene = Callable[[Cast], int]


def asked(cast: Cast) -> int:
    return cast.scheduled_order()


def confirmed(cast: Cast) -> int:
    order = cast.scheduled_order()
    cast.do(cast.cara, c.Confirm(order=order, for_rev=1, words="yes"))
    return order


def wishing(cast: Cast) -> int:
    order = cast.scheduled_order(FRIDAY)
    cast.do(cast.cara, c.RequestReschedule(order=order, for_rev=1, words="another time please"))
    return order


def proposed(cast: Cast) -> int:
    order = wishing(cast)
    cast.do(cast.dora, c.ProposeSlots(order=order))
    return order


def absent(cast: Cast) -> int:
    """The technician stood in front of a closed door; the customer was sent free times."""
    order = cast.scheduled_order(TUESDAY)
    cast.do(cast.dora, c.Assign(order=order, technician_id=cast.tom.technician_id or 0))
    cast.clock.now = TUESDAY.start
    cast.do(cast.tom, c.Arrive(order=order))
    cast.clock.forward(minutes=30)
    cast.do(cast.tom, c.NoShow(order=order, tried="rang twice"))
    return order


def quoted(cast: Cast) -> int:
    return cast.new_order(c.SendQuote(total=Decimal(450)))


def quoted_unproven(cast: Cast) -> int:
    """Cara's mail comes from a domain that publishes nothing, so that nothing proves it (E2)."""
    cast.run(
        lambda session: session.execute(update(Contact).where(Contact.email == CARA).values(email=UNSIGNED))
    )
    return quoted(cast)


def coded(cast: Cast) -> int:
    order = quoted_unproven(cast)
    [quote] = [told for told in cast.told("quote", order) if told.channel == "email"]
    assert quote.quote_total is not None
    unproven = cast.proven(cast.cara, Proof.KNOWN_ADDRESS)
    cast.do(unproven, c.AskForCode(order=order, version=1, total=quote.quote_total, words="approved"))
    return order


def stopped(cast: Cast) -> int:
    order = cast.scheduled_order()
    cast.do(cast.cara, c.StopMail(order=order, words="STOP"))
    return order


# fmt: off
ROWS: tuple[tuple[str, type[c.Command], Scene, str, str, str], ...] = (
    # row     what it does            when        below our mail          they write                          and it happened
    ("L29",  c.Confirm,            asked,     "confirmation-request", "Yes that works",                   "visit.confirmed"),
    ("L29",  c.Confirm,            asked,     "confirmation-request", "Thursday at 2 is fine",            "visit.confirmed"),
    ("L23",  c.RequestReschedule,  asked,     "confirmation-request", "Friday 9-11 would be better",      "visit.reschedule-requested"),
    ("L23",  c.RequestReschedule,  confirmed, "visit-confirmed",      "Can we find another time?",        "visit.reschedule-requested"),
    ("L27",  c.WithdrawReschedule, wishing,   "reschedule-received",  "Let's keep the old time",          "visit.reschedule-withdrawn"),
    ("L25",  c.PickSlot,           proposed,  "slots-proposed",       "2",                                "visit.slot-picked"),
    ("L25",  c.PickSlot,           wishing,   "reschedule-received",  "Option 1 please",                  "visit.slot-picked"),
    ("L58",  c.PickSlot,           absent,    "customer-absent",      "2",                                "visit.slot-picked"),
    ("L31b", c.RequestCancel,      asked,     "confirmation-request", "Please cancel",                    "order.cancel-requested"),
    ("L31b", c.RequestCancel,      confirmed, "visit-confirmed",      "Please cancel the appointment",    "order.cancel-requested"),
    ("L14",  c.ApproveQuote,       quoted,    "quote",                "Approved",                         "quote.approved"),
    ("L14",  c.AskForCode,         quoted_unproven, "quote",          "Approved",                         "quote.code-asked"),
    ("L14",  c.ApproveWithCode,    coded,     "approval-code",        "{code}",                           "quote.approved"),
    ("L17",  c.RejectQuote,        quoted,    "quote",                "No thanks",                        "quote.rejected"),
    ("§14",  c.StopMail,           asked,     "confirmation-request", "STOP",                             "customer.mail-stopped"),
    ("§14",  c.StartMail,          stopped,   "mail-stopped",         "START",                            "customer.mail-started"),
    ("L33",  c.KeepMessage,        asked,     "confirmation-request", "The gate code is 4411, beware of the dog", "message.kept"),
)
# fmt: on
OTHERWISE = frozenset({c.DeclineVisit, c.CarryAttachments})
"""L31 is said by a calendar's Decline, in words a new time or a cancellation is asked for; files come with whatever is
written.
"""


@pytest.mark.parametrize("case", ROWS, ids=[f"{row[2].__name__}-{row[4]}" for row in ROWS])
def test_a_customer_does_it_by_mail(
    cast: Cast, mailroom: Mailroom, case: tuple[str, type[c.Command], Scene, str, str, str]
) -> None:
    """L14, L17, L23, L25, L27, L29, L31b, L33, L58."""
    _row, command, scene, name, words, happened = case
    order = scene(cast)
    mail = mailroom.asked(order, name)
    assert mail.address is not None
    code = mailroom.code_in(mail) if name == CODE_MAIL else ""
    message = mailroom.reply(mail, words.format(code=code), sender=mail.address)
    assert happened in mailroom.events(order)[-4:]
    assert message.decision is not None
    assert command.__name__ in {each["command"] for each in message.decision["commands"]}


def test_no_row_of_the_customers_is_left_out() -> None:
    """Whatever the table lets a customer do can be done by mail."""
    theirs = {rule.command for rule in TABLE if {CUSTOMER, APPROVER, UNPROVEN_APPROVER} & set(rule.who)}
    assert theirs - OTHERWISE <= {row[1] for row in ROWS}


def view(cast: Cast, order: int) -> OrderView:
    return cast.read(cast.dora, queries.order(order))


def moved(cast: Cast) -> int:
    order = cast.scheduled_order(FRIDAY)
    cast.do(cast.dora, c.Reschedule(order=order, window=THURSDAY, reason="van broke down"))
    return order


def replaced(cast: Cast) -> int:
    order = quoted(cast)
    cast.do(cast.dora, c.SendQuote(order=order, total=Decimal(500)))
    return order


def cancelled(cast: Cast) -> int:
    order = cast.scheduled_order()
    cast.do(cast.dora, c.Cancel(order=order, reason="burst pipe"))
    return order


def cancelled_quote(cast: Cast) -> int:
    order = quoted(cast)
    cast.do(cast.dora, c.Cancel(order=order, reason="not needed"))
    return order


def under_way(cast: Cast) -> int:
    order = confirmed(cast)
    cast.do(cast.dora, c.Assign(order=order, technician_id=cast.tom.technician_id or 0))
    cast.clock.now = THURSDAY.start
    cast.do(cast.tom, c.Depart(order=order))
    return order


# fmt: off
OLD_MAILS: tuple[tuple[Scene, str, str, str], ...] = (
    # when             below an old mail        they write                     and read in answer
    (moved,           "confirmation-request", "Yes",                         "That was about an earlier time; the visit is now on"),
    (moved,           "confirmation-request", "Friday 2-4pm would be better", "That was about an earlier time; the visit is now on"),
    (replaced,        "quote",                "Approved",                    "Quote v1 was replaced by v2"),
    (replaced,        "quote",                "No thanks",                   "Quote v1 was replaced by v2"),
    (cancelled,       "confirmation-request", "Yes",                         "This work has been cancelled"),
    (cancelled,       "confirmation-request", "Please cancel",               "This work has been cancelled"),
    (cancelled_quote, "quote",                "Approved",                    "This work has been cancelled"),
    (under_way,       "confirmation-request", "Friday 9-11 would be better", "things have moved on since we asked"),
)
# fmt: on


@pytest.mark.parametrize("case", OLD_MAILS, ids=[f"{row[0].__name__}-{row[2]}" for row in OLD_MAILS])
def test_an_answer_to_an_old_mail_is_answered_and_changes_nothing(
    cast: Cast, mailroom: Mailroom, case: tuple[Scene, str, str, str]
) -> None:
    """L33, L14b, N.7, U.11."""
    scene, name, words, answer = case
    order = scene(cast)
    old = next(told for told in cast.told(name, order) if told.channel == "email")
    before = view(cast, order)
    message = mailroom.reply(old, words)
    after = view(cast, order)
    assert (after.main, after.window, after.confirmation, after.quote, after.request) == (
        before.main,
        before.window,
        before.confirmation,
        before.quote,
        before.request,
    )
    assert answer in mailroom.asked(order, "reply-answer").context["event"]["answer"]
    assert message.status in {MessageStatus.KEPT, MessageStatus.TRIAGE}
