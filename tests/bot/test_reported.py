"""What was said later than it was done is shown with both moments (I16)."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from bot.blocks.assignment import assignment_card
from bot.blocks.history import history
from bot.blocks.order import order_card
from bot.blocks.windows import Reader
from core.model import Main
from core.queries.views import HistoryLine
from tests.bot import views

READER = Reader(zone="America/Chicago", locale="en_US")
DONE = datetime(2026, 11, 26, 21, 40, tzinfo=UTC)
"""Twenty to four in Chicago."""
TOLD = DONE + timedelta(hours=1, minutes=25)
LINE = HistoryLine(
    at=DONE, recorded_at=TOLD, name="order.completed", actor="Tom Tran", channel="slack", data={}, proof=0
)


def said(blocks: object) -> str:
    return json.dumps(blocks, ensure_ascii=False)


def test_the_cards_show_both_moments() -> None:
    order = views.order(since=DONE, reported_at=TOLD, technician=views.TOM, main=Main.IN_PROGRESS)
    for card in (order_card(order, READER), assignment_card(order, views.TOM, READER)):
        assert "3:40 pm, reported 5:05 pm" in said(card)


def test_what_was_said_at_once_shows_none() -> None:
    assert "reported" not in said(order_card(views.order(since=DONE), READER))


DAYS = [
    # heard of it                 what the history says
    (TOLD,                        "Thu, Nov 26, 3:40 pm, reported 5:05 pm"),
    (TOLD + timedelta(days=1),    "Thu, Nov 26, 3:40 pm, reported Fri, Nov 27, 5:05 pm"),
    (None,                        "Thu, Nov 26, 3:40 pm  "),
]  # fmt: skip


@pytest.mark.parametrize(("heard", "words"), DAYS)
def test_the_history_shows_both_moments(heard: datetime | None, words: str) -> None:
    line = HistoryLine(**{**vars(LINE), "recorded_at": heard})
    assert words in said(history(views.order(), [line], READER))
