"""Cards are posted once and kept true, lines are said at least once, whatever happens to Slack's answers."""

from typing import Any

import pytest
from sqlalchemy import select, update

from core import commands as c
from core import queries
from core.model import Card, CardKind, CardStatus, NotificationStatus, Staff
from tests.bot.conftest import DISPATCH, Office, OpenOffice
from tests.cast import FRIDAY


async def cards_in(office: Office, words: str = "WO-1") -> list[dict[str, Any]]:
    await office.settle()
    said = [row for row in await office.dora.messages(DISPATCH) if not row["ephemeral"]]
    return [row for row in said if words in f"{row['text']} {row['blocks']}"]


def row_of(office: Office, kind: CardKind = CardKind.ORDER) -> Card:
    card: Card = office.cast.run(lambda session: session.scalars(select(Card).where(Card.kind == kind)).one())
    return card


@pytest.mark.parametrize("how", ["close", "500"])
async def test_a_post_whose_answer_was_lost_is_not_posted_again(office: Office, how: str) -> None:
    await office.slack.fault("drop_response", method="chat.postMessage", how=how)
    office.cast.new_order()
    (card,) = await cards_in(office)
    assert (row_of(office).status, row_of(office).ts) == (CardStatus.POSTED, card["ts"])
    assert len(await office.slack.calls("conversations.history")) == 1


async def test_a_crash_between_posting_and_writing_it_down_is_found_out(open_office: OpenOffice) -> None:
    """The row says `posting`, nobody knows more, and the message is there."""
    office = await open_office()
    office.cast.new_order()
    (card,) = await cards_in(office)
    forget(office, CardStatus.POSTING)
    office.cast.do(office.cast.dora, c.Note(order=1, text="hello"))
    assert [each["ts"] for each in await cards_in(office)] == [card["ts"]]
    assert row_of(office).ts == card["ts"]


async def test_a_crash_before_posting_posts_it(open_office: OpenOffice) -> None:
    office = await open_office()
    await office.slack.fault("error", method="chat.postMessage", error="fatal_error")
    office.cast.new_order()
    assert len(await cards_in(office)) == 1


async def test_a_later_twin_is_deleted(office: Office) -> None:
    office.cast.new_order()
    (card,) = await cards_in(office)
    forget(office, CardStatus.NONE)
    office.cast.do(office.cast.dora, c.Note(order=1, text="hello"))
    assert len(await cards_in(office)) == 2
    forget(office, CardStatus.POSTING)
    office.cast.do(office.cast.dora, c.Note(order=1, text="hello again"))
    assert [each["ts"] for each in await cards_in(office)] == [card["ts"]]


async def test_slacks_patience_is_waited_for(office: Office) -> None:
    await office.slack.fault("ratelimited", method="chat.postMessage", retry_after=1)
    office.cast.new_order()
    assert len(await cards_in(office)) == 1
    assert await office.slack.calls("conversations.history") == []


async def test_an_update_that_changes_nothing_is_not_sent(office: Office) -> None:
    office.cast.new_order()
    await office.settle()
    for _ in range(3):
        office.cast.do(office.cast.dora, c.Note(order=1, text="hello"))
    await office.settle()
    assert await office.slack.calls("chat.update") == []


async def test_an_update_whose_answer_was_lost_is_sent_again(office: Office) -> None:
    office.cast.new_order()
    await office.settle()
    await office.slack.fault("drop_response", method="chat.update", how="close")
    office.cast.do(office.cast.dora, c.Schedule(order=1, window=FRIDAY))
    (card,) = await cards_in(office)
    assert "Fri, Nov 27" in str(card["blocks"])


async def test_a_card_that_was_deleted_in_slack_stays_deleted(office: Office) -> None:
    office.cast.new_order()
    await office.settle()
    await office.slack.fault("error", method="chat.update", error="message_not_found")
    office.cast.do(office.cast.dora, c.Schedule(order=1, window=FRIDAY))
    await office.settle()
    assert row_of(office).status is CardStatus.GONE
    office.cast.do(office.cast.dora, c.Cancel(order=1, reason="duplicate"))
    await office.settle()
    assert office.jobs("status = 'failed'") == 0


async def test_a_channel_that_is_gone_kills_the_job_with_its_reason(office: Office) -> None:
    await office.slack.fault("error", method="chat.postMessage", error="channel_not_found", times=None)
    office.cast.new_order(c.Note(text="hello"))
    await office.settle()
    assert office.jobs("status = 'failed'") == 2
    (note,) = office.cast.told("note-added")
    assert note.status is NotificationStatus.FAILED
    assert "channel_not_found" in (note.error or "")


async def test_a_line_whose_answer_was_lost_is_said_again_and_not_lost(office: Office) -> None:
    office.cast.new_order()
    await office.settle()
    await office.slack.fault("drop_response", method="chat.postMessage", how="close")
    office.cast.do(office.cast.dora, c.Note(order=1, text="hello"))
    assert (await office.thread()).count("Dora Diaz noted: hello") == 2
    (note,) = office.cast.told("note-added")
    assert (note.status, note.attempts) == (NotificationStatus.SENT, 2)


async def test_lines_of_the_same_call_wait_for_their_card(office: Office) -> None:
    """Create and note at once: the line stands in the card's thread, whichever job runs first."""
    office.cast.new_order(c.Note(text="hello"))
    assert await office.thread() == ["Dora Diaz noted: hello"]
    assert len(await cards_in(office)) == 1


async def test_a_line_without_its_card_stands_by_itself(office: Office) -> None:
    office.cast.new_order()
    await office.settle()
    office.cast.run(lambda session: session.execute(update(Card).values(status=CardStatus.GONE, ts=None)))
    office.cast.do(office.cast.dora, c.Note(order=1, text="hello"))
    await office.settle()
    assert "WO-1: Dora Diaz noted: hello" in [row["text"] for row in await office.dora.messages(DISPATCH)]


async def test_a_ping_names_the_coordinator(office: Office) -> None:
    office.cast.scheduled_order()
    office.cast.do(office.cast.cara, c.DeclineVisit(order=1, for_rev=1, words="Please do not come"))
    await office.settle()
    card = (await cards_in(office, "looked after by"))[0]
    lines = (await office.dora.messages(DISPATCH, card["ts"]))[1:]
    pinged = [row for row in lines if "U0DORA" in str(row["blocks"])]
    assert ["Please do not come" in row["text"] for row in pinged] == [True]


async def test_a_ping_without_anybody_on_shift_stands_in_the_channel(office: Office) -> None:
    """In a thread, without a mention, nobody would hear it."""
    number = office.cast.scheduled_order()
    week = {"sun": [["08:00", "09:00"]]}
    office.cast.run(lambda session: setattr(session.get(Staff, office.cast.dora.id), "hours", week))
    office.cast.do(office.cast.cara, c.DeclineVisit(order=number, for_rev=1, words="Please do not come"))
    loud = [row["text"] for row in await cards_in(office, "Please do not come")]
    assert [text.startswith("WO-1: ") for text in loud] == [True]
    assert not any("Please do not come" in line for line in await office.thread("Annual fire inspection"))


async def test_a_technician_without_slack_is_named_to_dispatch(office: Office) -> None:
    ines = next(
        each
        for each in office.cast.read(office.cast.dora, queries.technicians())
        if each.name == "Ines Iqbal"
    )
    unlinked = update(Staff).where(Staff.id == ines.id).values(slack_user_id=None)
    office.cast.run(lambda session: session.execute(unlinked))
    office.cast.scheduled_order()
    office.cast.do(office.cast.dora, c.Assign(order=1, technician_id=ines.technician_id or 0))
    await office.settle()
    assert office.jobs("status = 'failed'") == 1
    said = "WO-1: Ines Iqbal has no Slack account linked, so nothing was sent. Please call them."
    assert said in [row["text"] for row in await office.dora.messages(DISPATCH)]


def forget(office: Office, status: CardStatus) -> None:
    """As if the process had died before it wrote down what Slack answered."""
    office.cast.run(
        lambda session: session.execute(update(Card).values(status=status, channel=None, ts=None, shown=None))
    )
