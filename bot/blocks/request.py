"""A customer's wish for another time, as they said it and as it was understood; one button per time."""

from bot.blocks.kit import Block, actions, bold, button, context, cut, lines, quoted
from bot.blocks.windows import Reader, in_words
from bot.ids import Ref
from core import commands as c
from core.model import RequestStatus
from core.queries.views import OrderView, RequestView

WORDS_LIMIT = 1000
MOST_PROPOSALS = 4


def request_card(order: OrderView, request: RequestView, reader: Reader) -> list[Block]:
    who = order.contact.name if order.contact else order.site.customer
    said = [
        lines((bold(f"{order.reference}  "), cut(order.title, 200)), (f"{who} would like another time:",)),
        quoted(cut(request.words.strip(), WORDS_LIMIT)),
    ]
    if request.status is not RequestStatus.OPEN:
        return [*said, lines((outcome(order, request, reader),))]
    return [
        *said,
        context(_understood(order, request, reader)),
        *actions("answer", _buttons(order, request, reader)),
    ]


def outcome(order: OrderView, request: RequestView, reader: Reader) -> str:
    """One sentence: how the wish was answered."""
    when = in_words(order.window, order.site.zone, reader)
    match request.status:
        case RequestStatus.ACCEPTED:
            return f"Accepted. The visit is now {when}."
        case RequestStatus.DECLINED:
            return f"Declined: {request.answer_reason}. The visit stays {when}."
        case RequestStatus.OVERTAKEN:
            return f"The work began all the same. {order.reference} is {order.status.lower()}."
        case _:
            return f"No longer open. {order.reference} is {order.status.lower()}, {when}."


def _understood(order: OrderView, request: RequestView, reader: Reader) -> str:
    booked = f"Booked: {in_words(order.window, order.site.zone, reader)}."
    if not request.proposals:
        return f"{booked} No clear time in it: agree on one with them, then reschedule."
    times = "; ".join(in_words(each, order.site.zone, reader) for each in request.proposals[:MOST_PROPOSALS])
    return f"{booked} Understood: {times}."


def _buttons(order: OrderView, request: RequestView, reader: Reader) -> list[dict[str, object]]:
    ref = str(Ref(order.number, order.schedule_rev, request.id))
    accept = [
        button(
            f"Accept {in_words(proposal, order.site.zone, reader)}",
            f"request.accept.{choice}",
            ref,
            "primary" if choice == 1 else None,
        )
        for choice, proposal in enumerate(request.proposals[:MOST_PROPOSALS], 1)
    ]
    return [
        *accept,
        *([button("Send free times", "request.propose", ref)] if c.ProposeSlots in order.possible else []),
        button("Another time…", "form.reschedule", ref),
        button("Decline", "form.decline_proposal", ref),
    ]
