"""The sandbox's page as a visitor uses it, in a real browser against a real bolt app and real mail."""

import pytest
from playwright.async_api import expect

from tests.sandbox.page.conftest import Visit

pytestmark = pytest.mark.asyncio(loop_scope="module")  # one browser for all of them

CARD = ".message:has-text('WO-1042 · Acme HQ')"


async def ask_and_open_the_mail(visit: Visit) -> None:
    await visit.page.get_by_role("button", name="Ask customer").click()
    await visit.page.locator(".mail-row", has_text="Please confirm").click()
    await expect(visit.page.get_by_label("Your answer")).to_be_visible()


async def test_a_visitor_walks_from_the_command_to_the_changed_card(visit: Visit) -> None:
    page = visit.page
    await visit.create("Annual fire alarm inspection")
    await ask_and_open_the_mail(visit)
    await page.get_by_label("Your answer").fill("Yes, that works")
    await page.get_by_label("Mail program").select_option("outlook")
    await page.locator(".reply-box").get_by_role("button", name="Send").click()
    await expect(page.locator(CARD)).to_contain_text("Confirmed by Cara Cole: “Yes, that works”")
    await page.locator(CARD).get_by_role("button", name="2 replies").click()
    await expect(page.locator("#thread")).to_contain_text("Cara Cole: Yes, that works")
    await page.get_by_role("button", name="All mail").click()
    await expect(page.locator(".mail-row").first).to_contain_text("Re: Please confirm")


async def test_accepting_the_invite_answers_its_organizer(visit: Visit) -> None:
    await visit.create()
    await ask_and_open_the_mail(visit)
    invite = visit.page.locator(".invite")
    await expect(invite).to_contain_text("Thu, Nov 26, 2:00 – 4:00 PM CST")
    await invite.get_by_role("button", name="Accept").click()
    await expect(visit.page.locator(CARD)).to_contain_text("Cara Cole has accepted this invitation.")
    await expect(invite.get_by_role("button", name="Accept")).to_have_attribute("aria-pressed", "true")


async def test_a_refused_form_shows_its_sentences_and_keeps_what_was_typed(visit: Visit) -> None:
    page = visit.page
    await visit.type("/wo new")
    title = page.get_by_label("What is to be done")
    await title.fill("Why?")
    await page.get_by_role("button", name="Create").click()
    await expect(page.locator(".input.wrong", has_text="Site")).to_be_visible()
    await page.get_by_role("combobox", name="Site").press_sequentially("cold")
    await page.get_by_role("option", name="Acme Cold Store").click()
    await page.get_by_label("Type", exact=True).select_option("Repair")
    await page.get_by_role("button", name="Create").click()
    await expect(page.get_by_text("Say what is to be done, without a question mark.")).to_be_visible()
    await expect(title).to_have_value("Why?")
    await expect(title).to_be_focused()
    await title.fill("Replace the valve")
    await page.get_by_label("Normal").check()
    await page.get_by_role("button", name="Create").click()
    await expect(page.locator(".message", has_text="Replace the valve")).to_be_visible()
    await expect(page.locator("dialog")).to_have_count(0)


async def test_a_direct_message_is_counted_until_its_reader_looks(visit: Visit) -> None:
    page = visit.page
    await visit.type("/wo offer")
    tom = page.get_by_role("button", name="Tom Tran, technician, 1 unread")
    await tom.click()
    await page.locator("#sidebar").get_by_role("button", name="Truckroll").click()
    await expect(page.get_by_role("button", name="Tom Tran, technician", exact=True)).to_be_visible()
    await page.get_by_role("button", name="Accept").click()
    await expect(page.locator("#messages")).to_contain_text("You took WO-1042.")


async def test_only_the_person_it_is_for_sees_an_ephemeral_message(visit: Visit) -> None:
    page = visit.page
    await visit.type("/wo nonsense")
    await expect(page.locator(".message.ephemeral")).to_contain_text("Only visible to you")
    await expect(page.locator(".message.ephemeral code").first).to_have_text("nonsense")
    await visit.sit_down_as("Sue Shaw")
    await expect(page.locator("#messages .empty")).to_be_visible()
    await expect(page.locator(".message.ephemeral")).to_have_count(0)


async def test_a_confirm_dialog_can_be_left_without_doing_anything(visit: Visit) -> None:
    page = visit.page
    await visit.create()
    await page.locator(CARD).get_by_role("button", name="Cancel").click()
    await page.get_by_role("button", name="Keep it").click()
    await expect(page.locator(CARD)).to_contain_text("Created")
    await page.locator(CARD).get_by_role("button", name="Cancel").click()
    await page.get_by_role("button", name="Cancel it").click()
    await expect(page.locator(CARD)).to_contain_text("Cancelled")


async def test_the_overflow_menu_tells_what_was_chosen(visit: Visit) -> None:
    await visit.create()
    await visit.page.locator(CARD).get_by_role("button", name="More actions", exact=True).click()
    await visit.page.keyboard.press("ArrowDown")
    await visit.page.keyboard.press("Enter")
    await expect(visit.page.locator(".message.ephemeral strong").last).to_have_text("hold")


async def test_the_home_tab_shows_what_the_app_published(visit: Visit) -> None:
    await visit.sit_down_as("Tom Tran")
    await visit.page.locator("#sidebar").get_by_role("button", name="Truckroll").click()
    await visit.page.get_by_role("tab", name="Home").click()
    await expect(visit.page.locator("#home")).to_contain_text("Fire alarm inspection")
    await expect(visit.page.locator("#home").get_by_role("button", name="On my way")).to_be_visible()


async def test_everything_works_by_keyboard(visit: Visit) -> None:
    page = visit.page
    await page.locator("#composer").focus()
    await page.keyboard.type("/w")
    await page.keyboard.press("Tab")
    await page.keyboard.type("new")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("combobox", name="Site")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(page.locator("dialog")).to_have_count(0)
    await page.locator("#composer").focus()
    await page.keyboard.press("ArrowUp")
    await expect(page.locator("#composer")).to_have_value("/wo new")
    await page.keyboard.press("Control+k")
    await page.keyboard.type("renée")
    await page.keyboard.press("Enter")
    await expect(page.locator("#mail-head")).to_contain_text("Renée Dubois")
    await page.locator("#messages").focus()
    await page.keyboard.press("4")
    await expect(page.locator("#sidebar")).to_contain_text("as Tom Tran")
    await page.locator("#sidebar .entry[aria-current]").focus()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(page.locator("#channel-head h2")).to_have_text("# general")


async def test_a_card_that_changes_under_the_finger_keeps_the_focus(visit: Visit) -> None:
    await visit.create()
    ask = visit.page.locator(CARD).get_by_role("button", name="Ask customer")
    await ask.focus()
    await visit.page.keyboard.press("Enter")
    await expect(visit.page.locator(CARD)).to_contain_text("Waiting for the customer")
    await expect(ask).to_be_focused()


async def test_a_card_that_changes_out_of_sight_can_be_found(visit: Visit) -> None:
    page = visit.page
    await visit.create()
    await ask_and_open_the_mail(visit)
    for _ in range(8):
        await visit.type("/wo nonsense")
        await expect(page.locator("#composer")).to_have_value("")
    await expect(page.locator(".message.ephemeral")).to_have_count(8)
    await page.get_by_label("Your answer").fill("Fine")
    await page.get_by_label("Your answer").press("Control+Enter")
    await page.get_by_role("button", name="A message above has changed").click()
    await expect(page.locator(CARD)).to_be_in_viewport()
    await expect(page.locator(CARD)).to_contain_text("Confirmed")


async def test_what_only_one_sees_can_be_dismissed(visit: Visit) -> None:
    await visit.type("/wo nonsense")
    await visit.page.locator(".message").get_by_role("button", name="Dismiss").click()
    await expect(visit.page.locator(".message.ephemeral")).to_have_count(0)
    await visit.open()
    await expect(visit.page.locator("#messages .empty")).to_be_visible()


async def test_a_half_written_answer_survives_what_happens_to_its_mail(visit: Visit) -> None:
    await visit.create()
    await ask_and_open_the_mail(visit)
    await visit.page.get_by_label("Your answer").fill("Well, ")
    await visit.page.locator(".invite").get_by_role("button", name="Maybe").click()
    await expect(visit.page.locator(".mail-content header")).to_contain_text("You answered maybe")
    await expect(visit.page.get_by_label("Your answer")).to_have_value("Well, ")


async def test_words_never_become_markup(visit: Visit) -> None:
    page = visit.page
    await visit.type('<img src=x onerror="document.title=1"> *bold* _it_ `a<b` & https://truckroll.example/x')
    message = page.locator(".message").last
    await expect(message.locator(".text")).to_contain_text(
        '<img src=x onerror="document.title=1"> bold it a<b &'
    )
    await expect(message.locator(".text img")).to_have_count(0)
    await expect(message.locator("strong").last).to_have_text("bold")
    await expect(message.locator(".text a")).to_have_attribute("rel", "noreferrer noopener")


async def test_a_mail_runs_no_script_and_fetches_nothing(visit: Visit) -> None:
    await visit.create()
    await ask_and_open_the_mail(visit)
    await expect(visit.page.frame_locator(".mail-html").get_by_text("Acme HQ")).to_be_visible()
    assert await visit.page.title() == "Northgate Inspections · Truckroll sandbox"
    origin = visit.url.removesuffix("any/prefix/")
    assert "https://tracker.example/pixel.gif" in visit.blocked
    assert [one for one in visit.loaded if not one.startswith((origin, "data:", "about:"))] == []


async def test_the_first_steps_are_ticked_off_and_stay_away_once_dismissed(visit: Visit) -> None:
    page = visit.page
    await page.get_by_role("button", name="Type /wo new and fill in the form").click()
    await expect(page.locator("#composer")).to_have_value("/wo new")
    await page.locator("#composer").press("Enter")
    await expect(page.locator("#hints li.done")).to_have_count(1)
    await expect(page.get_by_role("combobox", name="Site")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(page.locator("dialog")).to_have_count(0)
    await page.locator("#hints").get_by_role("button", name="Dismiss").click()
    await visit.open()
    await expect(page.locator("#hints")).to_be_hidden()


async def test_a_new_mail_goes_to_the_office_and_is_listed(visit: Visit) -> None:
    page = visit.page
    await page.get_by_role("button", name="New mail").click()
    await expect(page.get_by_label("To", exact=True)).to_have_value("service@northgate.example")
    await page.get_by_label("Subject").fill("The boiler leaks")
    await page.get_by_label("Message", exact=True).fill("Please send somebody.")
    await page.locator("dialog").get_by_role("button", name="Send").click()
    await expect(page.locator(".mail-row")).to_contain_text("The boiler leaks")


async def test_the_source_of_a_mail_can_be_read(visit: Visit) -> None:
    await visit.create()
    await ask_and_open_the_mail(visit)
    await visit.page.get_by_role("button", name="View source").click()
    await expect(visit.page.locator(".source")).to_contain_text(
        "Reply-To: Northgate <reply+abc@mail.northgate.example>"
    )


# fmt: off
SCREENS = (
    # what       width  height
    ("desktop",  1280,  800),
    ("tablet",    820, 1180),
    ("phone",     390,  844),
)
# fmt: on


@pytest.mark.parametrize(
    ("width", "height"), [screen[1:] for screen in SCREENS], ids=[screen[0] for screen in SCREENS]
)
async def test_nothing_sticks_out_of_the_window(visit: Visit, width: int, height: int) -> None:
    page = visit.page
    await visit.create("A title that is rather long, as titles of work orders often are")
    await ask_and_open_the_mail(visit)
    await page.set_viewport_size({"width": width, "height": height})
    for pane in ("slack", "mail"):
        if await page.locator(".pane-tabs").is_visible():
            await page.locator(f"[data-pane-tab={pane}]").click()
        await expect(page.locator(f"#{pane}")).to_be_visible()
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert await page.evaluate(SCROLLED_SIDEWAYS) == []


SCROLLED_SIDEWAYS = """() => [...document.querySelectorAll('main, section, .conversation, .messages, .mail-content, .mail-list')]
    .filter((box) => box.clientWidth && box.scrollWidth > box.clientWidth + 1).map((box) => box.id || box.className)"""

NAMELESS = """() => [...document.querySelectorAll('button, input:not([type=file]), select, textarea, iframe, [role=listbox]')]
    .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !(one.getAttribute('aria-label') || one.innerText?.trim() || one.title || one.labels?.length))
    .map((one) => one.outerHTML.slice(0, 120))"""


async def test_every_control_has_a_name_for_those_who_cannot_see_it(visit: Visit) -> None:
    await visit.create()
    await ask_and_open_the_mail(visit)
    assert await visit.page.evaluate(NAMELESS) == []
    await visit.type("/wo new")
    await expect(visit.page.locator("dialog.modal")).to_be_visible()
    assert await visit.page.evaluate(NAMELESS) == []
