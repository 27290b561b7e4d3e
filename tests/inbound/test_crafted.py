"""Mail that is made to break its reader is read like any other: nothing in it ends among what could not be read."""

import pytest

from core.model import MessageStatus
from tests.cast import Cast
from tests.inbound.mailroom import CARA, Mailroom
from tests.inbound.signed import signer

NUL = "=?utf-8?Q?a=00b?="
# fmt: off
HEADERS_OF_A_PART = (
    "Content-Type: application/x-\x00foo",
    "Content-Type: application/x-foo\x00; name=a.bin",
    'Content-Type: application/x-foo; name="a\x00b.bin"',
    f'Content-Type: application/x-foo; name="{NUL}"',
    "Content-Type: application/x-foo; name*=utf-8''a%00b.bin",
    "Content-Type: application/x-foo\r\nContent-Disposition: attachment; filename*=utf-8''%ED%A0%80.bin",
    "Content-Type: application/x-foo\r\nContent-ID: <a\x00b>",
    "Content-Type: application/\udced\udca0\udc80",
    "Content-Type: message/x-\x00foo",
)
# fmt: on


@pytest.mark.parametrize("headers", HEADERS_OF_A_PART)
def test_a_part_with_what_no_database_takes_is_read(cast: Cast, mailroom: Mailroom, headers: str) -> None:
    order = cast.scheduled_order()
    to = mailroom.address(mailroom.asked(order, "confirmation-request"))
    raw = (
        f"From: {CARA}\r\nTo: {to}\r\nSubject: Re: visit\r\nMIME-Version: 1.0\r\n"
        "Content-Type: multipart/mixed; boundary=x\r\n\r\n"
        "--x\r\nContent-Type: text/plain\r\n\r\nYes, that works.\r\n"
        f"--x\r\n{headers}\r\n\r\nwhatever\r\n--x--\r\n"
    ).encode("utf-8", "surrogateescape")
    message = mailroom.receive(signer().sign(raw, "acmefoods.example"), to)
    assert message.status is MessageStatus.APPLIED
