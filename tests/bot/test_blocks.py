"""What Slack is given to show: within its limits whatever people wrote, and never formatted by what they wrote."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot import company_answers
from bot.blocks.cards import content_of
from bot.blocks.history import WORDS, history
from bot.blocks.home import home, stranger_home
from bot.blocks.kit import Block
from bot.blocks.lists import PAGE, nothing_like, order_list
from bot.blocks.offer import OUTCOMES
from bot.blocks.order import order_card
from bot.forms import FORMS, build
from bot.ids import Ref
from core import commands as c
from core import events
from core.dispatch import Repairs
from core.model import Asks, CardKind, Main, OfferStatus, Priority, RequestStatus
from core.queries.views import CardView, HistoryLine, OrderLine
from core.refusals import Stale
from sandbox.slack.validation import message_problems, view_problems
from tests.bot import views
from tests.cast import FRIDAY, MONDAY_NINE

NASTY = "*bold* _it_ ~no~ `code` <@U0EVE> <!channel> <https://evil.example|here> :fire: & < > " * 80
LONG_SITE = replace(views.ACME, name=NASTY, address=NASTY, access_notes=NASTY, customer=NASTY)
LONG = views.order(title=NASTY, description=NASTY, site=LONG_SITE, contact=replace(views.CARA, name=NASTY))
MANY = tuple(views.shown(FRIDAY) for _ in range(20))

CARDS: Mapping[str, CardView] = {
    **{kind: views.card(kind) for kind in CardKind},
    **{f"long {kind}": views.card(kind, order=LONG) for kind in CardKind},
    **{f"offer {status}": views.card(CardKind.OFFER, offer=views.offer(status)) for status in OfferStatus},
    **{
        f"request {status}": views.card(CardKind.REQUEST, request=views.request(status))
        for status in RequestStatus
    },
    **{
        f"order {main}": views.card(CardKind.ORDER, order=views.order(main=main, possible=()))
        for main in Main
    },
    "long request": views.card(CardKind.REQUEST, request=views.request(words=NASTY, proposals=MANY)),
    "unread request": views.card(CardKind.REQUEST, request=views.request(proposals=())),
    "long mail": views.card(
        CardKind.TRIAGE, message=views.message(text=NASTY, subject=NASTY, sender=NASTY, why=NASTY)
    ),
    "empty mail": views.card(
        CardKind.TRIAGE, order=None, message=views.message(text="", subject=None, sender=None, order=None)
    ),
    "long escalation": views.card(
        CardKind.ESCALATION,
        order=views.order(possible=(*views.EVERYTHING, c.Split, c.Take)),
        escalation=views.escalation(reasons=(NASTY,) * 60, left_out=(NASTY,) * 300),
    ),
    "hopeless escalation": views.card(
        CardKind.ESCALATION, escalation=views.escalation(repairs=Repairs(), on_duty=None)
    ),
}


@pytest.mark.parametrize("name", CARDS)
def test_a_card_keeps_slacks_limits(name: str) -> None:
    content = content_of(CARDS[name], views.READER)
    assert message_problems(content.blocks) == []
    assert 0 < len(content.text) <= 2000


@pytest.mark.parametrize("name", CARDS)
def test_nothing_a_person_wrote_is_read_as_markup(name: str) -> None:
    content = content_of(CARDS[name], views.READER)
    assert "mrkdwn" not in str(content.blocks)
    assert "<@U0EVE>" not in content.text
    assert {part["user_id"] for part in parts(content.blocks) if part["type"] == "user"} <= {"U0DORA"}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "order", [views.order(), views.order(number=999_999_999), None], ids=["usual", "large", "none"]
)
def test_a_form_keeps_slacks_limits(form: str, order: Any) -> None:
    view = build(form, order, Ref(999_999_999, 99, 999_999_999_999))
    assert view_problems(view) == []


def test_lists_history_and_home_keep_slacks_limits() -> None:
    line = OrderLine(
        number=12,
        status="Created",
        title=NASTY,
        customer=NASTY,
        priority=Priority.EMERGENCY,
        site=NASTY,
        zone="America/Chicago",
        window=None,
        technician=NASTY,
    )
    said = HistoryLine(
        at=MONDAY_NINE, name="order.noted", actor=NASTY, channel="slack", data={"text": NASTY}, proof=0
    )
    nothing = nothing_like(NASTY)
    page = order_list([line] * PAGE, views.READER, title="All", nothing=nothing, again="12:0:")
    assert message_problems(page) == []
    assert message_problems(order_list([], views.READER, title="All", nothing=nothing)) == []
    assert message_problems(history(LONG, [said] * 30, views.READER)) == []
    assert (
        view_problems(
            home([("Your jobs", [line] * 10), ("Nobody assigned", [])], views.READER, may_create=True)
        )
        == []
    )
    assert view_problems(stranger_home()) == []


def test_the_order_card_says_what_matters_and_no_price() -> None:
    said = words(content_of(views.card(CardKind.ORDER), views.READER).blocks)
    for expected in ("WO-12", "Annual fire inspection", "Created", "awaiting the customer's answer", "Thu, Nov 26, 2:00–4:00 pm",
                     "Acme HQ", "Cara Cole", "nobody yet", "Dora Diaz"):  # fmt: skip
        assert expected in said
    assert "$" not in said


def test_buttons_come_from_what_is_possible() -> None:
    content = content_of(
        views.card(CardKind.ORDER, order=views.order(possible=(c.OfferVisit, c.Note, c.Cancel))), views.READER
    )
    (row,) = [block for block in content.blocks if block["type"] == "actions"]
    assert [element["action_id"] for element in row["elements"]] == ["form.offer", "order.more"]
    assert [option["value"] for option in row["elements"][1]["options"]] == [
        "form.note|12:1:0",
        "form.cancel|12:1:0",
    ]


@pytest.mark.parametrize("main", [Main.COMPLETED, Main.CANCELLED])
def test_a_finished_order_has_no_buttons(main: Main) -> None:
    content = content_of(
        views.card(CardKind.ORDER, order=views.order(main=main, possible=(c.Note,))), views.READER
    )
    assert "action_id" not in str(content.blocks)


def test_another_zone_is_named() -> None:
    there = views.order(site=views.BREWHOUSE)
    assert "Thu, Nov 26, 3:00–5:00 pm (Detroit time)" in words(order_card(there, views.READER))


TAKEN = views.offer(
    OfferStatus.ACCEPTED, technician=views.TINA, answered_at=MONDAY_NINE + timedelta(minutes=101)
)
OFFER_ENDS = (
    (views.offer(OfferStatus.LOST), "Tina Torres took this at 10:41 am."),
    (views.offer(OfferStatus.EXPIRED), "This offer has expired."),
    (views.offer(OfferStatus.WITHDRAWN, reason="rescheduled"), "moved to another time"),
    (views.offer(OfferStatus.WITHDRAWN, reason="cancelled"), "was cancelled"),
    (views.offer(OfferStatus.DECLINED, reason="too far"), "You declined this: too far."),
    (views.offer(OfferStatus.ACCEPTED), "It's yours: Thu, Nov 26, 2:00–4:00 pm, Acme HQ."),
)


@pytest.mark.parametrize(("offer", "expected"), OFFER_ENDS)
def test_an_offer_that_ended_says_how_and_has_no_buttons(offer: Any, expected: str) -> None:
    order = views.order(offers=(offer, TAKEN))
    content = content_of(views.card(CardKind.OFFER, order=order, offer=offer), views.READER)
    assert expected in words(content.blocks)
    assert "action_id" not in str(content.blocks)


def test_every_end_of_an_offer_has_words() -> None:
    assert set(OUTCOMES) == set(OfferStatus) - {OfferStatus.OPEN}


def test_an_assignment_has_phone_map_and_access_notes() -> None:
    mine = views.order(technician=views.TOM, possible=(c.Depart, c.Arrive, c.Start, c.Note))
    content = content_of(views.card(CardKind.ASSIGNMENT, order=mine), views.READER)
    urls = {part["url"] for part in parts(content.blocks) if part["type"] == "link"}
    assert "tel:+13125550131" in urls
    assert any(url.startswith("https://www.openstreetmap.org/search?query=1200+W+Fulton") for url in urls)
    assert "Gate code 4411" in words(content.blocks)
    assert [each["action_id"] for each in elements(content.blocks)] == [
        "do.depart",
        "do.arrive",
        "do.start",
        "form.note",
    ]


ENDED = (
    (views.order(technician=views.TINA), "Tina Torres has this now."),
    (views.order(technician=None), "This is no longer yours."),
    (views.order(technician=views.TOM, main=Main.CANCELLED), "cancelled"),
    (views.order(technician=views.TOM, main=Main.COMPLETED), "Done. Thank you!"),
)


@pytest.mark.parametrize(("order", "expected"), ENDED)
def test_an_assignment_that_ended_says_so_and_is_settled(order: Any, expected: str) -> None:
    content = content_of(views.card(CardKind.ASSIGNMENT, order=order), views.READER)
    assert expected in words(content.blocks)
    assert content.settled
    assert elements(content.blocks) == []


TRIAGE = (
    #  message                                        order                                      has the button
    (views.message(),                                 views.order(),                             True),
    (views.message(schedule_rev=0),                   views.order(),                             False),
    (views.message(asks=Asks.APPROVE_QUOTE),          views.order(),                             False),
    (views.message(),                                 views.order(possible=(c.Note,)),           False),
    (views.message(order=None),                       None,                                      False),
)  # fmt: skip


@pytest.mark.parametrize(("message", "order", "has"), TRIAGE)
def test_mail_can_count_as_a_yes_only_to_the_question_as_it_stands(
    message: Any,
    order: Any,
    has: bool,  # noqa: FBT001  a column
) -> None:
    content = content_of(views.card(CardKind.TRIAGE, message=message, order=order), views.READER)
    assert ("triage.confirm" in str(content.blocks)) is has


def test_a_request_has_a_button_for_each_time() -> None:
    wish = views.request(proposals=(views.shown(FRIDAY), views.shown(replace(FRIDAY, date_only=True))))
    buttons = elements(content_of(views.card(CardKind.REQUEST, request=wish), views.READER).blocks)
    assert [each["text"]["text"] for each in buttons] == [
        "Accept Fri, Nov 27, 9:00–11:00 am", "Accept Fri, Nov 27", "Another time…", "Decline",
    ]  # fmt: skip


def test_the_same_content_has_the_same_digest() -> None:
    one, same = (content_of(views.card(CardKind.ORDER), views.READER) for _ in range(2))
    other = content_of(views.card(CardKind.ORDER, order=views.order(status="Scheduled")), views.READER)
    assert one.digest == same.digest != other.digest


def test_every_event_has_words_in_the_history() -> None:
    """What is about no single work order is in no history; whoever did it reads what it did."""
    of_nobody = {"plan.passed", "plan.waits", "plan.digest"}
    names = {kind.name for kind in events.Happened.__subclasses__()}
    assert names == set(WORDS) | set(company_answers.SENTENCES) | of_nobody


@pytest.mark.parametrize("value", ["", "12:x:1", "1:2:3:4", "order"])
def test_a_button_of_another_version_is_refused(value: str) -> None:
    with pytest.raises(Stale):
        Ref.read(value)


def parts(blocks: list[Block]) -> list[dict[str, Any]]:
    """Every leaf of the rich text."""
    return [
        part
        for block in blocks
        if block["type"] == "rich_text"
        for row in block["elements"]
        for part in row["elements"]
    ]


def words(blocks: list[Block]) -> str:
    """All that is read aloud."""
    contexts = [each["text"] for block in blocks if block["type"] == "context" for each in block["elements"]]
    return "".join([*(part.get("text", "") for part in parts(blocks)), *contexts])


def elements(blocks: list[Block]) -> list[dict[str, Any]]:
    return [each for block in blocks if block["type"] == "actions" for each in block["elements"]]
