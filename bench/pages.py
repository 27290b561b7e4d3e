"""Milliseconds to strip 64 KB of HTML, the slowest of many shapes, against lxml reading the same page into text.

The baseline makes a tree and joins its words, without lines and without looking for quotations. The shapes are what
mail programs write, again and again, and what keeps parsers and layouts busy.
"""

import functools
import time
from collections.abc import Callable, Iterator

from lxml import html

from bench.measure import Result, in_turns
from inbound.mail import InboundMail
from inbound.mime.html import html_to_text
from inbound.strip import strip

SIZE = 64 * 1024
SECONDS_TO_MS = 1000
TRIES = 3
QUOTED = "<blockquote>When may we come?</blockquote>"
"""In front of every shape, so that the rest of the page is looked through for marks and written out anew."""

UNITS = (
    "<p>Thursday at 2 is fine with us, thanks.</p>\n",
    "<p>x</p>",
    "<div>x</div>",
    "<div>",
    "<br>",
    "x<br>",
    "<span>x",
    "<b><i>x",
    "<li>x",
    "<ol><li>x",
    "<td>x</td>",
    "<table><tr><td>x</td></tr></table>",
    "<table><tr><td>x",
    "<h1>x</h1>",
    "<hr>",
    "<pre>x\n</pre>",
    "<p>&nbsp;</p>",
    "<p>星期四下午</p>",
    "<p>From: x</p>",
    "<p>On Mon, 2 Nov 2026 at 09:00, N &lt;a@b.example&gt; wrote:</p>",
    "<blockquote>x</blockquote>",
    "<blockquote>",
    "<div class=gmail_quote>x</div>y",
    "<div class=gmail_extra><div class=gmail_quote>x",
    "<div class=gmail_signature>x</div>y",
    "<div id=appendonsend></div>x",
    "<div style='border-top:solid #E1E1E1 1.0pt'>x</div>",
    "<span style='display:none'>x</span>y",
    "<p style='width:" + "0" * 1900 + "x'>x",
    "<p " + " ".join(f"a{number}=1" for number in range(9000)),
    "<p class=MsoNormal><span lang=EN-US style='font-size:11.0pt'>We will be there.<o:p></o:p></span></p>",
    "&amp;",
    "<",
    "word ",
    "x",
)
SLOWEST = f"pages: {SIZE // 1024} KB, the slowest of {len(UNITS)} shapes"


def results() -> Iterator[Result]:
    """Milliseconds for the slowest shape."""
    pages = [(QUOTED + unit * (1 + SIZE // len(unit)))[:SIZE] for unit in UNITS]
    mails = [InboundMail(html=page, text=html_to_text(page), text_is_from_html=True) for page in pages]
    yield Result(
        SLOWEST,
        *in_turns(
            lambda: max(_milliseconds(functools.partial(strip, mail)) for mail in mails),
            lambda: max(_milliseconds(functools.partial(_words, page)) for page in pages),
        ),
        "ms",
    )


def _words(page: str) -> str:
    return "".join(map(str, html.fromstring(page).itertext()))


def _milliseconds(work: Callable[[], object]) -> float:
    """The quickest of some tries: what others do on the machine does not count."""
    return min(_once(work) for _ in range(TRIES)) * SECONDS_TO_MS


def _once(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
