"""Our sentences where Slack reads no markup, and what happened in a person's words."""

import json

import pytest

from bot.blocks.history import history
from bot.blocks.kit import sentence_parts, unmarked
from bot.blocks.windows import Reader
from core import commands as c
from core.queries.views import Became, HistoryLine
from tests.bot import views
from tests.bot.conftest import Office
from tests.cast import MONDAY_NINE, THURSDAY

READER = Reader(zone="America/Chicago", locale="en_US")

PLAIN = [
    # as we write it                                   where only plain text is shown
    ("Use `/wo reschedule WO-12 …` to move it.",       "Use “/wo reschedule WO-12 …” to move it."),
    ("`/wo find` looks one up.",                       "“/wo find” looks one up."),
    ("It is 5 o`clock.",                               "It is 5 o`clock."),
    ("Nothing to see.",                                "Nothing to see."),
]  # fmt: skip


@pytest.mark.parametrize(("written", "shown"), PLAIN)
def test_a_command_is_quoted_where_backquotes_would_be_seen(written: str, shown: str) -> None:
    assert unmarked(written) == shown


def test_a_command_in_a_sentence_looks_as_it_is_typed() -> None:
    first, command, rest = sentence_parts("Use `/wo open WO-12` now.")
    assert (first, rest) == ("Use ", " now.")
    assert isinstance(command, dict)
    assert (command["text"], command["style"]) == ("/wo open WO-12", {"code": True})


def line(name: str, actor: str, channel: str, *became: Became, **data: object) -> HistoryLine:
    return HistoryLine(
        at=MONDAY_NINE, name=name, actor=actor, channel=channel, data=data, proof=0, became=became
    )


GIVEN = Became("technician", None, "Tom Tran")
HAPPENED = [
    # what happened                                                what the history says
    (line("offer.accepted", "Tom Tran", "slack"),                 "Tom Tran accepted the offer (in Slack)"),
    (line("visit.assigned", "Tom Tran", "slack", GIVEN),          "Tom Tran took the job (in Slack)"),
    (line("visit.assigned", "Dora Diaz", "slack", GIVEN),         "Dora Diaz assigned a technician, Tom Tran (in Slack)"),
    (line("visit.offered", "Dora Diaz", "slack"),                 "Dora Diaz offered it (in Slack)"),
    (line("visit.offered", "Tom Tran", "slack", next=True),       "Tom Tran left it to the next (in Slack)"),
    (line("offer.expired", "Truckroll", "timer"),                 "Truckroll let an offer expire (by itself)"),
    (line("visit.confirmed", "Cara Cole", "email"),               "Cara Cole confirmed (by email)"),
]  # fmt: skip


@pytest.mark.parametrize(("happened", "words"), HAPPENED)
def test_the_history_speaks_of_people_not_of_channels(happened: HistoryLine, words: str) -> None:
    assert words in json.dumps(history(views.order(), [happened], READER), ensure_ascii=False)


async def test_a_refusal_in_a_form_shows_no_backquotes(office: Office) -> None:
    """Slack reads no markup in the errors of a form; what was typed stays in it."""
    cast = office.cast
    number = cast.new_order()
    await office.dora.command(f"/wo schedule {number}")
    view = await office.dora.modal()
    cast.do(cast.dora, c.Schedule(order=number, window=THURSDAY))
    refused = await office.dora.submit(view, {"date": "2026-11-27", "start": "09:00", "end": "11:00"})
    (error,) = refused.body["errors"].values()
    assert "Use “/wo reschedule WO-1 …” to move it." in error
