"""Forms filled in as a browser without JavaScript does it."""

import re
from html import unescape
from typing import Any

from django.test import Client

_FORM = re.compile(
    r'<form class="(?:act|many)" method="post" action="([^"]*)".*?</form>', re.DOTALL
)
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


def form(html: str, action: str) -> tuple[str, dict[str, Any]]:
    """The address of the form of an action, and the hidden fields that it carries."""
    for found in _FORM.finditer(html):
        if unescape(found[1]).partition("?")[0].endswith(action):
            hidden = {unescape(k): unescape(v) for k, v in _HIDDEN.findall(found[0])}
            return unescape(found[1]), hidden
    raise AssertionError(f"no form of {action} stands on the page")


def sent(client: Client, page: str, action: str, **fields: Any) -> Any:
    """The answer to the form of an action on a page, filled in and sent."""
    answer = client.get(page)
    assert answer.status_code == 200, (page, answer.status_code)
    address, hidden = form(answer.content.decode(), action)
    return client.post(address, {**hidden, **fields})
