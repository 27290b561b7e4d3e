"""Every answer after the greeting has an enhanced code (RFC 2034), whoever wrote it: the library or we."""

import re

import pytest

from tests.inbound.smtp_line import Serve, connected

CODED = re.compile(r"([245])\d\d \1\.\d{1,3}\.\d{1,3} \S")

# said in one connection, in this order            answered
SAID = (
    ("NOOP",                                        "250 2.0.0"),
    ("MAIL FROM:<cara@example.org>",                "503 5.5.1"),
    ("HELO",                                        "501 5.5.4"),
    ("EHLO client.test",                            None),
    ("RCPT TO:<reply+abc@desk.test>",               "503 5.5.1"),
    ("DATA",                                        "503 5.5.1"),
    ("DATA now",                                    "501 5.5.4"),
    ("MAIL cara@example.org",                       "501 5.5.4"),
    ("MAIL FROM:<cara@example.org> SIZE=many",      "501 5.5.4"),
    ("MAIL FROM:<cara@example.org> SIZE=99999999",  "552 5.3.4"),
    ("MAIL FROM:<cara@example.org> WHATEVER=1",     "555 5.5.4"),
    ("MAIL FROM:<cara@example.org> BODY=8BITMIME",  "250 2.1.0"),
    ("MAIL FROM:<cara@example.org>",                "503 5.5.1"),
    ("RCPT TO:<nobody@desk.test>",                  "550 5.1.1"),
    ("RCPT TO:<reply+abc@desk.test>",               "250 2.1.5"),
    ("VRFY reply+abc@desk.test",                    "252 2.0.0"),
    ("EXPN all",                                    "502 5.5.1"),
    ("HELP",                                        "250 2.0.0"),
    ("AUTH PLAIN eA==",                             "5"),
    ("STARTTLS",                                    "4"),
    ("TURN",                                        "500 5.5.2"),
    ("x" * 3000,                                    "500 5.5.2"),
    ("RSET",                                        "250 2.0.0"),
    ("QUIT",                                        "221 2.0.0"),
)  # fmt: skip


async def test_every_answer_has_an_enhanced_code(serve: Serve) -> None:
    async with serve(max_message_bytes=1_000_000) as listener, connected(listener) as line:
        assert not CODED.match(line.greeting)
        for words, expected in SAID:
            answer = await line.say(words)
            if expected is None:
                assert not CODED.search(answer)
                continue
            assert CODED.match(answer), (words[:40], answer)
            assert answer.startswith(expected), (words[:40], answer)


@pytest.mark.parametrize(("lmtp", "hello"), [(False, "EHLO"), (True, "LHLO")])
async def test_what_the_listener_can_do_is_offered(serve: Serve, hello: str, *, lmtp: bool) -> None:
    async with serve(lmtp=lmtp) as listener, connected(listener) as line:
        offered = (await line.say(f"{hello} client.test")).split("\n")
    assert [each[4:].split()[0] for each in offered[1:]] == [
        "SIZE", "8BITMIME", "SMTPUTF8", "PIPELINING", "ENHANCEDSTATUSCODES", "HELP",
    ]  # fmt: skip
    assert offered[-1] == "250 HELP"


async def test_a_whole_conversation_in_one_piece_is_answered_in_order(serve: Serve) -> None:
    async with serve() as listener, connected(listener) as line:
        await line.say("EHLO client.test")
        piece = b"MAIL FROM:<cara@example.org>\r\nRCPT TO:<nobody@desk.test>\r\nRCPT TO:<reply+abc@desk.test>\r\nDATA\r\n"
        answers = [await line.say(piece)] + [await line.answer() for _ in range(3)]
        assert [answer[:3] for answer in answers] == ["250", "550", "250", "354"]
        assert (await line.say(b"Subject: x\r\n\r\nx\r\n.\r\nQUIT\r\n")).startswith("250 2.0.0 Kept")
        assert (await line.answer()).startswith("221 2.0.0")
