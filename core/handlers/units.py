"""What work does to the unit it is about."""

from core.handlers.subject import INSTALLATION
from core.model import Equipment
from core.turn import Turn


def install_unit(turn: Turn) -> None:
    """A finished installation stands where the work was (S1.26); a unit that stands somewhere already is left alone."""
    work = turn.order.work
    unit = turn.find(Equipment, work.unit_id)
    if unit is None or work.type != INSTALLATION or unit.is_installed:
        return
    unit.installed_at = turn.now
    if not unit.is_mobile:
        unit.site_id = work.site_id
