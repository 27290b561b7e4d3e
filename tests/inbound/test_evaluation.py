"""`truckroll evaluate`: labelled cases judged, file by file. The cases here are this file's own."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from inbound.evaluation.folder import measure
from inbound.evaluation.report import as_json, lines

MONDAY = {
    "now": "2026-11-02T09:00",
    "timezone": "Europe/London",
    "scheduled_start": "2026-11-05T14:00",
    "asked": "confirm_visit",
    "lang": "en",
    "date_order": "DMY",
}


def write(folder: Path, name: str, rows: Sequence[object]) -> None:
    """Rows as JSON lines; a string is written as it is."""
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows))


def told(folder: Path) -> dict[str, Any]:
    (file,) = json.loads(as_json(measure(folder), failures=True))["files"]
    assert isinstance(file, dict)
    return file


def counts(file: dict[str, Any], figure: str) -> dict[str, int]:
    shares = file["figures"][figure]["outcomes"]
    return {name: share["count"] for name, share in shares.items() if share["count"]}


def spoken(text: str, **expect: object) -> dict[str, object]:
    return {"text": text, "context": MONDAY, "expect": expect, "category": "own"}


REPLIES: dict[str, tuple[dict[str, Any], str]] = {
    # the file                                        what is wanted                                        outcome
    "Yes please.\n\n> Does it suit?\n":            ({"expected": "Yes please."},                            "exact"),
    "Yes please.\n\nThe gate is open.\n":          ({"expected": "Yes please."},                            "leak"),
    "Yes please.\n\n> gate\n":                     ({"expected": "Yes please. gate"},                       "loss"),
    "Come on.\n":                                  ({"check": "contains", "contains": ["Come"]},            "exact"),
    "Come in.\n":                                  ({"check": "contains", "not_contains": ["in"]},          "leak"),
}  # fmt: skip


@pytest.mark.parametrize("text", REPLIES)
def test_reply_text_is_exact_leaked_or_lost(tmp_path: Path, text: str) -> None:
    wanted, outcome = REPLIES[text]
    folder = tmp_path / "reply_stripping"
    write(folder, "expectations.jsonl", [{"file": "one.txt", "media": "text/plain", **wanted}])
    (folder / "one.txt").write_text(text)
    assert counts(told(tmp_path), "reply text") == {outcome: 1}


def mail(subject: str, text: str, *headers: str) -> str:
    top = "\n".join(("From: Mail System <mailer-daemon@mx.example>", "To: desk@desk.example", *headers))
    return f"{top}\nSubject: {subject}\n\n{text}\n"


def test_bounces_recipients_and_false_alarms_are_counted(tmp_path: Path) -> None:
    folder = tmp_path / "auto_bounce"
    rows = [
        {"file": "bounce.eml", "expected_class": "bounce_permanent", "recipients": ["Gone@Harbour.example"]},
        {"file": "away.eml", "expected_class": "auto_reply", "recipients": None},
        {"file": "yes.eml", "expected_class": "normal", "recipients": None},
        {"file": "yes.eml", "expected_class": "bounce", "recipients": ["gone@harbour.example"]},
    ]
    write(folder, "expectations.jsonl", rows)
    (folder / "bounce.eml").write_text(mail("Undelivered Mail", "<gone@harbour.example>: user unknown"))
    (folder / "away.eml").write_text(mail("Away", "On holiday", "Auto-Submitted: auto-replied"))
    (folder / "yes.eml").write_text("From: cara@harbour.example\nSubject: Re: visit\n\nYes\n")
    found = told(tmp_path)
    assert counts(found, "bounces") == {"found": 1, "missed": 1}
    assert counts(found, "recipient of the bounce") == {"right": 1, "wrong": 1}
    assert counts(found, "automatic answers") == {"found": 1}
    assert counts(found, "automatic false alarms") == {"quiet": 1}


def test_parsing_is_judged_by_what_the_label_knows(tmp_path: Path) -> None:
    folder = tmp_path / "parsing"
    wanted = {"subject": "Re: visit", "text": "Yes\n", "attachments": []}
    write(
        folder, "expectations.jsonl", [{"file": "a.eml", "expect": wanted}, {"file": "a.eml", "expect": {}}]
    )
    (folder / "a.eml").write_text("From: cara@harbour.example\nSubject: Re: visit\n\nYes\n")
    found = told(tmp_path)
    assert counts(found, "messages") == {"read": 2}
    assert [counts(found, name) for name in ("subject", "text", "attachments")] == [{"right": 1}] * 3
    assert "sender's name" not in found["figures"]


def test_a_thread_is_right_when_its_key_and_identifiers_are_seen(tmp_path: Path) -> None:
    folder = tmp_path / "correlation"
    row = {"file": "a.eml", "reply_key": "k3y", "in_reply_to": "<n1@desk.example>"}
    write(folder, "expectations.jsonl", [row, row | {"reply_key": "another"}])
    (folder / "a.eml").write_text("To: r+k3y@desk.example\nIn-Reply-To: <n1@desk.example>\n\nYes\n")
    found = told(tmp_path)
    assert counts(found, "key in an address") == {"right": 1, "wrong": 1}
    assert counts(found, "thread") == {"right": 2}


INVITE = """BEGIN:VCALENDAR
METHOD:{method}
BEGIN:VEVENT
UID:visit-7
SEQUENCE:3
DTSTART:20261105T140000Z
ATTENDEE;PARTSTAT={status}:mailto:cara@harbour.example
END:VEVENT
END:VCALENDAR
"""
CALENDARS = (
    # method, status               label's status, start                        right?
    (("REPLY", "ACCEPTED"),       ("ACCEPTED", None),                          "right"),
    (("REPLY", "ACCEPTED"),       ("DECLINED", None),                          "wrong"),
    (("COUNTER", "TENTATIVE"),    ("TENTATIVE", "2026-11-05 14:00:00+00:00"),  "right"),
    (("COUNTER", "TENTATIVE"),    ("TENTATIVE", "2026-11-06 14:00:00+00:00"),  "wrong"),
    (("CANCEL", "ACCEPTED"),      ("ACCEPTED", None),                          "right"),
)  # fmt: skip


@pytest.mark.parametrize(("sent", "label", "outcome"), CALENDARS)
def test_a_calendar_answer_is_right_when_every_part_of_it_is(
    tmp_path: Path, sent: tuple[str, str], label: tuple[str, str | None], outcome: str
) -> None:
    folder, (method, status), (labelled, start) = tmp_path / "itip", sent, label
    said = {"method": method, "uid": "visit-7", "sequence": 3, "dtstart": start}
    row = {"files": {"itip": "a.ics"}, "itip": said | {"attendees": {"Cara@harbour.example": labelled}}}
    write(folder, "expectations.jsonl", [row])
    (folder / "a.ics").write_text(INVITE.format(method=method, status=status))
    assert counts(told(tmp_path), "calendar answers") == {outcome: 1}


DATES = (
    # the text                          what it means                                                       outcome
    ("Friday at 3pm",                  {"grain": "time", "start": "2026-11-06T15:00"},                     "exact"),
    ("3pm",                            {"grain": "timeonly", "start": "T15:00"},                           "exact"),
    ("Friday",                         {"grain": "time", "start": "2026-11-06T15:00"},                     "partial"),
    ("Friday at 3pm",                  {"grain": "time", "start": "2026-11-07T15:00"},                     "wrong"),
    ("Friday between 2 and 4",         {"grain": "range", "start": "2026-11-06T14:00", "end": "2026-11-06T16:00"}, "exact"),
    ("Friday at 3pm",                  {"grain": "none"},                                                  "invented"),
    ("the boiler leaks",               {"grain": "none"},                                                  "exact"),
    ("whenever the 14th cousin comes", {"grain": "day", "start": "2026-11-14", "none_ok": True},           "exact"),
    ("the boiler leaks",               {"grain": "day", "start": "2026-11-06"},                            "none"),
    ("I'm away Friday",                {"grain": "day", "start": "2026-11-06", "polarity": "unavailable"}, "exact"),
    ("Friday at 2 or 4",               {"grain": "multi", "alternatives": [["14:00:00"], ["16:00:00"]]},   "exact"),
    ("Friday at 2 or 5",               {"grain": "multi", "alternatives": [["14:00:00"], ["16:00:00"]]},   "wrong"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "meaning", "outcome"), DATES)
def test_a_slot_is_exact_partial_wrong_none_or_invented(
    tmp_path: Path, text: str, meaning: dict[str, object], outcome: str
) -> None:
    write(tmp_path, "mine.jsonl", [spoken(text, intent=None, **meaning)])
    assert counts(told(tmp_path), "dates") == {outcome: 1}


INTENTS = (
    # the text                            what it means                                         outcome
    ("Yes please",                       {"intent": "confirm"},                                "right"),
    ("Yes please",                       {"intent": "human"},                                  "wrong"),
    ("Yes please",                       {"intent": "human", "accept": ["confirm"]},           "right"),
    ("Yes please",                       {"intent": "confirm", "never": ["confirm"]},          "wrong"),
    ("the cat sat on the fuse box",      {"intent": "confirm"},                                "human"),
    ("Friday at 3pm instead please",     {"intent": "confirm"},                                "wrong"),
    ("thanks",                           {"intent": "human"},                                  "right"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "meaning", "outcome"), INTENTS)
def test_an_act_outside_the_label_is_wrong(
    tmp_path: Path, text: str, meaning: dict[str, object], outcome: str
) -> None:
    write(tmp_path, "language/mine.jsonl", [spoken(text, **meaning)])
    assert counts(told(tmp_path), "intents") == {outcome: 1}


def test_a_question_beside_an_act_must_be_kept(tmp_path: Path) -> None:
    asked = spoken("Yes. What is your phone number?", intent="confirm", also="question")
    write(tmp_path, "mine.jsonl", [asked, spoken("Yes.", intent="confirm", also="question")])
    assert counts(told(tmp_path), "questions beside an act") == {"kept": 1, "lost": 1}


WRONG_LINES = ("{", "[]", '"text"', "null", '{"text": 5}', '{"text": "Yes", "context": {}, "expect": {}}')


def test_wrong_lines_are_named_and_the_rest_is_measured(tmp_path: Path) -> None:
    unknown_zone = spoken("Yes", intent="confirm") | {"context": MONDAY | {"timezone": "Moon/Sea"}}
    write(tmp_path, "mine.jsonl", [*WRONG_LINES, unknown_zone, "", spoken("Yes", intent="confirm")])
    found = told(tmp_path)
    assert [fault["line"] for fault in found["faults"]] == [1, 2, 3, 4, 5, 6, 7]
    assert found["measured"] == 1
    assert any("line 5 not measured: " in line for line in lines(measure(tmp_path), failures=False))


def test_a_missing_message_is_named_and_the_rest_is_measured(tmp_path: Path) -> None:
    write(tmp_path / "parsing", "expectations.jsonl", [{"file": "gone.eml"}, {"file": "here.eml"}])
    (tmp_path / "parsing" / "here.eml").write_text("Subject: a\n\nb\n")
    found = told(tmp_path)
    assert [(fault["line"], "gone.eml" in fault["why"]) for fault in found["faults"]] == [(1, True)]
    assert found["measured"] == 1


def test_failing_cases_are_shown_on_request_only(tmp_path: Path) -> None:
    write(tmp_path, "mine.jsonl", [spoken("Friday at 3pm", intent=None, grain="none")])
    shown = "\n".join(lines(measure(tmp_path), failures=True))
    assert "line 1, dates: invented" in shown
    assert "2026-11-06T15:00" in shown
    assert "failures" not in as_json(measure(tmp_path), failures=False)


def test_figures_are_broken_down_by_language(tmp_path: Path) -> None:
    german = spoken("Freitag um 15 Uhr", grain="time", start="2026-11-06T15:00")
    german["context"] = MONDAY | {"lang": "de"}
    write(tmp_path, "mine.jsonl", [german, spoken("Friday", grain="day", start="2026-11-06")])
    groups = told(tmp_path)["figures"]["dates"]["groups"]
    assert {name: group["outcomes"]["exact"]["percent"] for name, group in groups.items()} == {
        "de": 100.0,
        "en": 100.0,
    }


def test_a_folder_of_one_kind_may_be_named_itself(tmp_path: Path) -> None:
    write(tmp_path / "parsing", "expectations.jsonl", [{"file": "a.eml"}])
    (tmp_path / "parsing" / "a.eml").write_text("Subject: a\n\nb\n")
    assert told(tmp_path / "parsing")["kind"] == "parsing"
