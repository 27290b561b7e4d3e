"""What a customer's words mean: pure functions over text, no database, nothing of ours imported.

`times` reads days and times, `replies` reads what a whole reply asks for. Both would rather ask than guess.
"""
