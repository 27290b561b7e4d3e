"""What a reader sees of a page: its lines, in order, and nothing that hides."""

import pytest

from inbound.mime.html import MAX_HTML, MAX_TAG, html_to_text

PAGES = {
    # the page                                                             what a reader sees
    "Yes<br>Thursday<br/>at 2":                                            "Yes\nThursday\nat 2",
    "<p>Yes</p><p>Thursday</p>":                                           "Yes\n\nThursday",
    "<h1>Yes</h1>Thursday":                                                "Yes\n\nThursday",
    "<div>Yes</div><div>Thursday</div>":                                   "Yes\nThursday",
    "<div><div>Yes</div></div><div><div>Thursday</div></div>":             "Yes\nThursday",
    "<div>Yes<br></div><div>Thursday</div>":                               "Yes\nThursday",
    "<div>Yes</div><div><br></div><div>Thursday</div>":                    "Yes\n\nThursday",
    "Yes<br><br><br><br>Thursday":                                         "Yes\n\nThursday",
    "<p>Yes</p><br><br><p>Thursday</p>":                                   "Yes\n\nThursday",
    "Yes <hr> Thursday":                                                   "Yes\nThursday",
    "Yes,\n   <b>Thurs</b>day  <i> at</i>\t2":                             "Yes, Thursday at 2",
    "a <font color=red>b</font><o:p></o:p> c":                             "a b c",
    "<ul><li>one<li><p>two</p></ul>":                                      "* one\n* two",
    "<ol><li value=7>one</li><li>two</li></ol>":                           "1. one\n2. two",
    "<table><tr><td>Mon</td><td>9</td></tr><tr><td>Tue</td><td></td></tr></table>": "Mon  9\nTue",
    "<table><tr><td><p>Mon</p></td></tr></table>after":                    "Mon\n\nafter",
    "<pre>a\n  b</pre>":                                                   "a\n  b",
    "<pre>a\n<b>  b\n</b>c</pre>d\ne":                                     "a\n  b\nc\nd e",
    "1 &lt; 2 &amp;&nbsp;3 &gt; 2 &#233;":                                 "1 < 2 & 3 > 2 é",
    "a << b <<b>c</b>":                                                    "a << b <c",
    "&amp;lt;":                                                            "&lt;",
    "<title>no</title><style>no</style><script>no</script>yes<!-- no -->": "yes",
    "<template>no</template>yes":                                          "yes",
    "<a href='https://x.example/?a=>'>here</a><img alt=no>":               "here",
    "<p hidden>no</p>yes":                                                 "yes",
    "<p style='color:red; Display : NONE'>no</p>yes":                      "yes",
    "<p style='max-height:0.00px'>no</p>yes":                              "yes",
    "<p style='opacity:.0'>no</p>yes":                                     "yes",
    "<p style='opacity:0.9;width:;height:07px'>yes</p>":                   "yes",
    "\x01\x02\x03yes":                                                     "yes",
    "a&#1;&#13;b &amp;#13;":                                                "ab &#13;",
    "":                                                                    "",
    "<br>":                                                                "",
}  # fmt: skip


@pytest.mark.parametrize(("page", "seen"), PAGES.items())
def test_a_page_reads_as_it_is_seen(page: str, seen: str) -> None:
    assert html_to_text(page) == seen


LONG = "x" * MAX_TAG
HIDING = ("<p hidden {}", "<p style='display:none' {}", '<p style="font-size:0" {}')
OPEN = ("<img src='data:{}'", "<p class='{}'", "<p style='color:red' {}", "<p data-hidden='no' {}")


@pytest.mark.parametrize("tag", HIDING)
def test_a_tag_of_endless_length_hides_what_it_hid(tag: str) -> None:
    assert html_to_text(f"{tag.format(LONG)}>no</p>yes") == "yes"


@pytest.mark.parametrize("tag", OPEN)
def test_a_tag_of_endless_length_shows_what_it_showed(tag: str) -> None:
    assert html_to_text(f"{tag.format(LONG)}>yes") == "yes"


COLOURS = "".join(
    f"<hr style=color:#90{number:04x}><hr bgcolor=#40{number:04x}>" for number in range(MAX_HTML // 48)
)
"""Each text on each ground could be read."""


def test_a_page_of_nothing_but_colours_is_read_at_once() -> None:
    for word in ("yes", "no", "maybe", "later"):
        assert (
            html_to_text(f"{word}<p style='background:#000;color:#eee'>{word}</p>{COLOURS}").split()
            == [word] * 2
        )


def test_among_many_colours_a_text_in_that_of_the_paper_is_not_seen() -> None:
    assert html_to_text(f"yes<p style='color:#fff'>no</p><p style='background:#111'>no</p>{COLOURS}") == "yes"
