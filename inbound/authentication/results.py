"""What our own mail server found, by the Authentication-Results header it wrote (RFC 8601).

Only the topmost header counts, and only when it names the configured host or no host at all: whatever stands below it
came with the message, and anybody can write it.
"""

import re
from dataclasses import dataclass

from inbound.authentication.domains import ascii_domain
from inbound.authentication.verdict import NOTHING, WORDS, Checked, Result
from inbound.mail import InboundMail

HEADER = "Authentication-Results"
MOST_RESULTS = 50
_METHOD = re.compile(r"\s*([a-z][a-z0-9-]*)\s*(?:/\s*\d+\s*)?=\s*([a-z]+)", re.IGNORECASE)
_QUOTED = r'"(?:[^"\\]|\\.)*"'
_PROPERTY = re.compile(rf"([a-z][a-z0-9._-]*)\s*=\s*((?:{_QUOTED}|[^\s\"\\])*)(?:\s+|$)", re.IGNORECASE)
_IDENTITY = re.compile(rf"<?(?:(?:{_QUOTED}|[^\s\"\\@]*)@)?([^\s\"\\@=<>()\[\]:;,]+)>?")


@dataclass(frozen=True, slots=True)
class Reported:
    """The results of one header. `dmarc.domain` is the From domain it was about, if it says so."""

    host: str
    spf: Checked = NOTHING
    dkim: tuple[Checked, ...] = ()
    dmarc: Checked | None = None


def reported(mail: InboundMail, host: str) -> Reported | None:
    """What the configured `host` says of this mail; None when no header of its own stands on top."""
    headers = mail.all_headers(HEADER)
    if not headers or not host:
        return None
    parts = parts_of(headers[0])
    named = "" if _METHOD.match(parts[0]) else (parts.pop(0).split() or [""])[0].lower()
    if named and named != host.lower():
        return None
    return _read(host.lower(), parts[:MOST_RESULTS])


def _read(host: str, parts: list[str]) -> Reported:
    spf, dmarc = NOTHING, None
    dkim: list[Checked] = []
    for part in parts:
        found = _METHOD.match(part)
        if found is None:
            continue
        result, properties = WORDS.get(found[2].lower(), Result.NEUTRAL), _properties(part[found.end() :])
        if properties is None and result is Result.PASS:
            continue  # nobody can tell whose pass it is
        properties = properties or {}
        match found[1].lower():
            case "spf":
                spf = Checked(result, _domain(properties.get("smtp.mailfrom", "")))
            case "dkim":
                signed = properties.get("header.d") or properties.get("header.i", "")
                dkim.append(Checked(result, _domain(signed)))
            case "dmarc" if dmarc is None:
                dmarc = Checked(result, _domain(properties.get("header.from", "")))
    return Reported(host, spf, tuple(dkim), dmarc)


def _properties(written: str) -> dict[str, str] | None:
    """What stands behind a result, the first of each name; None where anything there is no property."""
    found: dict[str, str] = {}
    at = len(written) - len(written.lstrip())
    while at < len(written):
        each = _PROPERTY.match(written, at)
        if each is None:
            return None
        found.setdefault(each[1].lower(), each[2])
        at = each.end()
    return found


def _domain(value: str) -> str:
    """The domain of an identity, `local-part@domain`, whose local part may be quoted (RFC 8601 §2.2), or be quoted whole.

    Empty for all else: who writes to us chooses the envelope's sender, and any text may be in a quoted local part.
    """
    whole = re.fullmatch(_QUOTED, value)
    identity = _IDENTITY.fullmatch(re.sub(r"\\(.)", r"\1", value[1:-1]) if whole else value)
    return ascii_domain(identity[1]) if identity else ""


def parts_of(value: str) -> list[str]:
    """The header's parts between semicolons, without comments (nested or not); quoted strings stay whole.

    A part in which either is not ended is left empty: what it says cannot be told from what was put into it.
    """
    parts, kept = [], ""
    depth, quoted, escaped = 0, False, False
    for letter in value:
        if escaped or letter == "\\":
            escaped = not escaped
        elif letter == '"' and not depth:
            quoted = not quoted
        elif letter in "()" and not quoted:
            depth = depth + 1 if letter == "(" else max(depth - 1, 0)
            continue
        elif letter == ";" and not quoted and not depth:
            parts.append(kept)
            kept = ""
            continue
        kept += "" if depth else letter
    return [*parts, "" if depth or quoted else kept]
