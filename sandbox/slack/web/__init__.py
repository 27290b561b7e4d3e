"""The Web API: one table of methods, each with its scopes and arguments."""
