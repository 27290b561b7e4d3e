"""`/wo help`, made from the table of subcommands."""

from bot.blocks.kit import Block, bold, code, context, lines
from bot.slash import SUBS

ROWS = 20
"""In one block, whose text has a limit."""


def guide() -> list[Block]:
    rows = [(code(sub.usage), f"  {sub.does}") for sub in SUBS]
    parts = [rows[start : start + ROWS] for start in range(0, len(rows), ROWS)]
    return [
        lines((bold("What /wo can do"),)),
        *(lines(*part) for part in parts),
        context(
            "A work order is named by WO-12, #12 or 12. Times are the site's own: thursday 2-4pm, tomorrow 9-11."
        ),
    ]
