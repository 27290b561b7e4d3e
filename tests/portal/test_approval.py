"""The page that takes a one-time code: looking changes nothing, six right digits approve, nobody else learns anything."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from core import commands as c
from core.mailmarks import APPROVE_PATH
from core.model import ApprovalCode, Event, Quote, QuoteStatus
from core.tokens import ReplyTokens
from tests.portal.conftest import TOKENS, Visitor


async def test_the_code_typed_on_the_page_approves_the_quote(visitor: Visitor) -> None:
    page = await visitor.browser.get(visitor.page)
    assert page.status_code == 200
    for words in (
        "$450.00",
        "quote version 1",
        "New pump",
        "Six digits from our mail",
        'inputmode="numeric"',
    ):
        assert words in page.text
    answer = await visitor.types(visitor.code)
    assert (answer.status_code, visitor.status()) == (200, QuoteStatus.APPROVED)
    assert "You approved our quote" in answer.text
    evidence = visitor.cast.run(lambda session: session.scalars(select(Quote.evidence)).one())
    assert (evidence["authenticated"], evidence["channel"], evidence["proof"]) == (
        "one-time code",
        "portal",
        3,
    )
    assert [told.address for told in visitor.cast.told("quote-approved") if told.channel == "email"] == [
        "cara@acmefoods.example"
    ]


@pytest.mark.parametrize("typed", ["{a} {b}", " {a}-{b} ", "{a}{b}"])
async def test_a_code_is_typed_as_people_type(visitor: Visitor, typed: str) -> None:
    await visitor.types(typed.format(a=visitor.code[:3], b=visitor.code[3:]))
    assert visitor.status() is QuoteStatus.APPROVED


SCANNERS: tuple[tuple[str, dict[str, str] | None], ...] = (
    # what a program does with a link it finds
    ("GET",  None),
    ("HEAD", None),
    ("POST", {}),
    ("POST", {"code": ""}),
    ("POST", {"approve": "yes"}),
    ("POST", {"code": "test"}),
    ("PUT",  {"code": "123456"}),
)  # fmt: skip


@pytest.mark.parametrize(("method", "form"), SCANNERS)
async def test_a_link_scanner_changes_nothing(
    visitor: Visitor, method: str, form: dict[str, str] | None
) -> None:
    before = visitor.cast.count(Event)
    await visitor.browser.request(method, visitor.page, data=form)
    assert (visitor.status(), visitor.tries(), visitor.cast.count(Event)) == (QuoteStatus.SENT, 0, before)


async def test_wrong_codes_are_counted_and_end(visitor: Visitor) -> None:
    for left in ("4 tries are left", "3 tries are left", "2 tries are left", "One more try is left"):
        answer = await visitor.types(visitor.wrong_code)
        assert answer.status_code == 422
        assert left in answer.text
        assert 'role="alert"' in answer.text
    assert "can&#39;t be taken any more" in (await visitor.types(visitor.wrong_code)).text
    assert (await visitor.types(visitor.code)).status_code == 404
    assert (visitor.status(), visitor.tries()) == (QuoteStatus.SENT, 5)
    assert visitor.cast.told("code-mistaken") == []


async def test_pressing_twice_approves_once(visitor: Visitor) -> None:
    for _ in range(2):
        assert "Thank you" in (await visitor.types(visitor.code)).text
    assert "Thank you" in (await visitor.browser.get(visitor.page)).text
    names = visitor.cast.run(lambda session: list(session.scalars(select(Event.name))))
    assert names.count("quote.approved") == 1


async def test_a_page_for_a_replaced_quote_approves_nothing(visitor: Visitor) -> None:
    visitor.cast.do(visitor.cast.dora, c.SendQuote(order=visitor.order, total=Decimal(980)))
    assert (await visitor.browser.get(visitor.page)).status_code == 404
    assert (await visitor.types(visitor.code)).status_code == 404
    assert visitor.status() is QuoteStatus.SENT


async def test_an_hour_later_the_page_is_closed(visitor: Visitor) -> None:
    visitor.cast.clock.forward(hours=1)
    assert (await visitor.types(visitor.code)).status_code == 404
    assert visitor.status() is QuoteStatus.SENT


async def test_links_that_are_not_ours_look_like_old_ones(visitor: Visitor) -> None:
    visitor.cast.clock.forward(hours=1)
    old = await visitor.browser.get(visitor.page)
    foreign = ReplyTokens(b"other" * 8, "desk.test").link(visitor.cast.company_id, visitor.code_id)
    other_company = TOKENS.link(visitor.cast.eve.company_id, visitor.code_id)
    missing = TOKENS.link(visitor.cast.company_id, 99)
    for link in (foreign, other_company, missing, "x", "%00", visitor.page[-10:]):
        page = await visitor.browser.get(f"{APPROVE_PATH}/{link}")
        assert (page.status_code, page.text) == (404, old.text), link
    assert "450" not in old.text
    assert "Northgate" not in old.text


async def test_the_page_is_for_one_person_and_no_cache(visitor: Visitor) -> None:
    page = await visitor.browser.get(visitor.page)
    assert page.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert page.headers["referrer-policy"] == "no-referrer"
    assert "<script" not in page.text
    assert visitor.code not in page.text


async def test_a_form_that_is_far_too_long_is_not_read(visitor: Visitor) -> None:
    answer = await visitor.browser.post(visitor.page, data={"code": visitor.code, "more": "x" * 5000})
    assert (answer.status_code, visitor.status()) == (422, QuoteStatus.SENT)


async def test_the_code_is_kept_nowhere(visitor: Visitor) -> None:
    rows = visitor.cast.run(
        lambda session: [
            {column.key: getattr(row, column.key) for column in ApprovalCode.__table__.columns}
            for row in session.scalars(select(ApprovalCode))
        ]
    )
    contexts = [told.context for told in visitor.cast.told()]
    assert visitor.code not in f"{rows} {contexts}"
