"""Signing in in a real Chromium: by keyboard alone, without JavaScript, on a phone, in two
languages; at a real provider; and nothing that axe finds keeps anybody out."""

import json
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.db import connections

from goldthread.offices import actions
from goldthread.offices.loading import shipped
from goldthread.web.accounts import demo
from goldthread.workflow.database import databases
from tests.ledger import as_default
from tests.web.accounts import totp
from tests.web.accounts.conftest import PASSWORD, TODAY, make_person, use_provider
from tests.web.accounts.provider import PASSWORD as THERE
from tests.web.accounts.provider import PEOPLE
from tests.web.conftest import Threads, serving
from tests.web.test_browser import own_complaints, serious, with_language

pytestmark = pytest.mark.browser


@pytest.fixture
def ledger_file(sqlite_template: Path, tmp_path: Path, django_db_blocker: Any) -> Iterator[Path]:
    """A ledger that the server's threads and the test both write to."""
    shutil.copy(sqlite_template, tmp_path / "ledger.sqlite3")
    with ExitStack() as stack:
        stack.enter_context(django_db_blocker.unblock())
        stack.enter_context(as_default(databases(tmp_path, None)["default"]))
        yield tmp_path


@pytest.fixture
def served(home: Path, ledger_file: Path) -> Iterator[str]:
    """The site on that ledger; each of its threads opens a connection of its own."""
    actions.load_structure(file=shipped("china-2018"), today=TODAY)
    settings = connections.settings["default"]

    class Server(Threads):
        def process_request_thread(self, *arguments: Any) -> None:
            with as_default(settings):
                super().process_request_thread(*arguments)

    with serving(Server) as address:
        yield address


@pytest.fixture
def window(chromium: Any, served: str) -> Iterator[Any]:
    context = chromium.new_context(
        viewport={"width": 1280, "height": 900}, base_url=served, locale="en-GB"
    )
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    yield page
    context.close()


def type_in(window: Any, name: str, password: str = PASSWORD) -> None:
    window.goto("/sign-in")
    window.get_by_label("User name").fill(name)
    window.get_by_label("Password").fill(password)
    window.locator("main").get_by_role("button", name="Sign in", exact=True).click()


def test_from_the_password_to_the_second_step_and_out_again(window: Any) -> None:
    make_person("Wang Fang", ("provincial_head", "IPO-ZJ"), account="wang")
    type_in(window, "wang", "wrong")
    assert "is not right" in window.get_by_role("alert").inner_text()
    type_in(window, "wang")
    window.goto("/loads")
    assert window.url.endswith("/account/second-step")
    assert window.locator("img.qr").evaluate("picture => picture.naturalWidth") > 0
    key = window.locator("#totp-key").inner_text()
    window.get_by_label("Code").fill("000000")
    window.get_by_role("button", name="Turn it on").click()
    assert "This code is not right" in window.get_by_role("alert").inner_text()
    window.get_by_label("Code").fill(totp.now(key))
    window.get_by_role("button", name="Turn it on").click()
    recovery = window.locator(".codes code").all_inner_texts()
    assert len(recovery) == 10
    window.get_by_role("link", name="I have kept them").click()
    assert "head of a provincial office, Zhejiang" in window.locator(".signed-in").inner_text()
    window.locator(".signed-in").get_by_role("button", name="Sign out").click()
    type_in(window, "wang")
    window.get_by_label("Code").fill(recovery[0])
    window.locator("main").get_by_role("button", name="Sign in").click()
    assert "Signed in as Wang Fang" in window.locator(".signed-in").inner_text()
    assert own_complaints(window) == []


def test_locked_out(window: Any) -> None:
    make_person("Li Na", ("contributor", "IPO-ZJ"), account="li")
    for _ in range(5):
        type_in(window, "li", "wrong")
    assert "Signing in is closed for a while" in window.locator("h1").inner_text()
    assert "15 minutes" in window.locator("main").inner_text()


def test_at_the_providers_and_back_without_javascript(
    chromium: Any, served: str, provider_process: Any, settings: Any
) -> None:
    """The policy lets a form be sent only to ourselves; the way to the provider still works."""
    issuer, process = provider_process(f"{served}/sign-in/with/oidc/back")
    use_provider(settings, issuer)
    user = make_person("Li Na", ("contributor", "IPO-ZJ"), account="li").user
    SocialAccount.objects.create(user=user, provider="oidc", uid=PEOPLE["wang"])
    context = chromium.new_context(base_url=served, locale="en-GB", java_script_enabled=False)
    window = context.new_page()
    window.goto("/sign-in?next=/loads")
    window.get_by_role("button", name="Sign in with Office Login").click()
    window.wait_for_url(f"{issuer.removesuffix('/o')}/login**")
    window.get_by_label("Username").fill("wang")
    window.get_by_label("Password").fill(THERE)
    window.get_by_role("button", name="Log in at the provider").click()
    window.wait_for_url("**/loads")
    assert "Signed in as Li Na" in window.locator(".signed-in").inner_text()
    process.kill()
    process.wait()
    window.locator(".signed-in").get_by_role("button", name="Sign out").click()
    window.goto("/sign-in")
    window.get_by_role("button", name="Sign in with Office Login").click()
    assert "The provider did not sign you in" in window.locator("h1").inner_text()
    context.close()


@pytest.fixture
def addresses(window: Any) -> list[str]:
    """The administrator is signed in, with somebody to administer."""
    make_person("Ding Wei", ("system_administrator", "CNIPA"), account="admin")
    person = make_person("Li Na", ("contributor", "IPO-ZJ"), account="li")
    type_in(window, "admin")
    pages = ["/account", "/account/password", "/account/second-step", "/sign-out", "/people"]
    acts = [f"/people/{person.pk}{act}" for act in ("", "/grant", "/leave", "/second-step")]
    return [*pages, *acts, "/people/new"]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_axe_finds_nothing_serious_and_nothing_scrolls_sideways(
    window: Any, addresses: list[str], lang: str, settings: Any
) -> None:
    settings.GOLDTHREAD_MFA_REQUIRED = False
    found, widths = {}, {}
    for address in addresses:
        window.goto(with_language(address, lang))
        found[address] = serious(window)
        window.set_viewport_size({"width": 360, "height": 800})
        widths[address] = window.evaluate("document.documentElement.scrollWidth")
        window.set_viewport_size({"width": 1280, "height": 900})
    window.context.clear_cookies()
    for address in ("/sign-in", "/sign-in/password/1-x"):
        window.goto(with_language(address, lang))
        found[address] = serious(window)
    assert {address: faults for address, faults in found.items() if faults} == {}
    assert widths == dict.fromkeys(addresses, 360)
    assert own_complaints(window) == []


def test_the_demos_menu_switches_by_keyboard(
    window: Any, tmp_path: Path, settings: Any, home: Path
) -> None:
    notice = {"synthetic": True, "notice": {"en": "Made up.", "zh": "虚构。"}}
    (tmp_path / "demo.json").write_text(json.dumps(notice))
    settings.GOLDTHREAD_HOME = tmp_path
    settings.GOLDTHREAD_MFA_REQUIRED = False
    demo.admit(make_person("Wang Fang", ("provincial_head", "IPO-ZJ"), account="wang").user)
    window.goto("/sign-in/as")
    assert serious(window) == []
    window.get_by_role("button", name="Wang Fang").focus()
    window.keyboard.press("Enter")
    window.wait_for_url("**/")
    assert "Signed in as Wang Fang" in window.locator(".signed-in").inner_text()
