"""Days that come again by a rule (RFC 5545 §3.3.10), and the words people say such rules in. Pure; days have no zone."""

from core.recurrence.days import days, first_after
from core.recurrence.holidays import working_day
from core.recurrence.words import BadRule, read_rule

__all__ = ["BadRule", "days", "first_after", "read_rule", "working_day"]
