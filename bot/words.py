"""What somebody typed, cut into words: quotes keep words together, mentions and numbers are recognised. Pure."""

import re
from dataclasses import dataclass

_TOKEN = re.compile(r'"(?P<double>[^"]*)"|“(?P<curly>[^”]*)”|<(?P<angled>[^>]*)>|(?P<bare>[^\s"“<]+)')
_USER = re.compile(r"@(?P<id>[UW][A-Z0-9]+)(?:\|(?P<name>.*))?")
_ORDER = re.compile(r"(?:wo[-\s]?|#)?0*(?P<number>[1-9]\d{0,8})", re.IGNORECASE)


@dataclass(frozen=True)
class Word:
    """`user`: the Slack id of an escaped mention; a plain @name keeps its @ in `text`."""

    text: str
    is_quoted: bool = False
    user: str | None = None

    @property
    def is_mention(self) -> bool:
        return self.user is not None or (self.text.startswith("@") and len(self.text) > 1)

    @property
    def order(self) -> int | None:
        """The work order this word names, for WO-12, wo12, #12 and 12."""
        found = _ORDER.fullmatch(self.text)
        return int(found["number"]) if found and not self.is_quoted else None


def split(text: str) -> tuple[Word, ...]:
    """The words of a slash command's text. Slack has escaped &, <, > and, as told by the manifest, mentions."""
    return tuple(_word(found) for found in _TOKEN.finditer(text))


def joined(words: tuple[Word, ...]) -> str:
    """The words as one text again."""
    return " ".join(word.text for word in words)


def _word(found: re.Match[str]) -> Word:
    for name in ("double", "curly"):
        if found[name] is not None:
            return Word(_unescaped(found[name].strip()), is_quoted=True)
    if found["angled"] is None:
        return Word(_unescaped(found["bare"]))
    user = _USER.fullmatch(found["angled"])
    if user:
        return Word(f"@{_unescaped(user['name'] or user['id'])}", user=user["id"])
    # <#C012|dispatch>, <https://example.com|example.com>, <mailto:a@example.com|a@example.com>
    shown = found["angled"].rpartition("|")[2]
    return Word(_unescaped(shown))


def _unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
