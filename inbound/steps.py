"""The steps of a message's way from the journal to its outcome, and the line of the log at which each begins.

At debug level there is one line per step, with the message's id. So the last line of a worker that died, or of a
message that takes for ever, names the step to look at; below that level a step costs nothing.
"""

import logging
from enum import StrEnum

logger = logging.getLogger(__name__)


class Step(StrEnum):
    """In their order. Those of the past say what is committed: the journal's entry, the decision, what it does, the outcome."""

    JOURNALED = "journaled"
    PARSE = "parse"
    SCREEN = "screen"
    ITIP = "itip"
    AUTHENTICATE = "authenticate"
    STRIP = "strip"
    CORRELATE = "correlate"
    PROVE = "prove"
    INTERPRET = "interpret"
    DECIDE = "decide"
    DECIDED = "decided"
    CARRIED_OUT = "carried out"
    ENDED = "ended"


def reached(step: Step) -> None:
    """Say in the log that the step begins now, or that what it names is committed."""
    logger.debug("mail.step %s", step)
