"""Slack's limits, row by row: what is one over, and the words it is refused with."""

from typing import Any

import pytest

from sandbox.slack.validation import message_problems, options_problems, view_problems
from tests.sandbox.slack.conftest import House
from tests.sandbox.slack.kit import JSON, actions, button, field_of, modal, mrkdwn, option, plain, section

DIVIDER = {"type": "divider"}
INPUT = {"type": "plain_text_input", "action_id": "a"}


def select(**more: Any) -> JSON:
    return {"type": "static_select", "action_id": "a", **more}


def overflow(count: int) -> JSON:
    return {"type": "overflow", "action_id": "a", "options": [option("x", str(n)) for n in range(count)]}


def table(rows: int, columns: int) -> JSON:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * columns] * rows}


def confirm(**changes: JSON) -> JSON:
    usual = {"title": plain("Sure?"), "text": plain("Really?"), "confirm": plain("Yes"), "deny": plain("No")}
    return {**usual, **changes}


MANY = [option("x", str(n)) for n in range(101)]
X = "x"

MESSAGES: tuple[tuple[str, Any, str], ...] = (
    # what is one too many or wrong         blocks                                                  the sentence
    ("50 blocks",                           [DIVIDER] * 51,                                         "no more than 50 items"),
    ("section text 3000",                   [section(X * 3001)],                                    "less than 3001"),
    ("section text at least 1",             [section("")],                                          "more than 0"),
    ("section fields 10",                   [{"type": "section", "fields": [mrkdwn(X)] * 11}],      "no more than 10 items"),
    ("section field 2000",                  [{"type": "section", "fields": [mrkdwn(X * 2001)]}],    "less than 2001"),
    ("section without text",                [{"type": "section"}],                                  "text, fields"),
    ("header 150",                          [{"type": "header", "text": plain(X * 151)}],           "less than 151"),
    ("header is plain",                     [{"type": "header", "text": mrkdwn(X)}],                "unsupported type: mrkdwn"),
    ("context elements 10",                 [{"type": "context", "elements": [mrkdwn(X)] * 11}],    "no more than 10 items"),
    ("context without elements",            [{"type": "context", "elements": []}],                  "no fewer than 1 items"),
    ("actions elements 25",                 [actions(*(button(str(n)) for n in range(26)))],        "no more than 25 items"),
    ("button text 75",                      [actions(button("a", X * 76))],                         "less than 76"),
    ("button value 2000",                   [actions(button("a", value=X * 2001))],                 "less than 2001"),
    ("button value at least 1",             [actions(button("a", value=""))],                       "more than 0"),
    ("button url 3000",                     [actions(button("a", url=X * 3001))],                   "less than 3001"),
    ("button style",                        [actions(button("a", style="loud"))],                   "unsupported value: loud"),
    ("action_id 255",                       [actions(button(X * 256))],                             "less than 256"),
    ("block_id 255",                        [section(X, block_id=X * 256)],                         "less than 256"),
    ("confirm title 100",                   [actions(button("a", confirm=confirm(title=plain(X * 101))))], "less than 101"),
    ("confirm text 300",                    [actions(button("a", confirm=confirm(text=plain(X * 301))))],  "less than 301"),
    ("confirm button 30",                   [actions(button("a", confirm=confirm(deny=plain(X * 31))))],   "less than 31"),
    ("options 100",                         [actions(select(options=MANY))],                        "no more than 100 items"),
    ("option text 75",                      [actions(select(options=[option(X * 76, "1")]))],       "less than 76"),
    ("option value 150",                    [actions(select(options=[option(X, X * 151)]))],        "less than 151"),
    ("no options",                          [actions(select(options=[]))],                          "no fewer than 1 items"),
    ("neither options nor groups",          [actions(select())],                                    "options, option_groups"),
    ("group label 75",                      [actions(select(option_groups=[{"label": plain(X * 76), "options": [option(X, "1")]}]))], "less than 76"),
    ("initial option not offered",          [actions(select(options=[option(X, "1")], initial_option=option(X, "2")))], "initial option"),
    ("option values twice",                 [actions(select(options=[option(X, "1"), option("y", "1")]))], "unique"),
    ("placeholder 150",                     [actions(select(options=[option(X, "1")], placeholder=plain(X * 151)))], "less than 151"),
    ("overflow 5",                          [actions(overflow(6))],                                 "no more than 5 items"),
    ("overflow at least 1",                 [actions(overflow(0))],                                 "no fewer than 1 items"),
    ("date that is none",                   [actions({"type": "datepicker", "action_id": "a", "initial_date": "1.3.2026"})], "YYYY-MM-DD"),
    ("time that is none",                   [actions({"type": "timepicker", "action_id": "a", "initial_time": "25:00"})], "HH:mm"),
    ("moment in milliseconds",              [actions({"type": "datetimepicker", "action_id": "a", "initial_date_time": 1_800_000_000_000})], "must be between"),
    ("table rows 100",                      [table(101, 1)],                                        "no more than 100 items"),
    ("table columns 20",                    [table(1, 21)],                                         "no more than 20 items"),
    ("one table",                           [table(1, 1), table(1, 1)],                             "only_one_table_allowed"),
    ("markdown 12000",                      [{"type": "markdown", "text": X * 12_001}],             "less than 12001"),
    ("markdown 12000 together",             [{"type": "markdown", "text": X * 6_001}] * 2,          "together"),
    ("image without alt_text",              [{"type": "image", "image_url": "https://x"}],          "alt_text"),
    ("image from two places",               [{"type": "image", "image_url": "https://x", "slack_file": {"id": "F1"}, "alt_text": X}], "exactly one"),
    ("unknown block",                       [{"type": "fireworks"}],                                "unsupported type: fireworks"),
    ("block without a type",                [{"text": "hello"}],                                    "unsupported type: None"),
    ("unknown element",                     [actions({"type": "lever", "action_id": "a"})],         "unsupported type: lever"),
    ("text input outside an input",         [actions(INPUT)],                                       "unsupported type: plain_text_input"),
    ("unknown property",                    [section(X, colour="red")],                             "invalid additional property: colour"),
    ("block_id twice",                      [section(X, block_id="b"), section(X, block_id="b")],   "block_id b appears 2 times"),
    ("action_id twice in a block",          [actions(button("a"), button("a"))],                    "action_id a appears 2 times"),
    ("no list at all",                      {"type": "divider"},                                    "must be an array"),
)  # fmt: skip

VIEWS: tuple[tuple[str, JSON, str], ...] = (
    ("100 blocks",                          modal(*[DIVIDER] * 101),                                "no more than 100 items"),
    ("title 24",                            modal(DIVIDER, title=plain(X * 25)),                    "less than 25"),
    ("submit 24",                           modal(DIVIDER, submit=plain(X * 25)),                   "less than 25"),
    ("close 24",                            modal(DIVIDER, close=plain(X * 25)),                    "less than 25"),
    ("private_metadata 3000",               modal(DIVIDER, private_metadata=X * 3001),              "less than 3001"),
    ("callback_id 255",                     modal(DIVIDER, callback_id=X * 256),                    "less than 256"),
    ("external_id 255",                     modal(DIVIDER, external_id=X * 256),                    "less than 256"),
    ("an input needs submit",               modal(field_of("b", INPUT), submit=None),               "submit"),
    ("input label 2000",                    modal(field_of("b", INPUT, label=plain(X * 2001))),     "less than 2001"),
    ("input hint 2000",                     modal(field_of("b", INPUT, hint=plain(X * 2001))),      "less than 2001"),
    ("max_length 3000",                     modal(field_of("b", {**INPUT, "max_length": 3001})),    "must be between"),
    ("a button in an input",                modal(field_of("b", button("a"))),                      "unsupported type: button"),
    ("number without is_decimal_allowed",   modal(field_of("b", {"type": "number_input", "action_id": "a"})), "is_decimal_allowed"),
    ("files 10",                            modal(field_of("b", {"type": "file_input", "max_files": 11})),    "must be between"),
    ("focus twice",                         modal(field_of("b", {**INPUT, "focus_on_load": True}), field_of("c", {**INPUT, "focus_on_load": True})), "focus_on_load"),
    ("markdown is for messages",            modal({"type": "markdown", "text": X}),                 "unsupported type: markdown"),
    ("a modal without title",               {"type": "modal", "blocks": []},                        "title"),
    ("a home with a title",                 {"type": "home", "title": plain(X), "blocks": []},      "invalid additional property: title"),
    ("neither modal nor home",              {"type": "balcony", "blocks": []},                      "unsupported type: balcony"),
)  # fmt: skip

ANSWERS: tuple[tuple[str, Any, str], ...] = (
    ("100 options",                         {"options": MANY},                                      "no more than 100 items"),
    ("neither options nor groups",          {},                                                     "either options or option_groups"),
    ("plain text",                          "hello",                                                "must be an object"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("blocks", "sentence"), [row[1:] for row in MESSAGES], ids=[row[0] for row in MESSAGES]
)
def test_a_message_over_the_limit_is_refused(blocks: Any, sentence: str) -> None:
    problems = message_problems(blocks)
    assert any(sentence in problem for problem in problems), problems
    assert all("[json-pointer:/blocks" in problem for problem in problems)


@pytest.mark.parametrize(("view", "sentence"), [row[1:] for row in VIEWS], ids=[row[0] for row in VIEWS])
def test_a_view_over_the_limit_is_refused(view: JSON, sentence: str) -> None:
    problems = view_problems(view)
    assert any(sentence in problem for problem in problems), problems


@pytest.mark.parametrize(
    ("answer", "sentence"), [row[1:] for row in ANSWERS], ids=[row[0] for row in ANSWERS]
)
def test_an_answer_with_options_over_the_limit_is_refused(answer: Any, sentence: str) -> None:
    assert any(sentence in problem for problem in options_problems(answer))


FULL: tuple[tuple[str, list[JSON]], ...] = (
    ("50 blocks of every length",           [section(X * 3000), *[DIVIDER] * 49]),
    ("a header of 150",                     [{"type": "header", "text": plain(X * 150)}]),
    ("25 buttons",                          [actions(*(button(str(n), X * 75, value=X * 2000) for n in range(25)))]),
    ("100 options",                         [section(X, accessory=select(options=MANY[:100]))]),
    ("a table of 100 by 20",                [table(100, 20)]),
    ("12000 characters of markdown",        [{"type": "markdown", "text": X * 12_000}]),
    ("the same action_id in two blocks",    [actions(button("a")), actions(button("a"))]),
    ("five ways out",                       [actions(overflow(5))]),
    ("a context with an image",             [{"type": "context", "elements": [{"type": "image", "image_url": "https://x", "alt_text": X}, mrkdwn(X)]}]),
    ("a list in rich text",                 [{"type": "rich_text", "elements": [{"type": "rich_text_list", "style": "bullet", "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": X}]}]}]}]),
    ("no blocks",                           []),
)  # fmt: skip


@pytest.mark.parametrize("blocks", [row[1] for row in FULL], ids=[row[0] for row in FULL])
def test_what_just_fits_passes(blocks: list[JSON]) -> None:
    assert message_problems(blocks) == []


ON_THE_WIRE: tuple[tuple[str, JSON, str], ...] = (
    # method             arguments                                                                    error
    ("chat.postMessage", {"channel": "C0DISPATCH", "text": X, "blocks": [section(X * 3001)]},         "invalid_blocks"),
    ("chat.postMessage", {"channel": "C0DISPATCH", "text": X * 40_001},                               "msg_too_long"),
    ("chat.postMessage", {"channel": "C0DISPATCH"},                                                   "no_text"),
    ("chat.postMessage", {"channel": "C0DISPATCH", "text": X, "attachments": [{"pretext": X}]},       "invalid_attachments"),
    ("chat.postMessage", {"channel": "C0DISPATCH", "text": X, "metadata": {"event_type": "card"}},    "invalid_metadata_format"),
    ("chat.postMessage", {"channel": "C0DISPATCH", "text": X, "metadata": {"event_type": "card", "event_payload": {"k": X * 8_000}}}, "metadata_too_large"),
    ("views.publish",    {"user_id": "U0DORA", "view": {"type": "home", "blocks": [DIVIDER] * 101}},  "invalid_arguments"),
    ("views.publish",    {"user_id": "U0DORA", "view": modal(DIVIDER)},                               "invalid_arguments"),
)  # fmt: skip


@pytest.mark.parametrize(("method", "arguments", "error"), ON_THE_WIRE)
async def test_the_web_api_refuses_it_and_notes_a_violation(
    house: House, method: str, arguments: JSON, error: str
) -> None:
    assert (await house.call(method, **arguments))["error"] == error
    assert [row["kind"] for row in await house.slack.violations()] == [error]
    assert await house.dora.messages() == []


async def test_the_answer_says_which_block_and_why(house: House) -> None:
    answer = await house.call(
        "chat.postMessage", channel="C0DISPATCH", text=X, blocks=[DIVIDER, section(X * 3001)]
    )
    sentence = "must be less than 3001 characters [json-pointer:/blocks/1/text/text]"
    assert answer["errors"] == [sentence]
    assert answer["response_metadata"]["messages"] == [f"[ERROR] {sentence}"]


async def test_an_update_takes_less_text_than_a_post(house: House) -> None:
    posted = await house.web.chat_postMessage(channel="C0DISPATCH", text=X * 4_001)
    answer = await house.call("chat.update", channel="C0DISPATCH", ts=posted["ts"], text=X * 4_001)
    assert answer["error"] == "msg_too_long"
