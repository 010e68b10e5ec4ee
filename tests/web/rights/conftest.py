"""The world of the programme's pages, and a browser on it."""

from tests.web.programme.conftest import read, sqlite_template, world

__all__ = ["read", "sqlite_template", "world"]
