"""`truckroll setup company.toml`: a company's people and places, added or brought up to date."""

from pathlib import Path

import migrations
from app.database import database
from core.db import make_engine, make_sessions, transaction
from core.roster import BadRoster, apply_roster, read_roster
from core.settings import Settings


def run(settings: Settings, file: Path) -> int:
    """Prints what was done, or every fault of the file. The exit code."""
    try:
        roster = read_roster(file.read_text(encoding="utf-8"))
    except (BadRoster, UnicodeDecodeError) as fault:
        return _refused(file, fault)
    with database(settings) as url:
        migrations.upgrade(url)
        engine = make_engine(url, pool_size=1, role="setup")
        try:
            with transaction(make_sessions(engine)) as session:
                apply_roster(session, roster)
        except BadRoster as fault:
            return _refused(file, fault)
        finally:
            engine.dispose()
    company = roster.company
    print(  # noqa: T201 - as above
        f"{company.name}: {len(roster.staff)} staff and {len(roster.customers)} customers are up to date.\n"
        f"Mail to {company.mailbox}@{settings.mail_domain} that answers nothing of ours goes to triage."
    )
    return 0


def _refused(file: Path, fault: Exception) -> int:
    print(f"{file} was not applied, nothing was changed.\n{fault}")  # noqa: T201 - for the person who typed it
    return 1
