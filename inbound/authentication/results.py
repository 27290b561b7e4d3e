"""What our own mail server found, by the Authentication-Results header it wrote (RFC 8601).

Only the topmost header counts, and only when it names the configured host or no host at all: whatever stands below it
came with the message, and anybody can write it.
"""

import re
from dataclasses import dataclass

from inbound.authentication.domains import domain_of
from inbound.authentication.verdict import NOTHING, WORDS, Checked, Result
from inbound.mail import InboundMail

HEADER = "Authentication-Results"
MOST_RESULTS = 50
_METHOD = re.compile(r"\s*([a-z][a-z0-9-]*)\s*(?:/\s*\d+\s*)?=\s*([a-z]+)", re.IGNORECASE)
_PROPERTY = re.compile(
    r"\b(smtp|header|policy)\.([a-z0-9_-]+)\s*=\s*(\"[^\"]{0,320}\"|[^\s;]{1,320})", re.IGNORECASE
)


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
        result = WORDS.get(found[2].lower(), Result.NEUTRAL)
        properties = {
            f"{kind}.{name}".lower(): value.strip('"') for kind, name, value in _PROPERTY.findall(part)
        }
        match found[1].lower():
            case "spf":
                spf = Checked(result, domain_of(properties.get("smtp.mailfrom", "")))
            case "dkim":
                signed = properties.get("header.d") or properties.get("header.i", "")
                dkim.append(Checked(result, domain_of(signed)))
            case "dmarc" if dmarc is None:
                dmarc = Checked(result, domain_of(properties.get("header.from", "")))
    return Reported(host, spf, tuple(dkim), dmarc)


def parts_of(value: str) -> list[str]:
    """The header's parts between semicolons, without comments (nested or not); quoted strings stay whole."""
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
    return [*parts, kept]
