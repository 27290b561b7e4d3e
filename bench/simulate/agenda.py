"""The clock of a simulated day: what people mean to do, and when. The Desk reads the time from it."""

import heapq
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count

Act = Callable[[], object]


class Agenda:
    """Stands still while something is done, and goes on to the next moment at which something is."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self._acts: list[tuple[datetime, int, Act]] = []
        self._order = count()

    def __call__(self) -> datetime:
        return self.now

    def at(self, moment: datetime, act: Act) -> None:
        """At that moment, or now if it has passed; acts of the same moment in the order they were meant."""
        heapq.heappush(self._acts, (max(moment, self.now), next(self._order), act))

    def after(self, minutes: float, act: Act) -> None:
        self.at(self.now + timedelta(minutes=minutes), act)

    @property
    def next_at(self) -> datetime | None:
        """When somebody does something next."""
        return self._acts[0][0] if self._acts else None

    def go_to(self, moment: datetime) -> None:
        """Never back."""
        self.now = max(self.now, moment)

    def do_next(self) -> None:
        moment, _order, act = heapq.heappop(self._acts)
        self.go_to(moment)
        act()
