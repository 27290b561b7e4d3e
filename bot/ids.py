"""What a button's value and a form's metadata carry: ids and a revision, never state.

Who may do what, and whether it still makes sense, is judged by the Desk when the click arrives.
"""

from dataclasses import dataclass

from core.refusals import Stale


@dataclass(frozen=True)
class Ref:
    """`order`: its number; `rev`: the schedule revision it was shown with; `id`: an offer, a request or a message."""

    order: int = 0
    rev: int = 0
    id: int = 0

    def __str__(self) -> str:
        return f"{self.order}:{self.rev}:{self.id}"

    @classmethod
    def read(cls, value: str) -> "Ref":
        """The ref of a button of ours; Stale for one that an older version of the program made."""
        try:
            return cls(*(int(part) for part in value.split(":")))
        except (ValueError, TypeError):
            raise Stale(
                "This button is from an older version. Look the work order up with `/wo show`."
            ) from None
