"""What a person can do in Slack, and what Slack then does with the app's answer."""
