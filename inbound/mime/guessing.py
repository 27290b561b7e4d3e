"""Which character set some bytes are in, when nobody says so or what is said cannot be true.

Only lines with eight-bit letters are looked at: a long English mail with one “Envoyé” is judged by that line.
"""

import re

from charset_normalizer import from_bytes

LOOKED_AT = 64 * 1024
SAMPLE_BYTES = 8 * 1024
WESTERN = "cp1252"
HIGH = re.compile(rb"[\x80-\xff]")
ACCENTED_WORD = re.compile(r"[^\W\d_]+")
WESTERN_SIGNS = frozenset(
    "àáâäãåæçèéêëìíîïñòóôöõøœßùúûüÿÀÁÂÄÃÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÖÕØŒÙÚÛÜ’‘“”„–—…€£§°«»¿¡·•®©™½¼ªº²´\u00a0\u00ad"
)
MOST = 0.5
CHINESE, KOREAN = "gb18030", frozenset({"cp949", "euc_kr", "johab"})
COMMON_SYLLABLES = frozenset(
    "이다는에의를을가은로하고지기도사한시자대일해나니요습서오세안감전화수정문인어리주"
)
A_FEW = 0.2
CYRILLIC = ("cp1251", "koi8-r")
CYRILLIC_WORD = re.compile("[\u0400-\u045f]+")
NEARLY_ALL = 0.9


def likeliest(data: bytes) -> str:
    """The name of the codec that makes most sense of the bytes; Windows-1252 when none does."""
    lines = data[:LOOKED_AT].split(b"\n")
    sample = b"\n".join(line for line in lines if HIGH.search(line))[:SAMPLE_BYTES]
    if _is_western(sample.decode(WESTERN, "replace")):
        return WESTERN
    for codec in CYRILLIC:
        if _is_cyrillic(sample.decode(codec, "replace")):
            return codec
    best = from_bytes(sample).best()
    if (
        best is not None
        and best.encoding in KOREAN
        and not _is_korean(sample.decode(best.encoding, "replace"))
    ):
        return CHINESE if _fits(sample, CHINESE) else best.encoding
    return best.encoding if best else WESTERN


def _fits(sample: bytes, codec: str) -> bool:
    try:
        sample.decode(codec)
    except ValueError:
        return False
    return True


def _is_korean(text: str) -> bool:
    """Some of the commonest syllables, without which there is no sentence; Chinese bytes look like rare ones."""
    syllables = [char for char in text if "\uac00" <= char <= "\ud7a3"]
    return sum(char in COMMON_SYLLABLES for char in syllables) >= A_FEW * len(syllables)


def _is_western(text: str) -> bool:
    """Nothing but letters and signs of Western Europe, and words that are mostly plain letters."""
    if any(not char.isascii() and char not in WESTERN_SIGNS for char in text):
        return False
    words = [word for word in ACCENTED_WORD.findall(text) if not word.isascii()]
    accents = sum(not char.isascii() for word in words for char in word)
    return accents <= MOST * sum(len(word) for word in words)


def _is_cyrillic(text: str) -> bool:
    """Whole Cyrillic words, each written small, with a capital, or all in capitals; no other sign but western ones."""
    words = [word for word in ACCENTED_WORD.findall(text) if not word.isascii()]
    regular = [word for word in words if CYRILLIC_WORD.fullmatch(word) and _is_cased_well(word)]
    small = sum(word[1:].islower() for word in regular)
    return bool(words) and len(regular) >= NEARLY_ALL * len(words) and small >= MOST * len(regular)


def _is_cased_well(word: str) -> bool:
    return word.islower() or word.isupper() or word.istitle()
