"""Accounts of people with roles, an office's own provider, and the ledgers they stand in."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.test import Client

from goldthread.offices import actions
from goldthread.offices.loading import shipped
from goldthread.offices.models import Person
from goldthread.web.accounts import config
from goldthread.workflow.occasion import SystemActor
from tests.web.accounts.provider import CLIENT, SECRET

PASSWORD = "correct horse battery"
SETUP = SystemActor("setup")
TODAY = date.today()
Make = Callable[..., Any]


@pytest.fixture(autouse=True)
def _as_on_a_site(home: Path, settings: Any) -> Iterator[None]:
    """The second step is required where roles say so, and no counter outlives a test."""
    settings.GOLDTHREAD_MFA_REQUIRED = True
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick
    cache.clear()
    yield
    cache.clear()


def make_person(name: str, *roles: tuple[str, str], account: str | None = None) -> Person:
    """A person with an account and roles since yesterday."""
    person = actions.register_person(actor=SETUP, name_en=name, name_zh=f"{name}（中文）")
    if account is not None:
        user = get_user_model().objects.create_user(account, password=PASSWORD)
        actions.connect_account(
            person=person, actor=SETUP, expected_version=person.version, user=user
        )
    for role, office in roles:
        actions.grant_role(
            person=person,
            actor=SETUP,
            expected_version=person.version,
            office=office,
            role=role,
            starts=TODAY - timedelta(days=1),
        )
    return person


@pytest.fixture(scope="module")
def structure(module_ledger: Path) -> None:
    actions.load_structure(file=shipped("china-2018"), today=TODAY)


@pytest.fixture
def offices(structure: None, db: None) -> None:
    """In the module's ledger, where a test undoes what it does."""


@pytest.fixture
def contributor(offices: None) -> Any:
    """Somebody whose role needs no second step."""
    return make_person("Li Na", ("contributor", "IPO-ZJ"), account="li").user


@pytest.fixture
def head(offices: None) -> Any:
    """Somebody whose role requires the second step."""
    return make_person("Wang Fang", ("provincial_head", "IPO-ZJ"), account="wang").user


def signed_in(client: Client) -> str | None:
    """The user name the next request is made as."""
    user = client.get("/alive").wsgi_request.user
    return str(user.get_username()) if user.is_authenticated else None


def sign_in(client: Client, name: str, password: str = PASSWORD, **more: Any) -> Any:
    return client.post("/sign-in", {"login": name, "password": password}, **more)


def key_in(html: str) -> str:
    """The key that an enrolment page shows."""
    found = re.search(r'id="totp-key"[^>]*>([A-Z2-7]+)<', html)
    assert found, html
    return found.group(1)


@pytest.fixture(scope="session")
def provider_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Make]:
    """Starts a provider that sends people back to a site; gives its issuer's address."""
    started: list[subprocess.Popen[str]] = []

    def start(callback: str) -> tuple[str, subprocess.Popen[str]]:
        folder = tmp_path_factory.mktemp("provider")
        with (folder / "log").open("w") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "tests.web.accounts.provider", str(folder), callback],
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                cwd=Path(__file__).resolve().parents[3],
                env={"PATH": "/usr/bin:/bin", "OAUTHLIB_INSECURE_TRANSPORT": "1"},
            )
        started.append(process)
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:"), (folder / "log").read_text()
        return address, process

    yield start
    for process in started:
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()


def use_provider(settings: Any, issuer: str) -> None:
    """The site as it is with this `[oidc]` in its settings.toml."""
    oidc = {
        "name": "Office Login",
        "issuer": issuer,
        "client_id": CLIENT,
        "client_secret": SECRET,
    }
    made = config.django_settings({"oidc": oidc}, demo=False)
    settings.SOCIALACCOUNT_PROVIDERS = made["SOCIALACCOUNT_PROVIDERS"]
    assert made["SOCIALACCOUNT_PROVIDERS"] == site.SOCIALACCOUNT_PROVIDERS
