"""The work order and its rules, true without Slack or email."""
