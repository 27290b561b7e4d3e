"""Only what the person wrote now.

Our own reply-above line comes first, then the marks of mail programs in HTML, then rules about words; see
`inbound.stripping`. Everything is linear in the size of the message, which is capped at 64 KB and 2,000 lines.
"""

from dataclasses import dataclass

from inbound.mail import InboundMail
from inbound.stripping.lines import new_lines
from inbound.stripping.markup import unquoted_text
from inbound.stripping.signoff import words_that_matter


@dataclass(frozen=True, slots=True)
class Stripped:
    """`text` is all that was written now; `words` is that without greeting and sign-off, for reading intent.

    Both are empty when nothing new was written. `whole` says that nothing had to be taken off.
    """

    text: str
    words: str
    whole: bool


def strip(mail: InboundMail) -> Stripped:
    """The newly written part of one message, from its text or, where it says more, its HTML."""
    source = mail.text
    marked = unquoted_text(mail.html) if mail.html else None
    if marked is not None and (mail.text_is_from_html or _begins_with(new_lines(source), new_lines(marked))):
        source = marked
    text = "\n".join(new_lines(source))
    words = words_that_matter(new_lines(source, with_context=False), mail.sender.name)
    return Stripped(text, "\n".join(words), whole=text.strip() == mail.text.strip())


def strip_text(text: str) -> Stripped:
    """The same for plain text alone."""
    return strip(InboundMail(text=text))


def _begins_with(longer: list[str], shorter: list[str]) -> bool:
    """Whether the HTML's marks only cut more off the same words: then they know better than the rules."""
    return (
        bool(shorter)
        and " ".join(longer).split()[: len(" ".join(shorter).split())] == " ".join(shorter).split()
    )
