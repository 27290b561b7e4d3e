"""How senders are checked, by the settings."""

from core.settings import Settings
from inbound.authenticate import Authenticator
from inbound.authentication.resolver import NetworkResolver, Resolver, ZoneResolver


def authenticator(settings: Settings) -> Authenticator:
    """Asks DNS, or the zone file that takes its place. Raises BadZone for one that cannot be read."""
    resolver: Resolver = (
        ZoneResolver.of_file(settings.dns_zone_file) if settings.dns_zone_file else NetworkResolver()
    )
    return Authenticator(resolver, settings.mail_authserv_id or "", settings.smtp_allowed_peers)
