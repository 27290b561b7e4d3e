"""How long it takes to get from one place to another, guessed from coordinates. Pure.

The distance by air is the great circle's, by the haversine formula on a sphere of 6,371 km. Roads are 1.3 times as long
(the usual detour in towns is between 1.2 and 1.4). The first 10 km are driven at 30 km/h, the next 40 at 60 km/h,
the rest at 100 km/h; five minutes are added for parking and walking. Whole minutes, rounded up.

The same in both directions, and never less for a place further away. A road service's answer, where one is set, goes
before the guess (docs/adr/0011-travel-by-great-circle.md).
"""

from math import asin, ceil, cos, radians, sin, sqrt
from typing import NamedTuple

EARTH_KM = 6371.0
DETOUR = 1.3
PARKING_MINUTES = 5
LEGS = ((10.0, 30.0), (40.0, 60.0), (float("inf"), 100.0))
"""How many km of road at how many km/h, in this order."""


class Place(NamedTuple):
    """Degrees, WGS 84; north and east are positive."""

    latitude: float
    longitude: float


def place_of(latitude: float | None, longitude: float | None) -> Place | None:
    """None where a coordinate is missing."""
    return Place(latitude, longitude) if latitude is not None and longitude is not None else None


def kilometres(one: Place, other: Place) -> float:
    """By air."""
    north = sin(radians(other.latitude - one.latitude) / 2) ** 2
    east = sin(radians(other.longitude - one.longitude) / 2) ** 2
    around = north + cos(radians(one.latitude)) * cos(radians(other.latitude)) * east
    return 2 * EARTH_KM * asin(min(1.0, sqrt(around)))


def minutes_between(one: Place, other: Place) -> int:
    """By the model above; 0 at the same place."""
    road = kilometres(one, other) * DETOUR
    if road == 0:
        return 0
    driving = 0.0
    for length, speed in LEGS:
        driving += min(road, length) / speed * 60
        road = max(0.0, road - length)
    return ceil(driving) + PARKING_MINUTES
