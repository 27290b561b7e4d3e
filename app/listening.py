"""Where this process listens for mail, from the settings."""

import ssl

from core.settings import Settings
from inbound.intake.protocol import SmtpSettings


def mail_listeners(settings: Settings) -> list[SmtpSettings]:
    """One for SMTP, and one for LMTP where LMTP_LISTEN_PORT is set. Raises OSError for a certificate it cannot use."""
    ports = [(settings.smtp_listen_port, False)]
    if settings.lmtp_listen_port is not None:
        ports.append((settings.lmtp_listen_port, True))
    tls = _tls(settings)
    return [
        SmtpSettings(
            host=settings.smtp_listen_host,
            port=port,
            lmtp=lmtp,
            hostname=settings.mail_domain,
            max_message_bytes=settings.smtp_max_bytes,
            allowed_peers=settings.smtp_allowed_peers,
            tls=tls,
        )
        for port, lmtp in ports
    ]


def _tls(settings: Settings) -> ssl.SSLContext | None:
    if settings.smtp_tls_certificate is None:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(settings.smtp_tls_certificate, settings.smtp_tls_key)
    return context
