"""A work order made from a mail: at the Desk, in the database, and what it means for whom we write to."""

import threading
from dataclasses import dataclass, field
from decimal import Decimal

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core import commands as c
from core import queries
from core.desk import CONSTRAINTS
from core.model import Attachment, Contact, Enquiry, InboundMessage, MessageStatus, WorkOrder
from core.people import Actor
from core.refusals import Perm, Refusal, State
from core.replay import compare
from tests.cast import MONDAY_NINE, THURSDAY, Cast

CARL = "carl@acmefoods.example"


def mail(cast: Cast, sender: str = CARL, text: str = "The pump leaks.") -> int:
    """A message that waits in triage, with one file; its id."""

    def write(session: Session) -> int:
        row = InboundMessage(
            company_id=cast.company_id,
            dedupe_key=f"{sender} {text}",
            received_at=MONDAY_NINE,
            way_in="smtp",
            envelope_from=sender,
            envelope_to=["service@desk.test"],
            raw=b"raw",
            sender=sender,
            subject="The pump leaks",
            new_text=text,
            message_id=f"{len(text)}@acmefoods.example",
            status=MessageStatus.TRIAGE,
        )
        session.add(row)
        session.flush()
        session.execute(
            insert(Attachment).values(
                company_id=cast.company_id,
                inbound_message_id=row.id,
                name="leak.jpg",
                content_type="image/jpeg",
                size=3,
                sha256="0" * 64,
                is_photo=True,
                content=b"abc",
                received_at=MONDAY_NINE,
            )
        )
        return row.id

    message_id: int = cast.run(write)
    return message_id


def with_carl(cast: Cast) -> None:
    """A second contact of Acme Foods."""

    def add(session: Session) -> None:
        cara = session.scalars(select(Contact).where(Contact.email == "cara@acmefoods.example")).one()
        session.add(
            Contact(company_id=cast.company_id, customer_id=cara.customer_id, name="Carl Cole", email=CARL)
        )

    cast.run(add)


def make(cast: Cast, message_id: int, *more: c.Command, by: Actor | None = None) -> int:
    create = c.Create(site_id=cast.site_id, type="repair", title="The pump leaks")
    done = cast.do(by or cast.dora, create, c.TakeUpEnquiry(message_id=message_id), *more)
    assert done.order is not None
    return done.order


def test_whoever_asked_is_written_to_from_then_on(cast: Cast) -> None:
    """L1, S0.21: not the primary contact, who knows nothing of it."""
    with_carl(cast)
    make(cast, mail(cast))
    cast.do(cast.dora, c.Schedule(order=1, window=THURSDAY))
    assert [(told.name, told.address) for told in cast.told() if told.channel == "email"] == [
        ("request-received", CARL),
        ("confirmation-request", CARL),
    ]


def test_a_window_given_at_once_is_the_only_mail_they_get(cast: Cast) -> None:
    """I13: once per change, with the strongest message."""
    with_carl(cast)
    make(cast, mail(cast), c.Schedule(window=THURSDAY))
    assert [told.name for told in cast.told() if told.channel == "email"] == ["confirmation-request"]


def test_a_quote_goes_to_who_may_approve_it(cast: Cast) -> None:
    """With nobody flagged that is the primary contact (§6), whoever asked for the work."""
    with_carl(cast)
    make(cast, mail(cast))
    cast.do(cast.dora, c.SendQuote(order=1, total=Decimal(450)))
    assert [told.address for told in cast.told("quote")] == ["cara@acmefoods.example"]


def test_who_asked_hears_of_the_end(cast: Cast) -> None:
    """L65: they know of the work, for they asked for it."""
    with_carl(cast)
    make(cast, mail(cast))
    cast.do(cast.dora, c.Cancel(order=1, reason="the pump was replaced"))
    assert [told.address for told in cast.told("order-cancelled") if told.channel == "email"] == [CARL]


def test_a_strangers_mail_leaves_the_contact_as_it_is(cast: Cast) -> None:
    make(cast, mail(cast, "bob@bakery.example"))
    order = cast.read(cast.dora, queries.order(1))
    assert order.contact is not None
    assert order.contact.email == "cara@acmefoods.example"
    assert cast.told("request-received") == []


def test_the_second_is_told_which_work_order_there_is(cast: Cast) -> None:
    message_id = mail(cast)
    make(cast, message_id)
    with pytest.raises(State, match="WO-1 has this mail already"):
        make(cast, message_id, by=cast.sue)
    assert cast.count(WorkOrder) == 1


def test_a_dismissed_mail_becomes_nothing(cast: Cast) -> None:
    message_id = mail(cast)
    cast.do(cast.dora, c.SettleMessage(message_id=message_id, how="dismissed"))
    with pytest.raises(State, match="Somebody dealt with this message already"):
        make(cast, message_id)
    assert cast.count(WorkOrder) == 0


@dataclass
class Race:
    """People who all make a work order of the same mail at the same moment."""

    cast: Cast
    message_id: int
    made: list[int] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def run(self, people: int) -> None:
        start = threading.Barrier(people)
        threads = [threading.Thread(target=self._one, args=(start, number)) for number in range(people)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()

    def _one(self, start: threading.Barrier, number: int) -> None:
        create = c.Create(site_id=self.cast.site_id, type="repair", title="The pump leaks")
        start.wait()
        try:
            take_up = c.TakeUpEnquiry(message_id=self.message_id)
            done = self.cast.do(self.cast.dora, create, take_up, key=f"click {number}")
            self.made.append(done.order or 0)
        except Refusal as refusal:
            self.refused.append(refusal.words)


def test_of_six_clicks_at_once_one_makes_the_work_order(cast: Cast) -> None:
    race = Race(cast, mail(cast))
    race.run(6)
    assert race.made == [1]
    assert race.refused == ["WO-1 has this mail already. `/wo show WO-1` shows it."] * 5
    assert cast.count(WorkOrder) == cast.count(Enquiry) == 1


def test_the_same_click_delivered_twice_is_one(cast: Cast) -> None:
    """I12."""
    message_id = mail(cast)
    create = c.Create(site_id=cast.site_id, type="repair", title="The pump leaks")
    for repeated in (False, True):
        done = cast.do(cast.dora, create, c.TakeUpEnquiry(message_id=message_id), key="the click")
        assert (done.order, done.repeated) == (1, repeated)


def test_the_database_lets_a_mail_be_one_work_order_only(cast: Cast) -> None:
    message_id = mail(cast)
    make(cast, message_id)
    other = cast.new_order()
    ids = cast.run(lambda session: dict(session.execute(select(WorkOrder.number, WorkOrder.id)).all()))
    again = {"company_id": cast.company_id, "inbound_message_id": message_id, "work_order_id": ids[other]}
    with pytest.raises(IntegrityError, match="uq_enquiries_message"):
        cast.run(lambda session: session.execute(insert(Enquiry).values(again)))
    assert "already" in CONSTRAINTS["uq_enquiries_message"].words


def test_its_rows_follow_from_its_history(cast: Cast) -> None:
    with_carl(cast)
    number = make(cast, mail(cast))

    def differences(session: Session) -> list[str]:
        order_id = session.scalars(select(WorkOrder.id).where(WorkOrder.number == number)).one()
        return [str(each) for each in compare(session, cast.company_id, order_id)]

    assert cast.run(differences) == []
    recorded = str(cast.read(cast.dora, queries.history(number)))
    assert "leak.jpg (3 bytes)" in recorded


def test_only_who_makes_work_orders_takes_mail_up(cast: Cast) -> None:
    """S1.2; Eve does not see the mail."""
    message_id = mail(cast)
    for person in (cast.tom, cast.bill):
        with pytest.raises(Perm):
            make(cast, message_id, by=person)
    with pytest.raises(Refusal):
        make(cast, message_id, by=cast.eve)
    assert cast.count(WorkOrder) == 0
