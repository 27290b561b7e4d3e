"""DNS as a seam: asked over the network, or answered from a zone file.

A name without records gives none; a server that does not answer raises `Unanswered`, which is neither a yes nor a no.
Nothing here is asked inside a transaction.
"""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import dns.exception
import dns.name
import dns.rdatatype
import dns.resolver
import dns.zonefile

from inbound.authentication.domains import organisation

Record = bytes | str | tuple[int, str]
"""TXT: its bytes, joined. A, AAAA, PTR: text. MX: preference and host."""

ANSWER_SECONDS = 3.0
SILENCE_SECONDS = 30.0
"""After a time-out its owner's names are not asked for so long: a queue of mail does not wait for each message again.

Nobody else's are left alone: whoever sends us mail chooses how slow their own servers are.
"""
MOST_SILENT = 10_000
CACHED_ANSWERS = 10_000


class Unanswered(Exception):
    """DNS could not be asked just now."""


class Resolver(Protocol):
    """Where records are looked up."""

    def records(self, name: str, kind: str) -> tuple[Record, ...]:
        """All records of that name and kind (`TXT`, `A`, `AAAA`, `MX`, `PTR`). Raises Unanswered."""


class NetworkResolver:
    """The servers of this machine (or `servers`), with a cache that keeps to the records' time to live."""

    def __init__(
        self,
        servers: tuple[str, ...] = (),
        seconds: float = ANSWER_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._servers, self._seconds, self._clock = servers, seconds, clock
        self._silent_until: dict[str, float] = {}
        self._asking: dns.resolver.Resolver | None = None

    def records(self, name: str, kind: str) -> tuple[Record, ...]:
        owner = organisation(name.lower()) or name.lower()
        if self._clock() < self._silent_until.get(owner, 0):
            raise Unanswered("DNS gave no answer a moment ago")
        try:
            answer = self._resolver().resolve(name, kind, lifetime=self._seconds, search=False)
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
            return ()
        except (dns.resolver.NoResolverConfiguration, dns.resolver.LifetimeTimeout, OSError) as silence:
            self._leave_alone(owner)
            raise Unanswered("DNS gave no answer in time") from silence
        except dns.resolver.NoNameservers as broken:  # this zone's servers only: others may still answer
            raise Unanswered(f"the servers of {name} gave no usable answer") from broken
        except (dns.exception.DNSException, UnicodeError):
            return ()  # no name that could have records
        return tuple(_record(each) for each in answer)

    def _leave_alone(self, owner: str) -> None:
        now = self._clock()
        if len(self._silent_until) >= MOST_SILENT:
            self._silent_until = {each: until for each, until in self._silent_until.items() if until > now}
        if len(self._silent_until) < MOST_SILENT:
            self._silent_until[owner] = now + SILENCE_SECONDS

    def _resolver(self) -> dns.resolver.Resolver:
        if self._asking is None:
            self._asking = dns.resolver.Resolver(configure=not self._servers)
            if self._servers:
                self._asking.nameservers = list(self._servers)
            self._asking.cache = dns.resolver.LRUCache(CACHED_ANSWERS)
        return self._asking


class BadZone(Exception):
    """The zone file cannot be read; the message says where."""


class ZoneResolver:
    """The records of one zone file (RFC 1035 §5, names written in full); no other name exists."""

    def __init__(self, text: str) -> None:
        self._records: dict[tuple[str, str], tuple[Record, ...]] = {}
        try:
            found = dns.zonefile.read_rrsets(text, origin=dns.name.root, relativize=False, rdclass=None)
        except dns.exception.DNSException as fault:
            raise BadZone(str(fault)) from fault
        for each in found:
            key = (each.name.to_text(omit_final_dot=True).lower(), dns.rdatatype.to_text(each.rdtype))
            self._records[key] = tuple(_record(record) for record in each)

    @classmethod
    def of_file(cls, path: Path) -> "ZoneResolver":
        """Raises BadZone, or OSError for a file that cannot be read."""
        return cls(path.read_text(encoding="utf-8"))

    def records(self, name: str, kind: str) -> tuple[Record, ...]:
        return self._records.get((name.rstrip(".").lower(), kind), ())


class Patience:
    """Asks for one message: at most so many questions and so many seconds in all, then `Unanswered`."""

    def __init__(
        self,
        resolver: Resolver,
        questions: int = 40,
        seconds: float = 10.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._resolver, self._left, self._clock = resolver, questions, clock
        self._until = clock() + seconds

    def records(self, name: str, kind: str) -> tuple[Record, ...]:
        self._left -= 1
        if self._left < 0 or self._clock() > self._until:
            raise Unanswered("the message asks for too much of DNS")
        return self._resolver.records(name, kind)


def texts(resolver: Resolver, name: str) -> tuple[bytes, ...]:
    """The TXT records of a name. Raises Unanswered."""
    return tuple(each for each in resolver.records(name, "TXT") if isinstance(each, bytes))


def _record(rdata: Any) -> Record:
    match dns.rdatatype.to_text(rdata.rdtype):
        case "TXT":
            return b"".join(rdata.strings)
        case "MX":
            return (rdata.preference, rdata.exchange.to_text(omit_final_dot=True))
        case "A" | "AAAA":
            return str(rdata.address)
        case "PTR":
            return str(rdata.target.to_text(omit_final_dot=True))
        case _:
            return str(rdata.to_text())
