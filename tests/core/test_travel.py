"""Travel guessed from coordinates: the formula, and what must hold for it anywhere on earth (§8, I5)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.availability.travel import Place, kilometres, minutes_between, place_of

ACME, HARBOR = Place(41.8867, -87.6573), Place(41.8932, -87.6168)
NAPERVILLE, GRAND_RAPIDS = Place(41.7745, -88.1400), Place(42.9712, -85.6846)

# fmt: off
WAYS = (
    # from     to             km by air   minutes
    (ACME,    ACME,           0.0,        0),
    (ACME,    HARBOR,         3.4,       14),   # 4.4 km of road at 30 km/h, and parking
    (ACME,    NAPERVILLE,    41.9,       68),   # 54 km: 10 at 30, 40 at 60, the rest at 100
    (ACME,    GRAND_RAPIDS, 201.9,      193),   # the model drives around no lake
)
# fmt: on
places = st.builds(Place, st.floats(-90, 90), st.floats(-180, 180))


@pytest.mark.parametrize(("start", "end", "km", "minutes"), WAYS)
def test_the_guess_is_what_a_driver_would_say(start: Place, end: Place, km: float, minutes: int) -> None:
    assert kilometres(start, end) == pytest.approx(km, abs=0.1)
    assert minutes_between(start, end) == minutes


@given(places, places)
def test_there_and_back_take_the_same_time(one: Place, other: Place) -> None:
    assert minutes_between(one, other) == minutes_between(other, one)


@given(places)
def test_nobody_travels_to_where_they_are(here: Place) -> None:
    assert minutes_between(here, here) == 0


@given(places, places, places)
def test_further_away_never_takes_less(here: Place, one: Place, other: Place) -> None:
    near, far = sorted((one, other), key=lambda each: kilometres(here, each))
    assert minutes_between(here, near) <= minutes_between(here, far)


@given(places, places)
def test_no_two_places_are_further_apart_than_half_the_globe(one: Place, other: Place) -> None:
    assert 0 <= kilometres(one, other) <= 20_016


def test_a_place_needs_both_coordinates() -> None:
    assert place_of(41.9, None) is None
    assert place_of(None, -87.6) is None
    assert place_of(0.0, 0.0) == Place(0.0, 0.0)
