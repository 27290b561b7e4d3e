"""A notification's words as a mail: subject, text and HTML from its templates. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import css_inline

from core.mailing import OPTIONAL
from core.mailmarks import REPLY_ABOVE, body_marker
from core.notifications import Outgoing
from templates import render
from templates.spoken import spoken

# At-rules stay in the head: what cannot be inlined is how dark mode is said.
_INLINER = css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)

ENGLISH = "en"
NOTHING_MORE: Mapping[str, str | None] = MappingProxyType({})


@dataclass(frozen=True)
class Words:
    subject: str
    text: str
    html: str


def words(outgoing: Outgoing, reply_address: str, more: Mapping[str, str | None] = NOTHING_MORE) -> Words:
    """The mail in words; `reply_address` also stands in the body, as a marker. `more` is for this kind of mail."""
    context = {
        **outgoing.context,
        "mail": {
            "reply_above": REPLY_ABOVE,
            "marker": body_marker(reply_address),
            "sent": outgoing.created_at.isoformat(),
            "optional": outgoing.name in OPTIONAL,
            **more,
        },
    }
    said = spoken(outgoing.name, context.get("language") or ENGLISH, context)
    if said is not None:
        return Words(said.subject, said.text, _INLINER.inline(said.html))
    context["language"] = ENGLISH
    subject, text, html = (
        render(f"email/{outgoing.name}/{part}", context) for part in ("subject.txt", "body.txt", "body.html")
    )
    return Words(subject, text, _INLINER.inline(html))
