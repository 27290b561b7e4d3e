"""Who at the customer approves quotes, and up to which total: lifecycle §6, I15."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core import commands as c
from core import queries
from core.identity import contact_actor
from core.model import Contact, MessageStatus, QuoteStatus
from core.people import Actor, Proof
from core.refusals import Auth
from tests.cast import Cast
from tests.inbound.mailroom import CARA, Mailroom

TOTAL = Decimal("450.00")
OWEN = "owen@acmefoods.example"


def people(cast: Cast, cara: Mapping[str, Any], owen: Mapping[str, Any] | None) -> None:
    """What is said of Cara, the primary contact, and of Owen, the owner, if there is one."""

    def change(session: Session) -> None:
        contact = session.scalars(select(Contact).where(Contact.email == CARA)).one()
        for name, value in cara.items():
            setattr(contact, name, value)
        if owen is not None:
            row = Contact(
                company_id=cast.company_id, customer_id=contact.customer_id, name="Owen Orr", email=OWEN
            )
            for name, value in owen.items():
                setattr(row, name, value)
            session.add(row)

    cast.run(change)


def writes(cast: Cast, address: str) -> Actor:
    """Whoever writes from that address, as mail knows them."""

    def read(session: Session) -> Actor:
        contact = session.scalars(select(Contact).where(Contact.email == address)).one()
        return contact_actor(session, cast.company_id, contact.id, Proof.AUTHENTICATED, address)

    found: Actor = cast.run(read)
    return found


YES, NO = {"is_approver": True}, {"is_approver": False}
# fmt: off
WHO = [
    # Cara   Owen                                        who is mailed   who may approve
    (NO,     None,                                       CARA,           (CARA,)),
    (YES,    None,                                       CARA,           (CARA,)),
    (NO,     NO,                                         CARA,           (CARA,)),
    (NO,     YES,                                        OWEN,           (OWEN,)),
    (YES,    YES,                                        CARA,           (CARA, OWEN)),
    (NO,     {**YES, "email": None},                     CARA,           ()),
]
# fmt: on


@pytest.mark.parametrize(
    "row", WHO, ids=["nobody flagged", "herself", "neither", "the owner", "both", "no address"]
)
def test_who_is_asked_to_approve_and_who_may(
    cast: Cast, row: tuple[Mapping[str, Any], Mapping[str, Any] | None, str, tuple[str, ...]]
) -> None:
    """§6: with nobody flagged it is the primary contact."""
    cara, owen, mailed, may = row
    people(cast, cara, owen)
    number = cast.new_order(c.SendQuote(total=TOTAL))
    (mail,) = (told for told in cast.told("quote") if told.channel == "email")
    assert mail.address == mailed
    (line,) = cast.told("quote-sent")
    assert line.context["event"]["to"] == ("Owen Orr" if mailed == OWEN else "Cara Cole")
    there = [CARA] + ([OWEN] if owen and "email" not in owen else [])
    assert tuple(each for each in there if writes(cast, each).is_approver) == may
    for each in may:
        cast.do(writes(cast, each), c.ApproveQuote(order=number, version=1, total=TOTAL, words="approved"))
        break


LIMITS = [
    # limit              total               may she?
    (None,               Decimal(90_000),    True),
    (Decimal(450),       Decimal(450),       True),
    (Decimal("449.99"),  Decimal(450),       False),
    (Decimal(0),         Decimal(1),         False),
]  # fmt: skip


@pytest.mark.parametrize(("limit", "total", "may"), LIMITS)
def test_nobody_approves_above_their_own_limit(
    cast: Cast,
    limit: Decimal | None,
    total: Decimal,
    may: bool,  # noqa: FBT001  a column
) -> None:
    """I15: the quote stays as it was sent."""
    people(cast, {"approval_limit": limit}, None)
    number = cast.new_order(c.SendQuote(total=total))
    command = c.ApproveQuote(order=number, version=1, total=total, words="approved")
    if may:
        cast.do(writes(cast, CARA), command)
    else:
        with pytest.raises(Auth):
            cast.do(writes(cast, CARA), command)
    quote = cast.read(cast.dora, queries.order(number)).quote
    assert quote is not None
    assert quote.status is (QuoteStatus.APPROVED if may else QuoteStatus.SENT)


def test_an_approval_above_the_limit_waits_for_a_code(cast: Cast) -> None:
    """§6: however well the mail is proven; the customer is asked for the code without being told the limit."""
    people(cast, {"approval_limit": Decimal(100)}, None)
    number, room = cast.new_order(c.SendQuote(total=TOTAL)), Mailroom(cast)
    message = room.reply(room.asked(number, "quote"), "Approved, go ahead")
    assert message.status is MessageStatus.APPLIED
    asked = room.asked(number, "approval-code").context
    assert "100" not in str(asked["event"])
    quote = cast.read(cast.dora, queries.order(number)).quote
    assert quote is not None
    assert quote.status is QuoteStatus.SENT
