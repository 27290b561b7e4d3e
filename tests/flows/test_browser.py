"""The first minute, as a visitor has it: `truckroll demo` and a browser.

SCREENSHOTS names a directory to keep pictures of the key moments in.
"""

import os
import re
import tempfile
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, async_playwright, expect

from tests.flows.office import BOOKED, OTHER, Day
from tests.flows.program import running
from tests.peers import peer

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
"""No sandbox of its own: the build runs as root."""
PATIENCE = 20_000  # milliseconds
STEPS = 5
"""The page's own list of what to try; this walk takes them all."""


@dataclass
class Visitor:
    page: Page
    pictures: Path
    problems: list[str] = field(default_factory=list)

    async def picture(self, name: str) -> None:
        await self.page.screenshot(path=self.pictures / f"{name}.png")

    async def type(self, words: str) -> None:
        await self.page.locator("#composer").fill(words)
        await self.page.locator("#composer").press("Enter")

    async def be(self, name: str) -> None:
        await self.page.get_by_role("toolbar", name="Work as").get_by_role("button", name=name).click()

    def card(self, title: str) -> Locator:
        return self.page.locator("#messages .message", has_text=title).last

    async def fill_in(self, form: str, **fields: str) -> None:
        """The form's fields by their labels, then its button; what it says in the end is read and closed."""
        dialog = self.page.locator("dialog", has_text=form)
        for label, value in fields.items():
            await dialog.get_by_label(label.replace("_", " "), exact=True).fill(value)
        await self.picture(f"form-{form.replace(' ', '-')}")
        await dialog.locator("button.primary").click()
        await self.page.locator("dialog").get_by_role("button", name="Close").last.click()
        await expect(self.page.locator("dialog")).to_have_count(0)

    async def create(self, title: str) -> None:
        await self.type("/wo new")
        site = self.page.get_by_role("combobox", name="Site")
        await site.press_sequentially("acme h")
        await self.page.get_by_role("option", name="Acme HQ").click()
        await self.page.get_by_label("Type", exact=True).select_option("Inspection")
        await self.fill_in("New work order", What_is_to_be_done=title)

    async def schedule(self, title: str, day: Day) -> None:
        await self.card(title).get_by_role("button", name="Schedule", exact=True).click()
        await self.fill_in("Schedule", Day=f"{day.at:%Y-%m-%d}", From="14:00", To="16:00")

    async def answer_mail(self, title: str, words: str, program: str) -> None:
        """Opens the mail that asks about the work order, once it is there, and answers it in the reply box."""
        reference = re.search(r"WO-\d+", await self.card(title).inner_text())
        assert reference is not None
        asked = self.page.locator(".mail-row", has_text=f"[{reference[0]}]").filter(has_text="Please confirm")
        if await self.page.get_by_role("button", name="All mail").count():
            await self.page.get_by_role("button", name="All mail").click()
        await asked.click()
        await self.page.get_by_label("Your answer").fill(words)
        await self.page.get_by_label("Mail program").select_option(program)
        await self.page.locator(".reply-box").get_by_role("button", name="Send").click()


@pytest.fixture(scope="module")
def demo() -> Iterator[str]:
    """The address of a new demo's page."""
    with tempfile.TemporaryDirectory(prefix="truckroll-demo-") as home:
        Path(home).chmod(0o711)
        settings = {"TRUCKROLL_DATA": f"{home}/data"}
        with running(("demo", "--no-browser", "--port", "0"), settings) as program:
            yield program.says(r"Truckroll is ready: (\S+)")[1]


@pytest_asyncio.fixture
async def visitor(demo: str, tmp_path: Path) -> AsyncIterator[Visitor]:
    pictures = Path(os.environ.get("SCREENSHOTS", tmp_path))
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=str(peer("chromium")), args=list(FLAGS))
        page = await (await browser.new_context(viewport={"width": 1280, "height": 800})).new_page()
        page.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        visitor = Visitor(page, pictures)
        page.on("pageerror", lambda problem: visitor.problems.append(str(problem)))
        await page.goto(demo)
        await page.wait_for_selector("body[data-ready]")
        yield visitor
        expect.set_options(timeout=None)
        await browser.close()
    assert visitor.problems == []


async def test_a_visitor_sees_the_card_change_after_answering_in_their_own_words(visitor: Visitor) -> None:
    title = "Annual fire inspection"
    card = visitor.card(title)
    await visitor.create(title)
    await expect(card).to_contain_text("no window yet")
    await visitor.picture("created")
    await visitor.schedule(title, BOOKED)
    await expect(card).to_contain_text("awaiting the customer's answer")

    await visitor.answer_mail(title, "Sure, that works for us. Thank you!", "outlook")

    await expect(card).to_contain_text("Confirmed")
    await expect(visitor.page.get_by_role("button", name="All mail (1 new)")).to_be_visible()
    await card.get_by_role("button", name="2 replies").click()
    await expect(visitor.page.locator("#thread")).to_contain_text("“Sure, that works for us. Thank you!”")
    await visitor.picture("confirmed")


async def test_a_customer_moves_the_visit_and_a_technician_takes_it(visitor: Visitor) -> None:
    title = "Sprinkler check"
    await visitor.create(title)
    await visitor.schedule(title, BOOKED)
    await visitor.answer_mail(title, f"Could we do {OTHER.written} from 9 to 11 am instead?", "iphone")
    wish = visitor.card("would like another time")
    await visitor.picture("another-time")
    await wish.get_by_role("button", name=f"Accept {OTHER.shown}, 9:00–11:00 am").click()
    await expect(visitor.card("Accepted. The visit is now")).to_be_visible()

    await (
        visitor.page.locator("#messages .message", has_text=title)
        .first.get_by_role("button", name="Offer", exact=True)
        .click()
    )
    await visitor.page.get_by_role("combobox", name="Ask").press_sequentially("tom")
    await visitor.page.get_by_role("option", name="Tom Tran").click()
    await visitor.fill_in("Offer")

    await visitor.be("Tom Tran")
    await visitor.page.locator("#sidebar").get_by_role("button", name="Truckroll").click()
    await visitor.card("Can you take").get_by_role("button", name="Accept").click()
    await expect(visitor.card("Your job: ")).to_contain_text("Gate code 4411")
    await visitor.picture("taken")
    await visitor.be("Dora Diaz")
    order = visitor.page.locator("#messages .message", has_text="Technician  Tom Tran")
    await expect(order).to_contain_text(title)
    await expect(visitor.page.locator("#hints li.done")).to_have_count(STEPS)
    await visitor.picture("back-with-dora")
