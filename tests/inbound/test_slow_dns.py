"""Whoever sends us mail chooses how slow their own name servers are: that opens nothing in anybody else's name."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from inbound.authenticate import Authenticator, Hop
from inbound.authentication.resolver import NetworkResolver, Record, Resolver, Unanswered
from inbound.authentication.verdict import Result
from tests.inbound.mailroom import CARA
from tests.inbound.scene import ELSEWHERE, EVE, Scene
from tests.inbound.signed import authenticate, letter, signer, zone

ACME, SLOW = "acmefoods.example", "slow.example"


@dataclass(frozen=True)
class Slow:
    """The test zone, but no name of these domains is ever answered."""

    domains: tuple[str, ...]

    def records(self, name: str, kind: str) -> tuple[Record, ...]:
        if name.rstrip(".").endswith(self.domains):
            raise Unanswered(f"no answer about {kind} of {name}")
        return zone().records(name, kind)


def spoofed() -> bytes:
    """Unsigned, in Cara's name; her domain asks to reject such mail."""
    return letter(CARA, "Approved")


def signed_by_slow(raw: bytes, times: int = 1) -> bytes:
    """With signatures of a domain whose name servers do not answer."""
    made = signer().sign(raw, "evil.example")
    head = made[: len(made) - len(raw)].replace(b"evil.example", SLOW.encode())
    return head * times + raw


def signed_wrongly_by_acme(raw: bytes) -> bytes:
    genuine = signer().sign(letter(CARA, "Something else"), ACME)
    return genuine[: genuine.index(b"From: ")] + raw


# what Eve sends in Cara's name                                       by whose envelope
SPOOFS: tuple[tuple[Callable[[], bytes], str], ...] = (
    (spoofed,                                                         "eve@evil.example"),
    (spoofed,                                                         f"eve@{SLOW}"),
    (lambda: signed_by_slow(spoofed()),                               "eve@evil.example"),
    (lambda: signed_by_slow(spoofed(), times=9),                      f"eve@{SLOW}"),
    (lambda: signed_by_slow(signed_wrongly_by_acme(spoofed()), 9),    f"eve@{SLOW}"),
)  # fmt: skip


@pytest.mark.parametrize("number", range(len(SPOOFS)))
def test_a_spoofed_mail_fails_however_slow_the_senders_own_servers_are(number: int) -> None:
    made, envelope = SPOOFS[number]
    found = authenticate(made(), Hop(envelope, ELSEWHERE), Authenticator(Slow((SLOW,))))
    assert (found.failed, found.aligned, found.dmarc.result) == (True, False, Result.FAIL)


def test_the_genuine_signature_is_found_below_any_number_of_others() -> None:
    raw = signed_by_slow(signer().sign(letter(CARA), ACME), times=9)
    found = authenticate(raw, Hop(), Authenticator(Slow((SLOW,))))
    assert (found.aligned, found.failed) == (True, False)
    assert found.dkim[0].domain == ACME


def test_where_her_own_servers_are_silent_nothing_is_proven_and_nothing_has_failed() -> None:
    raw = signer().sign(letter(CARA), ACME)
    found = authenticate(raw, Hop(CARA, ELSEWHERE), Authenticator(Slow((ACME,))))
    assert (found.aligned, found.failed, found.dmarc.result) == (False, False, Result.UNKNOWN)


def test_the_silence_of_one_domain_silences_no_other() -> None:
    silent: Resolver = NetworkResolver(("192.0.2.1",), seconds=0.05, clock=lambda: 0.0)
    for name, expected in (
        (f"a.{SLOW}", "in time"),
        (f"_dmarc.{SLOW}", "a moment ago"),
        (f"_dmarc.{ACME}", "in time"),
        (f"mail.{ACME}", "a moment ago"),
    ):
        with pytest.raises(Unanswered, match=expected):
            silent.records(name, "TXT")


def test_a_yes_in_her_name_with_a_slow_signature_confirms_nothing(scene: Scene) -> None:
    scene.mailroom.authenticator = Authenticator(Slow((SLOW,)))
    to = scene.mailroom.address(scene.visit)
    raw = signed_by_slow(scene.mailroom.unsigned(to, "Yes, that works."), times=9)
    message = scene.comes(raw, to, EVE)
    assert message.steps["prove"]["level"] == "E1"
    assert scene.untouched()
