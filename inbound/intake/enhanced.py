"""Enhanced status codes (RFC 3463) for the answers of the library that have none, so that we may offer RFC 2034."""

import re
from collections.abc import Mapping

OFFERED = ("250-PIPELINING", "250-ENHANCEDSTATUSCODES")
"""Extensions that the listener has and the library does not name (RFC 2920, RFC 2034)."""

CODES: Mapping[str, str] = {
    # the answer's code and what it means where the library gives it
    "421": "4.3.2",  # closing
    "454": "4.7.0",  # no TLS at the moment
    "500": "5.5.2",  # no such command, or too long
    "501": "5.5.4",  # what stands behind the command
    "502": "5.5.1",  # a command that is not taken here
    "503": "5.5.1",  # out of order
    "504": "5.5.4",
    "530": "5.7.0",  # TLS or a login first
    "552": "5.3.4",  # too large
    "553": "5.1.3",  # the address
    "555": "5.5.4",
}
BY_CLASS: Mapping[str, str] = {"2": "2.0.0", "4": "4.3.0", "5": "5.5.0"}
BARE = re.compile(r"([245]\d\d) (?![245]\.\d{1,3}\.\d{1,3} )")


def with_code(status: str, hostname: str) -> str:
    """The answer with its code. The greeting, and the answers to HELO and EHLO, never have one (RFC 2034 3)."""
    found = BARE.match(status)
    if found is None or status in {"250 HELP", f"250 {hostname}"} or status.startswith(f"220 {hostname} "):
        return status
    code = found[1]
    return f"{code} {CODES.get(code, BY_CLASS[code[0]])} {status[found.end() :]}"
