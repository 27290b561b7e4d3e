"""What a round keeps from its start, and who is asked next. Pure (lifecycle §8).

A change of policy or roster leaves a round in flight as it was (P.45); only whether somebody can still go is looked at
again, whenever they are about to be asked and when they accept.
"""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from typing import Self

from core.availability import why_not
from core.dispatch.ranking import Candidate
from core.model import JsonObject
from core.profiles import Profile

EVERYBODY = 0
"""At a time."""


@dataclass(frozen=True, kw_only=True)
class RoundPolicy:
    """The policy of one round. The defaults are those of rounds from before it was kept with them."""

    at_a_time: int = EVERYBODY
    minutes: int = 30
    margin_minutes: int = 30
    escalation_minutes: int = 10

    @classmethod
    def of(cls, profile: Profile, at_a_time: int) -> Self:
        return cls(
            at_a_time=at_a_time,
            minutes=profile.offer_minutes,
            margin_minutes=profile.offer_margin_minutes,
            escalation_minutes=profile.escalation_minutes,
        )

    @classmethod
    def read(cls, stored: JsonObject) -> Self:
        return cls(**stored)

    def as_json(self) -> JsonObject:
        return asdict(self)

    def room(self, already_asked: int, waiting: int) -> int:
        """How many more of those waiting are asked now."""
        return waiting if self.at_a_time == EVERYBODY else max(self.at_a_time - already_asked, 0)


def snapshot(each: Candidate) -> JsonObject:
    """A candidate with the figures they were ranked by."""
    return {
        "id": each.technician_id,
        "name": each.name,
        "travel_minutes": each.travel_minutes,
        "was_here": each.was_here,
        "utilisation": round(each.utilisation, 3),
        "recent_offers": each.recent_offers,
    }


def left_out(each: Candidate) -> JsonObject:
    """Somebody who is not asked, and why not (P.5)."""
    return {
        "id": each.technician_id,
        "name": each.name,
        "why": sorted({reason.why.value for reason in each.exclusions}),
        "sentence": why_not(each.exclusions),
    }


def waiting(candidates: Collection[JsonObject], asked: Collection[int], gone: Collection[int]) -> list[int]:
    """Ids of the candidates who have not been asked yet, in their order; `gone`: those left out meanwhile."""
    return [each["id"] for each in candidates if each["id"] not in {*asked, *gone}]
