"""Mail as people's mail programs write it: written by hand after how each of them builds its answers."""
