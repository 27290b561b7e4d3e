"""A quote is answered for exactly the version and total that was sent."""

from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core import commands as c
from core import queries
from core.identity import speaking_for
from core.model import Contact, Quote, QuoteStatus
from core.people import Proof
from core.refusals import Auth, Missing, Perm, QuoteOpen, Refusal, Stale, State
from tests.cast import MONDAY_NINE, THURSDAY, Cast

NOW = MONDAY_NINE
TOTAL = Decimal("450.00")


def quoted(cast: Cast, total: Decimal = TOTAL) -> int:
    number = cast.new_order()
    cast.do(cast.dora, c.SendQuote(order=number, total=total, summary="New pump"))
    return number


def status(cast: Cast, number: int) -> tuple[int, QuoteStatus]:
    quote = cast.read(cast.dora, queries.order(number)).quote
    assert quote is not None
    return quote.version, quote.status


def test_a_quote_goes_to_the_customer_with_its_version_and_total(cast: Cast) -> None:
    """S2.34, L11."""
    quoted(cast)
    mail = next(told for told in cast.told("quote"))
    assert (mail.asks, mail.quote_version, mail.quote_total) == ("approve_quote", 1, TOTAL)
    assert mail.context["quote"] == {"version": 1, "total": "450.00", "summary": "New pump"}


def test_prices_stay_out_of_slack(cast: Cast) -> None:
    number = quoted(cast)
    cast.do(cast.cara, c.ApproveQuote(order=number, version=1, total=TOTAL, words="approved"))
    assert all("450" not in str(told.context) for told in cast.told() if told.channel == "slack")


def test_an_approval_keeps_who_how_and_what(cast: Cast) -> None:
    """S2.47, L14, I15: by which authority, how proven, for which version and total."""
    number = quoted(cast)
    cast.do(cast.cara, c.ApproveQuote(order=number, version=1, total=TOTAL, words="approved, go ahead"))
    assert status(cast, number) == (1, QuoteStatus.APPROVED)
    newest = cast.read(cast.dora, queries.history(number))[0]
    assert (newest.name, newest.actor, newest.proof) == ("quote.approved", "Cara Cole", Proof.AUTHENTICATED)
    assert cast.run(lambda session: session.query(Quote).one().evidence) == {
        "by": "Cara Cole",
        "address": "cara@acmefoods.example",
        "authority": "approver",
        "channel": "email",
        "proof": Proof.AUTHENTICATED,
        "authenticated": cast.cara.authenticated_by,
        "version": 1,
        "total": "450.00",
        "words": "approved, go ahead",
    }


NOT_APPROVED = [
    # who says it                                             to what             why it changes nothing
    (lambda cast: cast.cara,                                  (2, TOTAL),         Stale),
    (lambda cast: cast.cara,                                  (1, Decimal("450.01")), Stale),
    (lambda cast: replace(cast.cara, proof=Proof.SECRET_ONLY), (1, TOTAL),        Perm),
    (lambda cast: replace(cast.cara, proof=Proof.KNOWN_ADDRESS), (1, TOTAL),      Perm),
    (lambda cast: replace(cast.cara, customer_id=2),          (1, TOTAL),         Perm),
    (lambda cast: replace(cast.cara, is_approver=False),      (1, TOTAL),         Perm),
    (lambda cast: replace(cast.cara, approval_limit=Decimal(100)), (1, TOTAL),    Auth),
    (lambda cast: cast.dora,                                  (1, TOTAL),         Perm),
    (lambda cast: cast.eve,                                   (1, TOTAL),         Refusal),
]  # fmt: skip


@pytest.mark.parametrize(("who", "what", "refusal"), NOT_APPROVED)
def test_what_is_not_a_proven_answer_to_this_version_and_total_changes_nothing(
    cast: Cast, who: object, what: tuple[int, Decimal], refusal: type[Refusal]
) -> None:
    """L14, I15."""
    number = quoted(cast)
    told = len(cast.told())
    with pytest.raises(refusal):
        cast.do(
            who(cast),  # type: ignore[operator]
            c.ApproveQuote(order=number, version=what[0], total=what[1], words="approved"),
        )
    assert status(cast, number) == (1, QuoteStatus.SENT)
    assert len(cast.told()) == told


def test_a_new_version_replaces_the_old_one_at_once(cast: Cast) -> None:
    number = quoted(cast)
    cast.do(cast.dora, c.SendQuote(order=number, total=Decimal("500.00")))
    with pytest.raises(Stale, match="v1 was replaced by v2"):
        cast.do(cast.cara, c.ApproveQuote(order=number, version=1, total=TOTAL, words="approved"))
    assert status(cast, number) == (2, QuoteStatus.SENT)


def test_nothing_is_scheduled_offered_or_started_on_an_unapproved_quote(cast: Cast) -> None:
    number = quoted(cast)
    with pytest.raises(QuoteOpen, match="v1 of WO-1 isn't approved yet"):
        cast.do(cast.dora, c.Schedule(order=number, window=THURSDAY))
    cast.do(cast.cara, c.ApproveQuote(order=number, version=1, total=TOTAL, words="approved"))
    cast.do(cast.dora, c.Schedule(order=number, window=THURSDAY))
    assert cast.read(cast.dora, queries.order(number)).window is not None


def test_an_approved_quote_is_not_replaced(cast: Cast) -> None:
    number = quoted(cast)
    cast.do(cast.cara, c.ApproveQuote(order=number, version=1, total=TOTAL, words="approved"))
    with pytest.raises(State, match="approved"):
        cast.do(cast.dora, c.SendQuote(order=number, total=Decimal(1)))


def test_a_rejected_quote_can_be_followed_by_a_better_one(cast: Cast) -> None:
    """S2.49, L17."""
    number = quoted(cast)
    cast.do(cast.cara, c.RejectQuote(order=number, version=1, words="too expensive"))
    assert status(cast, number) == (1, QuoteStatus.REJECTED)
    cast.do(cast.dora, c.SendQuote(order=number, total=Decimal(400)))
    assert status(cast, number) == (2, QuoteStatus.SENT)


def test_a_quote_needs_a_total_above_zero(cast: Cast) -> None:
    number = cast.new_order()
    with pytest.raises(Missing, match="above zero"):
        cast.do(cast.dora, c.SendQuote(order=number, total=Decimal(0)))


def test_billing_sees_prices_and_technicians_do_not(cast: Cast) -> None:
    number = quoted(cast)
    assert cast.read(cast.bill, queries.order(number)).quote is not None
    cast.do(cast.cara, c.ApproveQuote(order=number, version=1, total=TOTAL, words="approved"))
    cast.do(cast.dora, c.Schedule(order=number, window=THURSDAY), c.Assign(order=number, technician_id=1))
    assert cast.read(cast.tom, queries.order(number)).quote is None
    assert all("total" not in line.data for line in cast.read(cast.tom, queries.history(number)))


# what mail is like for Cara (primary) and Abe (flagged to approve)       who is asked; None: nobody
REACHED: tuple[tuple[dict[str, dict[str, object]], str | None], ...] = (
    ({"cara": {}, "abe": {}},                                            "Abe Ames"),
    ({"cara": {"bounced_at": NOW}, "abe": {}},                           "Abe Ames"),
    ({"cara": {}, "abe": {"bounced_at": NOW}},                           "Cara Cole"),
    ({"cara": {}, "abe": {"complained_at": NOW}},                        "Cara Cole"),
    ({"cara": {"email": None}, "abe": {"bounced_at": NOW}},              None),
    ({"cara": {"complained_at": NOW}, "abe": {"email": None}},           None),
)  # fmt: skip


@pytest.mark.parametrize(("contacts", "asked"), REACHED)
def test_a_quote_goes_to_somebody_or_is_refused(
    cast: Cast, contacts: dict[str, dict[str, object]], asked: str | None
) -> None:
    """§6: to an approver whom mail reaches, else to the primary contact whom it reaches; never to nobody unsaid."""
    cast.run(lambda session: _change(session, contacts))
    number = cast.new_order()
    quote = c.SendQuote(order=number, total=TOTAL, summary="New pump")
    if asked is None:
        with pytest.raises(Missing, match="Nobody at Acme Foods can be asked to approve"):
            cast.do(cast.dora, quote)
        assert cast.told("quote") == []
        return
    cast.do(cast.dora, quote)
    (mail,) = cast.told("quote")
    assert mail.context["contact"]["name"] == asked
    (sent,) = (line for line in cast.read(cast.dora, queries.history(number)) if line.name == "quote.sent")
    assert asked in repr(sent)


def _change(session: Session, contacts: dict[str, dict[str, object]]) -> None:
    cara = session.scalars(select(Contact).where(Contact.name == "Cara Cole")).one()
    abe = Contact(
        company_id=cara.company_id,
        customer_id=cara.customer_id,
        name="Abe Ames",
        email="abe@acmefoods.example",
        is_approver=True,
    )
    session.add(abe)
    for contact, changes in ((cara, contacts["cara"]), (abe, contacts["abe"])):
        for name, value in changes.items():
            setattr(contact, name, value)


def test_adding_whoever_wrote_hides_nothing_they_wrote(cast: Cast) -> None:
    """N.11: both in one call, for whom Dora speaks; the thread tells of the rejection, with its ping."""
    number = quoted(cast)
    assert cast.cara.id is not None
    contact_id = cast.cara.id
    dora = cast.run(lambda session: speaking_for(session, cast.dora, contact_id))
    added = c.AddContact(order=number, name="Carl", email="carl@acmefoods.example")
    cast.do(dora, added, c.RejectQuote(order=number, version=1, words="too much"))
    lines = [
        (told.name, told.ping) for told in cast.told(order=number) if told.recipient == "channel:dispatch"
    ]
    assert lines[-1] == ("quote-rejected", True)
    assert ("contact-added", False) not in lines
