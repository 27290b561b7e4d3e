"""The form that makes a work order from a mail: the form for a new one, filled in with what the mail says."""

import re
from typing import Any

from bot.blocks import inputs
from bot.blocks.kit import Block, context, cut, field, modal, option, plain
from bot.ids import Ref
from core.queries import EnquiryView
from core.queries.views import SiteView

FORM = "triage.create"
LONGEST_TEXT = 3000
"""Of a text input in Slack. What a mail has beyond it is kept in a note."""
CUT_AT = 2900
ADD = "add"
_PREFIX = re.compile(r"(?:\s*(?:re|aw|sv|vs|antw|fwd?|wg|tr|rv)\s*:)*\s*", re.IGNORECASE)


def enquiry_form(enquiry: EnquiryView) -> dict[str, Any]:
    """The modal; its metadata names the message."""
    filled = {
        "site": {"initial_option": _site(enquiry.site)} if enquiry.site else {},
        "title": _text(_title(enquiry.subject), inputs.TITLE_LIMIT),
        "description": {**_text(enquiry.text.strip(), CUT_AT), "max_length": LONGEST_TEXT},
    }
    blocks = [_with(block, filled.get(block["block_id"], {})) for block in inputs.new_order()]
    if enquiry.contact is None:
        blocks = [{**blocks[0], "optional": True}, *_new_customer(enquiry), *blocks[1:]]
    return modal(
        FORM,
        "Work order from mail",
        [context(_who(enquiry)), *blocks],
        submit="Create",
        metadata=str(Ref(id=enquiry.message_id)),
    )


def _who(enquiry: EnquiryView) -> str:
    if enquiry.known_as is not None and not enquiry.is_mailable:
        return f"From {cut(enquiry.known_as, 300)}. Mail there does not arrive: call them. Files come along."
    if enquiry.contact is not None:
        return (
            f"From {enquiry.contact} of {enquiry.customer}, who is written to about it, in the same conversation, if the "
            "site is theirs. Files come along."
        )
    if enquiry.known_as is not None:
        return f"From {cut(enquiry.known_as, 300)}. Whoever has the site is written to about it. Files come along."
    return f"From {cut(enquiry.sender or 'nobody we can name', 200)}, who is no contact of yours. Files come along."


def _new_customer(enquiry: EnquiryView) -> list[Block]:
    """For a sender whom nobody knows yet; without the tick the address stays unknown, and nobody is answered."""
    adding = option("Add the sender as a contact and answer them", ADD, cut(enquiry.sender, 75))
    hint = plain("Only for a customer you don't have yet; leave the site empty then.")
    name = {"type": "plain_text_input", "max_length": inputs.TITLE_LIMIT}
    element = {"type": "checkboxes", "options": [adding]}
    return [
        field("customer", "New customer", name, optional=True, hint=hint),
        field("address", "Their address", {**name, "multiline": True}, optional=True),
        *([field("sender", "Sender", element, optional=True)] if "@" in enquiry.sender else []),
    ]


def _title(subject: str) -> str:
    return _PREFIX.sub("", subject, count=1).strip()


def _site(site: SiteView) -> dict[str, Any]:
    return option(f"{site.name} – {site.customer}", str(site.id), site.address)


def _text(words: str, most: int) -> dict[str, Any]:
    return {"initial_value": cut(words, most)} if words else {}


def _with(block: Block, more: dict[str, Any]) -> Block:
    return {**block, "element": {**block["element"], **more}} if more else block
