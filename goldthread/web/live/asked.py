"""What a request to the stream asks, read from the ASGI scope and checked as the site checks."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.http.cookie import parse_cookie
from django.http.request import split_domain_port, validate_host
from django.utils.translation import gettext_lazy as _

from goldthread.web.live.access import Bearer
from goldthread.web.live.token import PATTERN
from goldthread.web.shell.middleware import TAGS, preferred

PATH = re.compile(rf"/seminars/(?P<key>[A-Za-z0-9._-]{{1,20}})/stream(?:/(?P<token>{PATTERN}))?")
LONGEST = 64
KNOWN = {"lang", "since"}

WRONG_HOST = _("This site has another name.")
WRONG_METHOD = _("This address is only read.")
NOTHING = _("There is nothing at this address that you can see.")
FOREIGN = _("Pages of other sites may not read this.")
UNKNOWN = _("This address knows the parameters lang and since.")


class Refused(Exception):
    """`sentence` is told in the language of whoever asks."""

    def __init__(self, status: int, sentence: Any) -> None:
        super().__init__(status)
        self.status, self.sentence = status, sentence


@dataclass(frozen=True)
class Asked:
    """`seen`: the id of what the client has. `origin`: of the page that asks, where it is told."""

    key: str
    bearer: Bearer
    lang: str
    seen: str
    origin: str


def headers_of(scope: Mapping[str, Any]) -> dict[str, str]:
    return {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}


def language(scope: Mapping[str, Any], headers: Mapping[str, str]) -> str:
    """For sentences and for the screen: the address decides, else what the browser likes."""
    given = _parameters(scope).get("lang", "")
    return given if given in TAGS else preferred(headers.get("accept-language", ""))


def asked(scope: Mapping[str, Any], headers: Mapping[str, str], pages: int) -> Asked:
    """`pages`: the port of the site's pages. `Refused` says what is wrong."""
    _check_host(headers)
    if scope["method"] != "GET":
        raise Refused(405, WRONG_METHOD)
    found = PATH.fullmatch(scope["path"])
    if found is None:
        raise Refused(404, NOTHING)
    given = _parameters(scope)
    if given.keys() - KNOWN or any(len(value) > LONGEST for value in given.values()):
        raise Refused(400, UNKNOWN)
    _check_origin(headers, pages)
    cookies = parse_cookie(headers.get("cookie", ""))
    session = cookies.get(settings.SESSION_COOKIE_NAME, "")
    return Asked(
        key=found["key"],
        bearer=Bearer(token=found["token"]) if found["token"] else Bearer(session=session),
        lang=language(scope, headers),
        seen=headers.get("last-event-id", "")[:LONGEST] or given.get("since", ""),
        origin=headers.get("origin", ""),
    )


def _parameters(scope: Mapping[str, Any]) -> dict[str, str]:
    """The last of each name, as pages read them."""
    text = scope["query_string"].decode("latin-1")
    return {name: values[-1] for name, values in parse_qs(text, max_num_fields=10).items()}


def _check_host(headers: Mapping[str, str]) -> None:
    domain, _port = split_domain_port(headers.get("host", ""))
    if not domain or not validate_host(domain, settings.ALLOWED_HOSTS):
        raise Refused(400, WRONG_HOST)


def _check_origin(headers: Mapping[str, str], pages: int) -> None:
    """A browser names the page that asks: only this site's own may, on the pages' port or behind
    the same proxy. Programs name none, and need a session or a token all the same."""
    given = headers.get("origin")
    if headers.get("sec-fetch-site") == "cross-site":
        raise Refused(403, FOREIGN)
    if given is not None and not _own(given, headers["host"], pages):
        raise Refused(403, FOREIGN)


def _own(origin: str, host: str, pages: int) -> bool:
    parts = urlsplit(origin)
    try:
        port = parts.port
    except ValueError:
        return False
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return False
    known = validate_host(split_domain_port(parts.netloc)[0], settings.ALLOWED_HOSTS)
    proxied = port is None and parts.scheme == "https" and settings.SESSION_COOKIE_SECURE
    return known and (parts.netloc == host or port == pages or proxied)
