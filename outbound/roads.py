"""Asking a road service how long the ways between sites take: OSRM's table service, or Valhalla's matrix.

OSRM: `GET /table/v1/driving/{lon},{lat};…?annotations=duration` answers `durations`, seconds by row and column.
Valhalla: `POST /sources_to_targets` answers `sources_to_targets`, rows of `{"time": seconds}`. Both say null where
there is no way. No transaction is open during a request; a service that is away or answers nonsense changes nothing,
for the guess from coordinates counts until it is back.
"""

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement
from math import ceil
from typing import Any, Literal

import aiohttp
import structlog

from core.availability.travel import PARKING_MINUTES, Place
from core.desk import AsyncDesk
from core.roads import Pair, Stop, Wanted, keep, wanted

TIMEOUT = aiohttp.ClientTimeout(total=30)
MOST_PLACES = 100
"""In one question: what public services allow by default."""

Seconds = list[list[float | None]]

log = structlog.stdlib.get_logger(__name__)


class NoAnswer(Exception):
    """The service is away, or what it said cannot be read."""


@dataclass(frozen=True)
class RoadService:
    """`url` without a slash at its end."""

    url: str
    speaks: Literal["osrm", "valhalla"] = "osrm"

    async def seconds(self, session: aiohttp.ClientSession, places: Sequence[Place]) -> Seconds:
        """From each place to each, in rows. Raises NoAnswer."""
        ask = self._osrm if self.speaks == "osrm" else self._valhalla
        try:
            found = await ask(session, places)
        except (aiohttp.ClientError, TimeoutError, ValueError, KeyError, TypeError) as error:
            raise NoAnswer(f"{type(error).__name__}: {error}") from error
        if [len(row) for row in found] != [len(places)] * len(places):
            raise NoAnswer(f"{len(places)} places were asked for, and the answer has another size")
        return found

    async def _osrm(self, session: aiohttp.ClientSession, places: Sequence[Place]) -> Seconds:
        where = ";".join(f"{each.longitude:.6f},{each.latitude:.6f}" for each in places)
        url = f"{self.url}/table/v1/driving/{where}"
        async with session.get(url, params={"annotations": "duration"}) as answer:
            answer.raise_for_status()
            said: dict[str, Any] = await answer.json()
        return [[_number(each) for each in row] for row in said["durations"]]

    async def _valhalla(self, session: aiohttp.ClientSession, places: Sequence[Place]) -> Seconds:
        where = [{"lat": each.latitude, "lon": each.longitude} for each in places]
        asked = {"sources": where, "targets": where, "costing": "auto"}
        async with session.post(f"{self.url}/sources_to_targets", json=asked) as answer:
            answer.raise_for_status()
            said: dict[str, Any] = await answer.json()
        return [[_number(each["time"]) for each in row] for row in said["sources_to_targets"]]


class RoadCourier:
    """Fetches what is wanted and keeps it, one question after the other."""

    def __init__(self, desk: AsyncDesk, service: RoadService) -> None:
        self._desk = desk
        self._service = service

    async def fetch(self) -> None:
        """Never fails: what could not be had now is asked for the next time."""
        now = self._desk.desk.clock()
        companies = await self._desk.run(lambda session: wanted(session, now))
        async with aiohttp.ClientSession(timeout=TIMEOUT) as session:
            for each in companies:
                try:
                    await self._of_company(session, each)
                except NoAnswer as why:
                    log.warning("the road service gave no answer; travel is guessed", why=str(why))
                    return

    async def _of_company(self, session: aiohttp.ClientSession, company: Wanted) -> None:
        for stops in questions(company):
            seconds = await self._service.seconds(session, [stop.place for stop in stops])
            found, now = minutes_of(stops, seconds), self._desk.desk.clock()
            await self._desk.run(
                functools.partial(keep, company_id=company.company_id, minutes=found, now=now)
            )


def questions(company: Wanted) -> Iterator[tuple[Stop, ...]]:
    """Stops in questions of at most MOST_PLACES, so that every pair that is not known is in one of them."""
    half = MOST_PLACES // 2
    groups = [company.stops[at : at + half] for at in range(0, len(company.stops), half)]
    for one, other in combinations_with_replacement(range(len(groups)), 2):
        stops = groups[one] if one == other else (*groups[one], *groups[other])
        if len(stops) > 1 and company.lacks(stops):
            yield stops


def minutes_of(stops: Sequence[Stop], seconds: Seconds) -> dict[Pair, int]:
    """The longer of both directions in whole minutes, and parking; pairs without a way are left out."""
    found = {}
    for at, one in enumerate(stops):
        for to in range(at + 1, len(stops)):
            there, back = seconds[at][to], seconds[to][at]
            if there is not None and back is not None:
                a, b = sorted((one.site_id, stops[to].site_id))
                found[(a, b)] = ceil(max(there, back) / 60) + PARKING_MINUTES
    return found


def _number(said: Any) -> float | None:
    """Raises ValueError or TypeError for what is no number of seconds."""
    if said is None:
        return None
    number = float(said)
    if not 0 <= number < float("inf"):
        raise ValueError(f"{number} is no time")
    return number
