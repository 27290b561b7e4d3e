"""Lists are asked for in the words of any of the five systems, whatever the company's own are."""

import pytest

from core import queries
from core.refusals import Missing
from tests.cast import Cast, use_profile
from tests.core.oracles.statuses import walked_to

WORDS = {
    # where it is  its names in one system or another
    "over":        ("completed", "done"),
    "resting":     ("on hold", "paused", "hold", "On  Hold"),
    "under way":   ("ongoing", "in progress", "In Progress", "in_progress", "started"),
    "assigned":    ("assigned", "pending", "Assigned"),
    "ended":       ("cancelled", "canceled", "CANCELLED"),
}  # fmt: skip
OWN_WORDS = {
    # profile      over         resting    under way      assigned     ended
    "visit":       ("Completed", None,     "Started",     "Scheduled", "Cancelled"),
    "unit":        ("completed", "paused", "ongoing",     "pending",   "cancelled"),
    "quote":       ("Completed", "On Hold", "In Progress", "Scheduled", "Cancelled"),
    "appointment": ("Completed", None,     "In progress", "Scheduled", "Canceled"),
}  # fmt: skip


@pytest.mark.parametrize("profile", OWN_WORDS)
def test_a_status_is_listed_by_the_names_of_all_five_systems(cast: Cast, profile: str) -> None:
    """S4.31, S1.33: assigned and pending are one thing, so are ongoing, started and in progress."""
    use_profile(cast, profile)
    own_words = dict(zip(WORDS, OWN_WORDS[profile], strict=True))
    numbers = {place: walked_to(cast, profile, own) for place, own in own_words.items() if own}
    listed = {
        (place, word): [line.number for line in cast.read(cast.sue, queries.orders(status=word))]
        for place in numbers
        for word in (*WORDS[place], own_words[place])
    }
    assert listed == {(place, word): [numbers[place]] for place, word in listed}


def test_a_word_nobody_knows_is_refused_with_those_that_are(cast: Cast) -> None:
    """S4.31."""
    with pytest.raises(Missing, match=r"There is no status “sideways”\. Try one of: created, confirmed,"):
        cast.read(cast.dora, queries.orders(status="sideways"))
