"""Log lines: one stream, redacted."""

import json
import logging
from collections.abc import Iterator
from io import StringIO

import pytest
import structlog

from app import logs

REDACTED = (
    ("mail for cara@customer.example came",      "mail for ***@customer.example came"),
    ("<reply+wo12.Ab3-x_9@mail.example>",        "<***@mail.example>"),
    ("cara@customer.example, dora@a.example",    "***@customer.example, ***@a.example"),
    ("token xoxb-123-abc and xapp-1-A2",         "token xoxb-*** and xapp-***"),
    ("see you @ 10, or mention @dora",           "see you @ 10, or mention @dora"),
)  # fmt: skip


@pytest.fixture
def stream() -> Iterator[StringIO]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    caps = {name: logging.getLogger(name).level for name in logs.CAPPED}
    yield StringIO()
    root.handlers[:] = handlers
    root.setLevel(level)
    for name, before in caps.items():
        logging.getLogger(name).setLevel(before)
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()


@pytest.mark.parametrize(("written", "logged"), REDACTED, ids=[row[0] for row in REDACTED])
def test_addresses_and_tokens_are_not_readable(written: str, logged: str) -> None:
    assert logs.redact(None, "info", {"event": written, "deep": [{"er": (written,)}]}) == {
        "event": logged,
        "deep": [{"er": [logged]}],
    }


def test_our_lines_and_the_libraries_come_out_alike(stream: StringIO) -> None:
    logs.configure("info", "json", stream)
    structlog.get_logger("ours").info("card updated", order=12)
    logging.getLogger("theirs").warning("retrying %s", "cara@customer.example")
    ours, theirs = (json.loads(line) for line in stream.getvalue().splitlines())
    assert (ours["event"], ours["order"], ours["level"], ours["logger"]) == (
        "card updated",
        12,
        "info",
        "ours",
    )
    assert (theirs["event"], theirs["level"], theirs["logger"]) == (
        "retrying ***@customer.example",
        "warning",
        "theirs",
    )


def test_an_exception_is_logged_with_its_reference_and_redacted(stream: StringIO) -> None:
    logs.configure("info", "json", stream)
    structlog.contextvars.bind_contextvars(reference="b19f")
    try:
        int("cara@customer.example")
    except ValueError:
        structlog.get_logger().exception("bug")
    line = json.loads(stream.getvalue())
    assert line["reference"] == "b19f"
    assert "invalid literal for int() with base 10: '***@customer.example'" in line["exception"]


@pytest.mark.parametrize("library", logs.CAPPED)
def test_libraries_that_log_what_people_wrote_stay_quiet_even_when_debugging(
    library: str, stream: StringIO
) -> None:
    logs.configure("debug", "json", stream)
    logging.getLogger(library).debug("body: {'text': 'gate code 1234'}")
    logging.getLogger(f"{library}.part").info("body: {'text': 'gate code 1234'}")
    assert stream.getvalue() == ""


def test_a_level_hides_what_is_below_it(stream: StringIO) -> None:
    logs.configure("warning", "console", stream)
    structlog.get_logger().info("card updated")
    structlog.get_logger().warning("slow", seconds=3)
    assert "card updated" not in stream.getvalue()
    assert "slow" in stream.getvalue()
