"""A stand-in Slack workspace and customers' mailboxes: the demo, and the test double."""
