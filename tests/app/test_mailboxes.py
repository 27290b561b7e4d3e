"""The file that describes mailboxes: what it says, and what a wrong one is answered with."""

from pathlib import Path

import pytest

from app.mailboxes import mailboxes_in
from core.settings import SettingsInvalid
from tests.rules.places import ROOT


def test_the_example_can_be_used() -> None:
    by_password, by_token = mailboxes_in(ROOT / "docs" / "mailboxes.example.toml")
    assert (by_password.host, by_password.password, by_password.oauth) == (
        "imap.example.com",
        "an app password",
        None,
    )
    assert by_token.oauth is not None
    assert by_token.oauth.token_url.startswith("https://login.microsoftonline.com/")
    assert "app password" not in repr(by_password)


HOST = '[[mailbox]]\nhost = "h"\nuser = "u"\n'

# what the file says                               what is answered, after the file's name
WRONG = (
    ("[[mailbox",                                  "is no TOML"),
    ("",                                           "mailbox in "),
    ("[[mailbox]]\nhost = 'h'\npassword = 'p'",    "mailbox.0.user in "),
    (HOST + "password = 'p'\nfolders = 'x'",       "mailbox.0.folders in "),
    (HOST + "password = 'p'\nsecurity = 'maybe'",  "mailbox.0.security in "),
    (HOST,                                         "write either password or [mailbox.oauth]"),
    (HOST + "[mailbox.oauth]\nclient_id = 'c'\ntoken_url = 'http://t.example/'", "mailbox.0.oauth.token_url in "),
)  # fmt: skip


@pytest.mark.parametrize(("said", "answer"), WRONG)
def test_a_wrong_file_is_answered_with_what_is_wrong(tmp_path: Path, said: str, answer: str) -> None:
    file = tmp_path / "mailboxes.toml"
    file.write_text(said)
    with pytest.raises(SettingsInvalid) as refused:
        mailboxes_in(file)
    assert all(line.startswith("IMAP_MAILBOXES: ") for line in refused.value.lines)
    assert answer in str(refused.value)
