"""Mail that needs a person: what it says, why nothing was done with it, and what can be done with one click."""

from bot.blocks.kit import Block, actions, bold, button, context, cut, lines, quoted
from bot.ids import Ref
from core import commands as c
from core.model import Asks, MessageStatus
from core.queries.views import MessageView, OrderView, UnverifiedView

TEXT_LIMIT = 1500
READ_AGAIN = {
    MessageStatus.RECEIVED: "It is being read again.",
    MessageStatus.DECIDED: "It is being read again.",
    MessageStatus.APPLIED: "Read again, and applied.",
    MessageStatus.KEPT: "Read again, and kept with its work order.",
    MessageStatus.IGNORED: "Read again; there was nothing to do.",
}
"""What the card of a message that could not be read says once somebody has tried again."""


def triage_card(message: MessageView, order: OrderView | None) -> list[Block]:
    about = f" about {order.reference} {cut(order.title, 100)}" if order else ""
    said = [
        lines(
            (bold(f"Mail{about}"),),
            (bold("From  "), _from(message)),
            (bold("Subject  "), cut(message.subject or "none", 200)),
        ),
        quoted(cut(message.text.strip(), TEXT_LIMIT) or "(no text)"),
        *_files(message),
    ]
    if message.settled is not None:
        return [*said, context(f"Settled: {message.settled}.")]
    if message.status in READ_AGAIN:
        return [*said, context(f"{READ_AGAIN[message.status]} {message.why or ''}".strip())]
    return [
        *said,
        *([context(f"Careful: {message.disowned}")] if message.disowned else []),
        context(f"{_so_far(message)} {message.why or 'A person has to read this.'}"),
        *([context(_offer(message.unverified))] if message.unverified else []),
        *actions("answer", _buttons(message, order)),
    ]


def _so_far(message: MessageView) -> str:
    return f"Done already: {message.done}. The rest is yours." if message.done else "Nothing was changed."


def _from(message: MessageView) -> str:
    sender = cut(message.sender or "nobody we can name", 200)
    return f"{sender} ({cut(message.known_as, 200)})" if message.known_as else sender


def _files(message: MessageView) -> list[Block]:
    """What came with it, and what of it was not kept."""
    said = [
        f"{what}: {', '.join(names)}"
        for what, names in (("Files", message.files), ("Not kept", message.left_out))
        if names
    ]
    return [context(cut(". ".join(said), TEXT_LIMIT))] if said else []


def answers_the_visit(message: MessageView, order: OrderView | None) -> bool:
    """It answers our question about the window as it still is: one click can count it as a yes."""
    return (
        order is not None
        and message.asks is Asks.CONFIRM_VISIT
        and message.schedule_rev == order.schedule_rev
        and c.ConfirmOnBehalf in order.possible
    )


def _offer(unverified: UnverifiedView) -> str:
    """Nothing proves who wrote; somebody who knows them can say that it counts (N.11)."""
    adding = f" {unverified.address} can be added to the customer, too." if unverified.address else ""
    return f"If you know that it is theirs, apply it: {unverified.does}.{adding}"


def _buttons(message: MessageView, order: OrderView | None) -> list[dict[str, object]]:
    ref = str(Ref(order.number if order else 0, order.schedule_rev if order else 0, message.id))
    apply = [button("Apply as confirmed", "triage.confirm", ref, "primary")]
    unverified = message.unverified
    if unverified is not None:
        apply = [button("Apply", "triage.apply", ref, "primary")]
        apply += [button("Apply and add address", "triage.apply_and_add", ref)] if unverified.address else []
    again = message.status is MessageStatus.DEAD
    on_the_way = order is not None and c.CarryOn in order.possible
    move = [button("Turn back…" if on_the_way else "Reschedule", "form.reschedule_mail", ref)]
    return [
        *([button("Try again", "triage.retry", ref, "primary")] if again else []),
        *([button("Carry on", "triage.carry_on", ref, "primary")] if on_the_way else []),
        *(apply if unverified is not None or answers_the_visit(message, order) else []),
        *(move if order is not None and c.Reschedule in order.possible else []),
        *([button("New work order…", "triage.new", ref)] if message.may_become_order else []),
        *([button("Send me the files", "triage.files", ref)] if message.files else []),
        *(
            [button(f"Keep files with {order.reference}", "triage.keep_files", ref)]
            if order and message.has_loose_files
            else []
        ),
        *([] if order is not None else [button("Link to a work order", "form.link_message", ref)]),
        button("Dismiss", "triage.dismiss", ref),
    ]
