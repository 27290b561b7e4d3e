"""Every mail in every variant a work order can bring it into, read as the customer reads it."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

import pytest

from core import policies
from core.mailmarks import CODE_MAIL, REPLY_ABOVE
from outbound.approval import approval_words
from outbound.render import Words, words
from templates import names
from tests.outbound.letters import OWN, TOKENS, outgoing

REPLY_TO = "reply+k7fq2mzpx4vt9alc3rnb8swd6yhj1egu2345abcd@mail.northgate.example"

# What may be so or otherwise, each applied to every mail.
VARIANTS: dict[str, dict[str, Any]] = {
    "as usual": {},
    "nobody assigned": {"technician": None},
    "no description": {"order": {"description": ""}},
    "description repeats the title": {"order": {"description": "Fire alarm inspection"}},
    "no telephone": {"company": {"phone": None}},
    "only the day said": {"visit": {"date_only": True}},
    "site in another zone": {"site": {"zone": "Europe/Berlin"}},
    "no contact on file": {"contact": None},
    "names from everywhere": {
        "contact": {"name": "Zoë Łukasiewicz", "first_name": "Zoë"},
        "site": {"name": "Straße 7 „Süd“", "address": "Königsallee 7\n40212 Düsseldorf"},
        "order": {"title": "消防点検 🚒"},
    },
    "names with markup": {
        "contact": {"name": "<b>Cara</b> & Co", "first_name": "<b>Cara</b>"},
        "order": {"title": "<script>alert(1)</script>", "description": "a < b && c > d"},
    },
}
NOT_SCHEDULED = {"visit": {"start": None, "end": None}}
WITHOUT_WINDOW = (
    "visit-declined",
    "reschedule-received",
    "proposal-declined",
    "technician-named",
    "on-the-way",
    "work-completed",
    "order-cancelled",
    "quote",
    "approval-code",
    "code-mistaken",
    "quote-approved",
    "quote-rejected",
    "reply-answer",
)


def mail(name: str, **changes: Any) -> Words:
    written = outgoing(name, **changes)
    return words(written, REPLY_TO, approval_words(written, TOKENS, "https://wo.northgate.example"))


class Reading(HTMLParser):
    """The words a person sees, and whether every tag that opens closes."""

    VOID = frozenset({"meta", "br", "!doctype"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.pieces: list[str] = []
        self.tags: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not {"style", "title"} & set(self.open):
            self.pieces.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.pieces).split())


def test_every_notification_to_a_customer_has_its_mail_and_no_mail_is_left_over() -> None:
    assert names("email") == policies.told("email") == frozenset(OWN)


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("name", OWN)
def test_every_mail_can_be_written(name: str, variant: str) -> None:
    said = mail(name, **VARIANTS[variant])
    html = Reading(said.html)
    assert html.open == []
    assert said.subject.endswith("[WO-1042]")
    assert "\n" not in said.subject
    assert said.text.startswith(f"{REPLY_ABOVE}\n\nHello")
    assert said.text.splitlines()[-1].startswith("WO-1042 [ref:")
    assert html.text.startswith(REPLY_ABOVE)
    assert "[ref:" in html.text
    for unfinished in ("None", "{{", "{%", "\n\n\n\n"):
        assert unfinished not in said.text + said.subject


@pytest.mark.parametrize("name", WITHOUT_WINDOW)
def test_a_mail_about_an_order_without_a_window_names_none(name: str) -> None:
    said = mail(name, **NOT_SCHEDULED)
    assert "When" not in said.text
    assert "November 26" not in said.text + said.html


@pytest.mark.parametrize("name", OWN)
def test_text_and_html_say_the_same(name: str) -> None:
    """Every line of the text stands in the HTML, word for word; only labels and layout differ."""
    said = mail(name)
    html = _spoken(Reading(said.html).text)
    for line in said.text.splitlines():
        sentence = re.sub(r"^\w+: +|^WO-1042 | \(quote version \d\)", "", line)
        assert _spoken(sentence) in html


def _spoken(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())


@pytest.mark.parametrize("name", OWN)
def test_no_mail_has_links_images_or_scripts(name: str) -> None:
    """I11: nothing in them can be fetched or followed; the page for a code is named in its own mail alone."""
    said = mail(name, **VARIANTS["names with markup"])
    assert not {"a", "img", "script", "link", "b"} & Reading(said.html).tags
    assert said.text.count("http") == (name == CODE_MAIL)


# fmt: off
SAYS: list[tuple[str, dict[str, Any], str]] = [
    # mail                   in which case               what it must say
    ("confirmation-request", {},                         "When:  Thursday, November 26, 2:00–4:00 pm\n"),
    ("confirmation-request", {},                         "Where: Acme HQ, 1200 W Fulton Market, Chicago, IL 60607\n"),
    ("confirmation-request", {},                         "       Yearly inspection of the panel"),
    ("confirmation-request", {},                         "Reply YES to confirm, or tell us a better time in your own"),
    ("confirmation-request", {"event": {"again": True}}, "We haven't heard from you yet"),
    ("confirmation-request", VARIANTS["site in another zone"], "9:00–11:00 pm (Berlin time)"),
    ("confirmation-reminder", {},                        "We haven't heard from you yet about our visit:"),
    ("confirmation-reminder", {},                        "Reply YES to confirm, or tell us a better time"),
    ("visit-moved",          {},                         "We had to move our visit of Tuesday, November 24"),
    ("visit-moved",          {},                         "Reply YES to confirm"),
    ("visit-rebooked",       {},                         "you are confirmed"),
    ("visit-confirmed",      {},                         "Thank you. Our visit is confirmed"),
    ("visit-confirmed",      {"event": {"on_behalf": True}}, "As we agreed, our visit is confirmed"),
    ("visit-declined",       {},                         "Reply with a day and time that suits you better"),
    ("reschedule-received",  {},                         "- Friday, November 27, 2:00–4:00 pm"),
    ("reschedule-received",  {"event": {"understood": []}}, "If you have a day and time in mind, reply with it"),
    ("proposal-declined",    {},                         "All our fire inspectors are at another site on Friday."),
    ("proposal-declined",    {},                         "Reply YES to confirm"),
    ("technician-named",     {},                         "Tom Tran will come to Acme HQ"),
    ("on-the-way",           {},                         "Tom Tran has just set off to you."),
    ("on-the-way",           {"technician": None},       "We have just set off to you."),
    ("work-completed",       {},                         "Two batteries replaced."),
    ("order-cancelled",      {},                         "and we will not come"),
    ("quote",                {},                         "Total: $1,250.00 (quote version 2)"),
    ("quote",                {},                         "Reply APPROVED to accept this quote, or NO THANKS"),
    ("quote",                {"quote": {"version": 1}},  "Here is our quote for the work at Acme HQ.\n"),
    ("approval-code",        {},                         "or type it here:\nhttps://wo.northgate.example/approve/"),
    ("approval-code",        {},                         "Thank you for approving our quote of $1,250.00 (version 2)"),
    ("code-mistaken",        {},                         "4 tries are left."),
    ("code-mistaken",        {"event": {"left": 0}},     "That was the last try for this code."),
    ("quote-approved",       {},                         "You approved our quote of $1,250.00 (version 2)"),
    ("quote-approved",       NOT_SCHEDULED,              "Next we will write to you about a time."),
    ("quote-rejected",       {},                         "We will not go ahead with it."),
    ("reply-answer",         {},                         "That was about an earlier time"),
]
# fmt: on


@pytest.mark.parametrize(("name", "changes", "sentence"), SAYS)
def test_the_customer_is_told_what_matters(name: str, changes: dict[str, Any], sentence: str) -> None:
    assert sentence in mail(name, **changes).text


@pytest.mark.parametrize(
    ("name", "reason"), [("visit-moved", "van broke down"), ("order-cancelled", "bad payer")]
)
def test_what_the_office_noted_for_itself_stays_there(name: str, reason: str) -> None:
    said = mail(name, event={"reason": reason})
    assert reason not in said.text + said.html + said.subject


def test_the_year_is_named_when_it_is_another_one() -> None:
    later = replace(outgoing("visit-confirmed"), created_at=datetime(2025, 12, 30, tzinfo=UTC))
    assert "Thursday, November 26, 2026, 2:00–4:00 pm" in words(later, REPLY_TO).text


def test_dark_mode_survives_the_inlining() -> None:
    html = mail("quote").html
    assert "prefers-color-scheme: dark" in html
    assert html.count("style=") > 20
    assert "<!--[if mso]>" in html
