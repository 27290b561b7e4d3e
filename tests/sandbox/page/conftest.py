"""A browser at the page, as a person has it: headless Chromium, the sandbox and the small app behind it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright

from tests.peers import peer
from tests.sandbox.page.demo import demo

FLAGS = (
    "--no-sandbox",  # the build runs as root
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
DESKTOP = (1280, 800)


@dataclass
class Visit:
    """One visitor: the page, what it loaded, what it was kept from loading, and what went wrong in its scripts."""

    page: Page
    url: str
    loaded: list[str] = field(default_factory=list)
    blocked: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    async def open(self) -> None:
        await self.page.goto(self.url)
        await self.page.wait_for_selector("body[data-ready]")

    async def type(self, words: str) -> None:
        """Types into the open conversation and sends."""
        await self.page.locator("#composer").fill(words)
        await self.page.locator("#composer").press("Enter")

    async def create(self, title: str = "Annual inspection") -> None:
        """Creates a work order by the modal."""
        page = self.page
        await self.type("/wo new")
        await page.get_by_role("combobox", name="Site").press_sequentially("acme")
        await page.get_by_role("option", name="Acme HQ").wait_for()
        await page.keyboard.press("Enter")
        await page.get_by_label("Type", exact=True).select_option("Inspection")
        await page.get_by_label("What is to be done").fill(title)
        await page.get_by_role("button", name="Create").click()
        await page.locator(".message", has_text="WO-1042").wait_for()

    async def sit_down_as(self, name: str) -> None:
        await self.page.get_by_role("toolbar", name="Work as").get_by_role("button", name=name).click()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    chromium = peer("chromium")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=str(chromium), args=list(FLAGS))
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="module")
async def visit(browser: Browser) -> AsyncIterator[Visit]:
    """The page, open; a script that failed in it fails the test."""
    async with demo() as url:
        width, height = DESKTOP
        context = await browser.new_context(viewport={"width": width, "height": height})
        page = await context.new_page()
        page.set_default_timeout(15_000)
        visitor = Visit(page, url)
        page.on("requestfinished", lambda request: visitor.loaded.append(request.url))
        page.on("requestfailed", lambda request: visitor.blocked.append(request.url))
        page.on("pageerror", lambda problem: visitor.problems.append(str(problem)))
        await visitor.open()
        yield visitor
        await context.close()
    assert not visitor.problems
