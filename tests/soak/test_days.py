"""A day of a small company by the clock: whatever people do, nobody is forgotten and the history is whole.

The same run as `python -m bench.simulate`, small enough for every day.
"""

from bench.simulate.run import simulate
from bench.simulate.size import Size

SMALL = Size(technicians=12, orders=60, days=1, seed=7)


def test_every_work_order_of_a_day_is_served_escalated_or_cancelled(database_url: str) -> None:
    """L40, I13: nobody forgotten, nobody told twice."""
    report = simulate(database_url, SMALL)
    assert report.broken == ()
    assert report.verdict.standings["served"] > SMALL.orders / 2
    assert report.tally.repeated > 0
    assert report.verdict.offers["declined"] > 0
