"""What all events share."""

from dataclasses import dataclass, fields
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar

PRICES = frozenset({"total", "old_price", "new_price"})
"""Fields of events that only those who see prices are shown (S1.14)."""


@dataclass(frozen=True, kw_only=True)
class Happened:
    """Something a command did. Fields are what later readers need; row changes are kept beside."""

    name: ClassVar[str]

    def data(self) -> dict[str, Any]:
        """As JSON: datetimes in ISO 8601, money as text."""
        return {field.name: _plain(getattr(self, field.name)) for field in fields(self)}


def _plain(value: object) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value
