"""Server-sent events, as the HTML standard writes them."""

from goldthread.web.live.shown import Shown

RETRY = 3_000
"""Milliseconds after which a browser comes again."""

BEAT = b":\n\n"
"""A comment: proxies see that the stream lives, browsers pass it over."""

ENDED = b"event: ended\ndata: ended\n\n"
BEGIN = b"retry: %d\n\n" % RETRY


def frame(shown: Shown) -> bytes:
    lines = "".join(f"data: {line}\n" for line in shown.html.splitlines())
    return f"id: {shown.id}\n{lines}\n".encode()
