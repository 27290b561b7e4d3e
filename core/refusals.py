"""Expected "no"s. Each is a sentence for the person who asked and names the next step (lifecycle §13)."""


class Refusal(Exception):
    """That isn't possible right now."""

    def __init__(self, words: str | None = None, *, field: str | None = None) -> None:
        """`words`: the sentence; the class's docstring otherwise. `field`: the input it is about."""
        self.words = words or (type(self).__doc__ or "").strip()
        self.field = field
        super().__init__(self.words)

    @property
    def code(self) -> str:
        return "R-" + type(self).__name__.upper()


class Perm(Refusal):
    """You don't have permission to do that. Ask an admin."""


class Missing(Refusal):
    """Something required is missing."""


class TooLong(Refusal):
    """That is too long."""


class Unknown(Refusal):
    """There is no such work order. `/wo find` looks one up."""


class State(Refusal):
    """That isn't available from here."""


class Resume(Refusal):
    """It can't be resumed as it is."""


class JustDone(Refusal):
    """That was done a moment ago."""


class Approved(State):
    """That quote is approved already."""

    def __init__(self, version: int) -> None:
        """`version`: the one that is."""
        super().__init__(f"Quote v{version} is approved already.")
        self.version = version


class Terminal(Refusal):
    """This work order is cancelled, and that is final. Create a new one with `/wo new`."""


class ReadOnly(Refusal):
    """This work order can't be edited any more. Add a note, or create a new work order."""


class QuoteOpen(Refusal):
    """The quote isn't approved yet."""


class Items(Refusal):
    """Some of the work is still open. `/wo items WO-12` lists it."""


class Busy(Refusal):
    """The technician is busy then."""


class Skill(Refusal):
    """It needs somebody who is licensed for it."""


class Taken(Refusal):
    """Somebody else took this job a moment ago."""


class Expired(Refusal):
    """This offer has expired. If you can still take it, tell your dispatcher."""


class Gone(Refusal):
    """This offer was withdrawn."""


class Moved(Refusal):
    """The visit has been moved since."""


class Stale(Refusal):
    """This changed since you opened it."""


class Replaced(Stale):
    """That quote was replaced."""


class Auth(Refusal):
    """We couldn't verify this reply."""


class Time(Refusal):
    """That time can't be used."""


class DatabaseAway(Refusal):
    """Truckroll can't reach its database right now. Nothing was changed; please try again in a minute."""
