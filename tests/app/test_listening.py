"""Where mail is listened for, from the settings."""

from ipaddress import IPv4Network

from app.listening import mail_listeners
from core.settings import Settings


def test_smtp_alone_by_default() -> None:
    (smtp,) = mail_listeners(Settings(mail_domain="mail.example", smtp_listen_port=0, smtp_max_bytes=65536))
    assert (smtp.lmtp, smtp.port, smtp.hostname) == (False, 0, "mail.example")
    assert smtp.max_message_bytes == 65536
    assert smtp.tls is None


def test_lmtp_beside_it_where_it_has_a_port() -> None:
    networks = (IPv4Network("10.0.0.0/8"),)
    smtp, lmtp = mail_listeners(Settings(lmtp_listen_port=24, smtp_allowed_peers=networks))
    assert (smtp.lmtp, lmtp.lmtp, lmtp.port) == (False, True, 24)
    assert smtp.allowed_peers == lmtp.allowed_peers == networks
