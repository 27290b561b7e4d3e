"""The quick way to read an address in MAIL and RCPT says what the library's slow way says."""

import time

import pytest
from aiosmtpd.smtp import SMTP

from inbound.intake.limits import Limits
from inbound.intake.protocol import PLAIN_ADDRESS, Conversation, Load, SmtpSettings

PLAIN = (
    "<cara@acmefoods.example>",
    "<reply+aaaabbbb@desk.test>",
    "<cara@acmefoods.example> BODY=8BITMIME",
    "<cara@acmefoods.example> SIZE=5000 BODY=7BIT",
    "  <first.last@a.b.example>",
)
ANYTHING_ELSE = (
    "<>",
    "cara@acmefoods.example",
    '<"Cara Cole"@acmefoods.example>',
    "<cara@[127.0.0.1]>",
    "<@relay.example:cara@acmefoods.example>",
    "<cara..cole@acmefoods.example>",
    "<cara@acmefoods.example",
    "<jörg@müller.example>",
    "<cara@acmefoods.example> (from home)",
)


@pytest.mark.parametrize("written", PLAIN + ANYTHING_ELSE)
async def test_an_address_is_read_as_the_library_reads_it(written: str) -> None:
    conversation = Conversation(
        object(), SmtpSettings(), Load(Limits(1, 1, time.monotonic)), lambda _peer: None
    )
    address, parameters = conversation._getaddr(written)
    expected, rest = SMTP._getaddr(conversation, written)
    assert (address, (parameters or "").split()) == (expected, (rest or "").split())


@pytest.mark.parametrize("written", PLAIN)
def test_a_plain_address_is_read_the_quick_way(written: str) -> None:
    assert PLAIN_ADDRESS.fullmatch(written.strip())


@pytest.mark.parametrize("written", ANYTHING_ELSE)
def test_everything_else_is_left_to_the_library(written: str) -> None:
    assert not PLAIN_ADDRESS.fullmatch(written.strip())
