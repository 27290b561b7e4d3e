"""Signed reply addresses, links and codes: our secret in a customer's answer, one per recipient and question.

`reply+<token>@domain`; the token is company id, notification id and a keyed digest, in base32 without
case, so that it survives mail systems that change the case of a local part (RFC 5321 §2.4).
"""

import base64
import binascii
import hashlib
import hmac
import struct
from dataclasses import dataclass

PREFIX = "reply+"
_LETTERS, _FIGURES = "ACDEFGHJKMNPQRTUVWXY", "23456789"
"""None that is taken for another when it is read out or typed off paper."""
_IDS = struct.Struct(">IQ")
_DIGEST_BYTES = 13
"""104 bits; 25 bytes in all make 40 characters of base32 without padding."""


@dataclass(frozen=True)
class ReplyToken:
    company_id: int
    notification_id: int


class ReplyTokens:
    """Makes and reads reply addresses under one key and domain."""

    def __init__(self, key: bytes, domain: str) -> None:
        self._key = key
        self.domain = domain.lower()

    def address(self, token: ReplyToken) -> str:
        ids = _IDS.pack(token.company_id, token.notification_id)
        return f"{PREFIX}{base64.b32encode(ids + self._digest(ids)).decode().lower()}@{self.domain}"

    def read(self, address: str) -> ReplyToken | None:
        """The token of an address of ours; None for any other address, a forged one included."""
        local, _, domain = address.strip().lower().rpartition("@")
        if domain != self.domain or not local.startswith(PREFIX):
            return None
        try:
            raw = base64.b32decode(local.removeprefix(PREFIX).upper())
        except binascii.Error:
            return None
        ids, digest = raw[: _IDS.size], raw[_IDS.size :]
        if len(digest) != _DIGEST_BYTES or not hmac.compare_digest(digest, self._digest(ids)):
            return None
        return ReplyToken(*_IDS.unpack(ids))

    def link(self, company_id: int, row_id: int, purpose: bytes = b"link") -> str:
        """The last part of a page's address: for one row of one company and one purpose, not to be guessed."""
        ids = _IDS.pack(company_id, row_id)
        return base64.b32encode(ids + self._digest(ids, purpose)).decode().lower()

    def read_link(self, written: str, purpose: bytes = b"link") -> tuple[int, int] | None:
        """Company and row of a link of ours; None for anything else, a forged one or one for another purpose included."""
        try:
            raw = base64.b32decode(written.upper())
        except (binascii.Error, ValueError):
            return None
        ids, digest = raw[: _IDS.size], raw[_IDS.size :]
        if len(digest) != _DIGEST_BYTES or not hmac.compare_digest(digest, self._digest(ids, purpose)):
            return None
        company_id, row_id = _IDS.unpack(ids)
        return company_id, row_id

    def code(self, *words: object) -> str:
        """Six digits that only we can make from these words."""
        message = "\x1f".join(map(str, words)).encode()
        digest = hmac.new(self._key, b"code\x1f" + message, hashlib.sha256).digest()
        return f"{int.from_bytes(digest[:8], 'big') % 1_000_000:06d}"

    def word(self, *words: object) -> str:
        """A code word of four letters and four figures that only we can make from these words: "KQMT4829"."""
        message = "\x1f".join(map(str, words)).encode()
        digest = hmac.new(self._key, b"word\x1f" + message, hashlib.sha256).digest()
        letters = "".join(_LETTERS[byte % len(_LETTERS)] for byte in digest[:4])
        return letters + "".join(_FIGURES[byte % len(_FIGURES)] for byte in digest[4:8])

    def secret(self, *words: object) -> str:
        """An unguessable name that stays the same, for example of a calendar invite (RFC 5545 UID)."""
        message = "\x1f".join(map(str, words)).encode()
        return hmac.new(self._key, b"name\x1f" + message, hashlib.sha256).hexdigest()[:32]

    def _digest(self, ids: bytes, purpose: bytes = b"reply") -> bytes:
        return hmac.new(self._key, purpose + b"\x1f" + ids, hashlib.sha256).digest()[:_DIGEST_BYTES]
