"""Pages for customers: a signed link, a page that changes nothing, and a deliberate answer to it."""
