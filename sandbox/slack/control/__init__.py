"""The control API (docs/sandbox.md): plays the users, and tells what the stand-in saw."""
