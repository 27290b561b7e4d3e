"""What the domain in From asks of its mail, and whether this mail keeps to it (RFC 7489)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from inbound.authentication.domains import organisation, same_organisation
from inbound.authentication.resolver import Resolver, texts
from inbound.authentication.verdict import Checked, Result

POLICIES = frozenset({"none", "quarantine", "reject"})
_VERSION = re.compile(rb"\s*v\s*=\s*DMARC1\s*(?:;|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Policy:
    """A domain's record. `asks` is `none`, `quarantine` or `reject`; strict alignment wants equal names."""

    asks: str = "none"
    strict_dkim: bool = False
    strict_spf: bool = False


NO_POLICY = Policy()
STRICTEST = Policy(strict_dkim=True, strict_spf=True)
"""What to go by while the policy is not known."""


def policy_of(domain: str, resolver: Resolver) -> Policy | None:
    """The policy for mail from `domain`: its own, or its organisation's for subdomains. Raises Unanswered."""
    own = _record(domain, resolver)
    if own is not None:
        return _policy(own, "p")
    above = organisation(domain)
    if not above or above == domain:
        return None
    theirs = _record(above, resolver)
    return _policy(theirs, "sp") if theirs is not None else None


def aligned(domain: str, dkim: Iterable[Checked], spf: Checked, policy: Policy) -> str:
    """The passing check that speaks for `domain`, as "DKIM" or "SPF"; empty when none does."""
    for signature in dkim:
        if signature.result is Result.PASS and _matches(domain, signature.domain, strict=policy.strict_dkim):
            return "DKIM"
    if spf.result is Result.PASS and _matches(domain, spf.domain, strict=policy.strict_spf):
        return "SPF"
    return ""


def undecided(domain: str, dkim: Iterable[Checked], spf: Checked, policy: Policy) -> bool:
    """Whether a check could not be made that might have spoken for `domain`. Of other domains it does not matter."""
    unknown = [each for each in dkim if each.result is Result.UNKNOWN]
    return any(_matches(domain, each.domain, strict=policy.strict_dkim) for each in unknown) or (
        spf.result is Result.UNKNOWN and _matches(domain, spf.domain, strict=policy.strict_spf)
    )


def _matches(one: str, other: str, *, strict: bool) -> bool:
    return bool(other) and (one == other if strict else same_organisation(one, other))


def _record(domain: str, resolver: Resolver) -> dict[str, str] | None:
    """The tags of the one record there is; several are none (§6.6.3)."""
    found = [each for each in texts(resolver, f"_dmarc.{domain}") if _VERSION.match(each)]
    if len(found) != 1:
        return None
    pairs = (part.partition("=") for part in found[0].decode("utf-8", "replace").split(";"))
    return {name.strip().lower(): value.strip().lower() for name, _, value in pairs}


def _policy(tags: dict[str, str], wanted: str) -> Policy | None:
    """None for a record that asks nothing that could be understood."""
    asks = tags.get(wanted) if tags.get(wanted) in POLICIES else tags.get("p")
    if asks not in POLICIES:
        asks = "none" if "rua" in tags else None
    if asks is None:
        return None
    return Policy(asks, strict_dkim=tags.get("adkim") == "s", strict_spf=tags.get("aspf") == "s")
