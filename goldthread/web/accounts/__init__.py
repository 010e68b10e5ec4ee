"""Signing in: names and passwords, the second step, an office's own provider, the demo's roles."""
