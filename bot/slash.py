"""`/wo` in words: one table from subcommands to what they mean. Pure: words and what is known in, an intent out.

A work order is named by WO-12, wo12, #12 or 12. Help, did-you-mean and refusals are made from the same table.
"""

import difflib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from bot import (
    typed,
    typed_convert,
    typed_dispatch,
    typed_edit,
    typed_hours,
    typed_items,
    typed_new,
    typed_off,
    typed_offers,
    typed_plans,
)
from bot.flags import take_what_if
from bot.intents import Act, Asked, Foresee, Intent, Unclear
from bot.known import Known
from bot.moments import moment_of, take_moment
from bot.words import Word, split
from core import commands as c


@dataclass(frozen=True)
class Sub:
    """One row. `example` completes "/wo <name> …"; `read` turns the words into an intent."""

    name: str
    example: str
    does: str
    read: Callable[[Asked, Known], Intent]
    takes_order: bool = True
    timed: bool = False
    """Its words may say when it happened: “at 15:40”."""
    plain: bool = False
    """Its words mean the same whatever the work order and the people are: nothing is read before the Desk is asked."""
    aliases: tuple[str, ...] = ()

    @property
    def usage(self) -> str:
        return f"/wo {self.name} {self.example}".rstrip()

    def asked(self, order: int | None = None, words: tuple[Word, ...] = ()) -> Asked:
        return Asked(self.name, self.usage, order, words)


def parse(text: str) -> Asked:
    """The row that `text` asks for, with the work order it names. Raises Unclear with the next step."""
    words = split(text)
    if not words:
        return HELP.asked()
    if len(words) == 1 and words[0].order is not None:
        return BY_NAME["show"].asked(words[0].order)
    sub = BY_NAME.get(words[0].text.casefold())
    if sub is None:
        raise Unclear(_did_you_mean(words[0].text))
    if not sub.takes_order:
        return sub.asked(None, words[1:])
    number = words[1].order if len(words) > 1 else None
    if number is None:
        raise Unclear(f"Which work order? For example `{sub.usage}`. `/wo list open` shows the open ones.")
    return sub.asked(number, words[2:])


def intent(asked: Asked, known: Known) -> Intent:
    """What is to be done. Raises Refusal when the words say too little or something else."""
    asked, only_asks = take_what_if(asked)
    sub = BY_NAME[asked.name]
    asked, moment = take_moment(asked) if sub.timed else (asked, None)
    meant = sub.read(asked, known)
    if moment is not None and isinstance(meant, Act):
        meant = _happened(meant, moment_of(moment, known.clock().frame))
    return Foresee(meant.commands) if only_asks and isinstance(meant, Act) else meant


def needs_nothing(asked: Asked) -> bool:
    """Whether its words mean the same whatever the work order and the people are."""
    sub = BY_NAME[asked.name]
    return sub.plain and (not sub.timed or take_moment(asked)[1] is None)


def _happened(meant: Act, at: datetime) -> Act:
    """The same commands, for that moment."""
    return Act(
        tuple(replace(each, at=at) if isinstance(each, c.FieldCommand) else each for each in meant.commands)
    )


def _did_you_mean(word: str) -> str:
    near = difflib.get_close_matches(word.casefold(), BY_NAME, n=1)
    hint = f" Did you mean `{BY_NAME[near[0]].usage}`?" if near else ""
    return f"There is no `/wo {word}`.{hint} `/wo help` lists everything."


# fmt: off
SUBS: tuple[Sub, ...] = (
    #   name          example                                              does                                              reads
    Sub("new",        '"Acme HQ" repair tomorrow 2-4pm @tom "Leaking pump"', "create a work order; alone, it opens a form",  typed_new.new, takes_order=False, aliases=("create",)),
    Sub("show",       "WO-12",                                             "what a work order says now",                      typed.look("order")),
    Sub("list",       "scheduled",                                         "newest first; by status, @technician or mine",    typed.list_, takes_order=False, aliases=("ls",)),
    Sub("find",       "pump",                                              "by number, title, customer, site or address",     typed.find, takes_order=False, aliases=("search",)),
    Sub("history",    "WO-12",                                             "who did what, when",                              typed.look("history"), aliases=("log",)),
    Sub("files",      "WO-12",                                             "photos and papers the customer sent; sent to you",  typed.look("files")),
    Sub("open",       "WO-12",                                             "a draft becomes real work",                       typed.act(lambda a: c.Open(order=a.number)), plain=True),
    Sub("edit",       "WO-12 title Replace the pump",                      "title, description, priority high, due friday …", typed_edit.edit),
    Sub("link",       "WO-12 Q-2041",                                      "it rests on this accepted quotation",             typed.act(lambda a: c.LinkQuotation(order=a.number, reference=a.text)), plain=True),
    Sub("convert",    "Q-2041 repair NF320-88412",                         "each unit of an accepted quotation gets a work order", typed_convert.convert, takes_order=False),
    Sub("split",      "WO-12 2 3",                                         "these items become a work order of their own",    typed_edit.split),
    Sub("schedule",   "WO-12 thursday 2-4pm",                              "promise the customer a window",                   typed_hours.schedule),
    Sub("plan",       "WO-12 10:30 for 90m",                               "the hour inside the window; the customer is not told",    typed_hours.plan),
    Sub("reschedule", "WO-12 fri 9-11 customer called",                    "move the visit; `--what-if` only shows who is told",   typed.reschedule, aliases=("move",)),
    Sub("slots",      "WO-12",                                             "free times, and who could go",                    typed.look("slots")),
    Sub("who",        "WO-12",                                             "who could go, the best first, and why not the others", typed.look("who")),
    Sub("exclude",    "WO-12 @tom parked at the gate",                     "the customer does not want them, and why",        typed_dispatch.exclude),
    Sub("address",    "WO-12 cara@new.example",                            "where the customer's mail goes from now on",      typed_edit.address),
    Sub("allow",      "WO-12 @tom",                                        "the customer wants them again",                   typed_dispatch.allow),
    Sub("offers",     "",                                                  "how offers have gone lately, by technician",      typed.look("offers"), takes_order=False),
    Sub("propose",    "WO-12",                                             "send the customer free times to pick from",       typed.act(lambda a: c.ProposeSlots(order=a.number)), plain=True),
    Sub("assign",     "WO-12 @tom",                                        "give it to a technician",                         typed.assign),
    Sub("unassign",   "WO-12 sick today",                                  "take the technician off",                         typed.unassign, plain=True),
    Sub("swap",       "WO-12 WO-15",                                       "two technicians take each other's visits",        typed_dispatch.swap),
    Sub("offer",      "WO-12 @tom @tina",                                  "ask who can take it: @names, “all”, “2 at a time”; alone, the best first", typed_offers.offer),
    Sub("withdraw",   "WO-12",                                             "take the offers back",                            typed.act(lambda a: c.WithdrawOffers(order=a.number)), plain=True),
    Sub("decline",    "WO-12 too far",                                     "you can't take what you were offered, and why",   typed_offers.decline, plain=True),
    Sub("displace",   "WO-12 @tom --from WO-9 friday 9-11",                "an emergency takes somebody's slot",              typed_offers.displace),
    Sub("quote",      "WO-12 450.00 New pump",                             "send the customer a quote to approve",            typed.quote),
    Sub("ask",        "WO-12",                                             "ask the customer to confirm the window",          typed.act(lambda a: c.RequestConfirmation(order=a.number)), plain=True),
    Sub("confirmed",  "WO-12 by phone",                                    "the customer confirmed some other way",           typed.confirmed, plain=True),
    Sub("depart",     "WO-12",                                             "you are on your way; `--override why`, though the customer said otherwise",                        typed.going(c.Depart), plain=True, timed=True),
    Sub("arrive",     "WO-12",                                             "you are there",                                   typed.going(c.Arrive), plain=True, timed=True),
    Sub("start",      "WO-12",                                             "you begin the work; `at 9:05` if it was then",                            typed.going(c.Start), plain=True, timed=True),
    Sub("done",       "WO-12 replaced the seal",                           "the work is complete",                            typed_items.ending(c.Complete), aliases=("complete",), timed=True),
    Sub("items",      "WO-12",                                             "what is to be done, and what was recorded",       typed.look("items")),
    Sub("add",        "WO-12 inspection Rack A3: bolts tight; labels readable", "add an inspection, service or part",           typed_items.add),
    Sub("remove",     "WO-12 3",                                           "take an item off again",                          typed_items.remove),
    Sub("item",       "WO-12 3 done",                                      "start, submit, done, reopen, qty 2, price 9, skip …",    typed_items.item),
    Sub("amend",      "WO-12 item 3 qty 2",                                "set an item right after completion; qty, price",  typed_items.amend),
    Sub("tick",       "WO-12 3.1 3.2 ok",                                  "answer checklist items",                          typed_items.tick),
    Sub("part",       "WO-12 2 filters",                                   "you used a part",                                 typed_items.part),
    Sub("time",       "WO-12 work 45",                                     "minutes of travel, work or break",                typed_items.time),
    Sub("photo",      "WO-12 https://photos.example/1 panel",              "keep the link to a photo",                        typed_items.photo),
    Sub("sign",       'WO-12 "Cara Cole"',                                 "the customer signed",                             typed.act(lambda a: c.Sign(order=a.number, signed_by=a.text)), plain=True),
    Sub("unsigned",   "WO-12 reception was closed",                        "nobody there to sign, and why",                   typed.act(lambda a: c.CustomerNotPresent(order=a.number, reason=a.text)), plain=True),
    Sub("late",       "WO-12 20 traffic",                                  "you will be that many minutes late",              typed.late, plain=True),
    Sub("submit",     "WO-12 replaced the seal",                           "done; the office accepts it",                     typed_items.ending(c.Submit), timed=True),
    Sub("accept",     "WO-12",                                             "accept finished work",                            typed.act(lambda a: c.ApproveCompletion(order=a.number)), plain=True),
    Sub("fix",        "WO-12 photo is missing",                            "return finished work for fixes",                  typed.act(lambda a: c.ReturnForFixes(order=a.number, reason=a.text)), plain=True),
    Sub("hold",       "WO-12 parts gasket ordered",                        "let the work rest",                               typed.hold, aliases=("pause",), plain=True, timed=True),
    Sub("resume",     "WO-12",                                             "go on where it was",                              typed.alone(lambda a: c.Resume(order=a.number)), plain=True, timed=True),
    Sub("return",     "WO-12 needs a second person",                       "not finished: plan a second visit",               typed.act(lambda a: c.ReturnVisit(order=a.number, reason=a.text)), plain=True, timed=True),
    Sub("noshow",     "WO-12 rang twice, phoned",                          "nobody was there",                                typed.act(lambda a: c.NoShow(order=a.number, tried=a.text)), aliases=("no-show",), plain=True, timed=True),
    Sub("rebook",     "WO-12 friday 9-11 @tom",                            "a new visit after a hold or a no-show",           typed.rebook),
    Sub("release",    "WO-12 van broke down",                              "you can't after all: give it back",               typed.act(lambda a: c.Release(order=a.number, reason=a.text)), plain=True),
    Sub("seen",       "WO-12",                                             "you have seen the assignment",                    typed.act(lambda a: c.AckAssignment(order=a.number)), aliases=("ack",), plain=True),
    Sub("unsubscribe", "WO-12",                                            "no more reminders and status mails to the customer", typed.act(lambda a: c.StopMail(order=a.number)), plain=True),
    Sub("resubscribe", "WO-12",                                            "all mail to the customer again",                  typed.act(lambda a: c.StartMail(order=a.number)), plain=True),
    Sub("take",       "WO-12",                                             "you look after it from now on",                   typed.act(lambda a: c.Take(order=a.number)), plain=True),
    Sub("cancel",     "WO-12 customer moved house",                        "end it without doing the work",                   typed.cancel, plain=True),
    Sub("undo",       "WO-12",                                             "take back what was just done",                    typed.act(lambda a: c.Undo(order=a.number)), plain=True),
    Sub("off",        "@tom thu-fri sick",                                 "somebody is away: their visits go to others, or `move to monday`; `list`, `cancel 7`", typed_off.off, takes_order=False),
    Sub("plans",      'new every 3 months at "Acme HQ" "Filter change"',   "work that comes again: `new`, `list`, `show 3`, `pause`, `resume`, `stop`, `skip 3 2027-07-05`", typed_plans.plans, takes_order=False, aliases=("recurring",)),
    Sub("note",       "WO-12 key is at reception",                         "add an internal note",                            typed.note, plain=True),
    Sub("tell",       "WO-12 we bring our own ladder",                     "add a note and mail it to the customer",          typed_edit.tell),
    Sub("help",       "",                                                  "this list",                                       typed.look("help"), takes_order=False, aliases=("?",)),
)
# fmt: on
BY_NAME: dict[str, Sub] = {name: sub for sub in SUBS for name in (sub.name, *sub.aliases)}
HELP = BY_NAME["help"]
