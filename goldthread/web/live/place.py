"""Where a browser reaches the stream: what `serve` began, or what the site's settings say.

`stream` in `settings.toml` is `/` where a proxy leads /seminars/KEY/stream to the stream's port,
or the stream's own origin, such as `https://live.example.org`.
"""

import os
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

from goldthread.web.home import read_settings

PORT = "GOLDTHREAD_STREAM_PORT"
SAME = "/"


def origin(request: HttpRequest) -> str | None:
    """The stream's origin, blank where it is the page's; None where there is no stream."""
    own = read_settings(settings.GOLDTHREAD_HOME)
    given = own.get("stream")
    if given:
        return "" if given == SAME else str(given).rstrip("/")
    port = os.environ.get(PORT, "")
    # A page that came by HTTPS may not ask a port that speaks plain HTTP.
    if not port.isdecimal() or own.get("https"):
        return None
    host = urlsplit(f"//{request.get_host()}").hostname or ""
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"
