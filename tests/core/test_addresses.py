"""Where a customer's mail goes, put right by the office: N.13."""

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core import commands as c
from core import queries
from core.model import Contact, Notification, NotificationStatus
from core.refusals import Missing, Perm, Refusal, State, Unknown
from sandbox.seed import seed
from tests.cast import MONDAY_NINE, Cast

CARA, ABE = "cara@acmefoods.example", "abe@acmefoods.example"
NEW = "cara.cole@acmefoods.example"
LOST = MONDAY_NINE


def mark(cast: Cast, **changes: Any) -> None:
    """Cara's row, and the mail sent so far, as a bounce or a complaint leaves them."""

    def change(session: Session) -> None:
        for name, value in changes.items():
            setattr(session.scalars(select(Contact).where(Contact.email == CARA)).one(), name, value)
        session.execute(update(Notification).values(status=NotificationStatus.FAILED))

    cast.run(change)


def add_abe(cast: Cast, **changes: Any) -> None:
    def add(session: Session) -> None:
        cara = session.scalars(select(Contact).where(Contact.email == CARA)).one()
        session.add(
            Contact(
                company_id=cara.company_id,
                customer_id=cara.customer_id,
                name="Abe Ames",
                email=ABE,
                **changes,
            )
        )

    cast.run(add)


def test_after_a_bounce_mail_goes_to_the_corrected_address(cast: Cast) -> None:
    """S2.53: the office corrects it, sends again what did not arrive, and reads in the thread that it was done."""
    order = cast.scheduled_order()
    mark(cast, bounced_at=LOST)
    with pytest.raises(Missing, match=r"/wo address WO-1 new@example\.com"):
        cast.do(cast.dora, c.RequestConfirmation(order=order))
    cast.do(cast.dora, c.CorrectAddress(order=order, email=f" {NEW.upper()} "))
    cast.do(cast.dora, c.RequestConfirmation(order=order))
    assert cast.told("confirmation-request", order)[-1].address == NEW
    (line,) = cast.told("address-corrected", order)
    assert (line.context["event"]["old"], line.context["event"]["email"]) == (CARA, NEW)
    assert "customer.address-corrected" in [
        each.name for each in cast.read(cast.dora, queries.history(order))
    ]


def test_a_quote_that_did_not_arrive_is_sent_anew(cast: Cast) -> None:
    """S2.53."""
    order = cast.new_order()
    mark(cast, bounced_at=LOST)
    quote = c.SendQuote(order=order, total=Decimal(450), summary="New pump")
    with pytest.raises(Missing, match="/wo address WO-1"):
        cast.do(cast.dora, quote)
    cast.do(cast.dora, c.CorrectAddress(order=order, email=NEW), quote)
    (mail,) = cast.told("quote", order)
    assert mail.address == NEW


def test_the_same_address_may_work_again(cast: Cast) -> None:
    """A full mailbox was emptied."""
    order = cast.scheduled_order()
    mark(cast, bounced_at=LOST)
    cast.do(cast.dora, c.CorrectAddress(order=order, email=CARA))
    cast.do(cast.dora, c.RequestConfirmation(order=order))
    assert not cast.do(cast.dora, c.CorrectAddress(order=order, email=CARA)).changed


def test_of_several_the_one_whom_mail_does_not_reach_is_meant(cast: Cast) -> None:
    order = cast.scheduled_order()
    add_abe(cast, bounced_at=LOST)
    cast.do(cast.dora, c.CorrectAddress(order=order, email="abe@new.example"))
    addresses = cast.run(lambda session: set(session.scalars(select(Contact.email))))
    assert {CARA, "abe@new.example"} <= addresses
    assert ABE not in addresses


def test_where_two_are_not_reached_it_is_asked_whose(cast: Cast) -> None:
    order = cast.scheduled_order()
    mark(cast, bounced_at=LOST)
    add_abe(cast, complained_at=LOST)
    with pytest.raises(Missing, match=r"Whose: Cara Cole \(cara@.*\) or Abe Ames .*Name both addresses"):
        cast.do(cast.dora, c.CorrectAddress(order=order, email=NEW))
    cast.do(cast.dora, c.CorrectAddress(order=order, email=NEW, instead_of=CARA.upper()))
    cast.do(cast.dora, c.RequestConfirmation(order=order))
    assert cast.told("confirmation-request", order)[-1].address == NEW


# what is asked, of Cara's row as it is → why not
REFUSED: tuple[tuple[dict[str, Any], dict[str, Any], type[Refusal], str], ...] = (
    ({},                       {"email": "cara"},                                    Missing, "is no address like"),
    ({},                       {"email": "cara@acmefoods"},                          Missing, "is no address like"),
    ({},                       {"email": "Cara <cara@acmefoods.example>"},           Missing, "is no address like"),
    ({},                       {"email": "a@b.example, c@d.example"},                Missing, "is no address like"),
    ({},                       {"email": ABE},                                       State,   "somebody else's at Acme Foods"),
    ({},                       {"email": NEW, "instead_of": "who@else.example"},     Missing, "has the address who@else"),
    ({"complained_at": LOST},  {"email": CARA},                                      State,   "reported our mail there as spam"),
)  # fmt: skip


@pytest.mark.parametrize(("row", "asked", "kind", "why"), REFUSED)
def test_what_is_no_correction_is_refused(
    cast: Cast, row: dict[str, Any], asked: dict[str, Any], kind: type[Refusal], why: str
) -> None:
    order = cast.scheduled_order()
    add_abe(cast)
    mark(cast, **row)
    with pytest.raises(kind, match=why):
        cast.do(cast.dora, c.CorrectAddress(order=order, **asked))


def test_only_the_office_of_the_company_corrects_addresses(cast: Cast) -> None:
    order = cast.scheduled_order()
    with pytest.raises(Perm):
        cast.do(cast.tom, c.CorrectAddress(order=order, email=NEW))
    with pytest.raises((Unknown, Missing)):
        cast.do(cast.eve, c.CorrectAddress(order=order, email=NEW))


def test_the_companys_file_finds_whose_address_was_corrected(cast: Cast) -> None:
    """By the name, and what the file says counts; there is no second Cara, let alone a second primary contact."""
    order = cast.scheduled_order()
    cast.do(cast.dora, c.CorrectAddress(order=order, email=NEW))
    cast.run(seed)
    caras = cast.run(
        lambda session: session.scalars(select(Contact).where(Contact.name == "Cara Cole")).all()
    )
    assert [each.email for each in caras] == [CARA]
