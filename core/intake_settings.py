"""The settings of the ways in that not every installation has: mailboxes, webhooks, logins, limits, proof, retention.

What this file promises: as in `core.settings`, which these fields are part of, each says what it is for.
"""

import re
from typing import Annotated

from pydantic import Field, FilePath, SecretStr, field_validator
from pydantic_settings import BaseSettings

P256_KEY = re.compile(r"MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE[A-Za-z0-9+/]{86}==")
"""How every public key for ECDSA on P-256 looks (RFC 5480), in base64."""
Count = Annotated[int, Field(ge=1, le=1_000_000)]


class IntakeSettings(BaseSettings):
    """Part of `core.settings.Settings`."""

    mail_authserv_id: str | None = Field(
        default=None,
        description="Name that our own mail server writes at the start of its Authentication-Results headers, as "
        "`mx.example.com`. Only its topmost header is believed; the server must remove such headers from mail "
        "that comes in. Unset: SPF, DKIM and DMARC are checked here.",
    )
    dns_zone_file: FilePath | None = Field(
        default=None,
        description="File with DNS records (a zone file, names in full) that takes the place of DNS when senders are "
        "checked, for trials without a network. Unset: the DNS servers of this machine.",
    )

    imap_mailboxes: FilePath | None = Field(
        default=None,
        description="File (TOML) with the mailboxes to read by IMAP, see "
        "[mailboxes.example.toml](mailboxes.example.toml). Unset: none.",
    )

    smtp_auth_user: str | None = Field(
        default=None,
        description="Name that whoever hands us mail by SMTP or LMTP must log in with, over STARTTLS only. "
        "Unset: no login. Needs SMTP_TLS_CERTIFICATE.",
    )
    smtp_auth_password: SecretStr | None = Field(
        default=None, description="Password of that name. Required with SMTP_AUTH_USER."
    )
    smtp_sessions_per_peer: Count = Field(
        default=50,
        description="Connections that one address may hold to a listener at the same time. This machine and "
        "SMTP_ALLOWED_PEERS may hold any number.",
    )
    smtp_messages_per_minute: Count = Field(
        default=600,
        description="Messages that one address may hand to a listener within a minute; more are asked to come back. "
        "This machine and SMTP_ALLOWED_PEERS may hand over any number.",
    )

    webhook_mailgun_key: SecretStr | None = Field(
        default=None,
        description="HTTP webhook signing key of Mailgun, whose routes post raw mail to "
        "`PUBLIC_URL/mail/webhook/mailgun/mime`. Unset: refused.",
    )
    webhook_postmark_login: SecretStr | None = Field(
        default=None,
        description="`user:password` that Postmark has in the address of its inbound webhook "
        "(`https://user:password@…/mail/webhook/postmark`, with raw content included). Unset: refused.",
    )
    webhook_sendgrid_login: SecretStr | None = Field(
        default=None,
        description="`user:password` that SendGrid has in the address of its Inbound Parse webhook "
        "(`https://user:password@…/mail/webhook/sendgrid`, raw messages). Unset: not asked for; without "
        "WEBHOOK_SENDGRID_KEY as well, its posts are refused.",
    )
    webhook_sendgrid_key: str | None = Field(
        default=None,
        description="Public key (base64) of the security policy with a signature that is attached to SendGrid's parse "
        "setting for `PUBLIC_URL/mail/webhook/sendgrid`. Unset: its signature is not looked at.",
    )
    webhook_ses_topic: str | None = Field(
        default=None,
        description="ARN of the SNS topic through which SES hands over mail at `PUBLIC_URL/mail/webhook/ses`, by an SNS "
        "action; the topic may also tell of bounces and complaints. Of mail that a rule puts into S3 only its headers "
        "and its place come in, for a person to read. "
        "Unset: refused.",
    )

    raw_mail_days: Annotated[int, Field(ge=1, le=36500)] | None = Field(
        default=None,
        description="Days after which the raw bytes of mail, received and sent, are deleted; what was understood and "
        "decided stays, and so do files kept with a work order. Mail that waits for a person is kept. Unset: kept for ever.",
    )

    @field_validator("webhook_sendgrid_key")
    @classmethod
    def _is_a_public_key(cls, given: str | None) -> str | None:
        if given and not P256_KEY.fullmatch(given):
            raise ValueError("is no public key; write the one of the policy, which begins with MFkwEwYH")
        return given
