"""Slack both ways: words and clicks become commands, read models become cards and messages."""
