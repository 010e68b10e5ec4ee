"""A ledger of China's structure with people in it, a copy for each test; pages of it in a browser.

Fixtures to import into a conftest: `office_ledger` and what it needs, `visit` for a browser.
"""

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as site
from django.contrib.auth import get_user_model
from django.test import Client

from goldthread.offices import actions
from goldthread.offices.loading import shipped
from goldthread.offices.models import Reform
from goldthread.workflow.database import databases
from tests.ledger import as_default
from tests.offices.building import DOCUMENT, staffed
from tests.once import once

LOADED = date(2019, 7, 1)
LATER = date(2090, 1, 1)
PEOPLE = (
    ("planner", "planning", "CNIPA-SP"),
    ("issuer", "issuer", "CNIPA"),
    ("supervisor", "supervision", "CNIPA-GO"),
    ("auditor", "auditor", "SAMR"),
    ("head_zj", "provincial_head", "IPO-ZJ"),
    ("writer_zj", "contributor", "IPO-ZJ"),
)
SERVICES: list[dict[str, Any]] = [
    {"kind": "merged", "offices": ["CNIPA-PS", "CNIPA-HR"], "into": "CNIPA-SP"},
    {
        "kind": "split",
        "office": "CNIPA-INT",
        "into": [
            {
                "office": {
                    "code": "CNIPA-I1",
                    "kind": "department",
                    "en": "First International Department",
                    "zh": "国际合作一司",
                },
                "share": "1/3",
            },
            {
                "office": {
                    "code": "CNIPA-I2",
                    "kind": "department",
                    "en": "Second International Department",
                    "zh": "国际合作二司",
                },
                "share": "2/3",
            },
        ],
    },
]
Open = Callable[..., Any]


@pytest.fixture(scope="session")
def furnished(shared: Path, sqlite_template: Path, django_db_blocker: Any) -> Path:
    def make(home: Path) -> None:
        shutil.copy(sqlite_template, home / "ledger.sqlite3")
        with django_db_blocker.unblock(), as_default(databases(home, None)["default"]):
            actions.load_structure(file=shipped("china-2018"), today=LOADED)
            for name, role, where in PEOPLE:
                starts = date(2019, 1, 1)
                staffed(role, where, name=name, starts=starts)
            get_user_model()._default_manager.create(username="nobody")

    once(shared / "furnished", make)
    return shared / "furnished" / "ledger.sqlite3"


@pytest.fixture
def office_ledger(
    home: Path, furnished: Path, tmp_path: Path, django_db_blocker: Any, settings: Any
) -> Iterator[Path]:
    settings.GOLDTHREAD_MFA_REQUIRED = False
    shutil.copy(furnished, tmp_path / "ledger.sqlite3")
    with django_db_blocker.unblock(), as_default(databases(tmp_path, None)["default"]):
        yield tmp_path


def user_of(name: str) -> Any:
    return get_user_model()._default_manager.get(username=name)


def signed_in(name: str, lang: str = "en") -> Client:
    client = Client(headers={"accept-language": lang})
    if name:
        client.force_login(user_of(name))
    return client


def drafted(key: str = "services", changes: Any = SERVICES, **other: Any) -> Reform:
    """An act that the planner drafted."""
    said: dict[str, Any] = {
        "title_en": "Public services move",
        "title_zh": "公共服务职能并入",
        "effective": LATER,
        "document": DOCUMENT,
    }
    return actions.draft_reform(
        actor=user_of("planner"), key=key, changes=changes, **(said | other)
    )


@pytest.fixture
def visit(chromium: Any, server: str, office_ledger: Path) -> Iterator[Open]:
    """Opens an address in a window of its own, signed in where a name is given."""
    contexts = []

    def open_page(address: str, name: str = "", width: int = 1280, **options: Any) -> Any:
        context = chromium.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        if name:
            cookie = signed_in(name).cookies[site.SESSION_COOKIE_NAME].value
            context.add_cookies(
                [{"name": site.SESSION_COOKIE_NAME, "value": cookie, "url": server}]
            )
        window = context.new_page()
        window.complaints = []
        window.on("console", lambda message: window.complaints.append(message.text))
        window.on("pageerror", lambda error: window.complaints.append(str(error)))
        window.goto(server + address)
        return window

    yield open_page
    for context in contexts:
        context.close()


def serious(window: Any) -> list[tuple[str, str]]:
    """What axe finds that would keep somebody out."""
    return [
        (rule["id"], node["html"][:200])
        for rule in Axe().run(window).response["violations"]
        if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"]
    ]
