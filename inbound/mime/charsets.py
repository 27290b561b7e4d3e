"""Bytes to text, whatever the sender claims about them. Never raises, never yields a NUL or a lone surrogate."""

import codecs
import re

from inbound.mime.guessing import LOOKED_AT, likeliest

BEARABLE_LOSS = 0.02
MOSTLY = 0.7
UNSAID = frozenset({"", "utf-8", "ascii"})
"""What says nothing about eight-bit letters: no name, a wrong one, or the default of many programs."""
SHIFTED = re.compile(rb"\x1b\$[@B(]")
MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
HIGH = re.compile(rb"[\x80-\xff]")
CODE_PAGE = re.compile(r"(?:cp|ibm|win|windows|ms)[-_ ]?(\d{3,4})")

# What mailers write, and the codec that reads what they mean: supersets where the name is used too narrowly.
MEANT = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "iso-8859-8-i": "iso-8859-8",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "iso-2022-jp": "iso2022_jp_ext",
    "unicode-1-1-utf-7": "utf-7",
    "windows-31j": "cp932",
    "x-mac-roman": "mac-roman",
    "x-mac-cyrillic": "mac-cyrillic",
    "mac-cyrillic": "mac-cyrillic",
    "ucs-2": "utf-16",
    "windows-949": "cp949",
    "euc-jp": "euc_jp",
    "macintosh": "mac-roman",
    "ansi_x3.110-1983": "cp1252",
}


def decode_text(data: bytes, declared: str = "") -> str:
    """The text, by the declared character set if it fits, else UTF-8, else the likeliest one, else Windows-1252."""
    named = _codec(declared)
    if named in UNSAID and SHIFTED.search(data):
        named = "iso2022_jp_ext"
    for name in (named, "utf-8"):
        text = _try(data, name)
        if text is not None:
            return storable(text)
    if named in UNSAID and _is_damaged_utf8(data):
        text = data.decode("utf-8", "replace")
        if text.count("\ufffd") <= 1 + len(text) * BEARABLE_LOSS:
            return storable(text)
    return storable(data.decode(likeliest(data), "replace"))


def _is_damaged_utf8(data: bytes) -> bool:
    """UTF-8 that was cut off in the middle of a letter, or patched with something else: most of it is well formed.

    A single stray byte is too little to guess a character set by.
    """
    sample = data[:LOOKED_AT]
    formed, high = sum(len(letter) for letter in MULTIBYTE.findall(sample)), len(HIGH.findall(sample))
    return high == 1 or formed >= MOSTLY * high


def storable(text: str) -> str:
    """The same text without what a database refuses: NULs and lone surrogates."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def _codec(declared: str) -> str:
    """Python's name for a declared character set; empty when nobody knows it. Mailers spell them in many ways."""
    name = declared.strip().strip("\"';").lower()
    for spelled in (MEANT.get(name, name), _respelled(name)):
        try:
            return codecs.lookup(spelled).name
        except (LookupError, ValueError):
            continue
    return ""


def _respelled(name: str) -> str:
    """“x-cp1251”, “windows1252”, “cp-850”, “iso-8859-6-e”, “windows-874”."""
    bare = name.removeprefix("x-").removesuffix("-e").removesuffix("-i")
    found = CODE_PAGE.fullmatch(bare)
    return f"cp{found[1]}" if found else MEANT.get(bare, bare)


def _try(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (LookupError, ValueError):
        return None
