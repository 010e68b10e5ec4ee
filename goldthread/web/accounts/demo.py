"""Signing in as somebody of the demonstration: in a demo's home only, as its made-up people."""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model, login
from django.contrib.auth.models import Group
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from goldthread.offices.codelists import roles
from goldthread.web.accounts import who
from goldthread.web.home import is_demo
from goldthread.web.shell.errors import NotThere

GROUP = "demonstration"
"""The accounts that may be signed in as: the demonstration alone puts any into this group."""
BACKEND = "goldthread.web.accounts.backends.Accounts"


@dataclass(frozen=True)
class Choice:
    user_name: str
    name: str
    held: who.Held
    told: str


def is_open() -> bool:
    """Looked up at every request: nothing in the settings can open it on a real site."""
    return is_demo(settings.GOLDTHREAD_HOME)


def admit(user: Any) -> None:
    """Let visitors of the demonstration sign in as this made-up account, which has no password."""
    user.set_unusable_password()
    user.save(update_fields=["password"])
    user.groups.add(Group.objects.get_or_create(name=GROUP)[0])


def sign_in_as(request: HttpRequest) -> HttpResponse:
    """The menu of people; a POST with `account` switches to one of them."""
    if not is_open():
        raise NotThere(
            _("This is no demonstration: everybody signs in as oneself."), instead="/sign-in"
        )
    if request.method == "POST":
        return _switch(request)
    context = {"title": _("Sign in as …"), "choices": choices(request.lang)}
    return render(request, "accounts/sign_in_as.html", context)


def _switch(request: HttpRequest) -> HttpResponse:
    accounts = get_user_model()._default_manager.filter(groups__name=GROUP, is_active=True)
    user = accounts.filter(username=request.POST.get("account", "")).first()
    if user is None:
        raise NotThere(_("The demonstration has no such account."), instead="/sign-in/as")
    login(request, user, backend=BACKEND)
    messages.success(
        request, _("You are %(name)s now.") % {"name": who.name_of(user, request.lang)}
    )
    return HttpResponseRedirect("/")


def choices(lang: str) -> list[Choice]:
    """Everybody of the demonstration, by role in the list's order, then by office."""
    order = list(roles())
    found = [
        Choice(user.get_username(), who.name_of(user, lang), held, told()[held.role][lang])
        for user, held in who.held_in_group(GROUP, lang)
    ]
    return sorted(found, key=lambda one: (order.index(one.held.role), one.held.office_code))


@lru_cache(maxsize=1)
def told() -> dict[str, dict[str, str]]:
    """What each role does, in a sentence."""
    path = files("goldthread.web.accounts") / "data" / "roles_told.yaml"
    found: dict[str, dict[str, str]] = yaml.safe_load(path.read_text(encoding="utf-8"))["roles"]
    return found
