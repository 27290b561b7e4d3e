"""How each mail provider posts a message to us, and how its post is proven: one file per provider.

A provider turns one post into what was posted. It raises `Unproven` before it believes anything, and `Unreadable` for
a proven post that holds no raw message.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


class Unproven(Exception):
    """The post is not from the provider, or cannot be shown to be; the text says what is wrong."""


class Unreadable(Exception):
    """The post is genuine and holds no raw message; the text says what to set at the provider."""


@dataclass(frozen=True, slots=True)
class Post:
    """One HTTP request. Header names are in lower case."""

    headers: Mapping[str, str]
    body: bytes
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Posted:
    """A raw message with the envelope as the provider knows it; `sender` is None where it does not say."""

    raw: bytes
    sender: str | None = None
    recipients: tuple[str, ...] = ()


class Provider(Protocol):
    """Whoever posts."""

    def check_headers(self, headers: Mapping[str, str]) -> None:
        """Raises Unproven for a post whose headers show that nothing in its body could prove it: that need not be read."""

    async def __call__(self, post: Post) -> Posted | None:
        """The message; None: the post was business of the provider's own, and done. Raises Unproven, Unreadable."""
