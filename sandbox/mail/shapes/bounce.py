"""The report of a mail server that could not deliver (RFC 3464 in a multipart/report, RFC 6522). Pure.

It is sent with an empty envelope sender (RFC 3464 §2, RFC 5321 §4.5.5), as every bounce is.
"""

from dataclasses import dataclass
from datetime import datetime

from sandbox.mail.shapes import wire


@dataclass(frozen=True)
class Failure:
    """Who could not be reached, for whom the report is, and what the last server said.

    `status` is an enhanced code (RFC 3463), "5.1.1"; `diagnostic` the SMTP answer after "smtp; ".
    """

    recipient: str
    report_to: str
    status: str
    diagnostic: str


def delivery_report(original: bytes, failure: Failure, reporting_host: str, when: datetime) -> bytes:
    mark = wire.fingerprint(original, failure.recipient, failure.report_to, when)
    boundary = f"{mark[:10].upper()}.{int(when.timestamp())}/{reporting_host}"
    headers = (
        ("Date", wire.date(when)),
        ("From", f"MAILER-DAEMON@{reporting_host} (Mail Delivery System)"),
        ("Subject", "Undelivered Mail Returned to Sender"),
        ("To", failure.report_to),
        ("Auto-Submitted", "auto-replied"),
        ("MIME-Version", "1.0"),
        ("Content-Type", f'multipart/report; report-type=delivery-status;\r\n\tboundary="{boundary}"'),
        ("Message-Id", f"<{when:%Y%m%d%H%M%S}.{mark[:10].upper()}@{reporting_host}>"),
    )
    return wire.part(headers, wire.multipart(boundary, _parts(original, failure, reporting_host, when)))


def _parts(original: bytes, failure: Failure, host: str, when: datetime) -> tuple[bytes, bytes, bytes]:
    words = (
        f"This is the mail system at host {host}.\n\n"
        "I'm sorry to have to inform you that your message could not\nbe delivered to one or more recipients. "
        "It's attached below.\n\n"
        f"<{failure.recipient}>: {failure.diagnostic}\n"
    )
    status = (
        ("Reporting-MTA", f"dns; {host}"),
        ("Arrival-Date", wire.date(when)),
    )
    about = (
        ("Final-Recipient", f"rfc822; {failure.recipient}"),
        ("Original-Recipient", f"rfc822;{failure.recipient}"),
        ("Action", "failed"),
        ("Status", failure.status),
        ("Diagnostic-Code", f"smtp; {failure.diagnostic}"),
    )
    return (
        wire.part(
            (("Content-Description", "Notification"), ("Content-Type", "text/plain; charset=us-ascii")),
            wire.crlf(words).encode("ascii", "replace"),
        ),
        wire.part(
            (("Content-Description", "Delivery report"), ("Content-Type", "message/delivery-status")),
            wire.header_block(status) + b"\r\n" + wire.header_block(about),
        ),
        wire.part(
            (("Content-Description", "Undelivered Message"), ("Content-Type", "message/rfc822")),
            original,
        ),
    )
