"""Files that come by mail: which are kept, what they are called, and whose work order they belong to."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core import commands as c
from core import queries
from core.model import Attachment, Confirmation, InboundMessage, MessageStatus
from core.refusals import Refusal, State
from core.retention import forget_raw
from inbound.attachments import LARGEST, LARGEST_LOGO, MOST_FILES, files_of
from inbound.filenames import LONGEST, clean_name
from inbound.mail import Attachment as Part
from inbound.mail import InboundMail
from inbound.parse import parse
from tests.cast import FRIDAY, Cast
from tests.inbound.mailroom import CARA, Mailroom
from tests.inbound.parcels import PDF, PNG, logo, parcel, photo

OFFICE = "service@desk.test"
ZIP = b"PK\x03\x04" + b"\0" * 100
# fmt: off
NAMES = (
    # as the mail has it                         as it is kept
    ("leak.jpg",                                 "leak.jpg"),
    ("C:\\Users\\cara\\leak.jpg",                "leak.jpg"),
    ("../../etc/passwd",                         "passwd"),
    ("/etc/passwd\0.jpg",                        "passwd.jpg"),
    ("photo\u202egpj.exe",                       "photogpj.exe"),
    ("in\r\nvoice:<1>.pdf",                      "in voice__1_.pdf"),
    ("CON.txt",                                  "_CON.txt"),
    ("  .hidden. ",                              "hidden"),
    ("Küche – Abfluß.jpeg",                      "Küche – Abfluß.jpeg"),
    ("\u202e\u200b",                              ""),
    ("..",                                       ""),
    ("\uff4c\uff45\uff41k.jpg",                    "leak.jpg"),
)
KEPT = (
    # the part                                                            kept as                  a photo
    (Part("leak.jpg", "image/jpeg", photo()),                             "leak.jpg",              True),
    (Part("", "image/jpeg", photo()),                                     "photo-1.jpg",           True),
    (Part("leak", "application/octet-stream", photo()),                   "leak",                  True),
    (Part("big.jpg", "image/jpeg", photo(), "1@x", inline=True),          "big.jpg",               True),
    (Part("plan.pdf", "application/pdf", PDF),                            "plan.pdf",              False),
    (Part("all.zip", "application/zip", ZIP),                             "all.zip",               False),
    (Part("not.jpg", "image/jpeg", b"<script>alert(1)</script>"),         "not.jpg",               False),
    (Part("x.svg", "image/svg+xml", b"<svg onload='alert(1)'/>"),         "x.svg",                 False),
    (Part("", "application/weird", b"x"),                                 "file-1",                False),
)
LEFT_OUT = (
    # the part                                                            what people read of it; nothing for what is no file of theirs
    (Part("setup.exe", "image/jpeg", b"MZ..."),                           "setup.exe (a program)"),
    (Part("invoice.pdf.js", "application/pdf", b"eval()"),                "invoice.pdf.js (a program)"),
    (Part("holiday.jpg", "image/jpeg", b"MZ..."),                         "holiday.jpg (a program)"),
    (Part("film.mov", "video/quicktime", b"\1" * (LARGEST + 1)),          "film.mov (20.0 MB: too large)"),
    (Part("logo.png", "image/png", logo(), "logo@x", inline=True),        ""),
    (Part("image001.png", "image/png", logo(LARGEST_LOGO), "1@x"),        ""),
    (Part("smime.p7s", "application/pkcs7-signature", b"x"),              ""),
    (Part("invite.ics", "text/calendar", b"BEGIN:VCALENDAR"),             ""),
    (Part("empty.pdf", "application/pdf", b""),                           ""),
)
# fmt: on


@pytest.mark.parametrize(("written", "kept"), NAMES)
def test_a_name_is_safe_to_show_and_to_save(written: str, kept: str) -> None:
    assert clean_name(written) == kept


def test_a_long_name_keeps_its_ending() -> None:
    assert clean_name(f"{'x' * 500}.jpeg") == f"{'x' * (LONGEST - 6)}….jpeg"


@pytest.mark.parametrize(("part", "name", "is_photo"), KEPT)
def test_what_a_person_attached_is_kept_whole(part: Part, name: str, is_photo: bool) -> None:  # noqa: FBT001 - a table's column
    [file] = files_of(InboundMail(attachments=(part,))).kept
    assert (file.name, file.is_photo, file.content) == (name, is_photo, part.content)


@pytest.mark.parametrize(
    "part", [Part("x.jpg", "text/html", b"<html>"), Part("y.jpg", "image/png", b"<html>")]
)
def test_nothing_is_called_an_image_that_is_none(part: Part) -> None:
    [file] = files_of(InboundMail(attachments=(part,))).kept
    assert not file.content_type.startswith("image/")


@pytest.mark.parametrize(("part", "said"), LEFT_OUT)
def test_what_is_left_out_is_named_where_a_person_sent_it(part: Part, said: str) -> None:
    files = files_of(InboundMail(attachments=(part,)))
    assert files.kept == ()
    assert files.left_out == ((said,) if said else ())


def test_the_same_file_twice_in_a_mail_is_one_and_there_are_so_many_at_most() -> None:
    twice = (Part("a.jpg", "image/jpeg", photo()), Part("b.jpg", "image/jpeg", photo()))
    assert [each.name for each in files_of(InboundMail(attachments=twice)).kept] == ["a.jpg"]
    many = tuple(Part(f"{n}.jpg", "image/jpeg", photo(100, n)) for n in range(MOST_FILES + 5))
    files = files_of(InboundMail(attachments=many))
    assert (len(files.kept), len(files.left_out)) == (MOST_FILES, 5)


def test_what_comes_out_is_what_went_in_at_any_size() -> None:
    """Over 256 KB the parser never sees the bytes: they are put back from where they stood."""
    large = photo(3_000_000)
    raw = parcel(
        "us@desk.test", "see below", ("leak.jpg", "image/jpeg", large), ("all.zip", "application/zip", ZIP)
    )
    assert [each.content for each in files_of(parse(raw)).kept] == [large, ZIP]


def files(cast: Cast, number: int = 1) -> list[str]:
    return [each.words for each in cast.read(cast.dora, queries.files(number))]


def posted(
    mailroom: Mailroom, raw: bytes, name: str = "confirmation-request", sender: str = CARA
) -> InboundMessage:
    return mailroom.receive(raw, mailroom.address(mailroom.asked(1, name)), sender)


def test_a_yes_with_a_photo_confirms_and_keeps_the_photo(cast: Cast, mailroom: Mailroom) -> None:
    """L29, L9: the thread reads of both; a logo of the signature is no photo."""
    cast.scheduled_order()
    to = mailroom.address(mailroom.asked(1, "confirmation-request"))
    raw = parcel(
        to, "yes that works", ("leak.jpg", "image/jpeg", photo(60_000)), inline=(("image001.png", logo()),)
    )
    message = posted(mailroom, raw)
    assert message.status is MessageStatus.APPLIED
    assert cast.read(cast.dora, queries.order(1)).confirmation is Confirmation.CONFIRMED
    assert files(cast) == ["leak.jpg (59 KB)"]
    assert [told.context["event"]["text"] for told in cast.told("attachments-carried")] == [
        "leak.jpg (59 KB)"
    ]
    assert [told.channel for told in cast.told("visit-confirmed")] == ["slack", "email"]
    newest = cast.read(cast.dora, queries.history(1))[0]
    assert (newest.name, newest.actor) == ("message.attachments", "Cara Cole")


def test_a_plain_note_keeps_its_files_with_the_work_order(cast: Cast, mailroom: Mailroom) -> None:
    """L33, L9: what changes nothing is kept with what came along."""
    cast.scheduled_order()
    to = mailroom.address(mailroom.asked(1, "confirmation-request"))
    raw = parcel(to, "The key is with the porter, see the plan.", ("plan.pdf", "application/pdf", PDF))
    assert posted(mailroom, raw).status is MessageStatus.TRIAGE
    assert files(cast) == ["plan.pdf (9 bytes)"]


def test_the_same_photo_sent_again_is_kept_once(cast: Cast, mailroom: Mailroom) -> None:
    cast.scheduled_order()
    to = mailroom.address(mailroom.asked(1, "confirmation-request"))
    for words in ("here is a photo", "did you get the photo?"):
        posted(mailroom, parcel(to, words, ("leak.jpg", "image/jpeg", photo())))
    assert files(cast) == ["leak.jpg (59 KB)"]
    assert len(cast.told("attachments-carried")) == 1


def test_a_strangers_has_loose_files_for_a_person(cast: Cast, mailroom: Mailroom) -> None:
    """E1: our secret, but nobody we know; one click puts the files where they belong."""
    cast.scheduled_order()
    to = mailroom.address(mailroom.asked(1, "confirmation-request"))
    raw = parcel(to, "see the photo", ("leak.jpg", "image/jpeg", photo()), sender="bob@elsewhere.example")
    message = posted(mailroom, raw, sender="bob@elsewhere.example")
    assert files(cast) == []
    view = cast.read(cast.dora, queries.message(message.id))
    assert (view.files, view.has_loose_files) == (("leak.jpg (59 KB)",), True)
    cast.do(cast.dora, c.CarryAttachments(order=1, message_id=message.id))
    assert files(cast) == ["leak.jpg (59 KB)"]


def test_files_whose_work_order_is_unclear_wait_for_a_person(cast: Cast, mailroom: Mailroom) -> None:
    """The writer is asked which of two open matters the yes is about; nobody may miss the photo meanwhile."""
    cast.scheduled_order()
    cast.scheduled_order(FRIDAY)
    message = mailroom.receive(parcel(OFFICE, "yes that works", ("leak.jpg", "image/jpeg", photo())), OFFICE)
    assert len(cast.told("which-matter")) == 1
    assert (files(cast, 1), files(cast, 2)) == ([], [])
    assert message.status is MessageStatus.TRIAGE
    assert mailroom.triage_cards() == [message.id]


def test_linking_a_message_brings_its_files(cast: Cast, mailroom: Mailroom) -> None:
    cast.new_order()
    message = mailroom.receive(parcel(OFFICE, "for the gate", ("leak.jpg", "image/jpeg", photo())), OFFICE)
    cast.do(cast.dora, c.LinkMessage(order=1, message_id=message.id))
    assert files(cast) == ["leak.jpg (59 KB)"]
    assert [told.context["event"]["text"] for told in cast.told("message-linked")] == ["leak.jpg (59 KB)"]


def test_what_one_person_linked_nobody_links_elsewhere(cast: Cast, mailroom: Mailroom) -> None:
    cast.new_order()
    cast.new_order()
    message = mailroom.receive(parcel(OFFICE, "for the gate", ("leak.jpg", "image/jpeg", photo())), OFFICE)
    cast.do(cast.dora, c.LinkMessage(order=1, message_id=message.id))
    with pytest.raises(State, match="already belongs to another work order"):
        cast.do(cast.sue, c.LinkMessage(order=2, message_id=message.id))
    with pytest.raises(State, match="dealt with this message already"):
        cast.do(cast.sue, c.LinkMessage(order=1, message_id=message.id))
    assert (files(cast, 1), files(cast, 2)) == (["leak.jpg (59 KB)"], [])


def test_reading_a_message_again_keeps_its_files_once(cast: Cast, mailroom: Mailroom) -> None:
    cast.scheduled_order()
    to = mailroom.address(mailroom.asked(1, "confirmation-request"))
    message = posted(mailroom, parcel(to, "yes", ("leak.jpg", "image/jpeg", photo())))
    cast.run(
        lambda session: setattr(session.get(InboundMessage, message.id), "status", MessageStatus.DECIDED)
    )
    mailroom.reader.read(cast.company_id, message.id)
    assert files(cast) == ["leak.jpg (59 KB)"]
    assert cast.count(Attachment) == 1


def test_what_a_machine_sent_leaves_nothing_behind(cast: Cast, mailroom: Mailroom) -> None:
    raw = parcel(
        OFFICE,
        "buy now",
        ("offer.pdf", "application/pdf", PDF),
        Precedence="list",
        List_Id="<x.y>",
    )
    assert mailroom.receive(raw, OFFICE).status is MessageStatus.IGNORED
    assert cast.count(Attachment) == 0


def test_files_are_for_whoever_may_see_the_work_order(cast: Cast, mailroom: Mailroom) -> None:
    """S2.26: the technician who has it, not another; Eve sees nothing."""
    assert cast.tom.technician_id is not None
    cast.new_order(c.Schedule(window=FRIDAY), c.Assign(technician_id=cast.tom.technician_id))
    to = mailroom.address(mailroom.asked(1, "confirmation-request"))
    posted(mailroom, parcel(to, "yes", ("leak.jpg", "image/jpeg", photo())))
    [file] = cast.read(cast.tom, queries.files(1))
    assert [each.content for each in cast.read(cast.tom, queries.contents([file.id]))] == [photo()]
    for other in (cast.tina, cast.eve):
        assert cast.read(other, queries.contents([file.id])) == ()
        with pytest.raises(Refusal, match="There is no WO-1"):
            cast.read(other, queries.files(1))
        with pytest.raises(Refusal):
            cast.do(other, c.CarryAttachments(order=1, message_id=1))


def test_deleting_raw_mail_leaves_the_files_of_work_orders(cast: Cast, mailroom: Mailroom) -> None:
    """RAW_MAIL_DAYS: what nobody put onto a work order goes with its message."""
    cast.scheduled_order()
    to = mailroom.address(mailroom.asked(1, "confirmation-request"))
    kept = posted(mailroom, parcel(to, "yes", ("leak.jpg", "image/jpeg", photo())))
    stray = mailroom.receive(parcel(OFFICE, "for you", ("ad.pdf", "application/pdf", PDF)), OFFICE)
    cast.do(cast.dora, c.SettleMessage(message_id=stray.id, how="dismissed"))
    cast.clock.forward(days=40)
    while cast.run(lambda session: forget_raw(session, cast.clock.now)):
        pass

    def left(session: Session) -> list[tuple[str, int]]:
        rows = session.execute(select(Attachment.name, Attachment.inbound_message_id))
        return [(row.name, row.inbound_message_id) for row in rows]

    assert cast.run(left) == [("leak.jpg", kept.id)]
    assert cast.run(lambda session: session.scalars(select(InboundMessage.raw)).all()) == [b"", b""]
    [file] = cast.read(cast.dora, queries.files(1))
    assert cast.read(cast.dora, queries.contents([file.id]))[0].content == photo()


def test_mail_that_waits_for_a_person_keeps_its_files(cast: Cast, mailroom: Mailroom) -> None:
    mailroom.receive(
        parcel(OFFICE, "please come", ("a.png", "image/png", PNG + b"1" * 50_000)),
        OFFICE,
    )
    cast.clock.forward(days=400)
    assert cast.run(lambda session: forget_raw(session, cast.clock.now)) == 0
    assert cast.count(Attachment) == 1
