"""The processes of one role, kept running side by side: each dies when its doom comes, and the next starts at once."""

import asyncio
import contextlib
import signal
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from random import Random

from bench.processes import TAIL, Failed, Program
from bench.soak.doomed import Doom, forked, somebody_died_enough
from inbound.steps import Step

LOOK_EVERY = 0.05  # seconds
LATEST = 3
"""A process dies when it is at its step for the first time, or up to so many later."""
SOMEWHERE = 40
"""So many things more are done at most before a process is killed from outside."""

AT_A_LISTENER = (Step.JOURNALED,)
AT_A_WORKER = tuple(step for step in Step if step not in AT_A_LISTENER)
RARE = frozenset({Step.ITIP})
"""Few messages come there: who is to die there has to start early."""


def workers_dooms(each: int, anywhere: int, lot: Random) -> list[Doom]:
    """So many deaths at each step of a worker, and so many from outside."""
    at_steps = [Doom(step, lot.randint(1, LATEST)) for step in AT_A_WORKER for _ in range(each)]
    dooms = [*at_steps, *(Doom(None, lot.randint(1, SOMEWHERE)) for _ in range(anywhere))]
    lot.shuffle(dooms)
    return sorted(dooms, key=lambda doom: doom.step not in RARE)


def listeners_dooms(each: int, messages: int, lot: Random) -> list[Doom]:
    """So many deaths with a batch in the journal and no answer given, all while the messages come in."""
    latest = max(1, messages // (8 * max(1, each)))
    return [Doom(step, lot.randint(1, latest)) for step in AT_A_LISTENER for _ in range(each)]


@dataclass
class Crew:
    """`dooms` are those to come; `died` counts them by step; `complaints` are errors in the logs of all that ended.

    `pending` are those of the processes that run. `done` is how many things are done so far.
    """

    role: str
    settings: Mapping[str, str]
    dooms: list[Doom]
    done: Callable[[], Awaitable[int]]
    died: Counter[Step | None] = field(default_factory=Counter)
    running: list[Program] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    pending: Counter[Step | None] = field(default_factory=Counter)

    @property
    def spared(self) -> list[str]:
        """The steps of those that were to die and have not."""
        left = self.pending + Counter(doom.step for doom in self.dooms)
        return [step or "anywhere" for step in left.elements()]

    @contextlib.asynccontextmanager
    async def at_work(self, side_by_side: int) -> AsyncIterator[None]:
        """So many at once for the length of the block. Raises Failed when one ends that was not to die."""
        places = [asyncio.create_task(self._keep_place()) for _ in range(side_by_side)]
        try:
            yield
            for place in places:
                if place.done():
                    await place
        finally:
            for place in places:
                place.cancel()
            await asyncio.wait(places)
            for program in [*self.running]:
                await asyncio.to_thread(program.stop)
                self._bury(program)

    async def _keep_place(self) -> None:
        while True:
            doom = self.dooms.pop(0) if self.dooms else None
            if doom is not None:
                self.pending[doom.step] += 1
            program = forked(self.role, self.settings, doom)
            self.running.append(program)
            code = await self._end_of(program, doom)
            last_words = program.words()[-TAIL:]
            self._bury(program)
            if doom is None or code != -signal.SIGKILL:
                raise Failed(f"{self.role} ended by itself, exit code {code}: {last_words}")
            self.pending[doom.step] -= 1
            self.died[doom.step] += 1

    async def _end_of(self, program: Program, doom: Doom | None) -> int:
        """Its exit code. One that is not to die at a step is killed here when its time has come."""
        from_outside = doom is not None and doom.step is None
        wanted = doom.time + await self.done() if doom is not None and from_outside else None
        while (code := program.process.poll()) is None:
            if wanted is not None and await self.done() >= wanted and not await self._too_much():
                program.process.kill()
                wanted = None
            await asyncio.sleep(LOOK_EVERY)
        return code

    def _bury(self, program: Program) -> None:
        self.complaints += program.complaints()
        self.running.remove(program)
        program.log.close()

    def last_words(self) -> str:
        """The end of the log of those that run, for whoever wonders why nothing happens."""
        return "\n".join(program.words()[-TAIL:] for program in self.running)

    async def _too_much(self) -> bool:
        return await asyncio.to_thread(somebody_died_enough, self.settings["DATABASE_URL"])
