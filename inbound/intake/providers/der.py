"""The elements of DER data (X.690 8.1), as certificates, keys and signatures are written in."""

from collections.abc import Iterator


def elements(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Tag, content, and the whole of each element. Raises IndexError or ValueError for data that ends too early."""
    place = 0
    while place < len(data):
        tag, length, head = data[place], data[place + 1], 2
        if length & 0x80:
            count = length & 0x7F
            length, head = int.from_bytes(data[place + 2 : place + 2 + count], "big"), 2 + count
        end = place + head + length
        if end > len(data):
            raise ValueError("an element is longer than the data")
        yield tag, data[place + head : end], data[place:end]
        place = end
