"""Posts that were signed long ago: played again, not tried again."""

from datetime import datetime, timedelta

from inbound.intake.providers import Unproven

CLOCKS = timedelta(hours=4)
"""How much a provider's clock and ours may differ, and what a delivery takes beside."""


def check_age(signed_at: str | bytes, now: datetime, tries_for: timedelta) -> None:
    """`signed_at` is in seconds since 1970 or in ISO 8601; `tries_for`: how long the provider repeats a post. Raises Unproven."""
    text = signed_at.decode("ascii", "replace") if isinstance(signed_at, bytes) else signed_at
    try:
        signed = int(text) if text.isascii() and text.isdigit() else datetime.fromisoformat(text).timestamp()
    except (ValueError, OverflowError):
        raise Unproven("it has no timestamp that can be read") from None
    if abs(now.timestamp() - signed) > (tries_for + CLOCKS).total_seconds():
        raise Unproven("its timestamp is too old, or our clock is wrong")
