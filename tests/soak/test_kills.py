"""Processes are killed at every step while the day's mail is read: every mail ends once, and everybody is told.

The same run as `make soak`, small enough for every day.
"""

import sys

import pytest

from bench.soak.__main__ import described
from bench.soak.crew import AT_A_LISTENER, AT_A_WORKER
from bench.soak.run import Plan, soak

SMALL = Plan(messages=500, each_step=3, anywhere=2, seed=20)

DEATHS: dict[str, int] = dict.fromkeys((*AT_A_LISTENER, *AT_A_WORKER), SMALL.each_step) | {
    "anywhere": SMALL.anywhere
}


@pytest.mark.timeout(600)  # under a minute by itself, but forty processes die and are waited for
async def test_nothing_is_lost_or_done_twice_when_processes_are_killed_at_every_step(
    database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    report = await soak(database_url, SMALL)
    with capsys.disabled():
        sys.stdout.write(f"\n{described(report).splitlines()[-1]}\n")
    assert report.broken == ()
    assert report.deaths == DEATHS
    assert report.handed_over > SMALL.messages, "some mails are handed over twice on purpose"
    assert report.again > 0, "nobody noticed that the listener died"
    assert report.verdict.totals["answers applied"] > SMALL.messages / 2
    assert report.verdict.totals["mails delivered"] >= report.verdict.totals["answers applied"]
