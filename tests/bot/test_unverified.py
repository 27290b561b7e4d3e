"""Replies that nothing proves are never lost: a person applies them with one click, in both names (N.11, U.2)."""

from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import commands as c
from core import queries
from core.model import (
    Asks,
    Confirmation,
    Contact,
    InboundMessage,
    MessageStatus,
    Notification,
    Quote,
    QuoteStatus,
)
from core.people import system
from core.stored import STRANGER, UNPROVEN, stored_commands
from tests.bot.conftest import DISPATCH, Office
from tests.cast import FRIDAY, MONDAY_NINE

CARL = {"address": "carl@acmefoods.example", "name": "Carl Cole"}


def arrives(office: Office, command: c.Command, stranger: dict[str, str] | None = None) -> int:
    """Keeps a mail as intake would that means `command` but came from an address we do not know there."""

    def write(session: Session) -> int:
        asked = session.scalars(
            select(Notification).where(Notification.asks.is_not(None)).order_by(Notification.id.desc())
        ).first()
        assert asked is not None
        assert asked.asks in {Asks.CONFIRM_VISIT, Asks.APPROVE_QUOTE}
        row = InboundMessage(
            company_id=office.cast.company_id,
            dedupe_key="mail",
            received_at=MONDAY_NINE,
            way_in="smtp",
            envelope_from="carl@acmefoods.example",
            envelope_to=["reply@northgate.example"],
            raw=b"",
            sender="carl@acmefoods.example",
            subject="Re: Your visit",
            new_text="Fine by us",
            status=MessageStatus.TRIAGE,
            why="It came from carl@acmefoods.example, but we had asked cara@acmefoods.example.",
            decision={"contact": None, UNPROVEN: stored_commands([command]), STRANGER: stranger},
            notification_id=asked.id,
            contact_id=asked.contact_id,
        )
        session.add(row)
        session.flush()
        return row.id

    message_id: int = office.cast.run(write)
    keep = c.KeepMessage(order=1, message_id=message_id, why="It came from carl@acmefoods.example.")
    office.cast.do(system(office.cast.company_id), keep)
    return message_id


def confirmation(office: Office) -> Confirmation:
    return office.cast.read(office.cast.dora, queries.order(1)).confirmation


async def test_one_click_applies_it_in_both_names(office: Office) -> None:
    office.cast.scheduled_order()
    arrives(office, c.Confirm(order=1, for_rev=1, words="Fine by us"))
    card = await office.card("Fine by us")
    assert "apply it: Confirm." in str(card["blocks"])
    assert "Apply and add address" not in str(card["blocks"])

    await office.dora.click(card, "triage.apply")

    await office.settle()
    assert confirmation(office) is Confirmation.CONFIRMED
    settled = next(row for row in await office.dora.messages(DISPATCH) if row["ts"] == card["ts"])
    assert "applied by Dora Diaz for Cara Cole" in str(settled["blocks"])
    newest = office.cast.read(office.cast.dora, queries.history(1))[0]
    assert (newest.name, newest.actor, newest.proof) == ("visit.confirmed", "Dora Diaz for Cara Cole", 0)
    [receipt] = [each for each in office.cast.told("visit-confirmed") if each.channel == "email"]
    assert receipt.address == "cara@acmefoods.example", "the receipt goes to the address on file"


async def test_the_address_can_be_added_with_the_same_click(office: Office) -> None:
    office.cast.scheduled_order()
    arrives(office, c.Confirm(order=1, for_rev=1, words="Fine by us"), CARL)
    card = await office.card("Fine by us")
    await office.dora.click(card, "triage.apply_and_add")
    await office.settle()
    assert confirmation(office) is Confirmation.CONFIRMED
    added = office.cast.run(
        lambda session: session.scalars(select(Contact).where(Contact.email == CARL["address"])).one()
    )
    assert (added.name, added.customer_id, added.is_approver, added.is_primary) == (
        "Carl Cole",
        office.cast.cara.customer_id,
        False,
        False,
    )
    names = [line.name for line in office.cast.read(office.cast.dora, queries.history(1))]
    assert "customer.contact-added" in names


async def test_a_quote_is_approved_on_behalf_and_says_so(office: Office) -> None:
    office.cast.new_order(c.SendQuote(total=Decimal(450)))
    arrives(office, c.ApproveQuote(order=1, version=1, total=Decimal(450), words="Fine by us"))
    card = await office.card("Fine by us")
    await office.dora.click(card, "triage.apply")
    await office.settle()
    status, evidence = office.cast.run(
        lambda session: session.execute(select(Quote.status, Quote.evidence)).one()
    )
    assert status is QuoteStatus.APPROVED
    assert (evidence["authority"], evidence["authenticated"]) == (
        "on behalf",
        "not proven; applied by Dora Diaz",
    )


async def test_what_has_moved_on_is_refused_with_a_sentence(office: Office) -> None:
    office.cast.scheduled_order()
    arrives(office, c.Confirm(order=1, for_rev=1, words="Fine by us"), CARL)
    card = await office.card("Fine by us")
    office.cast.do(office.cast.dora, c.Reschedule(order=1, window=FRIDAY, reason="parts"))
    await office.dora.click(card, "triage.apply_and_add")
    assert "the visit is now on Friday, November 27" in await office.ephemeral(office.dora)
    assert confirmation(office) is Confirmation.REQUESTED
    kept = office.cast.run(
        lambda session: session.scalar(
            select(func.count()).select_from(Contact).where(Contact.email == CARL["address"])
        )
    )
    assert kept == 0, "all or nothing"


async def test_two_people_apply_it_once(office: Office) -> None:
    office.cast.scheduled_order()
    arrives(office, c.Confirm(order=1, for_rev=1, words="Fine by us"))
    card = await office.card("Fine by us")
    actions = next(row for row in card["blocks"] if row["type"] == "actions")
    await office.dora.click(card, "triage.apply")
    await office.sue.click(card, "triage.apply", stale=True, block=actions)
    assert "Somebody dealt with this message already." in await office.ephemeral(office.sue)


async def test_a_technician_may_not_apply_it(office: Office) -> None:
    office.cast.scheduled_order()
    arrives(office, c.Confirm(order=1, for_rev=1, words="Fine by us"))
    card = await office.card("Fine by us")
    await office.tom.click(card, "triage.apply")
    assert confirmation(office) is Confirmation.REQUESTED
    assert await office.ephemeral(office.tom)
