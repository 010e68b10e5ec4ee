"""Measured ratios, each beside its limit."""
