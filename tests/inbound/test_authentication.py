"""Whether a message is from the domain it says: own checks against a zone of DNS, and our mail server's header."""

import pytest

from inbound.authenticate import Authenticator, Hop
from inbound.authentication.coverage import addressed
from inbound.authentication.dkim import MOST_LINES
from inbound.authentication.domains import organisation, same_organisation
from inbound.authentication.resolver import BadZone, NetworkResolver, Patience, Unanswered, ZoneResolver
from inbound.authentication.verdict import Result
from tests.inbound.signed import SilentDns, authenticate, letter, signer, zone

ALIGNED, FAILED, NEITHER = (True, False), (False, True), (False, False)
GENUINE, ELSEWHERE, OUR_RELAY = "192.0.2.10", "203.0.113.66", "127.0.0.1"

# fmt: off
OWN_CHECKS = (
    # From                      signed by               envelope                    peer       verdict    dmarc
    ("cara@acmefoods.example",  "acmefoods.example",    "cara@acmefoods.example",   OUR_RELAY, (ALIGNED, "pass")),
    ("cara@acmefoods.example",  None,                   "cara@acmefoods.example",   OUR_RELAY, (FAILED,  "fail")),
    ("a@firm.example",          None,                   "a@firm.example",           GENUINE,   (ALIGNED, "pass")),
    ("a@firm.example",          None,                   "a@firm.example",           ELSEWHERE, (FAILED,  "fail")),
    ("a@firm.example",          "firm.example",         "a@firm.example",           ELSEWHERE, (ALIGNED, "pass")),
    ("a@firm.example",          "mail.firm.example",    "",                         ELSEWHERE, (ALIGNED, "pass")),
    ("a@firm.example",          "evil.example",         "x@evil.example",           ELSEWHERE, (FAILED,  "fail")),
    ("a@sub.firm.example",      None,                   "x@evil.example",           ELSEWHERE, (FAILED,  "fail")),
    ("a@strict.example",        "mail.strict.example",  "",                         ELSEWHERE, (FAILED,  "fail")),
    ("a@strict.example",        "strict.example",       "",                         ELSEWHERE, (ALIGNED, "pass")),
    ("a@strict.example",        None,                   "b@mail.strict.example",    GENUINE,   (FAILED,  "fail")),
    ("a@watching.example",      None,                   "a@watching.example",       ELSEWHERE, (FAILED,  "fail")),
    ("a@my-company.example",    None,                   "x@evil.example",           ELSEWHERE, (FAILED,  "fail")),
    ("a@company.example",       "my-company.example",   "",                         ELSEWHERE, (NEITHER, "none")),
    ("a@spf-only.example",      None,                   "a@spf-only.example",       GENUINE,   (ALIGNED, "none")),
    ("a@spf-only.example",      None,                   "a@spf-only.example",       ELSEWHERE, (FAILED,  "none")),
    ("a@spf-only.example",      "spf-only.example",     "a@spf-only.example",       ELSEWHERE, (ALIGNED, "none")),
    ("a@spf-only.example",      None,                   "a@spf-only.example",       OUR_RELAY, (NEITHER, "none")),
    ("a@softly.example",        None,                   "a@softly.example",         ELSEWHERE, (NEITHER, "none")),
    ("a@twice.example",         None,                   "a@twice.example",          ELSEWHERE, (NEITHER, "none")),
    ("a@nothing.example",       None,                   "a@nothing.example",        ELSEWHERE, (NEITHER, "none")),
    ("a@nothing.example",       None,                   "",                         "",        (NEITHER, "none")),
    ("nobody at all",           None,                   "a@firm.example",           GENUINE,   (NEITHER, "none")),
    ("a@firm.example, b@x.example", "firm.example",     "a@firm.example",           GENUINE,   (NEITHER, "none")),
)
# fmt: on


@pytest.mark.parametrize(("sender", "signed_by", "envelope", "peer", "expected"), OWN_CHECKS)
def test_what_our_own_checks_find(
    sender: str, signed_by: str | None, envelope: str, peer: str, expected: tuple[tuple[bool, bool], str]
) -> None:
    raw = letter(sender)
    raw = signer().sign(raw, signed_by) if signed_by else raw
    found = authenticate(raw, Hop(envelope, peer))
    assert ((found.aligned, found.failed), found.dmarc.result.value) == expected, found.as_json()


HOST = "mx.desk.test"
# fmt: off
HEADERS = (
    # the topmost header                                                                                    verdict
    (f"{HOST}; dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from=nothing.example",                       ALIGNED),
    (f"{HOST}; spf=fail smtp.mailfrom=x@evil.example; dkim=none; dmarc=fail header.from=nothing.example",   FAILED),
    (f"{HOST} 1; dkim=pass (2048-bit key; unprotected) header.d=nothing.example header.i=@nothing.example", ALIGNED),
    (f"{HOST}; dkim=pass header.i=cara@mail.nothing.example header.s=s1",                                   ALIGNED),
    (f"{HOST}; dkim=pass header.d=evil.example; spf=pass smtp.mailfrom=x@evil.example",                     NEITHER),
    (f"{HOST}; spf=pass (mx: domain of cara@nothing.example) smtp.mailfrom=cara@nothing.example",           ALIGNED),
    (f"{HOST}; spf=temperror smtp.mailfrom=cara@nothing.example; dmarc=temperror",                          NEITHER),
    (f"{HOST}; dmarc=bestguesspass action=none header.from=nothing.example",                                NEITHER),
    (f"{HOST}; dmarc=pass header.from=evil.example",                                                        NEITHER),
    (f"{HOST}; spf=fail smtp.mailfrom=cara@nothing.example; dkim=fail header.d=nothing.example",            FAILED),
    (f"{HOST}; none",                                                                                       NEITHER),
    ("spf=pass (sender IP is 192.0.2.10) smtp.mailfrom=nothing.example; dkim=pass header.d=nothing.example;dmarc=pass action=none header.from=nothing.example;compauth=pass reason=100", ALIGNED),
    ("MX.DESK.TEST; dmarc=pass header.from=nothing.example",                                                ALIGNED),
    ("mx.evil.example; dmarc=pass header.from=nothing.example",                                             NEITHER),
    (f"mx.evil.example ({HOST}); dmarc=pass header.from=nothing.example",                                   NEITHER),
    (f'{HOST}; x-note="; dmarc=pass"; (dmarc=pass header.from=nothing.example)',                            NEITHER),
    (f'{HOST}; spf=pass smtp.mailfrom="x@nothing.example"@evil.example; dmarc=none header.from=nothing.example', NEITHER),
    (f'{HOST}; spf=pass smtp.mailfrom="a\\"@nothing.example"@evil.example',                                 NEITHER),
    (f'{HOST}; spf=pass smtp.mailfrom="\\"x@nothing.example\\"@evil.example"',                              NEITHER),
    (f'{HOST}; spf=pass smtp.mailfrom="x smtp.mailfrom=a@nothing.example"@evil.example',                    NEITHER),
    (f"{HOST}; spf=pass smtp.mailfrom=x@evil.example smtp.mailfrom=a@nothing.example",                      NEITHER),
    (f"{HOST}; spf=pass smtp.mailfrom=nothing.example x@evil.example",                                      NEITHER),
    (f"{HOST}; spf=pass smtp.mailfrom=a@nothing.example@evil.example",                                      NEITHER),
    (f"{HOST}; spf=pass smtp.mailfrom=evil.example@a@nothing.example",                                      NEITHER),
    (f"{HOST}; spf=pass smtp.mailfrom= smtp.helo=mail.nothing.example",                                     NEITHER),
    (f"{HOST}; spf=pass smtp.mailfrom=nothing.example(x@evil.example",                                      NEITHER),
    (f'{HOST}; spf=pass smtp.mailfrom=nothing.example "x@evil.example',                                     NEITHER),
    (f'{HOST}; dkim=pass header.i="x@nothing.example"@evil.example header.s=s1',                            NEITHER),
    (f'{HOST}; dmarc=pass header.from="nothing.example"@evil.example',                                      NEITHER),
    (f'{HOST}; spf=pass smtp.helo=a smtp.mailfrom="cara cole"@nothing.example',                             ALIGNED),
    (f'{HOST}; spf=pass smtp.mailfrom="verp=1@nothing.example"',                                            ALIGNED),
    (f"{HOST}; spf=pass smtp.mailfrom=<cara@nothing.example>",                                              ALIGNED),
    (f'{HOST}; dkim=pass reason="good" header.d=nothing.example header.b="Ab/+="; spf=none smtp.mailfrom=', ALIGNED),
    ("",                                                                                                    NEITHER),
    (";;;=;(((",                                                                                            NEITHER),
)
# fmt: on


@pytest.mark.parametrize(("header", "verdict"), HEADERS)
def test_what_our_mail_servers_header_says(header: str, verdict: tuple[bool, bool]) -> None:
    raw = f"Authentication-Results: {header}\r\n".encode() + letter("cara@nothing.example")
    found = authenticate(raw, authenticator=Authenticator(zone(), HOST))
    assert (found.aligned, found.failed) == verdict, found.as_json()


def test_a_header_below_another_hosts_counts_for_nothing() -> None:
    forged = f"Authentication-Results: {HOST}; dmarc=pass header.from=firm.example\r\n".encode()
    above = b"Authentication-Results: relay.evil.example; none\r\n"
    found = authenticate(above + forged + letter("a@firm.example"), authenticator=Authenticator(zone(), HOST))
    assert found.failed


def test_nothing_passes_for_headers_that_programs_read_in_two_ways() -> None:
    said = f"Authentication-Results: {HOST}; dmarc=pass header.from=spf-only.example\r\nX-A: 1\rX-B: 2\r\n".encode()
    raw = said + signer().sign(letter("a@spf-only.example"), "spf-only.example")
    judge = Authenticator(zone(), HOST)
    for peer, verdict in ((GENUINE, NEITHER), (ELSEWHERE, FAILED)):
        found = authenticate(raw, Hop("a@spf-only.example", peer), judge)
        assert (found.aligned, found.failed) == verdict, found.as_json()


def test_a_header_counts_for_nothing_where_no_host_is_configured() -> None:
    forged = f"Authentication-Results: {HOST}; dmarc=pass header.from=firm.example\r\n".encode()
    found = authenticate(forged + letter("a@firm.example"))
    assert (found.failed, found.by) == (True, "checked here")


@pytest.mark.parametrize(
    ("change", "result"),
    [
        ((b"Yes", b"No"), Result.FAIL),
        ((b"Re: Your visit", b"Re: Your quote"), Result.FAIL),
        ((b"s=sandbox", b"s=unknown"), Result.FAIL),
        ((b"v=1;", b"v=7;"), Result.FAIL),
        ((b"bh=", b"bh=\xff"), Result.FAIL),
    ],
)
def test_a_signature_over_something_else_is_no_signature(change: tuple[bytes, bytes], result: Result) -> None:
    raw = signer().sign(letter("cara@acmefoods.example"), "acmefoods.example").replace(*change)
    found = authenticate(raw)
    assert [each.result for each in found.dkim] == [result]
    assert found.failed


def test_when_dns_is_silent_nothing_is_proven_and_nothing_has_failed() -> None:
    raw = signer().sign(letter("cara@acmefoods.example"), "acmefoods.example")
    hop = Hop("cara@acmefoods.example", ELSEWHERE)
    found = authenticate(raw, hop, Authenticator(SilentDns()))
    assert (found.aligned, found.failed) == NEITHER
    assert {found.spf.result, found.dkim[0].result, found.dmarc.result} == {Result.UNKNOWN}
    assert "DNS gave no answer" in found.why


def test_a_message_cannot_make_us_ask_for_ever() -> None:
    asking = Patience(zone(), questions=3)
    for _ in range(3):
        asking.records("firm.example", "TXT")
    with pytest.raises(Unanswered):
        asking.records("firm.example", "TXT")


def test_crafted_blanks_do_not_hold_the_worker() -> None:
    raw = signer().sign(letter("cara@acmefoods.example"), "acmefoods.example") + b" " * 200_000
    assert authenticate(raw).dkim == ()


def test_a_million_lines_do_not_hold_the_worker() -> None:
    raw = signer().sign(letter("cara@acmefoods.example"), "acmefoods.example") + b"\r\n" * (MOST_LINES + 1)
    assert authenticate(raw).dkim == ()


def test_a_header_of_very_many_lines_does_not_hold_the_worker() -> None:
    raw = signer().sign(letter("cara@acmefoods.example"), "acmefoods.example")
    assert authenticate(b"X-A: 1\r\n" + b" 2\r\n" * (MOST_LINES - 1000) + raw).dkim == ()


# headers that are slow to look through for what a signature covers, unless each byte is looked at once
SLOW = {
    "blanks among the names": b"DKIM-Signature: d=firm.example; h=from" + b" " * 2_000_000 + b"x\r\n",
    "blanks among the tags":  b"DKIM-Signature: h=from;" + b" " * 2_000_000 + b"x; d=firm.example\r\n",
    "very many names":        b"DKIM-Signature: d=firm.example; h=" + b"a:" * 1_000_000 + b"\r\n",
    "a very long domain":     b"DKIM-Signature: h=from; d=" + b"a." * 1_000_000 + b"firm.example\r\n",
    "very many signatures":   b"DKIM-Signature: d=firm.example; h=from\r\n" * 15_000,
    "very many lines":        b"a\n" * 3_000_000,
}  # fmt: skip


@pytest.mark.parametrize("head", SLOW.values(), ids=SLOW)
def test_looking_for_what_is_covered_does_not_hold_the_worker(head: bytes) -> None:
    own = b"DKIM-Signature: d=firm.example; h=from\r\n"
    assert addressed(head + own + letter("a@firm.example"), "firm.example") == ()


def test_a_server_that_is_silent_is_left_alone_for_a_while() -> None:
    now = [0.0]
    silent = NetworkResolver(("192.0.2.1",), seconds=0.05, clock=lambda: now[0])
    for expected in ("in time", "a moment ago"):
        with pytest.raises(Unanswered, match=expected):
            silent.records("firm.example", "TXT")
    now[0] = 31.0
    with pytest.raises(Unanswered, match="in time"):
        silent.records("firm.example", "TXT")


def test_a_zone_file_that_cannot_be_read_says_where() -> None:
    with pytest.raises(BadZone, match="2"):
        ZoneResolver('firm.example. 300 IN TXT "x"\nfirm.example. 300 IN NONSENSE x\n')


def test_whose_a_domain_is() -> None:
    assert organisation("mail.my-company.co.uk") == "my-company.co.uk"
    assert organisation("co.uk") == ""
    assert not same_organisation("my-company.example", "company.example")
    assert not same_organisation("a.github.io", "b.github.io")
