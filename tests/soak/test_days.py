"""A day of a small company by the clock: whatever people do, nobody is forgotten and the history is whole.

The same run as `python -m bench.simulate`, small enough for every day.
"""

from bench.simulate.run import simulate
from bench.simulate.size import Size

SMALL = Size(technicians=8, orders=70, days=1, seed=7)
WORTH_IT = {
    "offer.accepted",
    "offer.declined",
    "offer.expired",
    "visit.escalated",
    "visit.escalated-further",
    "visit.moved",
    "order.completed",
}
"""What has to have happened for the day to prove anything."""


def test_every_work_order_of_a_day_is_served_escalated_or_cancelled(database_url: str) -> None:
    """L40, I13: nobody forgotten, nobody told twice."""
    report = simulate(database_url, SMALL)
    assert report.broken == ()
    assert report.verdict.standings["served"] > SMALL.orders / 2
    assert report.tally.repeated > 0
    assert report.verdict.events.keys() >= WORTH_IT
