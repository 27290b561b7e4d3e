"""The page behind List-Unsubscribe: a look changes nothing, one click of a mail program or a typed word does."""

from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import httpx
import pytest
from starlette.applications import Starlette

from core import commands as c
from core.desk import AsyncDesk
from core.mailmarks import STOP_LINK, STOP_PATH
from core.model import Contact, Event
from core.notifications import claim
from outbound.compose import MailIdentity, compose
from portal.stopping import StopPage
from tests.cast import Cast
from tests.portal.conftest import TOKENS

CARA = "cara@acmefoods.example"


@dataclass
class Reader:
    """Cara's mail program."""

    cast: Cast
    browser: httpx.AsyncClient
    notification_id: int

    @property
    def page(self) -> str:
        return f"{STOP_PATH}/{TOKENS.link(self.cast.company_id, self.notification_id, STOP_LINK)}"

    def is_stopped(self) -> bool:
        rows = self.cast.run(lambda session: session.query(Contact).filter(Contact.email == CARA).all())
        return all(row.stopped_at is not None for row in rows)


@pytest.fixture
async def reader(cast: Cast) -> AsyncIterator[Reader]:
    order = cast.scheduled_order()
    cast.do(cast.cara, c.Confirm(order=order, for_rev=1, words="yes"))
    assert cast.tom.technician_id is not None
    cast.do(cast.dora, c.Assign(order=order, technician_id=cast.tom.technician_id))
    [told] = cast.told("technician-named", order)
    with ThreadPoolExecutor(2) as threads:
        app = Starlette(routes=StopPage(AsyncDesk(cast.desk, threads), TOKENS).routes())
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="https://desk.test") as browser:
            yield Reader(cast, browser, told.id)


async def test_one_click_stops_it(reader: Reader) -> None:
    """RFC 8058 3.2."""
    answer = await reader.browser.post(reader.page, data={"List-Unsubscribe": "One-Click"})
    assert (answer.status_code, reader.is_stopped()) == (200, True)
    assert "gets no more reminders" in answer.text
    assert [told.address for told in reader.cast.told("mail-stopped") if told.channel == "email"] == [CARA]
    again = await reader.browser.post(reader.page, data={"List-Unsubscribe": "One-Click"})
    assert again.status_code == 200
    assert len(reader.cast.told("mail-stopped")) == 2  # to her, and to dispatch


async def test_one_click_as_multipart(reader: Reader) -> None:
    await reader.browser.post(reader.page, files={"List-Unsubscribe": (None, "One-Click")})
    assert reader.is_stopped()


async def test_the_word_typed_on_the_page_stops_it(reader: Reader) -> None:
    page = await reader.browser.get(reader.page)
    assert "Type STOP" in page.text
    await reader.browser.post(reader.page, data={"word": " Stop "})
    assert reader.is_stopped()


SCANNERS: tuple[tuple[str, dict[str, str] | None], ...] = (
    # what a program does with a link it finds
    ("GET",  None),
    ("HEAD", None),
    ("POST", {}),
    ("POST", {"word": ""}),
    ("POST", {"word": "test"}),
    ("POST", {"List-Unsubscribe": "yes"}),
    ("PUT",  {"List-Unsubscribe": "One-Click"}),
)  # fmt: skip


@pytest.mark.parametrize(("method", "form"), SCANNERS)
async def test_a_link_scanner_stops_nothing(reader: Reader, method: str, form: dict[str, str] | None) -> None:
    """I11."""
    before = reader.cast.count(Event)
    await reader.browser.request(method, reader.page, data=form)
    assert (reader.is_stopped(), reader.cast.count(Event)) == (False, before)


async def test_a_link_for_something_else_stops_nothing(reader: Reader) -> None:
    other = TOKENS.link(reader.cast.company_id, reader.notification_id)
    for link in (other, "nonsense", reader.page.rpartition("/")[2][:-1] + "a"):
        answer = await reader.browser.post(f"{STOP_PATH}/{link}", data={"List-Unsubscribe": "One-Click"})
        assert "closed" in answer.text
    assert not reader.is_stopped()


def test_only_mail_that_need_not_be_can_be_stopped_from_its_headers(cast: Cast) -> None:
    """RFC 2369, RFC 8058 3.1: the page is named on HTTPS only."""
    order = cast.scheduled_order()
    cast.do(cast.cara, c.Confirm(order=order, for_rev=1, words="yes"))
    assert cast.tom.technician_id is not None
    cast.do(cast.dora, c.Assign(order=order, technician_id=cast.tom.technician_id))

    def mail(name: str, pages: str | None) -> str:
        told = [each for each in cast.told(name, order) if each.channel == "email"][-1]
        outgoing = cast.run(lambda session: claim(session, told.company_id, told.id))
        raw = compose(replace(outgoing, raw=None), TOKENS, MailIdentity(pages=pages))
        return raw.partition(b"\r\n\r\n")[0].decode()

    secure = mail("technician-named", "https://wo.example")
    assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click" in secure
    assert "List-Unsubscribe: <https://wo.example/stop/" in secure
    assert "?subject=STOP>" in secure
    plain = mail("technician-named", "http://wo.example")
    assert "List-Unsubscribe: <mailto:reply+" in plain
    assert "One-Click" not in plain
    assert "List-Unsubscribe" not in mail("confirmation-request", "https://wo.example")
