"""The listener as a sender meets it: real sockets, a real journal callable, nothing stood in for."""

import asyncio
import smtplib
import socket
from concurrent.futures import ThreadPoolExecutor
from ipaddress import ip_network

import pytest

from inbound.intake.protocol import SmtpSettings
from inbound.intake.smtp import AddressCheck, listen
from tests.inbound.smtp_line import MAIL, NOW, Journal, Serve, addresses, connected, send, until


async def test_a_message_is_answered_250_with_its_envelope_kept(serve: Serve, journal: Journal) -> None:
    async with serve() as listener:
        await asyncio.to_thread(send, listener.port)
    [kept] = journal.kept
    assert (kept.sender, kept.recipients) == ("cara@example.org", ("reply+abc@desk.test",))
    assert (kept.raw, kept.peer, kept.way_in, kept.received_at) == (MAIL, "127.0.0.1", "smtp", NOW)


async def test_dots_and_very_long_lines_arrive_as_they_were_written(serve: Serve, journal: Journal) -> None:
    body = b"Subject: x\r\n\r\n.\r\n..\r\n.dot\r\nends with dot.\r\n" + b"z" * 300_000 + b"\r\n.\r\nlast.\r\n"
    async with serve() as listener:
        await asyncio.to_thread(send, listener.port, body)
    assert journal.kept[0].raw == body


async def test_an_empty_message_and_a_pipelined_next_one_are_two_messages(
    serve: Serve, journal: Journal
) -> None:
    async with serve() as listener, connected(listener) as line:
        await line.open_data()
        line.writer.write(
            b".\r\nMAIL FROM:<>\r\nRCPT TO:<reply+b@desk.test>\r\nDATA\r\nSubject: two\r\n\r\nx\r\n.\r\n"
        )
        codes = [(await line.answer())[:3] for _ in range(5)]
    assert codes == ["250", "250", "250", "354", "250"]
    assert [(kept.sender, kept.raw) for kept in journal.kept] == [
        ("cara@example.org", b""),
        ("", b"Subject: two\r\n\r\nx\r\n"),
    ]


RECIPIENTS = {
    "reply+abc@desk.test":     "250 2.1.5",
    "REPLY+abc@DESK.TEST":     "550 5.1.1",
    "nobody@desk.test":        "550 5.1.1",
    "someone@elsewhere.test":  "550 5.7.1",
    "no-at-sign":              "553 5.1.3",
    "a b@desk.test":           "553 5.1.3",
    "x" * 300 + "@desk.test":  "553 5.1.3",
}  # fmt: skip


@pytest.mark.parametrize(("address", "answer"), RECIPIENTS.items())
async def test_a_recipient_is_judged_before_the_message_is_read(
    serve: Serve, address: str, answer: str
) -> None:
    async with serve() as listener, connected(listener) as line:
        await line.say("EHLO client.test")
        await line.say("MAIL FROM:<cara@example.org>")
        assert (await line.say(f"RCPT TO:<{address}>")).startswith(answer)


async def test_one_message_takes_only_so_many_recipients(serve: Serve) -> None:
    async with serve(max_recipients=2) as listener, connected(listener) as line:
        await line.say("EHLO client.test")
        await line.say("MAIL FROM:<cara@example.org>")
        answers = [await line.say(f"RCPT TO:<reply+{n}@desk.test>") for n in range(3)]
    assert [answer[:9] for answer in answers] == ["250 2.1.5", "250 2.1.5", "452 4.5.3"]


async def test_thirty_megabytes_announced_are_refused_before_the_data(serve: Serve) -> None:
    async with serve() as listener, connected(listener) as line:
        assert f"SIZE {25 * 2**20}" in await line.say("EHLO client.test")
        answer = await line.say(f"MAIL FROM:<cara@example.org> SIZE={30 * 2**20}")
    assert answer.startswith("552 5.3.4")


async def test_thirty_megabytes_sent_anyway_are_refused_after_the_data_and_the_next_message_is_taken(
    serve: Serve, journal: Journal
) -> None:
    async with serve() as listener, connected(listener) as line:
        await line.open_data()
        line.writer.write((b"x" * 998 + b"\r\n") * (30 * 2**20 // 1000))
        assert (await line.say(b".\r\n")).startswith("552 5.3.4")
        await line.open_data()
        assert (await line.say(MAIL + b".\r\n")).startswith("250")
        assert listener.load.bytes_in_flight == 0
    assert [kept.raw for kept in journal.kept] == [MAIL]


async def test_a_line_that_never_ends_is_cut_off(serve: Serve, journal: Journal) -> None:
    async with serve(max_message_bytes=100_000) as listener, connected(listener) as line:
        await line.open_data()
        line.writer.write(b"x" * 2_000_000)
        assert (await line.answer()).startswith("552 5.3.4")
        await until(lambda: listener.load.sessions == 0)
        assert listener.load.bytes_in_flight == 0
    assert journal.kept == []


async def test_more_mail_at_once_than_fits_is_put_off(serve: Serve, journal: Journal) -> None:
    async with serve(max_bytes_in_flight=1_000) as listener, connected(listener) as line:
        await line.open_data()
        assert (await line.say(b"x" * 5_000 + b"\r\n.\r\n")).startswith("452 4.3.1")
    assert journal.kept == []


SMUGGLED = b"MAIL FROM:<boss@example.org>\r\nRCPT TO:<reply+x@desk.test>\r\nDATA\r\nSubject: forged\r\n\r\nYes\r\n.\r\n"
FALSE_ENDS = [b"\n.\n", b"\n.\r\n", b"\r\n.\n"]


@pytest.mark.parametrize("end", FALSE_ENDS)
async def test_a_second_message_smuggled_behind_a_bare_line_feed_is_refused(
    serve: Serve, journal: Journal, end: bytes
) -> None:
    async with serve() as listener, connected(listener) as line:
        await line.open_data()
        assert (await line.say(b"Subject: outer\r\n\r\nhello" + end + SMUGGLED)).startswith("550 5.5.2")
    assert journal.kept == []


async def test_a_bare_carriage_return_does_not_end_the_message(serve: Serve, journal: Journal) -> None:
    async with serve() as listener, connected(listener) as line:
        await line.open_data()
        assert (await line.say(b"Subject: outer\r\n\r\nhello\r.\r\nmore\r\n.\r\n")).startswith("250")
    assert [kept.raw for kept in journal.kept] == [b"Subject: outer\r\n\r\nhello\r.\r\nmore\r\n"]


async def test_data_that_stops_coming_times_out_with_421(serve: Serve, journal: Journal) -> None:
    async with serve(idle_seconds=0.2) as listener, connected(listener) as line:
        await line.open_data()
        line.writer.write(b"Subject: half a mess")
        assert (await line.answer()).startswith("421 4.4.2")
        await until(lambda: listener.load.sessions == 0)
        assert listener.load.bytes_in_flight == 0
    assert journal.kept == []


async def test_data_that_drips_for_ever_times_out_too(serve: Serve) -> None:
    async with serve(idle_seconds=30, data_seconds=0.4) as listener, connected(listener) as line:
        await line.open_data()

        async def drip() -> None:
            while not line.writer.is_closing():
                line.writer.write(b"drop.\r\n")
                await asyncio.sleep(0.02)

        dripping = asyncio.create_task(drip())
        assert (await line.answer()).startswith("421 4.4.2")
        dripping.cancel()


async def test_a_sender_who_says_nothing_times_out(serve: Serve) -> None:
    async with serve(idle_seconds=0.2) as listener, connected(listener) as line:
        assert (await line.answer()).startswith("421 4.4.2")


async def test_the_database_being_away_is_451_with_a_reference(serve: Serve, journal: Journal) -> None:
    journal.away = True
    async with serve() as listener, connected(listener) as line:
        await line.open_data()
        answer = await line.say(MAIL + b".\r\n")
        assert answer.startswith("451 4.3.0")
        assert "reference" in answer
        journal.away = False
        await line.open_data()
        assert (await line.say(MAIL + b".\r\n")).startswith("250")


async def test_a_bug_in_the_journal_is_451_and_its_text_stays_inside(serve: Serve, journal: Journal) -> None:
    async with serve() as listener, connected(listener) as line:
        await line.open_data()
        answer = await line.say(b"poison\r\n.\r\n")
    assert answer.startswith("451 4.3.0")
    assert "secret" not in answer


async def test_a_bug_outside_the_journal_is_451_and_its_text_stays_inside(
    journal: Journal, executor: ThreadPoolExecutor
) -> None:
    def broken(address: str) -> AddressCheck:
        raise ValueError(f"secret thing about {address}")

    listener = await listen(SmtpSettings(), journal, executor, broken, lambda: NOW)
    async with connected(listener) as line:
        await line.say("EHLO client.test")
        await line.say("MAIL FROM:<cara@example.org>")
        answer = await line.say("RCPT TO:<reply+1@desk.test>")
    await listener.close()
    assert answer.startswith("451 4.3.0")
    assert "secret" not in answer


async def test_a_journal_that_takes_too_long_is_451_and_the_commit_still_happens(
    serve: Serve, journal: Journal
) -> None:
    journal.may_commit.clear()
    async with serve(commit_seconds=0.2) as listener, connected(listener) as line:
        await line.open_data()
        assert (await line.say(MAIL + b".\r\n")).startswith("451 4.3.0")
        journal.may_commit.set()
        await until(lambda: len(journal.kept) == 1)


async def test_a_sender_who_hangs_up_during_the_commit_does_not_undo_it(
    serve: Serve, journal: Journal
) -> None:
    journal.may_commit.clear()
    async with serve() as listener:
        async with connected(listener) as line:
            await line.open_data()
            line.writer.write(MAIL + b".\r\n")
            assert await asyncio.to_thread(journal.entered.acquire, timeout=20)
        await until(lambda: listener.load.sessions == 0)
        journal.may_commit.set()
        await until(lambda: len(journal.kept) == 1)


async def test_what_queues_up_during_a_commit_is_committed_together(serve: Serve, journal: Journal) -> None:
    journal.may_commit.clear()
    async with serve() as listener:
        first = asyncio.create_task(asyncio.to_thread(send, listener.port))
        assert await asyncio.to_thread(journal.entered.acquire, timeout=20)
        rest = [asyncio.create_task(asyncio.to_thread(send, listener.port)) for _ in range(4)]
        await until(lambda: len(listener.batches._waiting) == 4)
        journal.may_commit.set()
        await asyncio.gather(first, *rest)
    assert [len(batch) for batch in journal.batches] == [1, 4]


async def test_one_bad_message_in_a_batch_does_not_take_the_others_with_it(
    serve: Serve, journal: Journal
) -> None:
    journal.may_commit.clear()
    async with serve() as listener:
        first = asyncio.create_task(asyncio.to_thread(send, listener.port))
        assert await asyncio.to_thread(journal.entered.acquire, timeout=20)
        mails = [MAIL, b"poison\r\n", MAIL]
        rest = [asyncio.create_task(asyncio.to_thread(send, listener.port, mail)) for mail in mails]
        await until(lambda: len(listener.batches._waiting) == 3)
        journal.may_commit.set()
        outcomes = await asyncio.gather(first, *rest, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [dict, dict, smtplib.SMTPDataError, dict]
    assert len(journal.kept) == 3


async def test_over_lmtp_each_recipient_gets_its_own_answer(serve: Serve, journal: Journal) -> None:
    async with serve(lmtp=True) as listener, connected(listener) as line:
        assert (await line.say("EHLO client.test")).startswith("500")
        await line.open_data("reply+a@desk.test", "reply+b@desk.test", hello="LHLO")
        answers = [await line.say(MAIL + b".\r\n"), await line.answer()]
        assert (await line.say("NOOP")).startswith("250")
    assert [answer[:9] for answer in answers] == ["250 2.0.0", "250 2.0.0"]
    [kept] = journal.kept
    assert (kept.way_in, kept.recipients) == ("lmtp", ("reply+a@desk.test", "reply+b@desk.test"))


async def test_over_lmtp_a_refusal_of_the_data_is_also_said_once_per_recipient(serve: Serve) -> None:
    async with serve(lmtp=True, max_message_bytes=1000) as listener, connected(listener) as line:
        await line.open_data("reply+a@desk.test", "reply+b@desk.test", hello="LHLO")
        answers = [await line.say(b"x" * 2000 + b"\r\n.\r\n"), await line.answer()]
        assert (await line.say("NOOP")).startswith("250")
    assert [answer[:9] for answer in answers] == ["552 5.3.4", "552 5.3.4"]


async def test_two_hundred_senders_at_once_all_get_their_250(serve: Serve, journal: Journal) -> None:
    async with serve(max_sessions=200) as listener:

        async def one(number: int) -> str:
            async with connected(listener) as line:
                await line.open_data(f"reply+{number}@desk.test")
                return await line.say(MAIL + b".\r\n")
            raise AssertionError("hung up")

        answers = await asyncio.gather(*(one(number) for number in range(200)))
    assert {answer[:3] for answer in answers} == {"250"}
    assert {kept.recipients[0] for kept in journal.kept} == {
        f"reply+{number}@desk.test" for number in range(200)
    }


async def test_a_sender_too_many_is_asked_to_come_back(serve: Serve) -> None:
    async with serve(max_sessions=1) as listener, connected(listener):
        async with connected(listener) as late:
            assert late.greeting.startswith("421 4.3.2")
        await until(lambda: listener.load.sessions == 1)


async def test_only_allowed_peers_may_send(serve: Serve) -> None:
    async with serve(allowed_peers=(ip_network("10.0.0.0/8"),)) as listener, connected(listener) as line:
        assert line.greeting.startswith("554 5.7.1")
    async with serve(allowed_peers=(ip_network("127.0.0.0/8"),)) as listener, connected(listener) as line:
        assert line.greeting.startswith("220 ")


async def test_addresses_with_bytes_no_database_takes_are_made_storable(
    serve: Serve, journal: Journal
) -> None:
    async with serve() as listener, connected(listener) as line:
        await line.say("EHLO client.test")
        await line.say(b"MAIL FROM:<ca\xffra@example.org>\r\n")
        await line.say("RCPT TO:<reply+abc@desk.test>")
        await line.say("DATA")
        assert (await line.say(MAIL + b".\r\n")).startswith("250")
    assert journal.kept[0].sender == "ca\N{REPLACEMENT CHARACTER}ra@example.org"


async def test_no_address_is_logged_at_info_level(
    serve: Serve, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level("INFO"):
        async with serve() as listener:
            await asyncio.to_thread(send, listener.port)
    printed = capsys.readouterr()
    assert "cara@" not in caplog.text + printed.out + printed.err
    assert "reply+abc" not in caplog.text + printed.out + printed.err


async def test_closing_waits_for_the_commit_under_way(journal: Journal, executor: ThreadPoolExecutor) -> None:
    listener = await listen(SmtpSettings(), journal, executor, addresses, lambda: NOW)
    journal.may_commit.clear()
    async with connected(listener) as line:
        await line.open_data()
        line.writer.write(MAIL + b".\r\n")
        assert await asyncio.to_thread(journal.entered.acquire, timeout=20)
        closing = asyncio.create_task(listener.close())
        journal.may_commit.set()
        assert (await line.answer()).startswith("250")
        await closing
    assert len(journal.kept) == 1
    with pytest.raises(ConnectionRefusedError), socket.create_connection(("127.0.0.1", listener.port), 5):
        pass
