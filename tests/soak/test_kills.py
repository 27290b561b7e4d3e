"""A worker that is killed in the middle of the day's mail: every mail ends once, and everybody is told.

The same run as `make soak`, small enough for every day.
"""

from bench.soak.run import Plan, soak

SMALL = Plan(messages=60, kills=2, seed=20)


async def test_no_mail_and_no_notification_is_lost_when_the_worker_is_killed(database_url: str) -> None:
    report = await soak(database_url, SMALL)
    assert report.broken == ()
    assert report.kills == SMALL.kills
    assert report.verdict.totals["answers applied"] > 0
    assert report.verdict.totals["mails delivered"] >= report.verdict.totals["answers applied"]
