"""Signing in at an office's own provider (OpenID Connect): there and back."""

import logging
from typing import Any

from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from jwt import PyJWTError
from requests import RequestException

log = logging.getLogger("goldthread.web")


def name() -> str:
    """What the provider is called, or "" where the site has none."""
    apps = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
    return str(apps[0]["name"]) if apps else ""


def go(request: HttpRequest, provider_id: str) -> HttpResponse:
    """On the way there a page of ours stands between, since a form may be sent only to ourselves.

    (`form-action 'self'` holds for what answers a form with a redirect, too.)
    """
    try:
        answer = openid_connect.login(request, provider_id)
    except (RequestException, ValueError, KeyError) as error:
        return _failed(request, error)
    if answer.status_code != 302:
        return answer
    page = render(request, "accounts/leaving.html", {"onward": answer.headers["Location"]})
    page.headers["Refresh"] = f"0; url={answer.headers['Location']}"
    return page


def back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """What the provider answered is believed only for a request of this browser, once."""
    try:
        return openid_connect.callback(request, provider_id)
    except (RequestException, PyJWTError, ValueError, KeyError) as error:
        return _failed(request, error)


def _failed(request: HttpRequest, error: Exception) -> HttpResponse:
    log.warning("the provider did not sign anybody in: %s: %s", type(error).__name__, error)
    return render(request, "socialaccount/authentication_error.html", status=502)


@login_required
def connections(request: HttpRequest) -> HttpResponse:
    """Which identity signs the person in; connect one, or disconnect it."""
    view: Any = social.ConnectionsView.as_view(extra_context={"provider_name": name()})
    return view(request)
