"""Signing in as somebody of the demonstration: in a demo's home only, as its made-up people."""

from django.conf import settings

from goldthread.web.home import is_demo

GROUP = "demonstration"
"""The accounts that may be signed in as: the demonstration alone puts any into this group."""


def is_open() -> bool:
    """Looked up at every request: nothing in the settings can open it on a real site."""
    return is_demo(settings.GOLDTHREAD_HOME)
