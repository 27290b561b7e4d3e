"""What the card of an escalation says: the facts of the round that nobody was found in."""

from sqlalchemy import select

from core.events import DispatchEscalated
from core.model import Event, Round
from core.queries.reading import Reading
from core.queries.views import EscalationView, MentionView


def escalation_view(at: Reading, round_id: int) -> EscalationView:
    """The latest escalation of the round: an undo may have let it go on and run out again."""
    ended = at.session.scalars(
        select(Round).where(Round.company_id == at.company_id, Round.id == round_id)
    ).one()
    said = at.session.scalars(
        select(Event.data)
        .where(
            Event.company_id == at.company_id,
            Event.name == DispatchEscalated.name,
            Event.data["round_id"].as_integer() == round_id,
        )
        .order_by(Event.id.desc())
        .limit(1)
    ).one()
    person = said.get("on_duty")
    return EscalationView(
        round_id=round_id,
        status=ended.status,
        step=ended.step,
        reasons=tuple(said["reasons"]),
        left_out=tuple(said.get("left_out", ())),
        on_duty=MentionView(person["name"], person["slack_user_id"]) if person else None,
        acknowledged_by=ended.acknowledged_by,
    )
