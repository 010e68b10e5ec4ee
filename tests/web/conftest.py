"""A small register made through the real readers, a client on it, a server and a browser."""

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.core.wsgi import get_wsgi_application
from django.test import Client

from goldthread.bench import sample_rights
from goldthread.web import build
from goldthread.web.shell import site
from tests.once import copied

RIGHTS = 900
CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


@pytest.fixture(scope="session")
def made_home(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a register of four deliveries and a population."""
    build.build()
    own = tmp_path_factory.mktemp("home") / "own"
    return copied(shared / "home", lambda home: sample_rights.make(home, RIGHTS), own)


@pytest.fixture(scope="session")
def delivered() -> list[dict[str, str]]:
    """Every right as the last delivery left it: what pages must count, by hand."""
    rows: dict[str, dict[str, str]] = {}
    for delivery in sample_rights.deliveries(RIGHTS, 2019):
        good = [row for row in delivery.rows if row["filing_date"] != "2019-02-31"]
        rows |= {row["application_number"]: row for row in good}
    return list(rows.values())


@pytest.fixture
def home(made_home: Path, settings: Any) -> Path:
    settings.GOLDTHREAD_HOME = made_home
    settings.GOLDTHREAD_MFA_REQUIRED = False  # tests of signing in ask for it themselves
    settings.ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
    return made_home


@pytest.fixture
def empty_home(tmp_path: Path, settings: Any) -> Path:
    settings.GOLDTHREAD_HOME = tmp_path
    settings.ALLOWED_HOSTS = ["testserver"]
    return tmp_path


@pytest.fixture
def client(home: Path) -> Client:
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def empty_client(empty_home: Path) -> Client:
    return Client(headers={"accept-language": "en"})


Text = Callable[..., str]


@pytest.fixture
def opened(client: Client) -> Text:
    """The HTML of an address that must answer."""

    def get(address: str, status: int = 200, **headers: str) -> str:
        answer = client.get(address, headers=headers)
        assert answer.status_code == status, (address, answer.status_code)
        return answer.content.decode()

    return get


def words(html: str) -> str:
    """The text of a page without its tags, blanks folded."""
    text = re.sub(r"<(style|script).*?</\1>", " ", html, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


class Threads(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    request_queue_size = 64


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Tests print what fails, not what is asked."""


@contextmanager
def serving(kind: type[Threads] = Threads) -> Iterator[str]:
    """The site on a port of its own; gives its address."""
    made = make_server("127.0.0.1", 0, get_wsgi_application(), kind, _Quiet)
    thread = threading.Thread(target=made.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{made.server_port}"
    made.shutdown()
    made.server_close()
    thread.join()


@pytest.fixture
def server(home: Path) -> Iterator[str]:
    with serving() as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    if not CHROMIUM.exists():
        pytest.skip(f"Chromium is not at {CHROMIUM}: apt install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=str(CHROMIUM), args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    """What one test's home taught the process is forgotten before the next."""
    yield
    site._HELD.clear()
    site._CATALOGUES.clear()
