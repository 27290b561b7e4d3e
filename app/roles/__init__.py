"""The parts a process can run: each an async context manager that is ready when it is entered."""
