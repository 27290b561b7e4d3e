"""How each mail program writes an answer: one row per program.

A composer takes the original's bytes, the new words, who writes and when, and gives the finished mail. It is a
pure function: the same ingredients make the same bytes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sandbox.mail.shapes import apple, gmail, outlook, plain
from sandbox.mail.shapes.wire import Sender

Composer = Callable[[bytes, str, Sender, datetime], bytes]


@dataclass(frozen=True)
class Shape:
    name: str
    label: str
    compose: Composer


SHAPES: tuple[Shape, ...] = (
    Shape("gmail", "Gmail", gmail.reply),
    Shape("apple", "Apple Mail", apple.reply_from_mac),
    Shape("iphone", "iPhone", apple.reply_from_iphone),
    Shape("outlook", "Outlook", outlook.reply),
    Shape("plain", "Plain text", plain.reply),
)
BY_NAME: dict[str, Shape] = {shape.name: shape for shape in SHAPES}
