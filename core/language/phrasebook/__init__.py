"""The phrases of replies, by sense; written as `core.language.phrases` explains."""
