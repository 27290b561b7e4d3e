"""Every message in `messages/` is read as the file beside it says; a new pair of files is a new test."""

import tomllib
from pathlib import Path

import pytest

from inbound.parse import parse_here
from inbound.screen import screen
from inbound.strip import strip

MESSAGES = sorted((Path(__file__).parent / "messages").glob("*.eml"))


@pytest.mark.parametrize("path", MESSAGES, ids=lambda path: path.stem)
def test_a_message_is_read_as_described(path: Path) -> None:
    expected = tomllib.loads(path.with_suffix(".toml").read_text("utf-8"))
    mail = parse_here(path.read_bytes())
    screened, stripped = screen(mail), strip(mail)
    found = {
        "kind": screened.kind.value,
        "bounced": screened.bounced_recipient,
        "text": stripped.text,
        "words": stripped.words,
        "subject": mail.subject,
        "sender": mail.sender.email,
        "sender_name": mail.sender.name,
        "recipients": list(mail.recipients),
        "in_reply_to": list(mail.in_reply_to),
        "attachments": [attachment.name for attachment in mail.attachments],
        "calendar_methods": [part.method for part in mail.calendars],
    }
    assert {key: found[key] for key in expected} == expected
    assert "kind" in expected


def test_there_is_an_expectation_beside_every_message_and_the_other_way_round() -> None:
    folder = MESSAGES[0].parent
    assert {path.stem for path in MESSAGES} == {path.stem for path in folder.glob("*.toml")}
