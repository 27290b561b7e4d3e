"""What people type, as Slack keeps it: escaped, with mentions, channels and links marked up."""

import re
from collections.abc import Sequence

from sandbox.slack.config import SandboxUser

_URL = re.compile(r"https?://[^\s<>|]+[^\s<>|.,;:!?)\"']")
_ESCAPES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"))


def escape(text: str) -> str:
    for raw, escaped in _ESCAPES:
        text = text.replace(raw, escaped)
    return text


def typed(
    text: str, users: Sequence[SandboxUser], channels: Sequence[tuple[str, str]], *, named: bool = False
) -> str:
    """Text as it is stored when a person writes it. `channels` are (id, name); `named` adds names to mentions,
    as slash commands with should_escape have them (`<@U0DORA|dora>`).
    """
    text = _URL.sub(lambda found: f"<{found.group()}>", escape(text))
    marks: dict[str, str] = {}
    for user in users:
        mention = f"<@{user.id}|{user.name}>" if named else f"<@{user.id}>"
        marks |= {f"@{user.name}".casefold(): mention, f"@{user.real_name}".casefold(): mention}
    marks |= {f"#{name}".casefold(): f"<#{channel}|{name}>" for channel, name in channels}
    if not marks:
        return text
    known = "|".join(re.escape(mark) for mark in sorted(marks, key=len, reverse=True))
    return re.sub(
        rf"(?<![\w<])({known})(?!\w)",
        lambda found: marks[found.group().casefold()],
        text,
        flags=re.IGNORECASE,
    )


def links(text: str) -> list[str]:
    """The addresses in a stored text."""
    return re.findall(r"<(https?://[^>|]+)(?:\|[^>]*)?>", text)
