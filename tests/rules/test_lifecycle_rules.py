"""The table, handlers, events, policies and templates keep step."""

from core import commands as c
from core import events as e
from core.commands.base import Command
from core.display import RULES
from core.events import Happened
from core.handlers import HANDLERS
from core.lifecycle import LABELS, TABLE
from core.model import Main
from core.policies import POLICIES, STRENGTH, told
from core.profiles import PROFILES
from core.queries.filters import BY_PROFILE
from core.timers import COMMANDS, OF_COMPANY

COMMANDS_THERE_ARE = {*Command.__subclasses__(), *c.FieldCommand.__subclasses__()} - {c.FieldCommand}
EVENTS_THERE_ARE = set(Happened.__subclasses__())


def test_every_command_has_a_row_a_handler_and_a_label() -> None:
    assert {rule.command for rule in TABLE} == COMMANDS_THERE_ARE
    assert set(HANDLERS) == COMMANDS_THERE_ARE
    assert set(LABELS) == COMMANDS_THERE_ARE


def test_every_command_can_be_had_from_one_place() -> None:
    exported = {getattr(c, name) for name in c.__all__ if name != "NEW"}
    assert {each for each in exported if issubclass(each, Command)} - {
        Command,
        c.FieldCommand,
    } == COMMANDS_THERE_ARE


def test_every_event_has_a_row_among_the_policies_and_a_name_of_its_own() -> None:
    assert set(POLICIES) == EVENTS_THERE_ARE
    assert len({event.name for event in EVENTS_THERE_ARE}) == len(EVENTS_THERE_ARE)


def test_a_command_has_at_most_one_row_for_each_status() -> None:
    pairs = [(rule.command, status) for rule in TABLE for status in rule.when]
    assert len(pairs) == len(set(pairs))


def test_nothing_leads_out_of_cancelled_or_back_from_completed() -> None:
    for rule in TABLE:
        if rule.then is not None:
            assert Main.CANCELLED not in rule.when, rule.command
            assert Main.COMPLETED not in rule.when, rule.command


def test_every_status_a_profile_shows_can_be_filtered_by() -> None:
    for profile, rules in RULES.items():
        assert {name.casefold() for name, _condition in rules} == set(BY_PROFILE[profile]), profile


def test_every_profile_has_names_for_its_statuses() -> None:
    assert set(RULES) == set(PROFILES)


def test_ranked_notifications_exist() -> None:
    assert set(STRENGTH) <= told("email") | told("slack")


def test_timers_cause_commands_of_the_system() -> None:
    made: set[type[Command]] = {type(make(1, "2")) for make in COMMANDS.values()}
    expected: set[type[Command]] = {
        c.ExpireOffer,
        c.Escalate,
        c.EscalateFurther,
        c.NoteUnanswered,
        c.NoteUnacked,
        c.FollowUpHold,
        c.ReleaseMail,
        c.RemindToConfirm,
        c.WatchArrival,
        c.WatchDeparture,
        c.WatchDue,
        c.WatchReview,
    }
    assert made == expected
    assert e.OffersMade in POLICIES
    assert {type(make("2")) for make in OF_COMPANY.values()} == {c.RunPlan, c.TellDigest}
