"""What people type after /wo, and what is understood by it."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from bot.blocks.guide import guide
from bot.intents import Act, Foresee, Intent, Look, Open
from bot.known import Known
from bot.slash import SUBS, intent, parse
from core import commands as c
from core.model import DeclineReason, HoldReason, ItemKind, Priority, TimeKind
from core.refusals import Refusal
from tests.bot import views


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of November 2026, on the clock of Chicago."""
    return datetime(2026, 11, day, hour + 6, minute, tzinfo=UTC)


def read(text: str, known: Known | None = None) -> Intent:
    return intent(parse(text), known or views.known())


def only(text: str, known: Known | None = None) -> c.Command:
    did = read(text, known)
    assert isinstance(did, Act)
    (command,) = did.commands
    return command


# fmt: off
NAMES = ("WO-12", "wo-12", "wo12", "WO 12".replace(" ", ""), "#12", "12", "0012")

WINDOWS = (
    #   typed                              from            to              day only
    ("thursday 2-4pm",                     at(26, 14),     at(26, 16),     False),
    ("2-4pm thursday",                     at(26, 14),     at(26, 16),     False),
    ("tomorrow 9-11",                      at(24, 9),      at(24, 11),     False),
    ("tomorrow at 9",                      at(24, 9),      at(24, 10),     False),
    ("11/27 14:00-16:00",                  at(27, 14),     at(27, 16),     False),
    ("friday morning",                     at(27, 8),      at(27, 12),     False),
    ("friday",                             at(27, 8),      at(27, 17),     True),
)

MOVES = (
    #   typed                                           from         reason
    ("fri 9-11 customer called",                        at(27, 9),   "customer called"),
    ("fri 9-11",                                        at(27, 9),   ""),
    ("friday 9-11 she is away until monday",            at(27, 9),   "she is away until monday"),
    ('"fri 9-11" "gate is locked"',                     at(27, 9),   "gate is locked"),
    ("11/27 2pm-4pm part arrives late",                 at(27, 14),  "part arrives late"),
)

COMMANDS = (
    ("assign WO-12 @tom",                     c.Assign(order=12, technician_id=41)),
    ("assign WO-12 <@U0TINA|tina>",           c.Assign(order=12, technician_id=42)),
    ("assign WO-12 <@U0TINA>",                c.Assign(order=12, technician_id=42)),
    ("assign 12 me",                          c.Assign(order=12, technician_id=41)),
    ("assign 12 @tom his van broke down",      c.Assign(order=12, technician_id=41, reason="his van broke down")),
    ("assign 12 @tom --override same street", c.Assign(order=12, technician_id=41, override="same street")),
    ("assign 12 @tom —override same street",  c.Assign(order=12, technician_id=41, override="same street")),
    ("propose WO-12",                         c.ProposeSlots(order=12)),
    ("unassign 12 sick today",                c.Unassign(order=12, reason="sick today")),
    ("offer 12",                              c.OfferVisit(order=12)),
    ("offer WO-12 @tom @tina",                c.OfferVisit(order=12, technician_ids=(41, 42))),
    ("offer 12 <@U0TINA> me 1 at a time",     c.OfferVisit(order=12, technician_ids=(42, 41), at_a_time=1)),
    ("offer WO-12 all",                       c.OfferVisit(order=12, at_a_time=0)),
    ("offer 12 2 at a time",                  c.OfferVisit(order=12, at_a_time=2)),
    ("withdraw 12",                           c.WithdrawOffers(order=12)),
    ("decline 12 too far",                    c.DeclineOffer(order=12, reason=DeclineReason.TOO_FAR)),
    ("decline 12 Vehicle: flat tyre",         c.DeclineOffer(order=12, reason=DeclineReason.VEHICLE, words="flat tyre")),
    ("decline 12 other at the dentist",       c.DeclineOffer(order=12, reason=DeclineReason.OTHER, words="at the dentist")),
    ("decline 12 vehicles only on friday",    c.DeclineOffer(order=12, reason=DeclineReason.OTHER, words="vehicles only on friday")),
    ("quote WO-12 450.00 New pump",           c.SendQuote(order=12, total=Decimal("450.00"), summary="New pump")),
    ("quote 12 $1,250",                       c.SendQuote(order=12, total=Decimal(1250), summary="")),
    ("plan WO-12 3pm for 90m",                c.PlanVisit(order=12, start=at(26, 15), minutes=90)),
    ("plan 12 at 14:30",                      c.PlanVisit(order=12, start=at(26, 14, 30))),
    ("plan 12 for 1.5 h",                     c.PlanVisit(order=12, minutes=90)),
    ("plan 12 open",                          c.PlanVisit(order=12, open_hour=True)),
    ("plan 12 3pm --override same street",    c.PlanVisit(order=12, start=at(26, 15), override="same street")),
    ("ask WO-12",                             c.RequestConfirmation(order=12)),
    ("confirmed WO-12 by phone",              c.ConfirmOnBehalf(order=12, how="by phone")),
    ("depart 12",                             c.Depart(order=12)),
    ("arrive 12",                             c.Arrive(order=12)),
    ("start 12",                              c.Start(order=12)),
    ("done WO-12 replaced the seal",          c.Complete(order=12, summary="replaced the seal")),
    ("DONE wo-12",                            c.Complete(order=12)),
    ("depart 12 at 8:40",                     c.Depart(order=12, at=at(23, 8, 40))),
    ("depart 12 --override he rang, come at 9:30", c.Depart(order=12, override="he rang, come at 9:30")),
    ("arrive 12 at 8:40 --override he rang",  c.Arrive(order=12, at=at(23, 8, 40), override="he rang")),
    ("start 12 —override she let me in",      c.Start(order=12, override="she let me in")),
    ("arrive 12 at 3:40 pm yesterday",        c.Arrive(order=12, at=at(22, 15, 40))),
    ("start 12 at 8",                         c.Start(order=12, at=at(23, 8))),
    ("start 12 yesterday at 8",               c.Start(order=12, at=at(22, 8))),
    ("done 12 at 15:40 on friday",            c.Complete(order=12, at=at(20, 15, 40))),
    ("done 12 at 8:40 replaced the seal",     c.Complete(order=12, summary="replaced the seal", at=at(23, 8, 40))),
    ("done 12 replaced the seal at 8:40",     c.Complete(order=12, summary="replaced the seal", at=at(23, 8, 40))),
    ("done 12 anyway at 8:40",                c.Complete(order=12, acknowledged=True, at=at(23, 8, 40))),
    ("done 12 replaced it at 9 Main Street",  c.Complete(order=12, summary="replaced it at 9 Main Street")),
    ("done 12 leak at 8:40 was small",        c.Complete(order=12, summary="leak at 8:40 was small")),
    ("submit 12 at 8:40am on 11/20",          c.Submit(order=12, at=at(20, 8, 40))),
    ("hold 12 parts gasket ordered at 8:40",  c.Hold(order=12, reason=HoldReason.PARTS, words="gasket ordered", at=at(23, 8, 40))),
    ("resume 12 at 8:40",                     c.Resume(order=12, at=at(23, 8, 40))),
    ("return 12 at 8:40 needs two",           c.ReturnVisit(order=12, reason="needs two", at=at(23, 8, 40))),
    ("noshow 12 rang twice at 8:40",          c.NoShow(order=12, tried="rang twice", at=at(23, 8, 40))),
    ("cancel WO-12 customer moved house",     c.Cancel(order=12, reason="customer moved house")),
    ("done 12 anyway replaced the seal",      c.Complete(order=12, summary="replaced the seal", acknowledged=True)),
    ("submit 12 anyway",                      c.Submit(order=12, acknowledged=True)),
    ("add 12 inspection Rack A3",             c.AddItem(order=12, kind=ItemKind.INSPECTION, name="Rack A3")),
    ("add 12 service Clean it: dry; neat (optional)", c.AddItem(order=12, kind=ItemKind.SERVICE, name="Clean it", checklist=(c.Point(text="dry"), c.Point(text="neat", required=False)))),
    ("add 12 part 3 filters $14.50 optional", c.AddItem(order=12, kind=ItemKind.PART, name="filters", quantity=Decimal(3), unit_price=Decimal("14.50"), required=False)),
    ("remove 12 3",                           c.RemoveItem(order=12, item=3)),
    ("item 12 3 start",                       c.StartItem(order=12, item=3)),
    ("item 12 3 submit",                      c.SubmitItem(order=12, item=3)),
    ("item 12 3 done",                        c.FinishItem(order=12, item=3)),
    ("item 12 3 reopen",                      c.ReopenItem(order=12, item=3)),
    ("item 12 3 skip panel is locked",        c.SkipItem(order=12, item=3, reason="panel is locked")),
    ("item 12 3 qty 2",                       c.ChangeItem(order=12, item=3, quantity=Decimal(2))),
    ("item 12 3 price €14.50 qty 2",          c.ChangeItem(order=12, item=3, quantity=Decimal(2), unit_price=Decimal("14.50"))),
    ("amend 12 item 3 qty 2",                 c.AmendItem(order=12, item=3, quantity=Decimal(2))),
    ("amend 12 3 price 14.50",                c.AmendItem(order=12, item=3, unit_price=Decimal("14.50"))),
    ("tick 12 3.2 4 bar",                     c.TickPoint(order=12, item=3, point=2, answer="4 bar")),
    ("tick 12 3.2",                           c.TickPoint(order=12, item=3, point=2, answer="ok")),
    ("part 12 2 filters",                     c.UsePart(order=12, name="filters", quantity=Decimal(2))),
    ("part 12 0.5 hose €9",                   c.UsePart(order=12, name="hose", quantity=Decimal("0.5"), unit_price=Decimal(9))),
    ('part 12 "10 amp fuse"',                 c.UsePart(order=12, name="10 amp fuse")),
    ("time 12 work 45",                       c.LogTime(order=12, kind=TimeKind.WORK, minutes=45)),
    ("time 12 20min travel",                  c.LogTime(order=12, kind=TimeKind.TRAVEL, minutes=20)),
    ("photo 12 <https://photos.example/1> panel before", c.AddPhoto(order=12, reference="https://photos.example/1", caption="panel before")),
    ('sign 12 "Cara Cole"',                   c.Sign(order=12, signed_by="Cara Cole")),
    ("unsigned 12 reception was closed",      c.CustomerNotPresent(order=12, reason="reception was closed")),
    ("late WO-12 20 traffic",                 c.ReportLate(order=12, minutes=20, reason="traffic")),
    ("late 12 15min",                         c.ReportLate(order=12, minutes=15)),
    ("submit 12 replaced the seal",           c.Submit(order=12, summary="replaced the seal")),
    ("accept 12",                             c.ApproveCompletion(order=12)),
    ("fix 12 photo is missing",               c.ReturnForFixes(order=12, reason="photo is missing")),
    ("hold 12 parts gasket ordered",          c.Hold(order=12, reason=HoldReason.PARTS, words="gasket ordered")),
    ("hold 12 waiting for the landlord",      c.Hold(order=12, reason=HoldReason.OTHER, words="waiting for the landlord")),
    ("resume 12",                             c.Resume(order=12)),
    ("return 12 needs a second person",       c.ReturnVisit(order=12, reason="needs a second person")),
    ("noshow 12 rang twice",                  c.NoShow(order=12, tried="rang twice")),
    ("rebook 12",                             c.Rebook(order=12)),
    ("rebook 12 @tom",                        c.Rebook(order=12, technician_id=41)),
    ("release 12 van broke down",             c.Release(order=12, reason="van broke down")),
    ("seen 12",                               c.AckAssignment(order=12)),
    ("exclude 12 @tom parked at the gate",    c.ExcludeTechnician(order=12, technician_id=41, reason="parked at the gate")),
    ("allow 12 @tom",                         c.AllowTechnician(order=12, technician_id=41)),
    ("address 12 cara@new.example",           c.CorrectAddress(order=12, email="cara@new.example")),
    ("address 12 <mailto:cara@new.example|cara@new.example>", c.CorrectAddress(order=12, email="cara@new.example")),
    ("address 12 cara@old.example cara@new.example", c.CorrectAddress(order=12, email="cara@new.example", instead_of="cara@old.example")),
    ("unsubscribe 12",                        c.StopMail(order=12)),
    ("resubscribe 12",                        c.StartMail(order=12)),
    ("take 12",                               c.Take(order=12)),
    ("undo wo-12",                            c.Undo(order=12)),
    ("open 12",                               c.Open(order=12)),
    ("edit WO-12 title Replace the pump",     c.Edit(order=12, title="Replace the pump")),
    ("edit 12 message Please unlock the gate", c.Edit(order=12, customer_note="Please unlock the gate")),
    ("edit 12 instructions",                  c.Edit(order=12, instructions="")),
    ("edit 12 priority HIGH",                 c.Edit(order=12, priority=Priority.HIGH)),
    ("edit 12 due friday 9-11",               c.Edit(order=12, due_at=at(27, 11))),
    ("edit 12 due never",                     c.Edit(order=12, no_due=True)),
    ("edit 12 minutes 90",                    c.Edit(order=12, minutes=90)),
    ('edit 12 site "Acme HQ"',                c.Edit(order=12, site_id=7)),
    ("link WO-12 Q-2041",                     c.LinkQuotation(order=12, reference="Q-2041")),
    ("split WO-12 2 3",                       c.Split(order=12, items=(2, 3))),
    ('split 12 2 "Second floor"',             c.Split(order=12, items=(2,), title="Second floor")),
    ("tell 12 we bring our own ladder",       c.Note(order=12, text="we bring our own ladder", internal=False)),
    ("note WO-12 a &lt; b &amp; c",           c.Note(order=12, text="a < b & c")),
)

LOOKS = (
    ("show WO-12",                 Look("order")),
    ("WO-12",                      Look("order")),
    ("#12",                        Look("order")),
    ("history 12",                 Look("history")),
    ("items 12",                   Look("items")),
    ("files 12",                   Look("files")),
    ("item 12 3",                  Look("items", "3")),
    ("slots 12",                   Look("slots")),
    ("find pump",                  Look("find", "pump")),
    ("list",                       Look("list")),
    ("list scheduled",             Look("list", "scheduled", None, "scheduled")),
    ("list status:pending",        Look("list", "status:pending", None, "pending")),
    ("list reschedule requested",  Look("list", "reschedule requested", None, "reschedule requested")),
    ("list @tom",                  Look("list", "@tom", views.TOM)),
    ("list mine open",             Look("list", "mine open", views.TOM, "open")),
    ("help",                       Look("help")),
    ("",                           Look("help")),
    ("?",                          Look("help")),
)

FORMS = (("new", "new"), ("schedule 12", "schedule"), ("reschedule 12", "reschedule"), ("assign 12", "assign"),
         ("quote 12", "quote"), ("cancel 12", "cancel"), ("note 12", "note"), ("confirmed 12", "confirmed"))

REFUSED = (
    #   typed                                 what the person reads, in part
    ("shedule WO-12 thursday",                "Did you mean `/wo schedule WO-12 thursday 2-4pm`?"),
    ("xyzzy",                                 "There is no `/wo xyzzy`. `/wo help` lists everything."),
    ("schedule",                              "Which work order? For example `/wo schedule WO-12 thursday 2-4pm`."),
    ("show tomorrow",                         "Which work order?"),
    ("schedule 12 whenever",                  "says no time I can read"),
    ("schedule 12 thursday or friday",        "says more than one time"),
    ("schedule 12 yesterday 2-4pm",           "Write it like"),
    ("schedule 12 thursday after 2",          "Write one, like “Thursday 2-4pm”."),
    ("schedule 12 thursday 4pm-2pm",          "ends before it begins"),
    ("reschedule 12 customer called",         "does not begin with a time"),
    ("assign 12 @sam",                        "@sam is not one of your technicians: Tina Torres, Tom Tran."),
    ("assign 12 <@U0DORA|dora>",              "@dora is not one of your technicians"),
    ("quote 12 1.250,00",                     "Write it like 450.00 or 1,250.00."),
    ("quote 12 lots",                         "“lots” is no amount"),
    ("quote 12 99999999",                     "below ten million"),
    ("add 12 Rack A3",                        "Missing: inspection, service, part?"),
    ("item 12 panel",                         "Missing: which item, by its number."),
    ("item 12 3 explode",                     "Say what about it: start, submit, done, reopen, skip, qty, price."),
    ("amend 12 item 3 qty",                   "Missing: how much, as in `qty 2` or `price 14.50`."),
    ("amend 12 3 qty many",                   "Missing: how much"),
    ("amend 12",                              "Missing: which item, by its number."),
    ("tick 12 ok",                            "Missing: which checklist item, as item.point."),
    ("time 12 45",                            "Missing: travel, work, break, and how many minutes."),
    ("offer 12 tom",                          "“tom” names nobody. Write @names, “all”, or “2 at a time”"),
    ("offer 12 0 at a time",                  "names nobody"),
    ("decline 12",                            "Missing: why. One of schedule conflict, skills mismatch, too far,"),
    ("displace 12 @tom",                      "Missing: who goes, and which work order gives way."),
    ("swap 12",                               "Missing: which work order to swap with. `/wo swap WO-12 WO-15`"),
    ("swap 12 12",                            "Missing: which work order to swap with."),
    ("start 12 at noon",                      "“at noon” says nothing that `/wo start` takes. Write it like `at 15:40`"),
    ("start 12 at 25:00",                     "“25:00” is no time I can read."),
    ("start 12 at 13pm",                      "“13pm” is no time I can read."),
    ("start 12 at 8:40 on 13/40",             "“8:40 13/40” is no time I can read."),
    ("find",                                  "Missing: what to look for."),
    ("edit 12",                               "Missing: what to change, one of title, type, description"),
    ("edit 12 colour red",                    "Missing: what to change"),
    ("edit 12 priority soon",                 "“soon” is no priority: low, normal, high, emergency."),
    ("edit 12 minutes many",                  "“many” is no number of minutes."),
    ("split 12",                              "Missing: which items become a work order of their own. `/wo split WO-12 2 3`"),
    ('new "Acme HQ"',                         "Missing: type, title in quotes."),
    ('new "Leaking pump"',                    "Missing: type, title in quotes."),
)
# fmt: on


@pytest.mark.parametrize("name", NAMES)
def test_a_work_order_is_named_in_many_ways(name: str) -> None:
    assert only(f"ask {name}") == c.RequestConfirmation(order=12)


# fmt: off
HOURS = (
    #   typed                              from            to              planned hour   minutes
    ("thu 8-12 at 10:30 for 90m",          at(26, 8),      at(26, 12),     at(26, 10, 30), 90),
    ("thu 8-12 at 10:30",                  at(26, 8),      at(26, 12),     at(26, 10, 30), None),
    ("thu 8-12 for 2h",                    at(26, 8),      at(26, 12),     None,           120),
    ("thursday at 10:30 for 90 min",       at(26, 10, 30), at(26, 12),     None,           90),
)
# fmt: on


@pytest.mark.parametrize(("typed", "start", "end", "hour", "minutes"), HOURS)
def test_the_hour_inside_the_window_is_read_from_the_same_line(
    typed: str, start: datetime, end: datetime, hour: datetime | None, minutes: int | None
) -> None:
    did = read(f"schedule WO-12 {typed}", views.known(order=views.order(window=None)))
    assert isinstance(did, Act)
    promise, plan = did.commands
    assert isinstance(promise, c.Schedule)
    assert (promise.window.start, promise.window.end) == (start, end)
    assert plan == c.PlanVisit(order=12, start=hour, minutes=minutes)


@pytest.mark.parametrize(("typed", "start", "end", "day_only"), WINDOWS)
def test_a_window_is_read_in_the_sites_zone(
    typed: str,
    start: datetime,
    end: datetime,
    day_only: bool,  # noqa: FBT001  a column
) -> None:
    command = only(f"schedule WO-12 {typed}", views.known(order=views.order(window=None)))
    assert isinstance(command, c.Schedule)
    assert (command.window.start, command.window.end, command.window.date_only) == (start, end, day_only)


def test_a_site_further_east_has_its_own_clock() -> None:
    there = views.known(order=views.order(site=views.BREWHOUSE, window=None))
    command = only("schedule WO-12 thursday 2-4pm", there)
    assert isinstance(command, c.Schedule)
    assert command.window.start == at(26, 13)


@pytest.mark.parametrize(("typed", "start", "reason"), MOVES)
def test_moving_takes_the_time_first_and_the_rest_as_the_reason(
    typed: str, start: datetime, reason: str
) -> None:
    command = only(f"reschedule 12 {typed}")
    assert isinstance(command, c.Reschedule)
    assert (command.window.start, command.reason) == (start, reason)


@pytest.mark.parametrize(("typed", "meant"), COMMANDS)
def test_words_become_a_command(typed: str, meant: c.Command) -> None:
    assert only(typed) == meant


@pytest.mark.parametrize(("typed", "meant"), LOOKS)
def test_words_become_a_look(typed: str, meant: Look) -> None:
    assert read(typed) == meant


@pytest.mark.parametrize(("typed", "form"), FORMS)
def test_too_few_words_open_a_form(typed: str, form: str) -> None:
    assert read(typed) == Open(form)


@pytest.mark.parametrize(("typed", "words"), REFUSED)
def test_what_cannot_be_read_is_refused_with_the_next_step(typed: str, words: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(typed)
    assert words in refused.value.words


def test_one_line_creates_schedules_and_assigns() -> None:
    did = read('new "Acme HQ" Repair tomorrow 2-4pm @tom "Leaking pump"')
    assert isinstance(did, Act)
    create, schedule, assign = did.commands
    assert create == c.Create(site_id=7, type="repair", title="Leaking pump")
    assert isinstance(schedule, c.Schedule)
    assert (schedule.order, schedule.window.start) == (c.NEW, at(24, 14))
    assert assign == c.Assign(order=c.NEW, technician_id=41)


def test_one_line_with_several_names_offers_it() -> None:
    did = read('new "Acme HQ" repair tomorrow 2-4pm @tom @tina "Leaking pump"')
    assert isinstance(did, Act)
    assert did.commands[2] == c.OfferVisit(order=c.NEW, technician_ids=(41, 42))


def test_two_technicians_swap_in_one_call() -> None:
    toms = views.order(number=12, technician=views.TOM)
    tinas = views.order(number=15, technician=views.TINA)
    both = (
        c.Assign(order=12, technician_id=42, instead_of=41, reason="closer"),
        c.Assign(order=15, technician_id=41, instead_of=42, reason="closer"),
    )
    assert read("swap 12 15 closer", views.known(order=toms, other=tinas)) == Act(both)
    nobodys = views.known(order=toms, other=views.order(number=15, technician=None))
    with pytest.raises(Refusal, match="WO-15 has no technician yet: `/wo assign WO-15 @tom`"):
        read("swap 12 15", nobodys)


@pytest.mark.parametrize("flag", ["--from", "—from"])
def test_an_emergency_takes_a_slot_in_one_call(flag: str) -> None:
    did = read(f"displace WO-12 @tom {flag} WO-9 friday 9-11")
    assert isinstance(did, Act)
    gives_way, assigned = did.commands
    assert isinstance(gives_way, c.Displace)
    assert gives_way.window is not None
    assert (gives_way.order, gives_way.emergency, gives_way.window.start) == (9, 12, at(27, 9))
    assert assigned == c.Assign(order=12, technician_id=41)
    assert read(f"displace 12 @tom {flag} 9") == Act((c.Displace(order=9, emergency=12), assigned))


def test_the_exact_name_of_a_site_wins() -> None:
    both = views.known(sites=(views.COLD, views.ACME))
    assert only('new "acme hq" repair "Leak"', both) == c.Create(site_id=7, type="repair", title="Leak")


def test_one_answer_ticks_several_points() -> None:
    did = read("tick 12 3.1 3.2 ok")
    assert did == Act((c.TickPoint(order=12, item=3, point=1), c.TickPoint(order=12, item=3, point=2)))


@pytest.mark.parametrize(
    ("sites", "words"),
    [((), "No site matches “acme”."), ((views.ACME, views.COLD), "Several sites match “acme”")],
)
def test_an_unclear_site_is_refused(sites: tuple[object, ...], words: str) -> None:
    with pytest.raises(Refusal, match=words):
        read('new acme repair "Leak"', views.known(sites=sites))


@pytest.mark.parametrize("flag", ["--what-if", "—what-if", "–What-If"])
def test_what_if_asks_before_it_is_done(flag: str) -> None:
    """N.19: phones write two hyphens as a dash."""
    foreseen = read(f"reschedule WO-12 thu 9-11 customer called {flag}")
    done = read("reschedule WO-12 thu 9-11 customer called")
    assert isinstance(done, Act)
    assert foreseen == Foresee(done.commands)


@pytest.mark.parametrize("sub", SUBS, ids=lambda sub: sub.name)
def test_help_shows_every_row(sub: object) -> None:
    assert getattr(sub, "usage", "-") in str(guide())
