"""The mailboxes sign what their owners write, as real providers do: DKIM (RFC 6376), with records in a zone file.

The key is made once per folder. `zone` has the public half and a DMARC policy for every domain that has a mailbox here;
Truckroll is told where that file is and asks it as it would ask DNS.
"""

import base64
import os
import secrets
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from math import lcm
from pathlib import Path

import dkim

SELECTOR = "sandbox"
KEY_BITS = 2048
KEY_FILE = "dkim-key.pem"
ZONE_FILE = "zone"
EXPONENT = 65537
SIGNED = (
    b"from",
    b"to",
    b"cc",
    b"subject",
    b"date",
    b"message-id",
    b"in-reply-to",
    b"references",
    b"reply-to",
)
_SMALL_PRIMES = tuple(n for n in range(3, 2000, 2) if all(n % d for d in range(3, int(n**0.5) + 1, 2)))
_ROUNDS = 20
_RSA = bytes.fromhex("300d06092a864886f70d0101010500")  # AlgorithmIdentifier: rsaEncryption (RFC 8017 A)


@dataclass(frozen=True)
class SigningKey:
    """An RSA key; `pem` is its private half (PKCS #1)."""

    pem: bytes
    public: str
    """As a DKIM record's `p=` says it."""

    @classmethod
    def generate(cls, bits: int = KEY_BITS) -> "SigningKey":
        """A fresh key; half a second for 2,048 bits."""
        p, q = sorted((_prime(bits // 2), _prime(bits // 2)), reverse=True)
        return cls._of(p, q)

    @classmethod
    def kept_in(cls, folder: Path) -> "SigningKey":
        """The folder's key, made at the first call; readable by its owner only."""
        file = folder / KEY_FILE
        if not file.exists():
            folder.mkdir(parents=True, exist_ok=True)
            _write(file, cls.generate().pem)
        pem = file.read_bytes()
        return cls(pem, _public_half(pem))

    @classmethod
    def _of(cls, p: int, q: int) -> "SigningKey":
        d = pow(EXPONENT, -1, lcm(p - 1, q - 1))
        numbers = (0, p * q, EXPONENT, d, p, q, d % (p - 1), d % (q - 1), pow(q, -1, p))
        pem = _pem(_sequence(*map(_integer, numbers)))
        return cls(pem, _public_half(pem))


@dataclass(frozen=True)
class Signer:
    """Signs for these domains and no others: mail in anybody else's name stays unsigned."""

    key: SigningKey
    domains: frozenset[str]

    def sign(self, raw: bytes, domain: str) -> bytes:
        """The mail with a signature of `domain` on top; as it is for a domain that is not ours."""
        if domain not in self.domains:
            return raw
        present = [name for name in SIGNED if _has(raw, name)]
        signature: bytes = dkim.sign(
            raw,
            SELECTOR.encode(),
            domain.encode(),
            self.key.pem,
            canonicalize=(b"relaxed", b"relaxed"),
            include_headers=present,
        )
        return signature + raw

    def zone(self) -> str:
        """The records of all domains as a zone file."""
        return zone_of(self.domains, self.key)

    def publish(self, folder: Path) -> Path:
        """Writes the zone into the folder; its path."""
        file = folder / ZONE_FILE
        folder.mkdir(parents=True, exist_ok=True)
        _write(file, self.zone().encode())
        return file


def zone_of(domains: Iterable[str], key: SigningKey, policy: str = "reject") -> str:
    """DKIM and DMARC records of these domains, one per line (RFC 1035 §5)."""
    parts = " ".join(f'"{piece}"' for piece in _pieces(f"v=DKIM1; k=rsa; p={key.public}"))
    lines = []
    for domain in sorted(domains):
        lines.append(f"{SELECTOR}._domainkey.{domain}. 300 IN TXT {parts}")
        lines.append(f'_dmarc.{domain}. 300 IN TXT "v=DMARC1; p={policy}"')
    return "\n".join(lines) + "\n"


def _pieces(text: str, longest: int = 250) -> list[str]:
    """A character string of DNS holds 255 bytes."""
    return [text[at : at + longest] for at in range(0, len(text), longest)]


def _has(raw: bytes, name: bytes) -> bool:
    head = raw.replace(b"\r\n", b"\n").partition(b"\n\n")[0].lower()
    return head.startswith(name + b":") or b"\n" + name + b":" in head


def _prime(bits: int) -> int:
    """A random prime whose two highest bits are set, so that the product of two has all its bits."""
    while True:
        candidate = secrets.randbits(bits) | (3 << (bits - 2)) | 1
        if candidate % EXPONENT != 1 and _is_prime(candidate):
            return candidate


def _is_prime(candidate: int) -> bool:
    """Miller and Rabin's test with random witnesses."""
    if any(candidate % prime == 0 for prime in _SMALL_PRIMES):
        return False
    odd, twos = candidate - 1, 0
    while odd % 2 == 0:
        odd, twos = odd // 2, twos + 1
    return all(_speaks_for(candidate, odd, twos) for _ in range(_ROUNDS))


def _speaks_for(candidate: int, odd: int, twos: int) -> bool:
    power = pow(secrets.randbelow(candidate - 3) + 2, odd, candidate)
    if power in {1, candidate - 1}:
        return True
    for _ in range(twos - 1):
        power = power * power % candidate
        if power == candidate - 1:
            return True
    return False


# DER (X.690), as far as a key needs it


def _integer(number: int) -> bytes:
    return _tagged(0x02, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def _sequence(*parts: bytes) -> bytes:
    return _tagged(0x30, b"".join(parts))


def _tagged(tag: int, content: bytes) -> bytes:
    length = len(content)
    if length < 0x80:  # noqa: PLR2004 - the short form
        return bytes([tag, length]) + content
    size = (length.bit_length() + 7) // 8
    return bytes([tag, 0x80 | size]) + length.to_bytes(size, "big") + content


def _public_half(pem: bytes) -> str:
    key = dkim.crypto.parse_pem_private_key(pem)
    numbers = _sequence(_integer(key["modulus"]), _integer(key["publicExponent"]))
    return base64.b64encode(_sequence(_RSA, _tagged(0x03, b"\0" + numbers))).decode()


def _pem(der: bytes) -> bytes:
    text = base64.encodebytes(der).decode()
    return f"-----BEGIN RSA PRIVATE KEY-----\n{text}-----END RSA PRIVATE KEY-----\n".encode()


def _write(file: Path, content: bytes) -> None:
    """Beside, then renamed: whoever reads finds it whole."""
    handle, beside = tempfile.mkstemp(dir=file.parent)  # 0600
    with os.fdopen(handle, "wb") as open_file:
        open_file.write(content)
    Path(beside).replace(file)
