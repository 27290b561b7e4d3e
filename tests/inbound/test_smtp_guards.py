"""Who may hand us mail, how often, and by which login; the encrypted way in, tried with swaks."""

import asyncio
import ssl
import subprocess
from base64 import b64encode

import pytest

from inbound.intake.limits import Limits, Login
from tests.inbound.smtp_line import MAIL, Journal, Serve, connected, until
from tests.peers import peer

LOGIN = Login("relay", "correct horse")
SECONDS = 30


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> ssl.SSLContext:
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-keyout", folder / "key.pem", "-out", folder / "cert.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return context


async def swaks(port: int, *options: str) -> tuple[int, str]:
    """Its exit code, and what was said."""
    command = [
        str(peer("swaks")), "--server", f"127.0.0.1:{port}", "--from", "cara@example.org", "--to", "reply+abc@desk.test",
        "--body", "Yes, that works.", "--timeout", str(SECONDS), *options,
    ]  # fmt: skip
    done = await asyncio.to_thread(
        subprocess.run, command, capture_output=True, text=True, check=False, timeout=SECONDS
    )
    return done.returncode, done.stdout + done.stderr


async def test_a_real_client_sends_over_starttls(serve: Serve, journal: Journal, tls: ssl.SSLContext) -> None:
    async with serve(tls=tls) as listener:
        code, said = await swaks(listener.port, "--tls")
    assert code == 0, said
    assert "TLS started" in said
    assert b"Yes, that works." in journal.kept[0].raw


async def test_where_tls_is_required_nothing_is_said_without_it(
    serve: Serve, journal: Journal, tls: ssl.SSLContext
) -> None:
    async with serve(tls=tls, require_tls=True) as listener:
        code, said = await swaks(listener.port)
    assert code != 0
    assert "530" in said
    assert journal.kept == []


# how swaks logs in                                                        it ends with   what we said
LOGINS = (
    (("--tls", "--auth", "PLAIN", "-au", "relay", "-ap", "correct horse"),   0,           "235 2.7.0"),
    (("--tls", "--auth", "LOGIN", "-au", "relay", "-ap", "correct horse"),   0,           "235 2.7.0"),
    (("--tls", "--auth", "PLAIN", "-au", "relay", "-ap", "guessed"),         28,          "535 5.7.8"),
    (("--tls", "--auth", "PLAIN", "-au", "root", "-ap", "correct horse"),    28,          "535 5.7.8"),
    (("--tls",),                                                             23,          "530 5.7.0"),
    (("--auth", "PLAIN", "-au", "relay", "-ap", "correct horse"),            28,          "not advertise auth"),
)  # fmt: skip


@pytest.mark.parametrize("attempt", LOGINS)
async def test_with_a_login_set_only_who_knows_it_sends(
    serve: Serve, journal: Journal, tls: ssl.SSLContext, attempt: tuple[tuple[str, ...], int, str]
) -> None:
    options, code, said = attempt
    async with serve(tls=tls, login=LOGIN) as listener:
        ended, heard = await swaks(listener.port, *options)
    assert (ended, said in heard) == (code, True), heard
    assert len(journal.kept) == (1 if code == 0 else 0)


async def test_a_password_is_not_taken_before_the_line_is_encrypted(
    serve: Serve, tls: ssl.SSLContext
) -> None:
    plain = b64encode(b"\x00relay\x00correct horse").decode()
    async with serve(tls=tls, login=LOGIN) as listener, connected(listener) as line:
        assert "AUTH" not in await line.say("EHLO client.test")
        assert (await line.say(f"AUTH PLAIN {plain}")).startswith("538 5.7.11")


async def test_without_a_login_none_is_offered(serve: Serve, tls: ssl.SSLContext) -> None:
    async with serve(tls=tls) as listener:
        _, said = await swaks(listener.port, "--tls", "--auth", "PLAIN", "-au", "a", "-ap", "b")
    assert "250-AUTH" not in said


async def test_who_keeps_guessing_passwords_is_hung_up_on(serve: Serve, tls: ssl.SSLContext) -> None:
    wrong = b64encode(b"\x00relay\x00guess").decode()
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    async with serve(tls=tls, login=LOGIN) as listener, connected(listener) as line:
        await line.say("EHLO client.test")
        assert (await line.say("STARTTLS")).startswith("220")
        await line.writer.start_tls(trusting)
        await line.say("EHLO client.test")
        answers = [(await line.say(f"AUTH PLAIN {wrong}"))[:9] for _ in range(3)]
        assert answers == ["535 5.7.8", "535 5.7.8", "421 4.7.0"]
        await until(lambda: listener.load.sessions == 0)


async def test_what_is_said_before_the_encryption_is_not_taken_for_what_comes_after(
    serve: Serve, journal: Journal, tls: ssl.SSLContext
) -> None:
    """Commands slipped in behind STARTTLS by somebody on the line (CVE-2011-0411)."""
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    async with serve(tls=tls) as listener, connected(listener) as line:
        await line.say("EHLO client.test")
        assert (await line.say(b"STARTTLS\r\nMAIL FROM:<evil@example.org>\r\n")).startswith("220")
        await line.writer.start_tls(trusting)
        assert (await line.say("NOOP")).startswith("250 2.0.0 OK")
        assert (await line.say("RCPT TO:<reply+abc@desk.test>")).startswith("503")
    assert journal.kept == []


async def test_one_address_holds_so_many_connections(serve: Serve) -> None:
    async with serve(sessions_per_peer=1, unlimited_peers=()) as listener, connected(listener):
        async with connected(listener) as late:
            assert late.greeting.startswith("421 4.7.0")
        await until(lambda: listener.load.sessions == 1)


async def test_one_address_sends_so_many_messages_a_minute(serve: Serve, journal: Journal) -> None:
    async with serve(messages_per_minute=2, unlimited_peers=()) as listener, connected(listener) as line:
        for _ in range(2):
            await line.open_data()
            assert (await line.say(MAIL + b".\r\n")).startswith("250")
        await line.say("EHLO client.test")
        assert (await line.say("MAIL FROM:<cara@example.org>")).startswith("450 4.7.1")
    assert len(journal.kept) == 2


# seconds   who sends               may they
MINUTES = (
    (0,     "203.0.113.7",          True),
    (1,     "203.0.113.7",          True),
    (2,     "203.0.113.7",          False),
    (2,     "203.0.113.8",          True),
    (3,     "2001:db8:1:2::1",      True),
    (3,     "2001:db8:1:2::2",      True),
    (3,     "2001:db8:1:2:ffff::",  False),
    (3,     "2001:db8:1:3::1",      True),
    (4,     "127.0.0.1",            True),
    (5,     "127.0.0.1",            True),
    (6,     "127.0.0.1",            True),
    (59,    "203.0.113.7",          False),
    (60,    "203.0.113.7",          True),
)  # fmt: skip


def test_messages_are_counted_by_the_minute_and_by_the_site() -> None:
    now = [0.0]
    limits = Limits(sessions=1, messages_per_minute=2, clock=lambda: now[0])
    found = []
    for seconds, who, _ in MINUTES:
        now[0] = seconds
        found.append(limits.may_send((who, 25)))
    assert found == [may for _, _, may in MINUTES]
