"""Our own check of SPF (RFC 7208), by pyspf with our resolver."""

import warnings
from typing import Any

from inbound.authentication.domains import domain_of
from inbound.authentication.resolver import Resolver, Unanswered
from inbound.authentication.verdict import NOTHING, WORDS, Checked, Result

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # its docstrings have escapes that newer Pythons warn of
    import spf


class _Query(spf.query):  # type: ignore[misc]  # the library has no types
    """One question of the library, with every record from our resolver."""

    def __init__(self, peer: str, sender: str, resolver: Resolver) -> None:
        self._resolver = resolver
        super().__init__(i=peer, s=sender, h="")

    def dns(self, name: Any, qtype: str, cnames: Any = None, ignore_void: bool = False) -> list[Any]:  # noqa: FBT001, FBT002 - the library's signature
        del cnames  # aliases are followed by the resolver
        try:
            found = self._resolver.records(str(name).rstrip(".").lower(), qtype)
        except Unanswered as silence:
            raise spf.TempError(str(silence)) from silence
        if not found and not ignore_void:
            self.void_lookups += 1
            if self.void_lookups > spf.MAX_VOID_LOOKUPS:
                raise spf.PermError("too many names without records")
        return [(each,) if isinstance(each, bytes) else each for each in found]


def check_sender(peer: str, sender: str, resolver: Resolver) -> Checked:
    """Whether the host at `peer` (an IP address) may send for the envelope sender's domain. Never raises."""
    domain = domain_of(sender)
    if not peer or not domain or "@" not in sender:
        return NOTHING
    try:
        said, _code, _why = _Query(peer, sender, resolver).check()
    except Exception:  # noqa: BLE001 - the library raises many kinds on hostile records
        return Checked(Result.ERROR, domain)
    return Checked(WORDS.get(said, Result.ERROR), domain)
