"""Handing a mail to the relay by SMTP, and what its answer means.

A refusal of the recipient or of the message is final. Everything else, from a connection that fails to a login that
is refused, is between us and the relay: the mail waits and is sent again, the same bytes under the same Message-ID.
"""

import re
import ssl
from dataclasses import dataclass, field

import aiosmtplib

IMPLICIT_TLS_PORT = 465  # RFC 8314 §3.3
TIMEOUT = 60.0  # seconds for each step
_FIRST_PERMANENT = 500
_ENHANCED = re.compile(r"\s*5\.(\d)\.\d")
_OF_THE_RECIPIENT = frozenset({"1", "2"})
_NO_SUCH_MAILBOX = frozenset({550, 551, 553})
"""What says of a mailbox that it takes no mail: subjects 1 (address) and 2 (mailbox) of RFC 3463, or a bare code."""
_ADDRESS = re.compile(r"[^\s<>:]+@[^\s<>]+")


@dataclass(frozen=True)
class Relay:
    """The mail server that takes our mail. `tls` is for a certificate of a private authority."""

    host: str
    port: int
    our_name: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    starttls: bool = True
    timeout: float = TIMEOUT
    tls: ssl.SSLContext | None = None


class DeliveryFailed(Exception):
    """What went wrong, without addresses. `permanent`: trying again would end the same way.

    `by_recipient`: it is the address that was refused, not the message.
    """

    def __init__(self, why: str, *, permanent: bool, by_recipient: bool = False) -> None:
        super().__init__(_ADDRESS.sub("…", why))
        self.permanent = permanent
        self.by_recipient = by_recipient


async def hand_over(relay: Relay, sender: str, recipient: str, raw: bytes) -> str:
    """The relay's answer once it has taken responsibility for the mail. Raises DeliveryFailed."""
    encrypted = relay.port == IMPLICIT_TLS_PORT
    try:
        _, answer = await aiosmtplib.send(
            raw,
            sender=sender,
            recipients=recipient,
            hostname=relay.host,
            port=relay.port,
            username=relay.user,
            password=relay.password,
            local_hostname=relay.our_name,
            timeout=relay.timeout,
            use_tls=encrypted,
            start_tls=relay.starttls and not encrypted,
            tls_context=relay.tls,
        )
    except aiosmtplib.SMTPRecipientsRefused as refused:
        one = refused.recipients[0]
        raise _answered(one.code, one.message, by_recipient=True) from refused
    except aiosmtplib.SMTPDataError as refused:
        raise _answered(refused.code, refused.message) from refused
    except aiosmtplib.SMTPResponseException as refused:
        why = f"The relay refused us, not the message: {refused.code} {refused.message}"
        raise DeliveryFailed(why, permanent=False) from refused
    except (aiosmtplib.SMTPException, OSError, ValueError) as error:
        why = f"The relay {relay.host}:{relay.port} could not be used: {error or type(error).__name__}"
        raise DeliveryFailed(why, permanent=False) from error
    return answer


def _answered(code: int, message: str, *, by_recipient: bool = False) -> DeliveryFailed:
    why = f"The relay answered {code} {message}"
    permanent = code >= _FIRST_PERMANENT and not (by_recipient and _is_about_us(code, message))
    return DeliveryFailed(why, permanent=permanent, by_recipient=by_recipient and permanent)


def _is_about_us(code: int, message: str) -> bool:
    """Whether a recipient was refused for who asked: no login, no relaying, a blocked address (RFC 3463: X.7, X.3, X.4)."""
    enhanced = _ENHANCED.match(message)
    return enhanced[1] not in _OF_THE_RECIPIENT if enhanced else code not in _NO_SUCH_MAILBOX
