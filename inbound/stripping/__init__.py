"""Telling what a person wrote now from what they quote: marks in HTML, headers in words, signatures."""
