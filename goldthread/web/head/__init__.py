"""The head's one page."""
