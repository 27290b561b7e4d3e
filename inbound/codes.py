"""The one-time code in a reply: six digits and nothing that says otherwise."""

import hmac
import re

from core.language.replies import Intent, Understood
from core.mailmarks import approval_code
from core.tokens import ReplyTokens
from inbound.question import Question

_CODE = re.compile(r"(?<![\w-])(\d{3})[ \u00a0\u2009-]?(\d{3})(?![\w-])")
_CALLED = re.compile(
    r"(?i)\b(?:(?:with|using|my|the|your|here|is)\s+){0,4}(?:code|pin|number)(?:\s+is)?\s*[:=,]?\s*$"
)
_NUMBER = re.compile(r"\d")
FINE = frozenset({Intent.APPROVE, Intent.CONFIRM})


def without_code(words: str) -> str:
    """The words beside the code, and beside what it is called, to be read for what else they want."""
    found = _CODE.search(words)
    if found is None:
        return words
    before = _CALLED.sub("", words[: found.start()])
    return f"{before} {words[found.end() :]}".strip(" \t\n.,:;!")


def typed_code(words: str) -> str | None:
    """The one code in the words; None where there is none, more than one, or another number."""
    found = _CODE.findall(words)
    if len(found) != 1 or _NUMBER.search(_CODE.sub("", words)):
        return None
    return "".join(found[0])


def is_right(code: str, question: Question, tokens: ReplyTokens) -> bool:
    """Whether it is the code that the mail they answer had."""
    assert question.code_id is not None
    assert question.quote_version is not None
    assert question.quote_total is not None
    quote = (question.quote_version, question.quote_total)
    expected = approval_code(tokens, question.company_id, question.code_id, quote, question.contact_id)
    return hmac.compare_digest(code, expected)


SAID_WITH_IT = frozenset(
    [
        "the",
        "a",
        "my",
        "is",
        "it",
        "its",
        "it's",
        "this",
        "here",
        "code",
        "pin",
        "number",
        "please",
        "thanks",
        "thank",
        "you",
        "hi",
        "hello",
        "ok",
        "okay",
    ]
)


def nothing_else(words: str, understood: Understood | None) -> bool:
    """Whether what stands beside the code says no more than that it is one, or says yes as well."""
    rest = without_code(words)
    plain = set(re.findall(r"[\w']+", rest.casefold()))
    if plain <= SAID_WITH_IT:
        return True
    return understood is not None and understood.intent in FINE and not understood.also_question
