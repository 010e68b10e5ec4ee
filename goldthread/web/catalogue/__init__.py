"""The indicators and their definitions."""
