"""For every status of every source system, what people are offered: its own next actions, and what we add to them.

The documented actions are S0.9–S0.45, S1.15–S1.20, S2.24–S2.33, S3.15–S3.20 and S4.30. Invoices, quote revisions,
resending, marking as approved or billed and extras come with their own work and are not here yet: where a source lists
revise or resend, sending a quote is what does it now.
"""

import pytest

from core import commands as c
from core import queries
from core.lifecycle import possible
from core.orders import read_order
from tests.cast import Cast, use_profile
from tests.core.oracles.statuses import WAYS, ann, walked_to

# What we add, by what it is for.
GROUPS: dict[str, str] = {
    "records":  "Note AddPhoto LinkQuotation Take ExcludeTechnician AllowTechnician",
    "scope":    "Edit AddItem RemoveItem ChangeItem Split",
    "work":     "StartItem SubmitItem FinishItem ReopenItem SkipItem TickPoint UsePart LogTime Sign CustomerNotPresent",
    "customer": "PickSlot RequestCancel",
    "visit":    "PlanVisit RequestReschedule Confirm DeclineVisit PickSlot RequestCancel",
    "ask":      "RequestConfirmation ConfirmOnBehalf",
    "assigned": "Assign Unassign Release AckAssignment",
    "road":     "Depart Arrive Start",
}  # fmt: skip

# fmt: off
ACTIONS: dict[str, dict[str, tuple[str, str]]] = {
    # status                 the source's next actions                                    added
    "visit": {
        "Created":              ("Schedule Assign Cancel",                                    "records scope customer SendQuote"),
        "Confirmed":            ("Assign OfferVisit Reschedule RequestReschedule Cancel",     "records scope visit Hold SendQuote"),
        "Scheduled":            ("Start Reschedule RequestReschedule RequestConfirmation Confirm Cancel", "records scope visit ask assigned road ReportLate Displace Hold SendQuote"),
        "Reschedule requested": ("AcceptProposal DeclineProposal ProposeSlots Reschedule Cancel", "records scope visit ask assigned WithdrawReschedule road ReportLate Displace Hold SendQuote"),
        "Started":              ("Complete SubmitItem FinishItem Cancel",                     "records work Split ReportLate Hold ReturnVisit RequestCancel"),
        "Completed":            ("",                                                          "records Split AmendItem"),
        "Cancelled":            ("",                                                          "Note"),
    },
    "unit": {
        "unassigned":           ("Assign Edit AddItem RemoveItem ChangeItem",                            "records scope customer Schedule SendQuote Cancel"),
        "pending":              ("Start Assign Unassign Edit AddItem RemoveItem ChangeItem Cancel",      "records scope customer assigned road Schedule SendQuote"),
        "ongoing":              ("Submit Hold Cancel",                                        "records work Split ReturnVisit RequestCancel"),
        "paused":               ("Resume Cancel",                                             "records Assign Unassign AckAssignment Hold Rebook PickSlot RequestCancel"),
        "waiting_approval":     ("ApproveCompletion ReturnForFixes",                          "records Cancel RequestCancel"),
        "completed":            ("",                                                          "records Split AmendItem"),
        "cancelled":            ("",                                                          "Note"),
    },
    "quote": {
        "Draft":                ("SendQuote Schedule Cancel",                                 "Open Edit AddItem RemoveItem ChangeItem LinkQuotation Take ExcludeTechnician AllowTechnician"),
        "Quoted":               ("SendQuote ApproveQuote RejectQuote Cancel",                 "records Edit AddItem RemoveItem ChangeItem Assign AskForCode ApproveWithCode customer"),
        "Approved":             ("Schedule Start Cancel",                                     "records scope Assign customer"),
        "Scheduled":            ("Start Reschedule Hold Cancel",                              "records scope visit ask assigned road ReportLate Displace"),
        "In Progress":          ("Complete Hold",                                             "records work Split ReportLate ReturnVisit RequestCancel"),
        "Completed":            ("",                                                          "records Split"),
        "On Hold":              ("Resume Cancel",                                             "records Assign Unassign AckAssignment Hold Rebook RequestReschedule Confirm DeclineVisit PickSlot RequestCancel"),
        "Rejected":             ("SendQuote",                                                 "records Edit AddItem RemoveItem ChangeItem Assign Cancel customer"),
        "Cancelled":            ("",                                                          "Note"),
    },
    "appointment": {
        "Scheduled":            ("Depart Reschedule Cancel",                                  "records scope visit ask assigned road ReportLate Displace Hold SendQuote"),
        "En route":             ("Arrive Cancel",                                             "records Edit AddItem RemoveItem ChangeItem Reschedule Assign Start ReportLate Hold RequestCancel"),
        "On site":              ("Start NoShow Cancel",                                       "records Edit AddItem RemoveItem ChangeItem Reschedule Assign ReportLate Hold RequestCancel"),
        "In progress":          ("Complete Cancel",                                           "records work Split ReportLate Hold ReturnVisit RequestCancel"),
        "Completed":            ("",                                                          "records Split AmendItem"),
        "No-show":              ("Rebook Cancel",                                             "records customer"),
        "Canceled":             ("",                                                          "Note"),
    },
}
# fmt: on

# An offer is answered by whom it was made to, with a sentence for anybody else; mail is not an action of the order.
ELSEWHERE = {
    *("AcceptOffer", "AddContact", "DeclineOffer", "KeepMessage", "LinkMessage", "CarryOn", "TakeUpEnquiry"),
    *(
        "CarryAttachments",
        "AskWhich",
        "AnswerTechnician",
        "StopMail",
        "StartMail",
        "NoteLanguage",
        "CorrectAddress",
    ),
}


def named(words: str) -> set[str]:
    return {name for word in words.split() for name in GROUPS.get(word, word).split()}


def offered(cast: Cast, number: int) -> set[str]:
    """To somebody of the office, the assigned technician and the customer together."""

    def read(session: object) -> set[str]:
        order = read_order(session, cast.company_id, number)  # type: ignore[arg-type]
        assert order is not None
        people = (cast.sue, cast.tom, ann(cast))
        return {kind.__name__ for who in people for kind in possible(who, order, cast.clock())}

    found: set[str] = cast.run(read)
    return found - ELSEWHERE


def set_tom_free(cast: Cast, number: int) -> None:
    """He can't begin the next one while this one is under way."""
    able = cast.read(cast.sue, queries.order(number)).possible
    ways = (c.Complete(order=number), c.Submit(order=number), c.Cancel(order=number, reason="next"))
    for command in ways:
        if type(command) in able:
            cast.do(cast.sue, command)
            return


@pytest.mark.parametrize("profile", ACTIONS)
def test_each_status_offers_its_next_actions_and_what_we_add(cast: Cast, profile: str) -> None:
    """S2.24, S2.26–S2.28, S2.31, S2.57, S3.15, S0.10."""
    use_profile(cast, profile)
    wrong = {}
    for status, (documented, added) in ACTIONS[profile].items():
        number = walked_to(cast, profile, status)
        if status == "On site":
            cast.clock.forward(minutes=20)  # absent only after a fair wait (S3.20)
        assert cast.read(cast.sue, queries.order(number)).status == status
        there, expected = offered(cast, number), named(documented) | named(added)
        if there != expected:
            wrong[status] = {"missing": sorted(expected - there), "too many": sorted(there - expected)}
        set_tom_free(cast, number)
    assert wrong == {}


def test_every_status_people_see_has_its_row() -> None:
    assert {profile: set(rows) for profile, rows in ACTIONS.items()} == {
        profile: set(rows) for profile, rows in WAYS.items()
    }
