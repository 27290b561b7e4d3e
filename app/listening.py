"""Where this process listens for mail, from the settings."""

import ssl

from core.settings import Settings
from inbound.intake.limits import LOOPBACK, Login
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
            sessions_per_peer=settings.smtp_sessions_per_peer,
            messages_per_minute=settings.smtp_messages_per_minute,
            unlimited_peers=(*LOOPBACK, *settings.smtp_allowed_peers),
            login=_login(settings),
            tls=tls,
        )
        for port, lmtp in ports
    ]


def _login(settings: Settings) -> Login | None:
    if settings.smtp_auth_user is None or settings.smtp_auth_password is None:
        return None
    return Login(settings.smtp_auth_user, settings.smtp_auth_password.get_secret_value())


def _tls(settings: Settings) -> ssl.SSLContext | None:
    if settings.smtp_tls_certificate is None:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(settings.smtp_tls_certificate, settings.smtp_tls_key)
    return context
