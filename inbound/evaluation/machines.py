"""Machines: are bounces and automatic answers told from people, and whose mail bounced?

A false alarm is a person taken for a machine: their words would go unheard.
"""

from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter

from inbound.evaluation.verdicts import Figure, Judged, Kind, Verdict, right_or_wrong, timed
from inbound.parse import parse_here
from inbound.screen import HEARD, Screened, screen
from inbound.screen import Kind as Heard

BOUNCES = frozenset({"bounce", "bounce_permanent", "bounce_temporary"})
AUTOMATIC = frozenset({"auto_reply", "auto_generated"})
PERSON = "normal"
TOLD = frozenset({Heard.BOUNCE, Heard.DELAY})
OTHERS = {"complaint": Heard.COMPLAINT, "dsn_success": Heard.DELIVERED}


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineCase:
    """A message and what it is; `recipients` are the addresses whose mail bounced, where that is known."""

    file: str
    expected_class: str
    recipients: list[str] | None = field(default=None)


def judge(case: MachineCase, folder: Path) -> Judged:
    """Screens the message and compares verdict and address."""
    mail = parse_here((folder / case.file).read_bytes())
    screened, seconds = timed(lambda: screen(mail))
    return Judged((*_found(case, screened), *_alarms(case, screened)), seconds)


def _found(case: MachineCase, screened: Screened) -> tuple[Verdict, ...]:
    wanted, got = case.expected_class, f"{screened.kind.value}: {screened.why}"
    if wanted in OTHERS:
        return (right_or_wrong(wanted, wanted, got, right=screened.kind is OTHERS[wanted]),)
    if wanted in AUTOMATIC:
        seen = screened.kind not in HEARD
        return (Verdict("automatic answers", ("found" if seen else "missed",), seen, wanted, got),)
    if wanted not in BOUNCES:
        return ()
    seen = screened.kind in TOLD
    found = Verdict("bounces", ("found" if seen else "missed",), seen, wanted, got)
    return (found, *_recipient(case, screened))


def _recipient(case: MachineCase, screened: Screened) -> tuple[Verdict, ...]:
    wanted = [address.lower() for address in case.recipients or ()]
    if not wanted:
        return ()
    exact = screened.bounced_recipient.lower() in wanted
    return (
        right_or_wrong("recipient of the bounce", ", ".join(wanted), screened.bounced_recipient, right=exact),
    )


def _alarms(case: MachineCase, screened: Screened) -> tuple[Verdict, ...]:
    if case.expected_class != PERSON:
        return ()
    got = f"{screened.kind.value}: {screened.why}"
    bounce = screened.kind in TOLD
    automatic = screened.kind not in HEARD and not bounce
    return tuple(
        Verdict(figure, ("alarm" if alarm else "quiet",), not alarm, PERSON, got)
        for figure, alarm in (("bounce false alarms", bounce), ("automatic false alarms", automatic))
    )


MACHINES = Kind(
    "auto_bounce",
    TypeAdapter(MachineCase),
    judge,
    (
        Figure("bounces", ("found", "missed")),
        Figure("bounce false alarms", ("alarm", "quiet")),
        Figure("recipient of the bounce", ("right", "wrong")),
        Figure("automatic answers", ("found", "missed")),
        Figure("automatic false alarms", ("alarm", "quiet")),
        Figure("complaint", ("right", "wrong")),
        Figure("dsn_success", ("right", "wrong")),
    ),
)
