"""Suggestions: which passages may have which code, and why. Opens no file."""
