"""Files that came with mail: from their message onto its work order, each once however often it was sent."""

from collections.abc import Sequence

from sqlalchemy import select

from core import commands as c
from core import events as e
from core.model import Attachment, InboundMessage
from core.refusals import Missing, State
from core.turn import Events, Turn


def carry_attachments(turn: Turn, command: c.CarryAttachments) -> Events:
    """L9. Nothing happens where the work order has them all."""
    message = locked_message(turn, command.message_id)
    if message.work_order_id != turn.order.work.id:
        raise State("This message belongs to another work order.")
    carried = carry(turn, message)
    if carried:
        yield e.AttachmentsCarried(
            message_id=message.id,
            text=in_words(carried),
            count=len(carried),
            photos=sum(each.is_photo for each in carried),
        )


def locked_message(turn: Turn, message_id: int) -> InboundMessage:
    """The company's message as the last one who had it left it; whoever else wants to decide about it waits."""
    found = turn.session.scalars(
        select(InboundMessage)
        .where(InboundMessage.company_id == turn.actor.company_id, InboundMessage.id == message_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise Missing("There is no such message.")
    return found


def carry(turn: Turn, message: InboundMessage) -> list[Attachment]:
    """Gives the turn's work order the files of the message; those that it did not have yet."""
    work = turn.order.work
    there = set(
        turn.session.scalars(
            select(Attachment.sha256).where(
                Attachment.company_id == work.company_id, Attachment.work_order_id == work.id
            )
        )
    )
    carried = []
    for row in _of_message(turn, message):
        if row.sha256 in there:
            turn.session.delete(row)  # the same bytes are with the work order already
            continue
        row.work_order_id = work.id
        carried.append(row)
    turn.session.flush()
    return carried


def in_words(files: Sequence[Attachment]) -> str:
    """As in "leak.jpg (1.2 MB), plan.pdf (80 KB)"."""
    return ", ".join(each.words for each in files)


def _of_message(turn: Turn, message: InboundMessage) -> Sequence[Attachment]:
    asked = select(Attachment).where(
        Attachment.company_id == message.company_id,
        Attachment.inbound_message_id == message.id,
        Attachment.work_order_id.is_(None),
    )
    return turn.session.scalars(asked.order_by(Attachment.id)).all()
