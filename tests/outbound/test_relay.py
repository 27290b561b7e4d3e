"""What a relay's answers mean, over real SMTP."""

import ssl
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from outbound.compose import compose
from outbound.relay import DeliveryFailed, hand_over
from tests.outbound.letters import IDENTITY, TOKENS, outgoing
from tests.outbound.sink import PASSWORD, USER, Sink, hang_up, listening

SENDER, CARA = "reply+abc@mail.northgate.example", "cara@acmefoods.example"
RAW = compose(outgoing("confirmation-request"), TOKENS, IDENTITY)

# fmt: off
REFUSALS: list[tuple[str, str, bool]] = [
    # asked at     answer                                                    final?
    ("recipient", "550 5.1.1 <cara@acmefoods.example>: user unknown",         True),
    ("recipient", "552 5.2.2 mailbox full",                                   True),
    ("recipient", "550 no such user here",                                    True),
    ("recipient", "554 5.7.1 <cara@acmefoods.example>: Relay access denied",  False),
    ("recipient", "550 5.7.1 our address is on a block list",                 False),
    ("recipient", "554 5.3.0 out of order",                                   False),
    ("recipient", "530 authentication required",                              False),
    ("recipient", "535 login expired",                                        False),
    ("recipient", "450 4.2.0 greylisted, come back later",                    False),
    ("recipient", "451 4.3.0 temporary failure",                              False),
    ("data",      "554 5.7.1 message refused as spam",                        True),
    ("data",      "552 5.3.4 message too big",                                True),
    ("data",      "452 4.3.1 out of space",                                   False),
    ("sender",    "550 5.7.1 sender refused: our account, not the customer",  False),
    ("sender",    "530 5.7.0 authentication required",                        False),
    ("sender",    "421 4.7.0 too many connections",                           False),
]
# fmt: on


async def test_a_mail_arrives_as_it_was_composed_and_the_answer_is_kept(sink: Sink) -> None:
    answer = await hand_over(sink.relay, SENDER, CARA, RAW)
    assert answer == "2.0.0 Ok: queued as 4F7A1"
    assert sink.taken == [(SENDER, CARA, RAW)]


@pytest.mark.parametrize(("asked_at", "answer", "final"), REFUSALS)
async def test_only_a_refused_recipient_or_message_is_final(
    sink: Sink,
    asked_at: str,
    answer: str,
    final: bool,  # noqa: FBT001 - a column of the table
) -> None:
    getattr(sink, f"{asked_at}_answers").append(answer)
    with pytest.raises(DeliveryFailed, match=answer[:3]) as failed:
        await hand_over(sink.relay, SENDER, CARA, RAW)
    assert failed.value.permanent is final
    assert sink.taken == []


async def test_what_went_wrong_is_said_without_addresses(sink: Sink) -> None:
    sink.recipient_answers.append("550 5.1.1 <cara@acmefoods.example>: user unknown")
    with pytest.raises(DeliveryFailed) as failed:
        await hand_over(sink.relay, SENDER, CARA, RAW)
    assert str(failed.value) == "The relay answered 550 5.1.1 <…>: user unknown"


async def test_a_connection_that_breaks_off_after_the_last_line_is_no_refusal(sink: Sink) -> None:
    sink.data_answers.append(hang_up)
    with pytest.raises(DeliveryFailed, match="could not be used") as failed:
        await hand_over(sink.relay, SENDER, CARA, RAW)
    assert not failed.value.permanent


async def test_a_relay_that_is_not_there_is_waited_for(unused_port: int, sink: Sink) -> None:
    with pytest.raises(DeliveryFailed, match=f"127.0.0.1:{unused_port} could not be used") as failed:
        await hand_over(replace(sink.relay, port=unused_port), SENDER, CARA, RAW)
    assert not failed.value.permanent


async def test_a_relay_without_the_encryption_we_insist_on_gets_nothing(sink: Sink) -> None:
    with pytest.raises(DeliveryFailed, match="STARTTLS") as failed:
        await hand_over(replace(sink.relay, starttls=True), SENDER, CARA, RAW)
    assert not failed.value.permanent
    assert sink.taken == []


async def test_mail_goes_encrypted_and_logged_in(certificate: Path) -> None:
    theirs, ours = _contexts(certificate)
    async with listening(theirs, login=True) as sink:
        relay = replace(sink.relay, host="localhost", starttls=True, user=USER, password=PASSWORD, tls=ours)
        await hand_over(relay, SENDER, CARA, RAW)
        assert (sink.logins, len(sink.taken)) == ([USER], 1)


async def test_a_wrong_password_is_ours_to_correct_and_loses_no_mail(certificate: Path) -> None:
    theirs, ours = _contexts(certificate)
    async with listening(theirs, login=True) as sink:
        relay = replace(sink.relay, host="localhost", starttls=True, user=USER, password="wrong", tls=ours)
        with pytest.raises(DeliveryFailed, match="refused us, not the message: 535") as failed:
            await hand_over(relay, SENDER, CARA, RAW)
        assert not failed.value.permanent
        assert sink.taken == []


async def test_a_certificate_nobody_vouches_for_is_not_trusted(certificate: Path) -> None:
    theirs, _ = _contexts(certificate)
    async with listening(theirs) as sink:
        with pytest.raises(DeliveryFailed, match="could not be used") as failed:
            await hand_over(replace(sink.relay, host="localhost", starttls=True), SENDER, CARA, RAW)
        assert not failed.value.permanent
        assert sink.taken == []


def test_the_password_is_in_no_log(sink: Sink) -> None:
    assert PASSWORD not in repr(replace(sink.relay, user=USER, password=PASSWORD))


@pytest.fixture
def unused_port() -> int:
    """A port nobody listens on: the kernel gives these out only when asked for by number."""
    return 1


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and a certificate for localhost, signed by itself."""
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost", "-keyout", "key.pem", "-out", "cert.pem"],
        cwd=folder, check=True, capture_output=True,
    )  # fmt: skip
    return folder


def _contexts(certificate: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    theirs = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    theirs.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    return theirs, ssl.create_default_context(cafile=str(certificate / "cert.pem"))
