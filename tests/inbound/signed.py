"""Domains with records of their own for tests: a key that signs for them, and the zone that says so."""

import functools
from email.message import EmailMessage
from email.policy import SMTP

from inbound.authenticate import Authentication, Authenticator, Hop
from inbound.authentication.resolver import Record, Unanswered, ZoneResolver
from inbound.parse import parse
from sandbox.mail.signing import Signer, SigningKey

ZONE = """
; domain               ttl class kind what it says
_dmarc.firm.example.   300 IN TXT "v=DMARC1; p=reject"
firm.example.          300 IN TXT "v=spf1 ip4:192.0.2.10 -all"
_dmarc.my-company.example. 300 IN TXT "v=DMARC1; p=reject"
_dmarc.strict.example. 300 IN TXT "v=DMARC1; p=quarantine; adkim=s; aspf=s; sp=none"
strict.example.        300 IN TXT "v=spf1 ip4:192.0.2.10 -all"
mail.strict.example.   300 IN TXT "v=spf1 ip4:192.0.2.10 -all"
_dmarc.watching.example. 300 IN TXT "v=DMARC1; p=none; rua=mailto:x@watching.example"
spf-only.example.      300 IN TXT "v=spf1 include:hoster.example -all"
softly.example.        300 IN TXT "v=spf1 ip4:192.0.2.10 ~all"
hoster.example.        300 IN TXT "v=spf1 a:out.hoster.example -all"
out.hoster.example.    300 IN A 192.0.2.10
_dmarc.twice.example.  300 IN TXT "v=DMARC1; p=reject"
_dmarc.twice.example.  300 IN TXT "v=DMARC1; p=none"
"""
"""192.0.2.10 is where the genuine mail of these firms comes from."""

SIGNING = frozenset(
    {"acmefoods.example", "firm.example", "mail.firm.example", "my-company.example", "strict.example"}
    | {"mail.strict.example", "evil.example", "spf-only.example"}
)


@functools.cache
def key() -> SigningKey:
    return SigningKey.generate(1024)


@functools.cache
def signer() -> Signer:
    return Signer(key(), SIGNING)


@functools.cache
def zone() -> ZoneResolver:
    keys = "".join(line + "\n" for line in signer().zone().splitlines() if "_domainkey" in line)
    return ZoneResolver(keys + '_dmarc.acmefoods.example. 300 IN TXT "v=DMARC1; p=reject"\n' + ZONE)


class SilentDns:
    """Servers that do not answer."""

    def records(self, name: str, kind: str) -> tuple[Record, ...]:
        raise Unanswered(f"no answer about {kind} of {name}")


def letter(sender: str, text: str = "Yes", **headers: str) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, "us@desk.test", "Re: Your visit"
    message["Message-ID"] = "<1@test.example>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message.as_bytes(policy=SMTP)


def authenticate(
    raw: bytes, hop: Hop | None = None, authenticator: Authenticator | None = None
) -> Authentication:
    """The verdict on a message; by default against the zone above, with nothing known of its way."""
    return (authenticator or Authenticator(zone()))(parse(raw), raw, hop or Hop())
