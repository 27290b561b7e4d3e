"""The mailboxes sign what their owners write, and only that."""

from pathlib import Path

import dkim
import pytest

from inbound.authentication.resolver import ZoneResolver, texts
from sandbox.mail.config import MailConfig
from sandbox.mail.signing import Signer, SigningKey

RAW = b"From: cara@acmefoods.example\r\nTo: us@desk.test\r\nSubject: Re: visit\r\n\r\nYes\r\n"


@pytest.fixture(scope="module")
def key() -> SigningKey:
    return SigningKey.generate(1024)


def test_what_is_signed_is_verified_by_the_zone_that_is_published(key: SigningKey, tmp_path: Path) -> None:
    signer = MailConfig("", 0, key=key).signer
    assert signer is not None
    zone = ZoneResolver.of_file(signer.publish(tmp_path))

    def lookup(name: bytes, timeout: float = 0) -> bytes:
        assert timeout >= 0
        return texts(zone, name.decode())[0]

    assert dkim.verify(signer.sign(RAW, "acmefoods.example"), dnsfunc=lookup)
    assert texts(zone, "_dmarc.acmefoods.example") == (b"v=DMARC1; p=reject",)


def test_one_firm_has_a_provider_that_does_not_sign(key: SigningKey) -> None:
    signer = MailConfig("", 0, key=key).signer
    assert signer is not None
    assert signer.sign(RAW, "prairie9.example") == RAW
    assert "prairie9" not in signer.zone()


def test_nobody_signs_for_a_domain_that_is_not_theirs(key: SigningKey) -> None:
    assert Signer(key, frozenset({"acmefoods.example"})).sign(RAW, "evil.example") == RAW


def test_without_a_key_nothing_is_signed() -> None:
    assert MailConfig("", 0).signer is None


def test_a_folder_keeps_its_key(tmp_path: Path) -> None:
    first = SigningKey.kept_in(tmp_path)
    assert SigningKey.kept_in(tmp_path) == first
    assert (tmp_path / "dkim-key.pem").stat().st_mode & 0o077 == 0, "readable by its owner only"
