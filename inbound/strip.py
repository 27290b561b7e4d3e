"""Only what the person wrote now.

Our own reply-above line comes first, then the marks of mail programs in HTML, then rules about words; see
`inbound.stripping`. Everything is linear in the size of the message, which is capped at 64 KB and 2,000 lines.
"""

import re
from dataclasses import dataclass

from inbound.mail import InboundMail
from inbound.mime.html import html_to_text
from inbound.stripping.lines import Written, written
from inbound.stripping.markup import unquoted_text
from inbound.stripping.signoff import words_that_matter

WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Stripped:
    """`text` is all that was written now; `words` is that without greeting and sign-off, for reading intent.

    Both are empty when nothing new was written. A message that only hands on somebody else's text shows it in `text`
    and has no `words`: what others wrote never acts. `whole` says that nothing had to be taken off.
    """

    text: str
    words: str
    whole: bool


def strip(mail: InboundMail) -> Stripped:
    """The newly written part of one message, from its text or, where it says more, its HTML."""
    found = _written(mail)
    text = "\n".join(found.shown)
    words = words_that_matter(found.own, mail.sender.name)
    return Stripped(text, "\n".join(words), whole=text.strip() == mail.text.strip())


def strip_text(text: str) -> Stripped:
    """The same for plain text alone."""
    return strip(InboundMail(text=text))


def _written(mail: InboundMail) -> Written:
    """The page's marks know better than the rules: where there is only the page, or they just cut more off."""
    marked = unquoted_text(mail.html) if mail.html else None
    by_marks = written(marked, from_page=True) if marked is not None else None
    if by_marks is not None and by_marks.own and mail.text_is_from_html:
        return by_marks
    by_rules = written(mail.text, from_page=mail.text_is_from_html)
    if by_marks is None:
        return _seen(by_rules, mail)
    if mail.text_is_from_html:
        return Written(by_marks.shown or by_rules.shown, [])
    return by_marks if _begins_with(by_rules.own, by_marks.own) else _seen(by_rules, mail)


def _seen(found: Written, mail: InboundMail) -> Written:
    """What a person sees is the page: words of the text beside it that are not on it are nobody's clear answer."""
    if not mail.html or mail.text_is_from_html or not found.own:
        return found
    page = html_to_text(mail.html)
    if _words(found.own) <= _words([page]):
        return found
    own = written(page, from_page=True).own
    return Written(found.shown, own if _begins_with(found.own, own) else [])


def _words(lines: list[str]) -> set[str]:
    return set(WORD.findall("\n".join(lines).casefold()))


def _begins_with(longer: list[str], shorter: list[str]) -> bool:
    words = " ".join(shorter).split()
    return bool(words) and " ".join(longer).split()[: len(words)] == words
