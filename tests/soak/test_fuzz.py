"""Messages cut, spliced and garbled: nothing raises, nothing hangs. The same run as `make soak`, smaller.

A failure names the seed; `python -m bench.fuzz --seed N` draws the same messages again.
"""

import secrets
import sys

import pytest

from bench.fuzz.__main__ import OWN, described
from bench.fuzz.mutate import seeds
from bench.fuzz.run import fuzz

INPUTS = 5000


def test_five_thousand_mangled_messages_are_read_to_their_end(capsys: pytest.CaptureFixture[str]) -> None:
    seed = secrets.randbelow(10**6)
    report = fuzz(seeds([OWN]), INPUTS, seed)
    with capsys.disabled():
        sys.stdout.write(f"\nseed {seed}: {described(report).splitlines()[-1]}\n")
    assert [(broken.number, broken.why) for broken in report.broken] == [], f"seed {seed}"
    assert report.inputs == INPUTS


def test_the_same_seed_draws_the_same_messages() -> None:
    first, second = (fuzz(seeds([OWN]), 50, seed=7) for _ in range(2))
    assert (first.kinds, first.intents) == (second.kinds, second.intents)
    assert len(first.kinds) > 2, "mangled beyond recognition: every message looks the same"
