"""Mail that needs a person: its card says why, and one click settles it."""

from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core import cards, queries
from core import commands as c
from core.jobs import defer
from core.model import (
    Asks,
    Card,
    CardKind,
    Confirmation,
    InboundMessage,
    JsonObject,
    Main,
    MessageStatus,
    Notification,
)
from core.people import system
from inbound.decision import Decision, Outcome, to_json
from tests.bot.conftest import DISPATCH, Office
from tests.cast import FRIDAY, MONDAY_NINE, THURSDAY


@dataclass(frozen=True)
class Mail:
    """A message of Cara's that the machine left alone."""

    text: str = "Maybe. Who is coming?"
    why: str = "“Maybe” is no clear answer."
    decision: JsonObject | None = None


def arrives(office: Office, mail: Mail, *, about: int | None = 1) -> int:
    """Keeps the mail as intake would; with `about`, it answers our question about that work order."""

    def write(session: Session) -> int:
        asked = session.scalars(
            select(Notification.id)
            .where(Notification.asks == Asks.CONFIRM_VISIT)
            .order_by(Notification.id.desc())
        ).first()
        row = InboundMessage(
            company_id=office.cast.company_id,
            dedupe_key=f"mail {mail.text}",
            received_at=MONDAY_NINE,
            way_in="smtp",
            envelope_from="cara@acmefoods.example",
            envelope_to=["reply@northgate.example"],
            raw=b"",
            sender="cara@acmefoods.example",
            subject="Re: Your visit",
            new_text=mail.text,
            status=MessageStatus.TRIAGE,
            why=mail.why,
            decision=mail.decision,
            notification_id=asked if about else None,
        )
        session.add(row)
        session.flush()
        return row.id

    message_id: int = office.cast.run(write)
    if about is None:
        office.cast.run(lambda session: unsorted(session, message_id, office.cast.company_id))
    else:
        keep = c.KeepMessage(order=about, message_id=message_id, why=mail.why)
        office.cast.do(system(office.cast.company_id), keep)
    return message_id


def unsorted(session: Session, message_id: int, company_id: int) -> None:
    """The card of a message that belongs to no work order."""
    card = Card(
        company_id=company_id,
        kind=CardKind.TRIAGE,
        subject=f"triage:{message_id}",
        inbound_message_id=message_id,
    )
    cards.show(session, [card], MONDAY_NINE)
    defer(session, *cards.refresh_jobs(session, company_id, message_id=message_id))


async def test_mail_that_could_not_be_read_is_tried_again_with_one_click(office: Office) -> None:
    office.cast.scheduled_order()
    message_id = arrives(office, Mail(why="Reading it failed again and again: the disk was full"), about=None)
    dead = update(InboundMessage).values(status=MessageStatus.DEAD)
    office.cast.run(lambda session: session.execute(dead))
    office.cast.run(lambda session: unsorted(session, message_id, office.cast.company_id))
    card = await office.card("the disk was full")
    await office.dora.click(card, "triage.retry")
    await office.card("It is being read again.")
    [status] = office.cast.run(lambda session: session.scalars(select(InboundMessage.status)).all())
    assert status is not MessageStatus.DEAD


async def test_mail_can_be_applied_as_a_yes(office: Office) -> None:
    office.cast.scheduled_order()
    arrives(office, Mail())
    card = await office.card("Who is coming?")
    assert "“Maybe” is no clear answer." in str(card["blocks"])
    await office.dora.click(card, "triage.confirm")
    await office.settle()
    order = office.cast.read(office.cast.dora, queries.order(1))
    assert order.confirmation is Confirmation.CONFIRMED
    settled = next(row for row in await office.dora.messages(DISPATCH) if row["ts"] == card["ts"])
    assert "applied as confirmed by Dora Diaz" in str(settled["blocks"])
    assert "triage." not in str(settled["blocks"])


async def test_a_card_says_what_was_done_already_and_can_be_dismissed(office: Office) -> None:
    office.cast.scheduled_order()
    done = to_json(
        Decision(
            outcome=Outcome.APPLY,
            why="It is a clear yes.",
            commands=(c.Confirm(order=1, for_rev=1, words="Yes."),),
        )
    )
    arrives(office, Mail("Yes. Can you bring a ladder?", "They also asked something.", done))
    card = await office.card("bring a ladder")
    assert "Done already: Confirm. The rest is yours. They also asked something." in str(card["blocks"])
    assert "Nothing was changed" not in str(card["blocks"])
    await office.dora.click(card, "triage.dismiss")
    await office.settle()
    assert "dismissed by Dora Diaz" in str(await office.dora.messages(DISPATCH))


async def test_a_yes_to_an_older_window_cannot_be_applied(office: Office) -> None:
    office.cast.scheduled_order()
    arrives(office, Mail())
    card = await office.card("Who is coming?")
    actions = next(row for row in card["blocks"] if row["type"] == "actions")
    office.cast.do(office.cast.dora, c.Reschedule(order=1, window=FRIDAY, reason="parts"))
    await office.dora.click(card, "triage.confirm", stale=True, block=actions)
    assert "has changed since this mail" in await office.ephemeral(office.dora)
    assert office.cast.read(office.cast.dora, queries.order(1)).confirmation is Confirmation.REQUESTED


async def test_dismissing_it_twice_says_that_somebody_was_first(office: Office) -> None:
    office.cast.scheduled_order()
    arrives(office, Mail())
    card = await office.card("Who is coming?")
    actions = next(row for row in card["blocks"] if row["type"] == "actions")
    await office.dora.click(card, "triage.dismiss")
    await office.sue.click(card, "triage.dismiss", stale=True, block=actions)
    assert "Somebody dealt with this message already." in await office.ephemeral(office.sue)
    await office.settle()
    assert "dismissed by Dora Diaz" in str(await office.dora.messages(DISPATCH))


async def test_rescheduling_from_mail_settles_it(office: Office) -> None:
    office.cast.scheduled_order()
    arrives(office, Mail("Any day next week but in the morning please"))
    card = await office.card("Any day next week")
    await office.dora.click(card, "form.reschedule_mail")
    filled = {"date": "2026-11-30", "start": "09:00", "end": "11:00", "reason": "as they asked"}
    await office.dora.submit(await office.dora.modal(), filled)
    await office.settle()
    settled = next(row for row in await office.dora.messages(DISPATCH) if row["ts"] == card["ts"])
    assert "applied by Dora Diaz" in str(settled["blocks"])
    assert "Mon, Nov 30" in str((await office.card("looked after by"))["blocks"])


async def under_way(office: Office) -> dict[str, Any]:
    """Tom is on the way when Cara writes: her message's card."""
    cast = office.cast
    assert cast.tom.technician_id is not None
    cast.new_order(c.Schedule(window=THURSDAY), c.Assign(technician_id=cast.tom.technician_id))
    cast.do(cast.tom, c.Depart(order=1))
    arrives(office, Mail("Could you come tomorrow instead?"))
    return await office.card("Could you come tomorrow")


async def test_who_is_on_the_way_can_be_told_to_carry_on(office: Office) -> None:
    """H12: one tap settles the message and tells the technician; the visit stands."""
    card = await under_way(office)
    await office.dora.click(card, "triage.carry_on")
    await office.settle()
    settled = next(row for row in await office.dora.messages(DISPATCH) if row["ts"] == card["ts"])
    assert "carry on by Dora Diaz" in str(settled["blocks"])
    assert "please carry on" in str(await office.tom.messages(await office.tom.dm()))
    order = office.cast.read(office.cast.dora, queries.order(1))
    assert order.main is Main.EN_ROUTE


async def test_who_is_on_the_way_can_be_turned_back(office: Office) -> None:
    """H12, L22: the form moves the visit, settles the message and turns the technician back."""
    card = await under_way(office)
    assert "Turn back…" in str(card["blocks"])
    await office.dora.click(card, "form.reschedule_mail")
    filled = {"date": "2026-11-27", "start": "09:00", "end": "11:00", "reason": "she asked on the way"}
    await office.dora.submit(await office.dora.modal(), filled)
    await office.settle()
    order = office.cast.read(office.cast.dora, queries.order(1))
    assert (order.main, order.window and order.window.start) == (Main.READY, FRIDAY.start)
    settled = next(row for row in await office.dora.messages(DISPATCH) if row["ts"] == card["ts"])
    assert "applied by Dora Diaz" in str(settled["blocks"])
    assert "urn back" in str(await office.tom.messages(await office.tom.dm()))


@pytest.mark.parametrize("who", ["tom"])
async def test_a_technician_may_not_settle_mail(office: Office, who: str) -> None:
    office.cast.scheduled_order()
    arrives(office, Mail())
    card = await office.card("Who is coming?")
    await getattr(office, who).click(card, "triage.dismiss")
    assert "only a dispatcher" in await office.ephemeral(office.tom)


async def test_mail_about_nothing_we_know_is_linked_by_a_person(office: Office) -> None:
    office.cast.new_order(title="Broken gate")
    office.cast.new_order(title="Leaking pump")
    arrives(office, Mail("The gate squeaks again"), about=None)
    card = await office.card("The gate squeaks again")
    await office.dora.click(card, "form.link_message")
    view = await office.dora.modal()
    assert [each["value"] for each in await office.dora.suggestions(view, "work_order", "")] == ["2", "1"]
    (gate,) = await office.dora.suggestions(view, "work_order", "gate")
    await office.dora.submit(view, {"work_order": gate["value"]})
    assert "Dora Diaz linked a message to WO-1." in await office.thread("Broken gate · Created")
    settled = next(row for row in await office.dora.messages(DISPATCH) if row["ts"] == card["ts"])
    assert "linked by Dora Diaz" in str(settled["blocks"])
