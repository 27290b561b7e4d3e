"""Bytes to text, whatever the sender claims about them. Never raises, never yields a NUL or a lone surrogate."""

import codecs

from charset_normalizer import from_bytes

SAMPLE_BYTES = 64 * 1024
BEARABLE_LOSS = 0.02

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
    "macintosh": "mac-roman",
    "ansi_x3.110-1983": "cp1252",
}


def decode_text(data: bytes, declared: str = "") -> str:
    """The text, by the declared character set if it fits, else UTF-8, else the likeliest one, else Windows-1252."""
    for name in (_codec(declared), "utf-8"):
        text = _try(data, name)
        if text is not None:
            return storable(text)
    if _codec(declared) in {"utf-8", ""}:
        text = data.decode("utf-8", "replace")
        if text.count("\ufffd") <= 1 + len(text) * BEARABLE_LOSS:
            return storable(text)
    return storable(_guess(data))


def storable(text: str) -> str:
    """The same text without what a database refuses: NULs and lone surrogates."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def _codec(declared: str) -> str:
    name = declared.strip().strip("\"'").lower()
    try:
        return codecs.lookup(MEANT.get(name, name)).name
    except (LookupError, ValueError):
        return ""


def _try(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (LookupError, ValueError):
        return None


def _guess(data: bytes) -> str:
    best = from_bytes(data[:SAMPLE_BYTES]).best()
    return data.decode(best.encoding if best else "cp1252", "replace")
