"""The ways in: each turns bytes from outside into an `Envelope` and hands it to the journal before it says yes."""
