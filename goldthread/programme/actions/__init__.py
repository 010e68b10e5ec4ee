"""Writes that are more than one action of a table; each is one transaction."""
