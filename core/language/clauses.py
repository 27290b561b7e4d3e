"""Cuts a reply into sentences of plain words, ready to be covered by known phrases.

Greetings and the name under a sign-off are taken off first: "Thanks, April" names a person, not a month.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from core.language.lexicon import lexicon
from core.language.phrases import known_words
from core.language.spelling import slips
from core.language.tokens import fold
from core.language.words import NEVER_IN_A_QUESTION, REASON_WORDS, RESCHEDULE_WORDS

_CONTRACTIONS = {
    "thats": "that is",
    "that's": "that is",
    "its": "it is",
    "it's": "it is",
    "what's": "what is",
    "where's": "where is",
    "how's": "how is",
    "hows": "how is",
    "let's": "let us",
    "lets": "let us",
    "i'm": "i am",
    "im": "i am",
    "i'll": "i will",
    "i'd": "i would",
    "i've": "i have",
    "we're": "we are",
    "we'll": "we will",
    "we'd": "we would",
    "we've": "we have",
    "you're": "you are",
    "you've": "you have",
    "you'll": "you will",
    "they're": "they are",
    "that'd": "that would",
    "that'll": "that will",
    "it'll": "it will",
    "it'd": "it would",
    "there's": "there is",
    "everything's": "everything is",
    "cannot": "can not",
    "cant": "can not",
    "can't": "can not",
    "wont": "will not",
    "won't": "will not",
    "dont": "do not",
    "don't": "do not",
    "doesnt": "does not",
    "doesn't": "does not",
    "didnt": "did not",
    "didn't": "did not",
    "isnt": "is not",
    "isn't": "is not",
    "arent": "are not",
    "aren't": "are not",
    "wasn't": "was not",
    "wouldn't": "would not",
    "wouldnt": "would not",
    "couldn't": "could not",
    "shouldn't": "should not",
    "haven't": "have not",
    "ma'am": "maam",
    "o'clock": "oclock",
    "tho": "though",
    "u": "you",
    "r": "are",
    "yess": "yes",
    "yesss": "yes",
    "comfirmed": "confirmed",
    "appointement": "appointment",
    "thnx": "thanks",
    "thanx": "thanks",
    "wanna": "want to",
    "gonna": "going to",
    "wan't": "want",
    "👍": "ok",
    "👌": "ok",
    "✅": "ok",
}
_WORD = re.compile(r"<[tnbu]>|[^\W_]+(?:'[^\W_]+)*|[👍👌✅]|[.!?;\n,:()\-/]|\S")
_HYPHEN = re.compile(r"(?<=[a-z])-(?=[a-z])")
_STOPS = frozenset(".!?;\n")
_SOFT = frozenset(",:()-/")
_DECORATION = re.compile('[\U0001f3fb-\U0001f3ff\ufe0f\u200d🙂😀😊🙏😃👋🎉❤\u2764*"“”_~]+')

_GREETING = re.compile(r"\s*(?:hi|hello|hey|dear|good morning|good afternoon|good evening)(?P<names>(?:[ ]+[^\W\d_]+\.?){1,3})[ ]*[,!.:\n-]", re.IGNORECASE)  # fmt: skip
_SIGN_OFF = re.compile(
    r"(?:(?<=\n)|(?P<thanks>(?:thanks|thank you|thx|regards|best|cheers|sincerely|wishes)[ ]?[,.!-]*\s+)|(?<=\n)[-–—~]+\s*)"
    r"(?P<names>[-–— ]*[^\W\d_]+\.?(?:[ ]+[^\W\d_]+\.?){0,2})\s*$",
    re.IGNORECASE,
)
_VOCATIVE = re.compile(
    r"(?P<word>\b(?:[Tt]hanks|[Tt]hank you|[Tt]hx|[Cc]heers|[Ss]orry)(?:,)?) (?P<name>[A-Z][^\W\d_]+)(?=[,.!\n]|$)"
)
"""“Thanks Dora, that works”."""
_NAME_TAIL = 120


@dataclass(frozen=True, slots=True)
class Sentence:
    """Clauses of plain words, and whether a question mark ends them."""

    clauses: tuple[str, ...]
    asks: bool


def strip_names(text: str) -> str:
    """The reply without the greeting's name and the writer's name; offsets change."""
    text = _DECORATION.sub(" ", text).strip()
    greeting = _GREETING.match(text)
    if greeting and _is_name(greeting["names"]):
        text = text[greeting.end() :].strip()
    text = _VOCATIVE.sub(lambda found: found["word"] if _is_name(found["name"]) else found[0], text)
    head, tail = text[:-_NAME_TAIL], text[-_NAME_TAIL:]
    sign_off = _SIGN_OFF.search(tail)
    if sign_off and _is_name(sign_off["names"]):
        tail = tail[: sign_off.start("names")]
    return (head + tail).strip()


def _is_name(words: str) -> bool:
    """Capitalised words that mean nothing else: “Will” may be a name, and is left to a person."""
    names = [word.strip(".") for word in re.findall(r"[^\W\d_]+\.?", words)]
    return bool(names) and all(word[0].isupper() and fold(word) not in _ordinary_words() for word in names)


@lru_cache(maxsize=1)
def _ordinary_words() -> frozenset[str]:
    english = lexicon("en")
    names_of_days = {word for phrase in english.phrases for word in phrase} - {"april", "june", "august"}
    listed = RESCHEDULE_WORDS | REASON_WORDS | NEVER_IN_A_QUESTION | known_words()
    return listed | english.negations | english.busy | english.bad | names_of_days | _DOUBTS


_DOUBTS = frozenset({"incorrect", "pending", "unlikely", "probably", "undecided", "stop", "wait", "hold"})


def sentences(text: str) -> list[Sentence]:
    """`text` in plain lower-case words, without apostrophes and contractions."""
    out: list[Sentence] = []
    clauses: list[str] = []
    words: list[str] = []
    for piece in _WORD.findall(_HYPHEN.sub(" ", fold(text))):
        if piece in _STOPS or piece in _SOFT:
            _close(clauses, words)
            if piece in _STOPS and piece != "\n":
                _finish(out, clauses, asks=piece == "?")
        else:
            plain = _CONTRACTIONS.get(piece, piece.replace("'", ""))
            words.append(_slips().get(plain, plain))
    _close(clauses, words)
    _finish(out, clauses, asks=False)
    return out


_LONG_WORDS = """
actually afternoon appointment approve approved available better cancel cancelled confirm confirmed correct definitely
instead morning perfect please possible proceed reschedule schedule thanks tomorrow unfortunately
"""


@lru_cache(maxsize=1)
def _slips() -> dict[str, str]:
    """Slips in the long words that replies are made of."""
    return slips(
        _LONG_WORDS.split(), known_words() | RESCHEDULE_WORDS | REASON_WORDS | {"tanks", "prefect", "pleas"}
    )


def _close(clauses: list[str], words: list[str]) -> None:
    """Ends a clause. "no need" is one word: in "no need to cancel" the "no" answers nothing."""
    if words:
        clauses.extend(_THEREFORE.split(" ".join(words).replace("no need", "noneed")))
        words.clear()


_THEREFORE = re.compile(
    r" (?=so (?:i|we|please|can|could|you|let|would|how|cancel)\b)| (?:as|because|since) (?=(?:it|we|i|the|my|our|they) )"
    r"| (?=(?:due to|because of|owing to) )|(?<=[a-z]) (?=(?:i|we) (?:need|have|must|want|would like) to (?:cancel|reschedule|postpone|rearrange)\b)"
)
"""Where a clause gives its reason or draws its conclusion: “it works again so please cancel”."""


def _finish(out: list[Sentence], clauses: list[str], *, asks: bool) -> None:
    if clauses:
        out.append(Sentence(tuple(clauses), asks))
        clauses.clear()
    elif asks and out:
        out[-1] = Sentence(out[-1].clauses, asks=True)
