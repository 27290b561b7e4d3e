"""What Slack sends, one file per concept: each hands it to a pure function and the Desk, and answers the person."""
