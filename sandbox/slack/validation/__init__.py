"""Slack's limits as tables: what a block, an element, a message, a view or an ack may contain."""

from sandbox.slack.validation.surfaces import message_problems, options_problems, view_problems

__all__ = ["message_problems", "options_problems", "view_problems"]
