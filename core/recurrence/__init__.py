"""Days that come again by a rule (RFC 5545 §3.3.10), and the words people say such rules in. Pure; days have no zone."""

from core.recurrence.days import FURTHEST, days, first_after
from core.recurrence.words import BadRule, read_rule

__all__ = ["FURTHEST", "BadRule", "days", "first_after", "read_rule"]
