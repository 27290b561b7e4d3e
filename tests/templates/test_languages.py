"""Mail in six further languages: all of them say the same mails, in full, with days as that language writes them."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

import templates
from core.day_names import DAY_NAMES
from core.mailmarks import REPLY_ABOVE
from core.notifications import Outgoing
from core.times_in_words import Manner, day_words
from outbound.approval import approval_words
from outbound.render import Words, words
from templates.spoken import languages, words_of
from tests.outbound.letters import OWN, TOKENS, outgoing

REPLY_TO = "reply+aaaabbbbccccddddeeee@mail.northgate.example"
LANGUAGES = ("de", "es", "fr", "it", "nl", "pt")
SPOKEN = sorted(set(words_of("de")) - {"common"})
MAILS = Path(templates.__file__).parent / "email"
TO_TECHNICIANS = {"offer", "offer-answer", "your-job", "decline-noted", "late-answer-noted"}

# fmt: off
DAYS = (
    # Thursday 26 November 2026: in full,            in a subject line,      and with another year
    ("de", "Donnerstag, 26. November",              "Do., 26. Nov.",         "Donnerstag, 26. November 2026"),
    ("fr", "jeudi 26 novembre",                     "jeu. 26 nov.",          "jeudi 26 novembre 2026"),
    ("es", "jueves, 26 de noviembre",               "jue, 26 nov",           "jueves, 26 de noviembre de 2026"),
    ("nl", "donderdag 26 november",                 "do 26 nov.",            "donderdag 26 november 2026"),
    ("it", "giovedì 26 novembre",                   "gio 26 nov",            "giovedì 26 novembre 2026"),
    ("pt", "quinta-feira, 26 de novembro",          "qui., 26 nov.",         "quinta-feira, 26 de novembro de 2026"),
)
MONEY = {"de": "1.250,00\u00a0$", "es": "1.250,00\u00a0$", "fr": "1\u202f250,00\u00a0$", "it": "1.250,00\u00a0$",
         "nl": "$\u00a01.250,00", "pt": "1.250,00\u00a0$"}
VARIANTS: dict[str, dict[str, Any]] = {
    "as it is": {},
    "no window yet": {"visit": {"start": None, "end": None}},
    "nobody assigned": {"technician": None},
    "nobody to greet": {"contact": None},
    "names with markup": {"site": {"name": "<b>Acme</b> & Sons"}},
    "asked again, or nothing understood, or gone": {"event": {"again": True, "understood": [], "gone": 2, "left": 0, "slots": []}},
    "agreed by phone, one try left": {"event": {"on_behalf": True, "left": 1}},
}
# fmt: on
ABOUT_A_WINDOW = {
    "confirmation-request",
    "confirmation-reminder",
    "visit-confirmed",
    "visit-moved",
    "visit-rebooked",
    "slot-picked",
}
WRITTEN = [
    (name, variant)
    for name in SPOKEN
    for variant in VARIANTS
    if variant != "no window yet" or name not in ABOUT_A_WINDOW
]


def letter(name: str, language: str, **changes: Any) -> Outgoing:
    made = outgoing(name, **changes)
    made.context["language"] = language
    return made


def mail(name: str, language: str, **changes: Any) -> Words:
    written = letter(name, language, **changes)
    return words(written, REPLY_TO, approval_words(written, TOKENS, "https://wo.northgate.example"))


def test_all_languages_say_the_same_mails_and_every_part_of_them() -> None:
    assert languages() == LANGUAGES
    assert tuple(sorted(DAY_NAMES)) == LANGUAGES
    shapes = [
        {(name, key) for name, said in words_of(language).items() for key in said} for language in LANGUAGES
    ]
    assert all(shape == shapes[0] for shape in shapes)
    answers = [set(words_of(language)["reply-answer"]["answers"]) for language in LANGUAGES]
    assert all(each == answers[0] for each in answers)
    assert set(SPOKEN) <= set(OWN)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "variant"), WRITTEN)
def test_every_mail_can_be_written_in_every_language(name: str, language: str, variant: str) -> None:
    said = mail(name, language, **VARIANTS[variant])
    assert said.subject.endswith("[WO-1042]")
    assert "\n" not in said.subject
    assert said.text.startswith(f"{REPLY_ABOVE}\n\n{words_of(language)['common']['hello_nobody'][:3]}")
    assert said.text.splitlines()[-1].startswith("WO-1042 [ref:")
    assert f'<html lang="{language}">' in said.html
    assert "<b>" not in said.html
    for unfinished in ("None", "{{", "{%", "{name}", "{window}", "Hello", "Reply", "\n\n\n\n"):
        assert unfinished not in said.text + said.subject
    assert "When" not in said.text


@pytest.mark.parametrize(("language", "long", "short", "dated"), DAYS)
def test_days_are_said_as_the_language_says_them(language: str, long: str, short: str, dated: str) -> None:
    thursday, manner = date(2026, 11, 26), Manner("America/Chicago", language=language)
    assert day_words(thursday, manner) == long
    assert day_words(thursday, Manner("America/Chicago", language=language, short=True)) == short
    assert day_words(thursday, Manner("America/Chicago", today=date(2025, 1, 1), language=language)) == dated


@pytest.mark.parametrize(("language", "long", "short", "_dated"), DAYS)
def test_a_confirmation_names_the_window_in_that_language(
    language: str, long: str, short: str, _dated: str
) -> None:
    """The clock has twenty-four hours in all of them, whatever the company's own has."""
    said = mail("visit-confirmed", language)
    assert f"{long}, 14:00–16:00" in said.text
    assert f"{long}, 14:00–16:00" in said.html
    assert f"{short}, 14:00–16:00" in said.subject


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_amount_is_written_as_that_language_writes_it(language: str) -> None:
    assert MONEY[language] in mail("quote-approved", language).text
    assert MONEY[language] in mail("which-matter", language).text


@pytest.mark.parametrize("kind", sorted(words_of("de")["reply-answer"]["answers"]))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_is_said_in_every_language(language: str, kind: str) -> None:
    answer = words_of(language)["reply-answer"]["answers"][kind]
    said = mail("reply-answer", language, event={"kind": kind})
    assert answer in said.text
    assert "That was about an earlier time" not in said.text


def test_only_our_own_technicians_mail_is_in_english_alone() -> None:
    mails = {folder.name for folder in MAILS.iterdir() if folder.is_dir()}
    assert mails - set(SPOKEN) == TO_TECHNICIANS
    said = mail("your-job", "de")
    assert "Hello Cara," in said.text
    assert '<html lang="en">' in said.html


@pytest.mark.parametrize("language", LANGUAGES)
def test_finished_work_is_listed_and_keeps_the_technicians_lines(language: str) -> None:
    done = [{"name": "Filter <new>", "quantity": "2"}, {"name": "Belt", "quantity": "1"}]
    said = mail("work-completed", language, done=done, event={"summary": "Belt was worn.\nReplaced it."})
    assert "- Filter <new> (2)\n- Belt\n" in said.text
    assert "Belt was worn.\nReplaced it." in said.text
    assert "<li>Filter &lt;new&gt; (2)</li><li>Belt</li>" in said.html
    assert "Belt was worn.<br>Replaced it." in said.html
