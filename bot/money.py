"""An amount as people type it."""

import re
from decimal import Decimal

from core.refusals import Missing

_AMOUNT = re.compile(r"[$€£]?(?P<number>\d{1,7}|\d{1,3}(?:,\d{3}){1,2})(?P<cents>\.\d{1,2})?")


def amount(text: str) -> Decimal:
    """Reads "450", "450.00", "$1,250.00". Raises Missing for anything that could be read in two ways."""
    found = _AMOUNT.fullmatch(text.strip())
    if found is None:
        raise Missing(
            f"“{text}” is no amount below ten million. Write it like 450.00 or 1,250.00.", field="total"
        )
    return Decimal(found["number"].replace(",", "") + (found["cents"] or ""))
