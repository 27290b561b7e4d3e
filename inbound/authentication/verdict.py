"""What a check found, in the words of RFC 8601 as far as we tell them apart."""

from dataclasses import dataclass
from enum import StrEnum


class Result(StrEnum):
    """`UNKNOWN` is a check that could not be made just now: never a pass, never a failure."""

    NONE = "none"
    PASS = "pass"  # noqa: S105 - RFC 8601's word, no password
    FAIL = "fail"
    SOFTFAIL = "softfail"
    NEUTRAL = "neutral"
    UNKNOWN = "unknown"
    ERROR = "error"


WORDS: dict[str, Result] = {
    "pass": Result.PASS,
    "fail": Result.FAIL,
    "hardfail": Result.FAIL,
    "softfail": Result.SOFTFAIL,
    "neutral": Result.NEUTRAL,
    "policy": Result.NEUTRAL,
    "none": Result.NONE,
    "temperror": Result.UNKNOWN,
    "permerror": Result.ERROR,
}
"""Results as other programs write them (RFC 8601 §2.7)."""


@dataclass(frozen=True, slots=True)
class Checked:
    """One check: its result and the domain it speaks for (lower case, ASCII; empty if none)."""

    result: Result
    domain: str = ""

    def __str__(self) -> str:
        return f"{self.result.value} ({self.domain})" if self.domain else self.result.value


NOTHING = Checked(Result.NONE)
