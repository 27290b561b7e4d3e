"""How much one sender may ask of a listener: connections at a time, messages a minute, wrong passwords.

Counted per IPv4 address or IPv6 /64. Peers the operator vouches for are not counted: the mail server in front of us hands over everybody's
mail.
"""

import hmac
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Any

from aiosmtpd.smtp import AuthResult, LoginPassword

Network = IPv4Network | IPv6Network
LOOPBACK: tuple[Network, ...] = (ip_network("127.0.0.0/8"), ip_network("::1/128"))
MINUTE = 60.0
MOST_REMEMBERED = 10_000
IPV6_SITE = 64
"""Bits of an IPv6 address that name a site; the rest its owner chooses."""
MOST_WRONG_LOGINS = 3
LOGGED_OUT = b"421 4.7.0 Too many wrong logins; goodbye.\r\n"


def within(peer: Any, networks: tuple[Network, ...]) -> bool:
    """Whether a socket's peer is in one of the networks."""
    address = ip_address(str(peer[0]).partition("%")[0])
    return any(address in network for network in networks)


def source_of(peer: Any) -> str:
    """What is counted for a socket's peer."""
    address = ip_address(str(peer[0]).partition("%")[0])
    if address.version == 4:  # noqa: PLR2004 - IPv4
        return str(address)
    return str(ip_network((address, IPV6_SITE), strict=False))


@dataclass(slots=True)
class Limits:
    """What each source holds and has sent. `clock` counts seconds; `unlimited` are networks that are not counted."""

    sessions: int
    messages_per_minute: int
    clock: Callable[[], float]
    unlimited: tuple[Network, ...] = LOOPBACK
    _open: Counter[str] = field(default_factory=Counter)
    _sent: dict[str, tuple[float, int]] = field(default_factory=dict)

    def may_connect(self, peer: Any) -> bool:
        return within(peer, self.unlimited) or self._open[source_of(peer)] < self.sessions

    def connected(self, peer: Any) -> None:
        self._open[source_of(peer)] += 1

    def left(self, peer: Any) -> None:
        source = source_of(peer)
        self._open[source] -= 1
        if self._open[source] <= 0:
            del self._open[source]

    def may_send(self, peer: Any) -> bool:
        """Counts one more message, unless it is one too many within the minute that began with the first."""
        if within(peer, self.unlimited):
            return True
        now, source = self.clock(), source_of(peer)
        began, sent = self._sent.get(source, (now, 0))
        if now - began >= MINUTE:
            began, sent = now, 0
        if sent >= self.messages_per_minute:
            return False
        self._sent[source] = (began, sent + 1)
        if len(self._sent) > MOST_REMEMBERED:
            self._sent = {who: seen for who, seen in self._sent.items() if now - seen[0] < MINUTE}
        return True


@dataclass(frozen=True, slots=True)
class Login:
    """The name and password that whoever hands us mail logs in with; what aiosmtpd's `authenticator` wants to be."""

    user: str
    password: str = field(repr=False)

    def __call__(self, server: Any, _session: Any, _envelope: Any, _mechanism: str, given: Any) -> AuthResult:
        right = isinstance(given, LoginPassword) and self._is_right(given)
        if right:
            return AuthResult(success=True)
        server.wrong_logins += 1
        if server.wrong_logins < MOST_WRONG_LOGINS:
            return AuthResult(success=False, handled=False)
        server.transport.write(LOGGED_OUT)
        server.transport.close()
        return AuthResult(success=False, handled=True)

    def _is_right(self, given: LoginPassword) -> bool:
        user = hmac.compare_digest(given.login, self.user.encode())
        return hmac.compare_digest(given.password, self.password.encode()) and user
