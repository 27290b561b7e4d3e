"""Gmail on the web and on phones; Apple Mail on the Mac, the iPhone and the iPad."""

from typing import Any

from tests.inbound.programs.program import Program

CURLY = (("'", "’"),)
NARROW = "\u202f"
"""The narrow no-break space that newer systems set before AM and PM."""

_ON_GMAIL = "On {on:%a, %b %d, %Y at %-I:%M" + NARROW + "%p} {name} <{address}> wrote:"
_GMAIL_QUOTE = (
    '<br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">'
    + _ON_GMAIL.replace("<{address}>", '&lt;<a href="mailto:{address}">{address}</a>&gt;')
    + '<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);'
    'padding-left:1ex">{page}</blockquote></div>\n'
)
_APPLE_PAGE = '<html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"></head><body {style}>{inside}</body></html>'
_MAC = 'style="overflow-wrap: break-word; -webkit-nbsp-mode: space; line-break: after-white-space;"'
_ON_MAC = "On {on:%b %-d, %Y, at %-I:%M" + NARROW + "%p}, {name} &lt;{address}&gt; wrote:"
_PHONE = (
    '<html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"></head><body dir="auto">{{shown}}'
    '<div><br id="lineBreakAtBeginningOfSignature"><div dir="ltr">{signature}</div><div dir="ltr"><br><blockquote '
    'type="cite">{on}<br><br></blockquote></div><blockquote type="cite"><div dir="ltr">\ufeff{{page}}</div></blockquote>'
    "</div></body></html>"
)
_IPHONE: dict[str, Any] = {
    "header": ("X-Mailer: iPhone Mail (23B85)",),
    "message_id": "<7F3A{}-11D2-4C1B@acmefoods.example>",
    "letters": CURLY,
}

GOOGLE: tuple[Program, ...] = (
    Program(
        name="Gmail on the web",
        text="{answer}\n\n" + _ON_GMAIL + "\n\n{quoted}\n",
        page='<div dir="ltr">{shown}</div>' + _GMAIL_QUOTE,
        prefix="m_-7143262951 ",
        line="{}<br>",
        blank="<br>",
    ),
    Program(
        name="Gmail on the web, with a signature",
        text="{answer}\n\n-- \nCara Cole | Facilities\nAcme Foods\n+1 312 555 0177\n\n\n"
        + _ON_GMAIL
        + "\n\n{quoted}\n",
        page='<div dir="ltr">{shown}<div><br clear="all"></div><div><br></div><span class="gmail_signature_prefix">-- </span>'
        '<br><div dir="ltr" class="gmail_signature" data-smartmail="gmail_signature"><div dir="ltr">Cara Cole | Facilities'
        "<br>Acme Foods<br>+1 312 555 0177</div></div></div>" + _GMAIL_QUOTE,
        prefix="m_-99",
    ),
    Program(
        name="Gmail on the web, between the lines",
        text=_ON_GMAIL + "\n\n{inserted}\n",
        breaks_at=74,
    ),
    Program(
        name="Gmail on Android",
        text="{answer}\n\nOn {on:%a, %b %-d, %Y, %-I:%M %p} {name} <{address}> wrote:\n\n{quoted}\n",
        page='<div dir="auto">{shown}</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On {on:%a, %b %-d, %Y, '
        '%-I:%M %p} {name} &lt;<a href="mailto:{address}">{address}</a>&gt; wrote:<br></div><blockquote class="gmail_quote" '
        'style="margin:0 0 0 .8ex;border-left:1px #ccc solid;padding-left:1ex">{page}</blockquote></div>\n',
        encoding="base64",
        letters=CURLY,
    ),
    Program(
        name="Gmail on the iPhone",
        text="{answer}\nSent from Gmail Mobile\n\n\n" + _ON_GMAIL + "\n\n{quoted}\n",
        page='<div><div dir="auto">{shown}</div><div dir="auto">Sent from Gmail Mobile</div></div><div><br></div>'
        + _GMAIL_QUOTE,
        letters=CURLY,
    ),
    Program(
        name="Gmail in Spanish",
        text="{answer}\n\nEl lun, 23 nov 2026 a las {on:%-H:%M}, {name} (<{address}>)\nescribió:\n\n{quoted}\n",
        page='<div dir="ltr">{shown}</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">El lun, 23 nov 2026 a '
        'las {on:%-H:%M}, {name} (&lt;<a href="mailto:{address}">{address}</a>&gt;) escribió:<br></div><blockquote '
        'class="gmail_quote">{page}</blockquote></div>\n',
    ),
    Program(
        name="Gmail in German, behind a list of links",
        text="{answer}\n\nAm Mo., 23. Nov. 2026 um {on:%H:%M} Uhr schrieb {name} <\n{address}>:\n\n{quoted}\n",
        page='<div dir="ltr"><div class="gmail_default" style="font-family:verdana,sans-serif">{shown}</div></div><br><div '
        'class="gmail_quote"><div dir="ltr" class="gmail_attr">Am Mo., 23. Nov. 2026 um {on:%H:%M} Uhr schrieb {name} &lt;<a '
        'href="mailto:{address}">{address}</a>&gt;:<br></div><blockquote class="gmail_quote">{page}</blockquote></div>\n',
        charset="iso-8859-1",
    ),
    Program(
        name="Gmail in Hebrew, with marks of direction",
        text="\u200e{answer}\u200e\n\n\u202bבתאריך יום ב׳, 23 בנוב׳ 2026 ב-{on:%-H:%M} מאת \u202a{name}\u202c\u200f <\u202a{address}\u202c\u200f>:\u202c\n\n{quoted}\n",
        page='<div dir="rtl"><div dir="ltr">\u200e{shown}\u200e</div></div><br><div class="gmail_quote gmail_quote_container"><div '
        'dir="rtl" class="gmail_attr">\u202bבתאריך יום ב׳, 23 בנוב׳ 2026 ב-{on:%-H:%M} מאת {name} &lt;{address}&gt;:<br></div>'
        '<blockquote class="gmail_quote">{page}</blockquote></div>\n',
        encoding="base64",
    ),
)

APPLE: tuple[Program, ...] = (
    Program(
        name="Apple Mail on the Mac",
        text="{answer}\n\n> On {on:%b %-d, %Y, at %-I:%M"
        + NARROW
        + "%p}, {name} <{address}> wrote:\n> \n{quoted}\n",
        page=_APPLE_PAGE.format(
            style=_MAC,
            inside='{shown}<br id="lineBreakAtBeginningOfMessage"><div><br><blockquote type="cite"><div>'
            + _ON_MAC
            + '</div><br class="Apple-interchange-newline"><div>{page}</div></blockquote></div><br>',
        ),
        header=("X-Mailer: Apple Mail (2.3864.200.81.1.6)",),
        message_id="<D1E0{}-8C1A-4E2B-A5F1@acmefoods.example>",
        letters=CURLY,
    ),
    Program(
        name="Apple Mail on the Mac, plain and below",
        text="On {on:%b %-d, %Y, at %-I:%M %p}, {name} <{address}> wrote:\n\n{quoted}\n\n{answer}\n",
        header=("X-Mailer: Apple Mail (2.3445.104.21)",),
        message_id="<D1E0{}-8C1A@acmefoods.example>",
        charset="us-ascii",
        encoding="7bit",
        quotes_text=True,
        letters=(("—", "-"), ("–", "-")),
    ),
    Program(
        name="iPhone",
        text="{answer}\n\nSent from my iPhone\n\n> On {on:%b %-d, %Y, at %-I:%M"
        + NARROW
        + "%p}, {name} <{address}> wrote:\n> \n> \ufeff\n{quoted}\n",
        page=_PHONE.format(signature="Sent from my iPhone", on=_ON_MAC),
        **_IPHONE,
    ),
    Program(
        name="iPhone, plain only",
        text="{answer}\n\nSent from my iPhone\n\n> On {on:%b %-d, %Y, at %-I:%M"
        + NARROW
        + "%p}, {name} <{address}> wrote:\n> \n> \ufeff\n{quoted}\n",
        encoding="base64",
        **_IPHONE,
    ),
    Program(
        name="iPhone with a photo",
        text="{answer}\n\n",
        beside=(
            (
                'Content-Type: image/jpeg; name="IMG_2041.jpeg"\r\nContent-Transfer-Encoding: base64',
                b"/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgICAgMCAgID\r\n",
            ),
            (
                "Content-Type: text/plain; charset=us-ascii\r\nContent-Transfer-Encoding: 7bit",
                b"\r\n\r\nSent from my iPhone\r\n\r\n> On Nov 23, 2026, at 9:00 AM, Northgate wrote:\r\n> \r\n> Reply YES to confirm\r\n",
            ),
        ),
        **_IPHONE,
    ),
    Program(
        name="iPad in German",
        text="{answer}\n\nVon meinem iPad gesendet\n\n> Am {on:%d.%m.%Y} um {on:%H:%M} schrieb {name} <{address}>:\n> \n> \ufeff\n{quoted}\n",
        page=_PHONE.format(
            signature="Von meinem iPad gesendet",
            on="Am {on:%d.%m.%Y} um {on:%H:%M} schrieb {name} &lt;{address}&gt;:",
        ),
        **{**_IPHONE, "header": ("X-Mailer: iPad Mail (23B85)",)},
    ),
)
