"""Ids and times that look like Slack's: unique, and message times rising within a channel."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MICROS = 1_000_000
_STEP = 100


@dataclass
class Ids:
    """Makes ids from one counter, so that a restart which restores `made` never repeats one."""

    clock: Callable[[], float]
    made: int = 0
    last_micros: dict[str, int] = field(default_factory=dict)

    def new(self, prefix: str) -> str:
        """An id such as `V00000001A`; `prefix` is Slack's letter."""
        self.made += 1
        number, digits = self.made, ""
        while number:
            number, digit = divmod(number, len(_DIGITS))
            digits = _DIGITS[digit] + digits
        return f"{prefix}0{digits:0>8}"

    def ts(self, channel: str) -> str:
        """A message time `1700000000.000100`, unique and rising in its channel even if the clock stands still."""
        micros = max(int(self.clock() * _MICROS), self.last_micros.get(channel, 0) + _STEP)
        self.last_micros[channel] = micros
        return f"{micros // _MICROS}.{micros % _MICROS:06d}"


def block_id() -> str:
    """A block_id or action_id for an author who gave none, as Slack fills it in."""
    return secrets.token_urlsafe(4)


def secret_id() -> str:
    """Part of an address nobody may guess: response_urls, socket tickets, trigger_ids."""
    return secrets.token_hex(16)
