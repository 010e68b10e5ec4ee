"""What the stream takes from a request: hosts and origins behind a proxy, languages, ids."""

from typing import Any

import pytest

from goldthread.errors import UsageError
from goldthread.web.home import read_settings
from goldthread.web.live.asked import Refused, asked

PAGES = 8000


def scope(query: bytes = b"", path: str = "/seminars/2019-H2/stream") -> dict[str, Any]:
    return {"method": "GET", "path": path, "query_string": query}


@pytest.fixture
def https(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["gold.example.org", ".thread.example.org"]
    settings.SESSION_COOKIE_SECURE = True


OWN = ["https://gold.example.org", "https://a.thread.example.org", "http://gold.example.org:8000"]
FOREIGN = [
    "https://gold.example.com",
    "http://gold.example.org",
    "https://gold.example.org:8443",
    "https://gold.example.org.evil.example",
    "file://gold.example.org",
    "null",
    "",
]


@pytest.mark.parametrize("origin", OWN)
def test_the_site_s_own_origins_behind_a_proxy(https: None, origin: str) -> None:
    found = asked(scope(), {"host": "gold.example.org:8001", "origin": origin}, PAGES)
    assert found.origin == origin


@pytest.mark.parametrize("origin", FOREIGN)
def test_foreign_origins_behind_a_proxy(https: None, origin: str) -> None:
    with pytest.raises(Refused) as refused:
        asked(scope(), {"host": "gold.example.org:8001", "origin": origin}, PAGES)
    assert refused.value.status == 403


def test_what_the_browser_has_counts_before_what_the_page_had(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["localhost"]
    headers = {"host": "localhost", "accept-language": "zh-CN,zh;q=0.9"}
    found = asked(scope(b"since=page"), headers, PAGES)
    assert (found.lang, found.seen, found.bearer.session) == ("zh", "page", "")
    found = asked(scope(b"since=page&lang=en"), headers | {"last-event-id": "browser"}, PAGES)
    assert (found.lang, found.seen) == ("en", "browser")


def test_a_token_counts_alone(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["localhost"]
    token = "1-" + "A" * 43
    path = f"/seminars/2019-H2/stream/{token}"
    found = asked(scope(path=path), {"host": "localhost", "cookie": "sessionid=abcdefgh"}, PAGES)
    assert (found.bearer.token, found.bearer.session) == (token, "")
    found = asked(scope(), {"host": "localhost", "cookie": "sessionid=abcdefgh"}, PAGES)
    assert (found.bearer.token, found.bearer.session) == ("", "abcdefgh")


@pytest.mark.parametrize("given", ["live.example.org", "ftp://live.example.org", "https://a b", ""])
def test_a_stream_that_is_no_origin_is_refused_by_a_sentence(tmp_path: Any, given: str) -> None:
    (tmp_path / "settings.toml").write_text(f'stream = "{given}"\n', "utf-8")
    with pytest.raises(UsageError, match="stream must be / or an origin"):
        read_settings(tmp_path)
