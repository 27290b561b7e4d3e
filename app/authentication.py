"""How senders are checked, by the settings."""

from pathlib import Path

from core.settings import Settings
from inbound.authenticate import Authenticator
from inbound.authentication.resolver import BadZone, NetworkResolver, Resolver, ZoneResolver


def authenticator(settings: Settings) -> Authenticator:
    """Asks DNS, or the zone file that takes its place. Raises BadZone, with a sentence, for one that cannot be read."""
    resolver: Resolver = _zone(settings.dns_zone_file) if settings.dns_zone_file else NetworkResolver()
    return Authenticator(resolver, settings.mail_authserv_id or "", settings.smtp_allowed_peers)


def _zone(file: Path) -> ZoneResolver:
    try:
        return ZoneResolver.of_file(file)
    except (BadZone, OSError, UnicodeDecodeError) as fault:
        raise BadZone(f"DNS_ZONE_FILE: {file} is no zone file that can be read: {fault}") from fault
