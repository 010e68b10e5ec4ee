"""The world of the programme's pages, and a browser on it."""

from tests.web.programme.conftest import read, world  # noqa: F401
