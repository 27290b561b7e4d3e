"""Outlook: on the desktop (Word makes its pages), on the web, on phones, and what Exchange adds."""

from typing import Any

from tests.inbound.programs.program import Program

_RULE = "_" * 32
_BLOCK = "From: {name} <{address}>\nSent: {on:%A, %B %-d, %Y %-I:%M %p}\nTo: {to}\nSubject: {subject}\n"
_WORD = (
    '<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta http-equiv="Content-Type" content="text/html; charset={charset}">'
    '<meta name="Generator" content="Microsoft Word 15 (filtered medium)"><style><!--\np.MsoNormal {{{{margin:0in; font-size:11.0pt;}}}}'
    '\n--></style></head><body lang="EN-US" link="#0563C1" vlink="#954F72" style="word-wrap:break-word"><div class="WordSection1">'
    '{{shown}}<p class="MsoNormal"><o:p>&nbsp;</o:p></p>{signature}<div><div style="border:none;border-top:solid #E1E1E1 1.0pt;'
    'padding:3.0pt 0in 0in 0in"><p class="MsoNormal">{block}<o:p></o:p></p></div></div><p class="MsoNormal"><o:p>&nbsp;</o:p></p>'
    "{{page}}</div></body></html>"
)
_WORD_BLOCK = (
    "<b>From:</b> {name} &lt;{address}&gt; <br><b>Sent:</b> {on:%A, %B %-d, %Y %-I:%M %p}<br><b>To:</b> {to}<br>"
    "<b>Subject:</b> {subject}"
)
_SIGNATURE = "Cara Cole\nHead of Facilities, Acme Foods\nT: +1 312 555 0177\n"
_WORD_SIGNATURE = "".join(f'<p class="MsoNormal">{line}<o:p></o:p></p>' for line in _SIGNATURE.splitlines())
_ON_WORD: dict[str, Any] = {
    "line": '<p class="MsoNormal">{}<o:p></o:p></p>',
    "blank": '<p class="MsoNormal"><o:p>&nbsp;</o:p></p>',
}
_OWA = (
    '<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}"><style type="text/css" '
    'style="display:none;"> P {{{{margin-top:0;margin-bottom:0;}}}} </style></head><body dir="ltr">{{shown}}{signature}'
    '<div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr">'
    '<font face="Calibri, sans-serif" style="font-size:11pt" color="#000000">{block}</font><div>&nbsp;</div></div>'
    "{{page}}</body></html>"
)
_OWA_LINE = (
    '<div class="elementToProof" style="font-family: Aptos, Calibri, sans-serif; font-size: 12pt;">{}</div>'
)
_ON_OWA: dict[str, Any] = {"line": _OWA_LINE, "blank": _OWA_LINE.format("<br>"), "prefix": "x_"}
_EXCHANGE = (
    "Thread-Topic: Your visit",
    "Thread-Index: AQHbPbR2m0Qk",
    "Accept-Language: en-US",
    "X-MS-Has-Attach: ",
)
_ID = "<DM6PR0{}.namprd09.prod.outlook.com>"
_GERMAN = (
    "Von: {name} <{address}>\nGesendet: Montag, 23. November 2026 {on:%H:%M}\nAn: {to}\nBetreff: {subject}\n"
)
_TNEF = bytes.fromhex("789f3e22 0100 01 06900800 04000000 0000 0100 0100 0100".replace(" ", ""))

MICROSOFT: tuple[Program, ...] = (
    Program(
        name="Outlook on the desktop",
        text="{answer}\n\n" + _SIGNATURE + "\n" + _BLOCK + "\n{flat}\n",
        page=_WORD.format(charset="us-ascii", signature=_WORD_SIGNATURE, block=_WORD_BLOCK),
        charset="us-ascii",
        subject="RE: {}",
        header=(*_EXCHANGE, "X-Mailer: Microsoft Outlook 16.0"),
        message_id=_ID,
        **_ON_WORD,
    ),
    Program(
        name="Outlook on the desktop, in the Windows charset",
        text="{answer}\n\n\nFrom: {name} [mailto:{address}] \nSent: {on:%A, %B %d, %Y %-I:%M %p}\nTo: {to}\nSubject: {subject}\n\n{flat}\n",
        page=_WORD.format(charset="windows-1252", signature="", block=_WORD_BLOCK),
        charset="windows-1252",
        subject="RE: {}",
        header=_EXCHANGE,
        message_id=_ID,
        letters=(("'", "’"), ("  ", " \u00a0")),
        **_ON_WORD,
    ),
    Program(
        name="Outlook on the desktop, in rich text",
        text="{answer}\n\n\n-----Original Message-----\n" + _BLOCK + "\n{flat}\n",
        subject="RE: {}",
        charset="windows-1252",
        header=_EXCHANGE,
        message_id=_ID,
        beside=(
            (
                'Content-Type: application/ms-tnef; name="winmail.dat"\r\nContent-Transfer-Encoding: 8bit',
                _TNEF,
            ),
        ),
    ),
    Program(
        name="Outlook on the desktop, in German",
        text="{answer}\n\n\n" + _GERMAN + "\n{flat}\n",
        page=_WORD.format(
            charset="iso-8859-1",
            signature="",
            block="<b>Von:</b> {name} &lt;{address}&gt; <br><b>Gesendet:</b> Montag, 23. November 2026 {on:%H:%M}<br><b>An:</b> {to}<br>"
            "<b>Betreff:</b> {subject}",
        ),
        charset="iso-8859-1",
        subject="AW: {}",
        header=_EXCHANGE,
        message_id=_ID,
        **_ON_WORD,
    ),
    Program(
        name="Outlook on the desktop, in French",
        text="{answer}\n\n\nDe : {name} <{address}> \nEnvoyé : lundi 23 novembre 2026 {on:%H:%M}\nÀ : {to}\nObjet : {subject}\n\n{flat}\n",
        page=_WORD.format(
            charset="windows-1252",
            signature="",
            block="<b>De&nbsp;:</b> {name} &lt;{address}&gt; <br><b>Envoyé&nbsp;:</b> lundi 23 novembre 2026 {on:%H:%M}<br>"
            "<b>À&nbsp;:</b> {to}<br><b>Objet&nbsp;:</b> {subject}",
        ),
        charset="windows-1252",
        subject="RE: {}",
        header=_EXCHANGE,
        message_id=_ID,
        **_ON_WORD,
    ),
    Program(
        name="Outlook on the web",
        text="{answer}\n" + _RULE + "\n" + _BLOCK + "\n{flat}\n",
        page=_OWA.format(charset="iso-8859-1", signature="", block=_WORD_BLOCK),
        charset="iso-8859-1",
        header=_EXCHANGE,
        message_id=_ID,
        letters=(("  ", " \u00a0"),),
        **_ON_OWA,
    ),
    Program(
        name="Outlook on the web, with a signature",
        text="{answer}\n\n" + _SIGNATURE + _RULE + "\n" + _BLOCK + "\n{flat}\n",
        page=_OWA.format(
            charset="utf-8",
            signature='<div id="Signature"><p style="margin-top: 0px;">Cara Cole<br>Head of Facilities, Acme Foods</p></div>',
            block=_WORD_BLOCK,
        ),
        header=_EXCHANGE,
        message_id=_ID,
        encoding="base64",
        **_ON_OWA,
    ),
    Program(
        name="Outlook on the iPhone",
        text="{answer}\n\nGet Outlook for iOS<https://aka.ms/o0ukef>\n"
        + _RULE
        + "\n"
        + _BLOCK
        + "\n{flat}\n",
        page='<html><head></head><body>{shown}<div id="ms-outlook-mobile-body-separator-line" dir="ltr"><br></div><div '
        'id="ms-outlook-mobile-signature" dir="ltr">Get <a href="https://aka.ms/o0ukef">Outlook for iOS</a></div><hr '
        'style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri, sans-serif" '
        'style="font-size:11pt">' + _WORD_BLOCK + "</font><div>&nbsp;</div></div>{page}</body></html>",
        line='<div style="" dir="ltr">{}</div>',
        prefix="x_",
        header=_EXCHANGE,
        message_id=_ID,
        letters=(("'", "’"),),
    ),
    Program(
        name="Outlook on Android",
        text="{answer}\n\nGet Outlook for Android<https://aka.ms/AAb9ysg>\n"
        + _RULE
        + "\n"
        + _BLOCK
        + "\n{flat}\n",
        page='<html><body>{shown}<div id="ms-outlook-mobile-signature"><div><br></div>Get <a href="https://aka.ms/AAb9ysg">Outlook '
        'for Android</a></div><hr style="display:inline-block;width:98%"><div id="divRplyFwdMsg" dir="ltr">'
        + _WORD_BLOCK
        + "</div>{page}</body></html>",
        line='<div style="color: rgb(33, 33, 33);" dir="auto">{}</div>',
        header=_EXCHANGE,
        message_id=_ID,
        encoding="base64",
    ),
    Program(
        name="Outlook on the Mac",
        text="{answer}\n\nFrom: {name} <{address}>\nDate: {on:%A, %B %-d, %Y at %-I:%M %p}\nTo: {to}\nSubject: {subject}\n\n{flat}\n",
        page='<html><head></head><body lang="EN-US"><div class="WordSection1">{shown}<p class="MsoNormal"><o:p>&nbsp;</o:p></p><div '
        'id="mail-editor-reference-message-container"><div><div style="border:none;border-top:solid #B5C4DF 1.0pt;padding:3.0pt 0in '
        '0in 0in"><p class="MsoNormal"><b>From: </b>{name} &lt;{address}&gt;<br><b>Date: </b>{on:%A, %B %-d, %Y at %-I:%M %p}<br>'
        "<b>To: </b>{to}<br><b>Subject: </b>{subject}</p></div>{page}</div></div></div></body></html>",
        header=_EXCHANGE,
        message_id=_ID,
        **_ON_WORD,
    ),
    Program(
        name="Mail for Windows",
        text="{answer}\n\nSent from Mail for Windows\n\n" + _BLOCK + "\n{flat}\n",
        page='<html><body lang="EN-US"><div class="WordSection1">{shown}<p class="MsoNormal">Sent from <a href="https://go.microsoft.com/'
        'fwlink/?LinkId=550986">Mail</a> for Windows</p><div style="mso-element:para-border-div;border:none;border-top:solid #E1E1E1 '
        '1.0pt;padding:3.0pt 0in 0in 0in"><p class="MsoNormal">'
        + _WORD_BLOCK
        + "</p></div>{page}</div></body></html>",
        message_id="<SN6PR12{}.outlook.com>",
        **_ON_WORD,
    ),
    Program(
        name="Outlook behind a gateway that warns",
        text="{answer}\n\n"
        + _BLOCK.replace("Subject: ", "Subject: [EXTERNAL] ")
        + "\nCAUTION: This email originated from outside of the "
        "organization. Do not click links unless you recognize the sender.\n\n{flat}\n\nThis message is intended only for the "
        "addressee and may contain confidential information.\n",
        subject="RE: [EXTERNAL] {}",
        charset="windows-1252",
        header=_EXCHANGE,
        message_id=_ID,
    ),
)
