"""Block Kit from read models: pure functions, no Slack client, no database."""
