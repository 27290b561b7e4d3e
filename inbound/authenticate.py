"""Is the sender's domain proven, failed, or neither?

What our own mail server found comes first, if it is configured (MAIL_AUTHSERV_ID) and its header stands on top; without
it we check ourselves. A check that cannot be made counts for neither side.
"""

from dataclasses import dataclass, field, replace
from functools import cached_property
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from core.model import JsonObject
from inbound.authentication.coverage import addressed, is_ambiguous
from inbound.authentication.dkim import check_signatures
from inbound.authentication.dmarc import NO_POLICY, STRICTEST, Policy, aligned, policy_of, undecided
from inbound.authentication.domains import domain_of
from inbound.authentication.resolver import Patience, Resolver, Unanswered
from inbound.authentication.results import Reported, reported
from inbound.authentication.spf import check_sender
from inbound.authentication.verdict import NOTHING, Checked, Result
from inbound.mail import InboundMail

Network = IPv4Network | IPv6Network
PRIVATE: tuple[Network, ...] = tuple(
    ip_network(each)
    for each in (
        *("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "100.64.0.0/10"),
        *("::1/128", "fc00::/7", "fe80::/10"),
    )
)
"""Nobody's mail comes from these over the Internet: such a peer is a relay of our own, and SPF says nothing of it."""


@dataclass(frozen=True, slots=True)
class Hop:
    """How a message reached us. `sender` is None where nobody knows the envelope; `peer` is an IP address or empty."""

    sender: str | None = None
    peer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Authentication:
    """`aligned`: a passing check speaks for the domain in From. `failed`: the domain's own rules say it is not theirs.

    Both are false for the many domains that publish nothing. `addressed` is whom To and Cc name, so far as the signatures
    of the sender's organisation leave that open to nobody. `by` is who checked; `why` says it in a sentence.
    """

    spf: Checked = NOTHING
    dkim: tuple[Checked, ...] = ()
    dmarc: Checked = NOTHING
    aligned: bool = False
    failed: bool = False
    addressed: tuple[str, ...] = ()
    by: str = ""
    why: str = "Nothing was checked."

    def as_json(self) -> JsonObject:
        """For the journal and for people who ask why."""
        return {
            "spf": str(self.spf),
            "dkim": ", ".join(map(str, self.dkim)) or "none",
            "dmarc": str(self.dmarc),
            "aligned": self.aligned,
            "failed": self.failed,
            "by": self.by,
            "why": self.why,
        }


UNCHECKED = Authentication()


@dataclass(frozen=True)
class Authenticator:
    """`authserv_id` is the name our own mail server writes into its header; empty: we check ourselves.

    `relays` are networks of our own in front of us. Asks DNS: never call it inside a transaction.
    """

    resolver: Resolver
    authserv_id: str = ""
    relays: tuple[Network, ...] = field(default=())

    def __call__(self, mail: InboundMail, raw: bytes, hop: Hop) -> Authentication:
        """The verdict on one message. Never raises."""
        domain = domain_of(mail.sender.email) if mail.senders == 1 and mail.header("From") else ""
        if not domain:
            return Authentication(why="It names no sender, or more than one.")
        said = self._ambiguous(hop) if is_ambiguous(raw) else reported(mail, self.authserv_id)
        if said is None:
            said = Reported("", self._spf(hop), check_signatures(raw, self.resolver, domain))
        verdict = _judge(domain, said, Patience(self.resolver))
        return replace(verdict, addressed=addressed(raw, domain))

    def _ambiguous(self, hop: Hop) -> Reported:
        """A pass may be about another sender than the one we see; that nothing passes still counts."""
        spf = self._spf(hop)
        return Reported("", NOTHING if spf.result is Result.PASS else spf, (Checked(Result.ERROR),))

    def _spf(self, hop: Hop) -> Checked:
        asking = Patience(self.resolver)
        return NOTHING if self._is_ours(hop.peer) else check_sender(hop.peer, hop.sender or "", asking)

    def _is_ours(self, peer: str) -> bool:
        try:
            address = ip_address(peer.partition("%")[0])
        except ValueError:
            return True
        mapped = getattr(address, "ipv4_mapped", None) or address
        return any(mapped in network for network in self._networks)

    @cached_property
    def _networks(self) -> tuple[Network, ...]:
        return (*PRIVATE, *self.relays)


def _judge(domain: str, said: Reported, resolver: Resolver) -> Authentication:
    """One verdict from the single checks, by the rules of the domain in From."""
    judged = said.dmarc.result if said.dmarc is not None and said.dmarc.domain in {"", domain} else None
    policy, unanswered = (None, False) if judged else _policy(domain, resolver)
    speaks = aligned(domain, said.dkim, said.spf, STRICTEST if unanswered else policy or NO_POLICY)
    open_still = undecided(domain, said.dkim, said.spf, NO_POLICY if unanswered else policy or NO_POLICY)
    dmarc = judged or _dmarc(policy, speaks, open_still=open_still, unanswered=unanswered)
    if judged in {Result.PASS, Result.FAIL}:
        speaks = "DMARC" if judged is Result.PASS else ""
    failed = dmarc is Result.FAIL or (not speaks and said.spf.result is Result.FAIL and not open_still)
    return Authentication(
        spf=said.spf,
        dkim=said.dkim,
        dmarc=Checked(dmarc, domain),
        aligned=bool(speaks),
        failed=failed,
        by=said.host or "checked here",
        why=_why(domain, speaks, policy, failed=failed, unanswered=unanswered),
    )


def _policy(domain: str, resolver: Resolver) -> tuple[Policy | None, bool]:
    """The domain's policy, and whether DNS could not say."""
    try:
        return policy_of(domain, resolver), False
    except Unanswered:
        return None, True


def _dmarc(policy: Policy | None, speaks: str, *, open_still: bool, unanswered: bool) -> Result:
    if unanswered:
        return Result.UNKNOWN
    if policy is None:
        return Result.NONE
    if speaks:
        return Result.PASS
    return Result.UNKNOWN if open_still else Result.FAIL


def _why(domain: str, speaks: str, policy: Policy | None, *, failed: bool, unanswered: bool) -> str:
    if speaks:
        return f"{speaks} proves that it comes from {domain}."
    if failed:
        wish = f" (which asks to {policy.asks} such mail)" if policy and policy.asks != "none" else ""
        return f"It says it comes from {domain}{wish}, and that domain's own checks say it does not."
    if unanswered:
        return f"Whether it comes from {domain} could not be checked: DNS gave no answer."
    return f"Nothing proves that it comes from {domain}, and nothing speaks against it."
