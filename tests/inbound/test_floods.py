"""More messages from one address than anybody reads: a few cards, everything in the journal, nobody else's mail buried."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.mailmarks import OFFER_MAIL
from core.model import InboundMessage, MessageStatus
from inbound.floods import LAST_CARD, MOST_WAITING
from tests.inbound.mailroom import CARA
from tests.inbound.scene import Scene
from tests.inbound.test_technicians_mail import leaves_slack, offered

APPLIED, IGNORED, TRIAGE = MessageStatus.APPLIED, MessageStatus.IGNORED, MessageStatus.TRIAGE
FLOOD = 100
OFFICE = "service@desk.test"


def outcomes(session: Session) -> dict[MessageStatus, int]:
    counted = select(InboundMessage.status, func.count().label("number")).group_by(InboundMessage.status)
    return {row.status: row.number for row in session.execute(counted)}


def flood(scene: Scene, to: str, letters: list[bytes], sender: str) -> dict[MessageStatus, int]:
    """All of them journaled at once and read; how they ended."""
    for message_id in scene.mailroom.post_all(letters, to, sender):
        scene.mailroom.reader.read(scene.cast.company_id, message_id)
    found: dict[MessageStatus, int] = scene.cast.run(outcomes)
    return found


def test_a_hundred_answers_of_a_machine_that_does_not_say_so_make_a_few_cards(scene: Scene) -> None:
    """A vacation program without any header of its kind, in front of a proven address."""
    to = scene.mailroom.address(scene.visit)
    told, mails = len(scene.cast.told()), scene.mails()
    letters = [scene.mailroom.unsigned(to, "I am not in the office. Bob is.") for _ in range(FLOOD)]
    assert flood(scene, to, letters, CARA) == {TRIAGE: MOST_WAITING, IGNORED: FLOOD - MOST_WAITING}
    assert len(scene.mailroom.triage_cards()) == MOST_WAITING
    assert (len(scene.cast.told()), scene.mails()) == (told, mails), "nobody is written to"
    assert scene.untouched()
    assert LAST_CARD in (scene.mailroom.message(MOST_WAITING).why or "")
    assert "kept in the journal only" in (scene.mailroom.message(FLOOD).why or "")


def test_a_flood_of_requests_from_one_address_does_not_bury_anothers(scene: Scene) -> None:
    spam = "spam@else.example"
    letters = [scene.mailroom.unsigned(OFFICE, "Buy now", spam) for _ in range(MOST_WAITING + 5)]
    assert flood(scene, OFFICE, letters, spam) == {TRIAGE: MOST_WAITING, IGNORED: 5}
    other = scene.comes(
        scene.mailroom.unsigned(OFFICE, "Our alarm is broken", "new@customer.example"), OFFICE
    )
    assert other.status is TRIAGE
    assert other.id in scene.mailroom.triage_cards()


def test_what_is_clear_and_proven_is_done_however_much_came_before_it(scene: Scene) -> None:
    to = scene.mailroom.address(scene.visit)
    letters = [scene.mailroom.letter(to, "The dog is called Rex.") for _ in range(MOST_WAITING + 5)]
    flood(scene, to, letters, CARA)
    assert scene.comes(scene.mailroom.letter(to, "Yes, that works."), to, CARA).status is APPLIED
    orders = [scene.cast.scheduled_order() for _ in range(MOST_WAITING + 5)]
    for order in orders:
        asked = scene.mailroom.asked(order, "confirmation-request")
        assert scene.mailroom.reply(asked, "Yes, that works.").status is APPLIED


def test_an_hour_later_it_is_heard_again(scene: Scene) -> None:
    to = scene.mailroom.address(scene.visit)
    letters = [scene.mailroom.letter(to, "The dog is called Rex.") for _ in range(MOST_WAITING + 1)]
    assert flood(scene, to, letters, CARA)[IGNORED] == 1
    scene.cast.clock.forward(hours=1, minutes=1)
    assert scene.comes(scene.mailroom.letter(to, "And the cat is called Tom."), to, CARA).status is TRIAGE


def test_news_about_our_own_mail_is_never_too_much(scene: Scene) -> None:
    """One server sends the bounces of all its mailboxes."""
    daemon = "MAILER-DAEMON@mx.provider.example"
    said = "I was not able to deliver your message.\n\n<other@acmefoods.example>:\nno mailbox here by that name (#5.1.1)\n"
    to = scene.mailroom.address(scene.visit)
    letters = [scene.mailroom.unsigned(to, said, daemon) for _ in range(MOST_WAITING + 5)]
    assert flood(scene, to, letters, "") == {TRIAGE: MOST_WAITING + 5}


def test_mail_in_somebodys_name_takes_nothing_from_what_is_proven_to_be_theirs(scene: Scene) -> None:
    """Without our secret or with it, and disowned by her domain: each is less than what Cara writes."""
    for to in (OFFICE, scene.mailroom.address(scene.visit)):
        forged = [scene.mailroom.unsigned(to, "The dog is called Rex.") for _ in range(MOST_WAITING + 5)]
        assert flood(scene, to, forged, CARA)[IGNORED]
        genuine = scene.comes(scene.mailroom.letter(to, "The cat is called Tom."), to, CARA)
        assert genuine.status is TRIAGE, genuine.why
        assert genuine.id in scene.mailroom.triage_cards()


def test_mail_in_a_technicians_name_takes_nothing_from_theirs(scene: Scene) -> None:
    address = leaves_slack(scene.cast, scene.cast.tom)
    mail = scene.mailroom.asked(offered(scene.cast, scene.cast.tom), OFFER_MAIL)
    forged = [scene.mailroom.unsigned(OFFICE, "Where is that?", address) for _ in range(MOST_WAITING + 5)]
    assert flood(scene, OFFICE, forged, address)[IGNORED]
    assert scene.mailroom.reply(mail, "Where is that?", sender=address).status is TRIAGE
