"""Names and arguments of the bot's own jobs. Cards and lines are the core's (core.cards, core.notifications)."""

from core.jobs import Job

HOME_TASK = "slack.home"
LINK_TASK = "slack.link"
FILES_TASK = "slack.file"


def home_job(team_id: str, user_id: str) -> Job:
    """Draws somebody's App Home."""
    args = {"team_id": team_id, "user_id": user_id}
    return Job(HOME_TASK, args, lane=f"slack:{team_id}:home:{user_id}", once=f"home:{team_id}:{user_id}")


def link_job(team_id: str, user_id: str) -> Job:
    """Links a Slack user to the member of staff with their email address, and tells them how it went."""
    args = {"team_id": team_id, "user_id": user_id}
    return Job(LINK_TASK, args, lane=f"slack:{team_id}:home:{user_id}", once=f"link:{team_id}:{user_id}")
