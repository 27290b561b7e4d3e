"""What a provider tells of our own mail: that it came back, or that its reader called it spam.

Told as JSON and kept as the report that a mail server would have sent (RFC 3464, RFC 5965), with the headers of our
mail in it: one journal, one pipeline, and whoever looks at the message reads what every postmaster reads.
"""

from typing import Any

from inbound.intake.providers import Posted, Unreadable

ABOUT_US = frozenset({"bounce", "complaint"})
SUBJECTS = {"bounce": "Delivery Status Notification (Failure)", "complaint": "Complaint about your mail"}
WHOLE = """\
From: MAILER-DAEMON@amazonses.com
To: {to}
Subject: {subject}
Message-ID: <{identifier}@amazonses.com>
Auto-Submitted: auto-generated
MIME-Version: 1.0
Content-Type: multipart/report; report-type={means}; boundary="=_news"

--=_news
Content-Type: text/plain

Amazon SES reports a {kind}.

--=_news
Content-Type: message/{means}

{told}
--=_news
Content-Type: text/rfc822-headers

{ours}
--=_news--
"""
KEPT = frozenset({"message-id", "reply-to", "from", "to", "subject", "date"})
MOST_HEADERS, LONGEST = 200, 1000
ACTIONS = {"permanent": "failed", "undetermined": "failed", "transient": "delayed"}


def kind_of(news: dict[str, Any]) -> str:
    """What SES tells of, in small letters; a configuration set names it otherwise than an identity does."""
    return str(news.get("notificationType") or news.get("eventType") or "").lower()


def report(news: dict[str, Any]) -> Posted:
    """The report in the place of a notice of ABOUT_US, to the address our mail was from. Raises Unreadable.

    The same notice makes the same bytes: told twice, it is one message.
    """
    mail, kind = _part(news, "mail"), kind_of(news)
    source = _line(mail.get("source"))
    if "@" not in source:
        raise Unreadable("It does not say which mail of ours it is about.")
    means, told = _bounce(_part(news, "bounce")) if kind == "bounce" else _complaint(_part(news, "complaint"))
    raw = WHOLE.format(
        to=source,
        subject=SUBJECTS[kind],
        identifier=f"{_line(mail.get('messageId'))}.{kind}",
        kind=kind,
        means=means,
        told=told,
        ours=_ours(mail.get("headers")),
    )
    return Posted(raw.replace("\n", "\r\n").encode("ascii"), "", (source,))


def _bounce(said: dict[str, Any]) -> tuple[str, str]:
    action = ACTIONS.get(_line(said.get("bounceType")).lower(), "failed")
    blocks = [f"Reporting-MTA: {_line(said.get('reportingMTA')) or 'dns; amazonses.com'}\n"]
    blocks.extend(
        f"Final-Recipient: rfc822; {_line(each.get('emailAddress'))}\nAction: {action}\n"
        f"Status: {_line(each.get('status')) or '5.0.0'}\n"
        f"Diagnostic-Code: {_line(each.get('diagnosticCode')) or 'smtp; none given'}\n"
        for each in _listed(said.get("bouncedRecipients"))
    )
    return "delivery-status", "\n".join(blocks)


def _complaint(said: dict[str, Any]) -> tuple[str, str]:
    what = _line(said.get("complaintFeedbackType")) or "abuse"
    whom = [_line(each.get("emailAddress")) for each in _listed(said.get("complainedRecipients"))]
    lines = [f"Feedback-Type: {what}", "User-Agent: Amazon SES", "Version: 1"]
    return "feedback-report", "\n".join([*lines, *(f"Original-Rcpt-To: {each}" for each in whom), ""])


def _ours(headers: Any) -> str:
    """Our mail's own headers, as far as they were told: by them the report finds its question."""
    named = [(_line(each.get("name")), _line(each.get("value"))) for each in _listed(headers)[:MOST_HEADERS]]
    return "".join(f"{name}: {value}\n" for name, value in named if name.lower() in KEPT)


def _part(news: dict[str, Any], name: str) -> dict[str, Any]:
    found = news.get(name)
    return found if isinstance(found, dict) else {}


def _listed(found: Any) -> list[dict[str, Any]]:
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _line(value: Any) -> str:
    """One line of plain signs: nothing a provider tells makes a header of its own."""
    said = " ".join(str(value).split()) if isinstance(value, str) else ""
    return said.encode("ascii", "replace").decode()[:LONGEST]
