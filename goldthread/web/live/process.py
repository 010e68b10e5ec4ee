"""The stream served by uvicorn on a socket that was given, until told to end or left alone."""

import asyncio
import os
import resource
import socket

import uvicorn
from django.db import DEFAULT_DB_ALIAS, connections

from goldthread.web.live.asgi import Stream
from goldthread.web.live.hub import Hub, Pace
from goldthread.web.live.source import Source

LIMIT = 1_000
"""Screens of one seminar at once."""

ALTOGETHER = 4_000
CONNECTED = 60
"""Seconds for which a connection to the ledger is kept."""

LOOK = 1.0
GRACE = 3
IDLE, PROBES = 60, 3
FILES = ALTOGETHER + 200


class Server(uvicorn.Server):
    """Ends every stream before it waits for connections to close."""

    def __init__(self, config: uvicorn.Config, hub: Hub) -> None:
        super().__init__(config)
        self._hub = hub

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._hub.end()
        await super().shutdown(sockets)


def run(
    listening: socket.socket, pages: int, parent: int, limit: int = LIMIT, pace: Pace | None = None
) -> None:
    """Ends with SIGTERM, SIGINT or the process `parent`."""
    _keep_connections()
    asyncio.run(_serve(listening, pages, parent, limit, pace))


async def _serve(
    listening: socket.socket, pages: int, parent: int, limit: int, pace: Pace | None
) -> None:
    _notice_the_dead(listening)
    _allow_files()
    hub = Hub(Source(), limit=limit, pace=pace)
    server = Server(_config(Stream(hub, pages=pages)), hub)
    alone = asyncio.create_task(_until_alone(server, parent))
    async with hub.running():
        await server.serve(sockets=[listening])
    alone.cancel()


def _config(app: Stream) -> uvicorn.Config:
    """What is worth a line is logged by the parts themselves."""
    return uvicorn.Config(
        app,
        lifespan="off",
        ws="none",
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=ALTOGETHER,
        timeout_graceful_shutdown=GRACE,
    )


def _keep_connections() -> None:
    """The ledger is asked several times a second: connecting each time took a quarter of it all."""
    kept = {"CONN_MAX_AGE": CONNECTED, "CONN_HEALTH_CHECKS": True}
    connections.settings[DEFAULT_DB_ALIAS].update(kept)


async def _until_alone(server: uvicorn.Server, parent: int) -> None:
    while os.getppid() == parent:
        await asyncio.sleep(LOOK)
    server.should_exit = True


def _notice_the_dead(listening: socket.socket) -> None:
    """Accepted connections inherit it: a machine that was switched off does not keep a place."""
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in (("TCP_KEEPIDLE", IDLE), ("TCP_KEEPINTVL", IDLE), ("TCP_KEEPCNT", PROBES)):
        if hasattr(socket, name):
            listening.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)


def _allow_files() -> None:
    """A connection is an open file, of which a process often may have no more than 1,024."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
