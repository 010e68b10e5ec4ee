"""Offices and reforms: the structure on any day, and the acts that change it."""
