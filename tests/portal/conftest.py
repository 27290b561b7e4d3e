"""The cast, a quote that waits for a code, and a browser in front of the page."""

from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from decimal import Decimal

import httpx
import pytest
from sqlalchemy import select
from starlette.applications import Starlette

from core import commands as c
from core import queries
from core.db import make_engine, make_sessions
from core.desk import AsyncDesk
from core.mailmarks import APPROVE_PATH, approval_code
from core.model import ApprovalCode, QuoteStatus
from core.people import Proof
from core.tokens import ReplyTokens
from portal.approval import ApprovalPage
from tests.cast import Cast, TestClock, assemble

TOKENS = ReplyTokens(b"k" * 32, "desk.test")
TOTAL = Decimal("450.00")


@dataclass
class Visitor:
    """Somebody with the mail that has the code, and a browser."""

    cast: Cast
    browser: httpx.AsyncClient
    order: int
    code_id: int

    @property
    def page(self) -> str:
        return f"{APPROVE_PATH}/{TOKENS.link(self.cast.company_id, self.code_id)}"

    @property
    def code(self) -> str:
        assert self.cast.cara.id is not None
        return approval_code(TOKENS, self.cast.company_id, self.code_id, (1, TOTAL), self.cast.cara.id)

    @property
    def wrong_code(self) -> str:
        return f"{(int(self.code) + 1) % 1_000_000:06d}"

    async def types(self, code: str) -> httpx.Response:
        return await self.browser.post(self.page, data={"code": code})

    def status(self) -> QuoteStatus:
        quote = self.cast.read(self.cast.dora, queries.order(self.order)).quote
        assert quote is not None
        return quote.status

    def tries(self) -> int:
        found: int = self.cast.run(
            lambda session: session.scalar(select(ApprovalCode.tries).where(ApprovalCode.id == self.code_id))
        )
        return found


@pytest.fixture
def cast(database_url: str) -> Iterator[Cast]:
    engine = make_engine(database_url, pool_size=4, role="test")
    yield assemble(make_sessions(engine), TestClock())
    engine.dispose()


@pytest.fixture
async def visitor(cast: Cast) -> AsyncIterator[Visitor]:
    order = cast.new_order(c.SendQuote(total=TOTAL, summary="New pump"))
    unproven = replace(cast.cara, proof=Proof.KNOWN_ADDRESS)
    cast.do(unproven, c.AskForCode(order=order, version=1, total=TOTAL, words="approved"))
    code_id: int = cast.run(lambda session: session.scalar(select(ApprovalCode.id)))
    with ThreadPoolExecutor(2) as threads:
        app = Starlette(routes=ApprovalPage(AsyncDesk(cast.desk, threads), TOKENS).routes())
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://desk.test") as browser:
            yield Visitor(cast, browser, order, code_id)
