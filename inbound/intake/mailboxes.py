"""A mailbox to read by IMAP: where it is and how to log in, and an open connection to it.

Promised: passwords and tokens never show in a repr or in the text of an error; a token (XOAUTH2) is asked for anew at each login, so
that one that has run out costs no more than a reconnection.
"""

import contextlib
import imaplib
import json
import ssl
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from imap_tools.errors import ImapToolsError
from imap_tools.mailbox import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted

Security = Literal["tls", "starttls", "none"]
PORTS: dict[Security, int] = {"tls": 993, "starttls": 143, "none": 143}
TIMEOUT = 60.0
"""Seconds for each answer of the server."""
FAILURES = (imaplib.IMAP4.error, ImapToolsError, OSError)
"""What a server that is away, slow, or unwilling makes of a connection; TLS errors and time-outs are OSErrors."""


class LoginRefused(OSError):
    """The provider gave no access token; the reason is its own."""


@dataclass(frozen=True, kw_only=True)
class OAuth:
    """Where an access token comes from (RFC 6749): by a refresh token (§6) or, without one, by the client's own right (§4.4)."""

    token_url: str
    client_id: str
    client_secret: str = field(default="", repr=False)
    refresh_token: str = field(default="", repr=False)
    scope: str = ""

    def access_token(self) -> str:
        """A fresh token. Raises LoginRefused, or OSError when the provider does not answer."""
        asked = {
            "grant_type": "refresh_token" if self.refresh_token else "client_credentials",
            "client_id": self.client_id,
            "client_secret": self.client_secret,
            "refresh_token": self.refresh_token,
            "scope": self.scope,
        }
        body = urllib.parse.urlencode({name: value for name, value in asked.items() if value}).encode()
        request = urllib.request.Request(self.token_url, body)  # noqa: S310 - the operator's own address, checked when read
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310 - as above
                said = json.load(answer)
        except urllib.error.HTTPError as refused:
            with refused:
                raise LoginRefused(f"{self.token_url} gave no token: {refused.code}") from None
        except ValueError:
            raise LoginRefused(f"{self.token_url} did not answer in JSON") from None
        token = said.get("access_token") if isinstance(said, dict) else None
        if not isinstance(token, str):
            raise LoginRefused(f"{self.token_url} gave no access token")
        return token


@dataclass(frozen=True, kw_only=True)
class Mailbox:
    """`processed` takes what was kept, `refused` what was too large or for nobody we know; both are made when missing.

    `tls` is for a certificate of a private authority.
    """

    host: str
    user: str
    password: str = field(default="", repr=False)
    oauth: OAuth | None = None
    security: Security = "tls"
    port: int | None = None
    folder: str = "INBOX"
    processed: str = "Processed"
    refused: str = "Refused"
    tls: ssl.SSLContext | None = field(default=None, repr=False)

    @property
    def name(self) -> str:
        """For people and logs, without the user."""
        return f"{self.host}:{self.port or PORTS[self.security]}/{self.folder}"

    def place(self, validity: str, uid: str) -> str:
        """The address of one message (RFC 5092 §6), the same for as long as the server keeps its UIDs."""
        user, folder = (urllib.parse.quote(part, safe="") for part in (self.user, self.folder))
        port = self.port or PORTS[self.security]
        return f"imap://{user}@{self.host}:{port}/{folder};UIDVALIDITY={validity}/;UID={uid}"


@contextlib.contextmanager
def opened(mailbox: Mailbox) -> Iterator[BaseMailBox]:
    """Logged in, its folder selected, its other folders there. Raises what is in FAILURES."""
    connection = _connected(mailbox)
    try:
        _log_in(connection, mailbox)
        for folder in (mailbox.processed, mailbox.refused):
            if not connection.folder.exists(folder):
                connection.folder.create(folder)
        connection.folder.set(mailbox.folder)
        yield connection
    finally:
        with contextlib.suppress(*FAILURES):
            connection.logout()
        with contextlib.suppress(*FAILURES):
            connection.client.shutdown()


def try_out(mailbox: Mailbox) -> int:
    """Log in and look, changing nothing; how many messages wait. Raises what is in FAILURES."""
    connection = _connected(mailbox)
    try:
        _log_in(connection, mailbox)
        connection.folder.set(mailbox.folder, readonly=True)
        return len(connection.uids())
    finally:
        with contextlib.suppress(*FAILURES):
            connection.logout()
        with contextlib.suppress(*FAILURES):
            connection.client.shutdown()


def _connected(mailbox: Mailbox) -> BaseMailBox:
    port = mailbox.port or PORTS[mailbox.security]
    tls = mailbox.tls or ssl.create_default_context()
    made: dict[Security, Any] = {
        "tls": lambda: MailBox(mailbox.host, port, TIMEOUT, ssl_context=tls),
        "starttls": lambda: MailBoxStartTls(mailbox.host, port, TIMEOUT, ssl_context=tls),
        "none": lambda: MailBoxUnencrypted(mailbox.host, port, TIMEOUT),
    }
    connection: BaseMailBox = made[mailbox.security]()
    return connection


def _log_in(connection: BaseMailBox, mailbox: Mailbox) -> None:
    if mailbox.oauth is not None:
        connection.xoauth2(mailbox.user, mailbox.oauth.access_token(), initial_folder=None)
    else:
        connection.login(mailbox.user, mailbox.password, initial_folder=None)
