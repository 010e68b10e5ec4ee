"""The stream as an ASGI application: one path, GET, and nothing else."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from goldthread.web.live.asked import NOTHING, Asked, Refused, asked, headers_of, language
from goldthread.web.live.frames import BEGIN
from goldthread.web.live.hub import Client, Hub
from goldthread.web.shell.middleware import TAGS

log = logging.getLogger("goldthread.web")
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

STUCK = 60.0
"""Seconds after which somebody who takes nothing is let go."""

FULL = _(
    "So many look at this screen that no more can be served; the page goes on by loading itself "
    "again."
)
BROKEN = _("The work ledger cannot be read now; the page tries again by itself.")
REFUSALS = {"full": (503, FULL), "not_there": (404, NOTHING), "broken": (503, BROKEN)}
SAFE: Headers = [
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"default-src 'none'"),
]
FLOWING: Headers = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"x-accel-buffering", b"no"),  # nginx would hold back what is short
    *SAFE,
]


class Stream:
    """`pages`: the port of the site's pages, whose scripts may read the stream."""

    def __init__(self, hub: Hub, *, pages: int, stuck: float = STUCK) -> None:
        self._hub, self._pages, self._stuck = hub, pages, stuck

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        headers = headers_of(scope)
        try:
            request = asked(scope, headers, self._pages)
            client = await self._joined(request)
        except Refused as refused:
            await _refuse(send, refused, language(scope, headers), headers.get("origin", ""))
            return
        await self._flow(client, request, receive, send)

    async def _joined(self, request: Asked) -> Client:
        made = await self._hub.join(request.key, request.bearer, request.lang, request.seen)
        if isinstance(made, Client):
            return made
        raise Refused(*REFUSALS[made])

    async def _flow(self, client: Client, request: Asked, receive: Receive, send: Send) -> None:
        """Until the right ends, the client goes, or takes nothing for a minute."""
        listening = asyncio.create_task(_until_gone(client, receive))
        try:
            begin = {"type": "http.response.start", "status": 200}
            await send(begin | {"headers": [*FLOWING, *_readable(request.origin)]})
            async with asyncio.timeout(self._stuck):
                await send(_body(BEGIN))
            async for part in self._hub.frames(client):
                async with asyncio.timeout(self._stuck):
                    await send(_body(part))
            await send(_body(b"", more=False))
        except TimeoutError:
            log.warning("a screen of %s took nothing for so long that it was let go", request.key)
        finally:
            listening.cancel()
            self._hub.leave(client)


async def _until_gone(client: Client, receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    client.closing = True
    client.wake.set()


def _body(content: bytes, *, more: bool = True) -> Message:
    return {"type": "http.response.body", "body": content, "more_body": more}


def _readable(origin: str) -> Headers:
    """The page that asks, which was found to be the site's own, may read what it is sent."""
    if not origin:
        return []
    return [
        (b"access-control-allow-origin", origin.encode("latin-1")),
        (b"access-control-allow-credentials", b"true"),
        (b"vary", b"Origin"),
    ]


async def _refuse(send: Send, refused: Refused, lang: str, origin: str) -> None:
    with translation.override(TAGS[lang]):
        content = f"{refused.sentence}\n".encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), *SAFE]
    headers.append((b"content-length", str(len(content)).encode()))
    if refused.status == 503:
        headers.append((b"retry-after", b"10"))
    if refused.status == 405:
        headers.append((b"allow", b"GET"))
    if refused.status in (404, 503):
        headers += _readable(origin)
    await send({"type": "http.response.start", "status": refused.status, "headers": headers})
    await send(_body(content, more=False))
