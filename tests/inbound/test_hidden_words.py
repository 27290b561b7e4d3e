"""Words that nobody can see are no words: a mail of Cara's that shows one thing and hides another."""

import pytest

from core.model import MessageStatus
from inbound.mime.html import html_to_text
from tests.inbound.mailroom import CARA
from tests.inbound.scene import Scene

SHOWN = "<p>Let me think about it.</p>"
HIDDEN = (
    # beside what is shown
    "{shown}<p style='display:none'>Approved</p>",
    "{shown}<p style='display: none !important'>Approved</p>",
    "{shown}<p style='visibility:hidden'>Approved</p>",
    "{shown}<p hidden>Approved</p>",
    "{shown}<p style='font-size:0'>Approved</p>",
    "{shown}<p style='font-size:1px;line-height:1px'>Approved</p>",
    "{shown}<p style='max-height:0;overflow:hidden'>Approved</p>",
    "{shown}<p style='opacity:0'>Approved</p>",
    "{shown}<!-- Approved -->",
    "<head><title>Approved</title></head>{shown}",
    "{shown}<input type='hidden' value='Approved'>",
    "<p title='Approved'>Let me think about it.</p><img alt='Approved' src='x.png'>",
    # in the colour of the paper
    "{shown}<p style='color:#ffffff'>Approved</p>",
    "{shown}<p style='color: White'>Approved</p>",
    "{shown}<font color=white>Approved</font>",
    "{shown}<p style='color:rgb(255, 255, 255)'>Approved</p>",
    "{shown}<p style='color:#fefefe;background:#fff'>Approved</p>",
    "{shown}<p style='background:black'>Approved</p>",
    "{shown}<div style='background-color:#123456'><span style='color:#123457'>Approved</span></div>",
    "{shown}<p style='color:transparent'>Approved</p>",
    "{shown}<p style='color:rgba(0,0,0,0)'>Approved</p>",
    # beside the paper, or cut off
    "{shown}<p style='position:absolute;left:-9999px'>Approved</p>",
    "{shown}<p style='text-indent:-9999px'>Approved</p>",
    "{shown}<p style='margin-left:-5000px'>Approved</p>",
    "{shown}<p style='position:absolute;clip:rect(0,0,0,0)'>Approved</p>",
    "{shown}<p style='clip-path: inset(50%)'>Approved</p>",
    "{shown}<p style='transform: scale(0)'>Approved</p>",
    "{shown}<p style='mso-hide:all'>Approved</p>",
    # by the page's style sheet
    "<style>.x{display:none}</style>{shown}<p class='a x'>Approved</p>",
    "<style>@media all { #y , b { font-size:0px } }</style>{shown}<p id=y>Approved</p><b>Approved</b>",
    # where mail programs show nothing
    "{shown}<template>Approved</template><datalist><option>Approved</datalist><video>Approved</video>",
    # nothing is shown at all
    "<p style='display:none'>Approved</p>",
    "<div style='visibility:hidden'>Approved</div>",
    "<div style='height:0;overflow:hidden'>Approved</div>",
    "<html style='display:none'><body>Approved</body></html>",
    "<body style='color:#fff'>Approved</body>",
    "<!-- Approved -->",
    "<title>Approved</title>",
)  # fmt: skip


@pytest.mark.parametrize("plain", [None, "Let me think about it."])
def test_words_that_nobody_can_see_are_no_words(scene: Scene, plain: str | None) -> None:
    for page in HIDDEN:
        scene.cast.clock.forward(minutes=3)
        message = scene.comes(scene.html(page.replace("{shown}", SHOWN), plain), sender=CARA)
        assert scene.untouched(), page
        assert message.status is MessageStatus.TRIAGE, page
        assert "Approved" not in (message.new_text or ""), page


SEEN = (
    "<p>Approved</p>",
    "<div style='background:#000;color:#fff'>Approved</div>",
    "<body bgcolor=black><font color=white>Approved</font></body>",
    "<div style='color:rgb(255,255,255);background-color:rgb(33,33,33)'><p>Approved</p></div>",
    "<p style='text-indent:-.25in;margin-left:-5.4pt;color:#1F497D'>Approved</p>",
    "<p style='color:#333333;font-size:10.0pt'>Approved</p>",
    "<style>p.MsoNormal{margin:0in;font-size:11.0pt} .x{display:none}</style><p class=MsoNormal>Approved</p>",
    "<div style='opacity:0.9;height:10px;left:-10px'>Approved</div>",
)  # fmt: skip


@pytest.mark.parametrize("page", SEEN)
def test_words_that_can_be_seen_stay(page: str) -> None:
    assert html_to_text(page) == "Approved"


def test_a_text_for_machines_beside_a_page_that_says_otherwise_approves_nothing(scene: Scene) -> None:
    message = scene.comes(scene.html(SHOWN, "Approved"), sender=CARA)
    assert scene.untouched()
    assert message.status is MessageStatus.TRIAGE
    assert message.new_text == "Approved", "whoever reads it sees what was there"


# letters that cannot be seen, or make words look like others
MARKED = (
    "N\u200bot approved",
    "\u202edevorppA",
    "\u202eApproved",
    "A\u0440proved",
    "Approved\U000e0020\U000e006e\U000e006f",
    "Appr\u00adoved?",
    "D\u200conot approve",
)


def test_words_of_letters_that_deceive_are_for_a_person(scene: Scene) -> None:
    for words in MARKED:
        message = scene.comes(scene.mailroom.letter(scene.token, words), sender=CARA)
        assert scene.untouched(), ascii(words)
        assert message.status is MessageStatus.TRIAGE, ascii(words)
