"""Money needs more than an address: a one-time code, for one version and total, for a while, a few tries long (§6)."""

from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import select

from core import commands as c
from core import queries
from core.mailmarks import approval_code
from core.model import ApprovalCode, Contact, Quote, QuoteStatus
from core.people import Actor, Channel, Proof
from core.refusals import Auth, JustDone, Perm, Refusal, Stale
from core.tokens import ReplyTokens
from tests.cast import Cast
from tests.core.test_quotes import TOTAL, quoted, status

TOKENS = ReplyTokens(b"k" * 32, "desk.test")


def unproven(cast: Cast) -> Actor:
    """Cara by her address alone (E2)."""
    return replace(cast.cara, proof=Proof.KNOWN_ADDRESS)


def ask(cast: Cast, number: int, actor: Actor | None = None, version: int = 1, total: Decimal = TOTAL) -> int:
    """Asks for a code; its id."""
    cast.do(
        actor or unproven(cast), c.AskForCode(order=number, version=version, total=total, words="approved")
    )
    found: int = cast.run(lambda session: max(session.scalars(select(ApprovalCode.id))))
    return found


def give(cast: Cast, number: int, code_id: int, *, right: bool = True) -> tuple[str, ...]:
    return cast.do(unproven(cast), c.ApproveWithCode(order=number, code_id=code_id, right=right)).events


def test_a_yes_by_address_alone_approves_nothing_and_a_code_makes_it_count(cast: Cast) -> None:
    number = quoted(cast)
    with pytest.raises(Perm):
        cast.do(unproven(cast), c.ApproveQuote(order=number, version=1, total=TOTAL, words="approved"))
    code_id = ask(cast, number)
    assert status(cast, number) == (1, QuoteStatus.SENT)
    [mail] = cast.told("approval-code")
    assert (mail.address, mail.asks, mail.quote_total) == ("cara@acmefoods.example", "approve_quote", TOTAL)
    assert give(cast, number, code_id) == ("quote.approved",)
    assert status(cast, number) == (1, QuoteStatus.APPROVED)
    newest = cast.read(cast.dora, queries.history(number))[0]
    assert (newest.name, newest.proof) == ("quote.approved", Proof.AUTHENTICATED)
    evidence = cast.run(lambda session: session.scalars(select(Quote.evidence)).one())
    assert (evidence["authenticated"], evidence["words"], evidence["total"]) == (
        "one-time code",
        "approved",
        "450.00",
    )


def test_above_their_limit_even_a_proven_approver_gives_a_code(cast: Cast) -> None:
    number = quoted(cast)
    limited = replace(cast.cara, approval_limit=Decimal(100))
    with pytest.raises(Auth):
        cast.do(limited, c.ApproveQuote(order=number, version=1, total=TOTAL, words="approved"))
    code_id = ask(cast, number, limited)
    cast.do(limited, c.ApproveWithCode(order=number, code_id=code_id, right=True))
    assert status(cast, number) == (1, QuoteStatus.APPROVED)


def test_five_wrong_codes_are_the_last(cast: Cast) -> None:
    number = quoted(cast)
    code_id = ask(cast, number)
    for _ in range(5):
        assert give(cast, number, code_id, right=False) == ("quote.code-mistaken",)
    assert [told.context["event"]["left"] for told in cast.told("code-mistaken")] == [4, 3, 2, 1, 0]
    with pytest.raises(Auth, match="can't be used any more"):
        give(cast, number, code_id)
    assert status(cast, number) == (1, QuoteStatus.SENT)


def test_the_page_tells_of_a_wrong_code_itself(cast: Cast) -> None:
    number = quoted(cast)
    code_id = ask(cast, number)
    cast.do(
        replace(unproven(cast), channel=Channel.PORTAL),
        c.ApproveWithCode(order=number, code_id=code_id, right=False),
    )
    assert cast.told("code-mistaken") == []


def test_a_code_is_good_for_an_hour(cast: Cast) -> None:
    number = quoted(cast)
    code_id = ask(cast, number)
    cast.clock.forward(hours=1)
    with pytest.raises(Auth):
        give(cast, number, code_id)


def test_a_code_counts_once(cast: Cast) -> None:
    number = quoted(cast)
    code_id = ask(cast, number)
    give(cast, number, code_id)
    with pytest.raises(Refusal):
        give(cast, number, code_id)


def test_a_code_is_for_the_version_it_was_asked_for(cast: Cast) -> None:
    number = quoted(cast)
    code_id = ask(cast, number)
    cast.do(cast.dora, c.SendQuote(order=number, total=Decimal(900)))
    with pytest.raises(Stale, match="v1 was replaced by v2"):
        give(cast, number, code_id)
    assert status(cast, number) == (2, QuoteStatus.SENT)


def test_a_code_opens_no_other_work_order(cast: Cast) -> None:
    one, other = quoted(cast), quoted(cast)
    code_id = ask(cast, one)
    with pytest.raises(Auth):
        give(cast, other, code_id)
    assert status(cast, other) == (1, QuoteStatus.SENT)


def test_a_code_is_its_persons(cast: Cast) -> None:
    number = quoted(cast)
    code_id = ask(cast, number)
    colleague = cast.run(lambda session: _colleague(session, cast))
    with pytest.raises(Auth):
        cast.do(
            replace(unproven(cast), id=colleague),
            c.ApproveWithCode(order=number, code_id=code_id, right=True),
        )


def _colleague(session: object, cast: Cast) -> int:
    row = Contact(
        company_id=cast.company_id, customer_id=cast.cara.customer_id, name="Carl", email="carl@x.example"
    )
    session.add(row)  # type: ignore[attr-defined]
    session.flush()  # type: ignore[attr-defined]
    return row.id


def test_nobody_is_flooded_with_codes(cast: Cast) -> None:
    number = quoted(cast)
    ask(cast, number)
    with pytest.raises(JustDone):
        ask(cast, number)
    for _ in range(4):
        cast.clock.forward(minutes=3)
        ask(cast, number)
    cast.clock.forward(minutes=3)
    with pytest.raises(Auth):
        ask(cast, number)
    assert len(cast.told("approval-code")) == 5
    cast.clock.forward(days=1)
    ask(cast, number)


@pytest.mark.parametrize("change", [{"is_approver": False}, {"proof": Proof.SECRET_ONLY}, {"customer_id": 2}])
def test_only_somebody_whose_yes_would_count_is_sent_a_code(cast: Cast, change: dict[str, object]) -> None:
    number = quoted(cast)
    with pytest.raises(Perm):
        ask(cast, number, replace(unproven(cast), **change))  # type: ignore[arg-type]
    assert cast.told("approval-code") == []


def test_a_code_follows_from_all_that_it_is_for() -> None:
    base = (1, 7, (2, Decimal("450.00")), 3)
    code = approval_code(TOKENS, *base)
    assert len(code) == 6
    assert code.isdigit()
    assert code == approval_code(TOKENS, 1, 7, (2, Decimal(450)), 3)
    others = [
        (2, 7, (2, TOTAL), 3),
        (1, 8, (2, TOTAL), 3),
        (1, 7, (3, TOTAL), 3),
        (1, 7, (2, Decimal(451)), 3),
        (1, 7, (2, TOTAL), 4),
    ]
    codes = {approval_code(TOKENS, *each) for each in others}
    assert code not in codes
    assert approval_code(ReplyTokens(b"other" * 8, "desk.test"), *base) != code


def test_links_are_read_by_their_maker_only() -> None:
    link = TOKENS.link(1, 7)
    assert TOKENS.read_link(link) == (1, 7)
    assert TOKENS.read_link(link[:-4] + "aaaa") is None
    assert TOKENS.read_link("ü" * 40) is None
    assert ReplyTokens(b"other" * 8, "desk.test").read_link(link) is None
    assert TOKENS.read(f"reply+{link}@desk.test") is None, "a link is no reply address"
