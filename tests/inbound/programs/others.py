"""Yahoo, Thunderbird, Samsung, K-9, Proton and the rest that people answer with."""

from typing import Any

from tests.inbound.programs.program import Program

_ON_YAHOO = "On {on:%A, %B %-d, %Y at %I:%M:%S %p} CST, {name} <{address}> wrote:"
_YAHOO_PAGE = (
    '<html><head></head><body><div class="ydp7a1b yahoo-style-wrap" style="font-family:Helvetica Neue, Helvetica, Arial, sans-serif;'
    'font-size:13px;"><div></div>{shown}<div><br></div></div><div id="ydp12c4yahoo_quoted_4213" class="ydp12c4yahoo_quoted">'
    '<div style="color:#26282a;"><div>'
    + _ON_YAHOO.replace("<{address}>", "&lt;{address}&gt;")
    + "</div><div><br></div><div><br></div>"
    '<div><div id="ydp12c4yiv5"><div>{page}</div></div></div></div></div></body></html>'
)
_YAHOO: dict[str, Any] = {"message_id": "<154{}.2215@mail.yahoo.com>", "prefix": "ydp12c4yiv5"}
_BIRD = "User-Agent: Mozilla Thunderbird"
_ON_BIRD = "On {on:%-m/%-d/%y %-I:%M %p}, {name} wrote:"
_GALAXY_BLOCK = "From: {name} <{address}> \nDate: {on:%-m/%-d/%y  %-I:%M %p}  (GMT-06:00) \nTo: {to} \nSubject: {subject} \n"

OTHERS: tuple[Program, ...] = (
    Program(
        name="Yahoo on the web",
        text=" {answer}\n\n    " + _ON_YAHOO + "  \n \n {flat}   ",
        page=_YAHOO_PAGE,
        line='<div dir="ltr" data-setdir="false">{}</div>',
        encoding="7bit",
        charset="us-ascii",
        breaks_at=200,
        **_YAHOO,
    ),
    Program(
        name="Yahoo on Android",
        text="{answer}\n\nSent from Yahoo Mail on Android \n \n  On {on:%a, %b %-d, %Y at %-I:%M %p}, {name}<{address}> wrote:   {flat}",
        page='{shown}<br><br><div id="ymail_android_signature"><a id="ymail_android_signature_link" href="https://mail.onelink.me/1">Sent '
        'from Yahoo Mail on Android</a></div> <br> <blockquote style="margin: 0 0 20px 0;"> <div style="font-family:Roboto, sans-serif;'
        ' color:#6D00F6;"> <div>On {on:%a, %b %-d, %Y at %-I:%M %p}, {name}</div><div>&lt;{address}&gt; wrote:</div> </div> <div '
        'style="padding: 10px 0 0 20px; margin: 10px 0 0 0; border-left: 1px solid #6D00F6;">{page}</div> </blockquote>',
        line="{}<br>",
        blank="<br>",
        breaks_at=10_000,
        **_YAHOO,
    ),
    Program(
        name="Yahoo on the iPhone",
        text="{answer}\n\n\nSent from Yahoo Mail for iPhone\n\n\n"
        + _ON_YAHOO.replace("%A, %B %-d, %Y at %I:%M:%S %p} CST", "%A, %B %-d, %Y, %-I:%M %p}")
        + "\n\n{flat}\n",
        page="<div>{shown}</div><div><br><br><a href='https://overview.mail.yahoo.com/?.src=iOS'>Sent from Yahoo Mail for iPhone</a><br>"
        '<p class="yahoo-quoted-begin" style="font-size: 15px; color: #715FFA; padding-top: 15px; margin-top: 0">On {on:%A, %B %-d, %Y, '
        '%-I:%M %p}, {name} &lt;{address}&gt; wrote:</p><blockquote class="iosymail"><div id="yiv0">{page}</div></blockquote></div>',
        letters=(("'", "’"),),
        **_YAHOO,
    ),
    Program(
        name="Thunderbird, plain and below",
        text=_ON_BIRD + "\n{quoted}\n\n{answer}\n\n-- \nCara Cole\nAcme Foods\n",
        quotes_text=True,
        flowed=True,
        header=(_BIRD,),
        message_id="<b2c1{}-77aa@acmefoods.example>",
        encoding="8bit",
    ),
    Program(
        name="Thunderbird, plain and between the lines",
        text=_ON_BIRD + "\n{inserted}\n",
        quotes_text=True,
        flowed=True,
        header=(_BIRD,),
        message_id="<b2c1{}-77aa@acmefoods.example>",
        encoding="8bit",
    ),
    Program(
        name="Thunderbird, a page and above",
        text="{answer}\n\n" + _ON_BIRD + "\n{quoted}\n",
        page='<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"></head><body>{shown}<br>'
        '<div class="moz-cite-prefix">'
        + _ON_BIRD
        + '<br></div><blockquote type="cite" cite="mid:{message_id}">{page}</blockquote>'
        '<div class="moz-signature">-- <br>Cara Cole</div></body></html>',
        line="<p>{}</p>",
        blank="<p><br></p>",
        header=(_BIRD,),
        message_id="<b2c1{}-77aa@acmefoods.example>",
    ),
    Program(
        name="Samsung Mail",
        text="{answer}\n\n\nSent from my Galaxy\n\n\n-------- Original message --------\n"
        + _GALAXY_BLOCK
        + "\n{flat}\n",
        page='<html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"></head><body dir="auto">{shown}<div dir="auto">'
        '<br></div><div dir="auto"><br></div><div id="composer_signature" dir="auto"><div style="font-size:12px;color:#575757" dir="auto">'
        'Sent from my Galaxy</div></div><div dir="auto"><br></div><div><br></div><div align="left" dir="auto" style="font-size:100%;'
        'color:#000000"><div>-------- Original message --------</div><div>From: {name} &lt;{address}&gt; </div><div>Date: '
        "{on:%-m/%-d/%y  %-I:%M %p}  (GMT-06:00) </div><div>To: {to} </div><div>Subject: {subject} </div><div><br></div></div>{page}"
        "</body></html>",
        line='<div dir="auto">{}</div>',
        blank='<div dir="auto"><br></div>',
        message_id="<2y7{}.1763910@email.android.com>",
        encoding="base64",
    ),
    Program(
        name="K-9 Mail",
        text="{answer}\n-- \nSent from my Android device with K-9 Mail. Please excuse my brevity.\n\nOn November 23, 2026 {on:%-I:%M:%S %p} CST, "
        "{name} <{address}> wrote:\n{quoted}\n",
        mark=">",
        quotes_text=True,
        header=("User-Agent: K-9 Mail for Android",),
        message_id="<4B1F{}-22@acmefoods.example>",
    ),
    Program(
        name="K-9 Mail with a page",
        text="{answer}\n\nOn November 23, 2026 {on:%-I:%M:%S %p} CST, {name} <{address}> wrote:\n{quoted}\n",
        page='<!DOCTYPE html><html><body><div dir="auto">{shown}<br><br></div><div class="gmail_quote"><div dir="auto">On November 23, 2026 '
        '{on:%-I:%M:%S %p} CST, {name} &lt;{address}&gt; wrote:</div><blockquote class="gmail_quote" style="margin: 0pt 0pt 0pt 0.8ex; '
        'border-left: 1px solid rgb(204, 204, 204); padding-left: 1ex;">{page}</blockquote></div></body></html>',
        mark=">",
        header=("User-Agent: K-9 Mail for Android",),
        message_id="<4B1F{}-23@acmefoods.example>",
    ),
    Program(
        name="Proton Mail",
        text="{answer}\n\nSent with [Proton Mail](https://proton.me/mail/home) secure email.\n\nOn Monday, November 23rd, 2026 at {on:%-I:%M %p}, "
        "{name} <{address}> wrote:\n\n{quoted}\n",
        page='<div style="font-family: Arial, sans-serif; font-size: 14px;">{shown}<br></div><div class="protonmail_signature_block"><div '
        'class="protonmail_signature_block-proton">Sent with <a href="https://proton.me/mail/home">Proton Mail</a> secure email.</div></div>'
        '<div><br></div><div class="protonmail_quote">On Monday, November 23rd, 2026 at {on:%-I:%M %p}, {name} &lt;{address}&gt; wrote:<br>'
        '<br><blockquote class="protonmail_quote" type="cite">{page}</blockquote><br></div>',
        message_id="<pXq{}=@proton.me>",
        encoding="base64",
    ),
    Program(
        name="Fastmail",
        text="{answer}\n\nOn {on:%a, %b %-d, %Y, at %-I:%M %p}, {name} wrote:\n{quoted}\n",
        page="<!DOCTYPE html><html><head><title></title></head><body>{shown}<div><br></div><div>On {on:%a, %b %-d, %Y, at %-I:%M %p}, {name} "
        'wrote:<br></div><blockquote type="cite" id="qt" style=""><div>{page}</div></blockquote><div><br></div></body></html>',
        message_id="<0c9e{}-1b@app.fastmail.com>",
        prefix="qt-",
    ),
    Program(
        name="GMX",
        page='<html><head></head><body><div style="font-family: Verdana;font-size: 12.0px;">{shown}<div>&nbsp;<div name="quote" '
        'style="margin:10px 5px 5px 10px; padding: 10px 0 10px 10px; border-left:2px solid #C3D9E5; word-wrap: break-word;"><div '
        'style="margin:0 0 10px 0;"><b>Gesendet:</b>&nbsp;Montag, 23. November 2026 um {on:%H:%M} Uhr<br/><b>Von:</b>&nbsp;&quot;{name}&quot; '
        '&lt;{address}&gt;<br/><b>An:</b>&nbsp;{to}<br/><b>Betreff:</b>&nbsp;{subject}</div><div name="quoted-content">{page}</div></div>'
        "</div></div></body></html>",
        subject="Aw: {}",
        message_id="<trinity-{}@3c-app-gmx-bs>",
    ),
    Program(
        name="Zoho Mail",
        text="{answer}\n\n\n\n\n---- On {on:%a, %d %b %Y %H:%M:%S} -0600 {name} <{address}> wrote ---\n\n{flat}\n",
        page='<div style="font-family: Verdana, Arial; font-size: 10pt;">{shown}<br><br><div class="zmail_extra_hr" style="border-top: 1px solid '
        'rgb(204, 204, 204);"><br></div><div class="zmail_extra" data-zbluepencil-ignore="true"><br><div id="Zm-_Id_-Sgn1">---- On {on:%a, '
        '%d %b %Y %H:%M:%S} -0600 <b>{name} &lt;{address}&gt;</b> wrote ---<br></div><br><blockquote id="blockquote_zmail">{page}'
        "</blockquote></div></div>",
        message_id="<19ab{}.4f@zohomail.example>",
        breaks_at=200,
    ),
    Program(
        name="HCL Notes",
        text="{answer}\n\n\n\nFrom:   {name} <{address}>\nTo:     {to}\nDate:   {on:%m/%d/%Y %I:%M %p}\nSubject:        {subject}\n\n\n\n{flat}\n",
        message_id="<OF3C{}-ON862@acmefoods.example>",
        charset="us-ascii",
        encoding="7bit",
    ),
    Program(
        name="Spark",
        text="{answer}\n\nOn Nov 23, 2026 at {on:%-I:%M %p} -0600, {name} <{address}>, wrote:\n{quoted}\n",
        page='<html><body><div name="messageBodySection"><div dir="auto">{shown}</div></div><div name="messageSignatureSection"><br></div><div '
        'name="messageReplySection">On Nov 23, 2026 at {on:%-I:%M %p} -0600, {name} &lt;{address}&gt;, wrote:<br><blockquote type="cite" '
        'style="border-left-color: grey; border-left-width: thin; border-left-style: solid;">{page}</blockquote></div></body></html>',
        message_id="<f00d{}@Spark>",
    ),
    Program(
        name="mutt",
        text="On {on:%a, %b %d, %Y at %I:%M:%S%p} -0600, {name} wrote:\n{quoted}\n\n{answer}\n\nCara\n",
        quotes_text=True,
        header=("User-Agent: Mutt/2.2.13",),
        message_id="<20261123151240.{}@acmefoods.example>",
        charset="iso-8859-1",
        encoding="8bit",
        breaks_at=200,
    ),
    Program(
        name="An office program that quotes nothing",
        text="{answer}\n",
        charset="utf-16",
        encoding="base64",
        message_id="<crm-{}@acmefoods.example>",
    ),
)
