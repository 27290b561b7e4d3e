"""Mail out: render, send, and what became of it."""
