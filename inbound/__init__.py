"""Mail in: from bytes at the door to a command, or to a person with the reason."""
