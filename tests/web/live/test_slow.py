"""Somebody who cannot take what is sent: called as uvicorn calls, with a send that waits."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, field
from typing import Any

import pytest

from goldthread.web.live.asgi import Stream
from goldthread.web.live.hub import Hub, Pace
from goldthread.web.live.source import Source
from tests.web.live.conftest import Hall

PACE = Pace(look=0.02)


@dataclass
class Visitor:
    """Takes what is sent once `takes` is set; a turn longer than this test's patience fails it."""

    takes: asyncio.Event = field(default_factory=asyncio.Event)
    sent: list[bytes] = field(default_factory=list)
    status: int = 0
    gone: asyncio.Event = field(default_factory=asyncio.Event)

    async def receive(self) -> dict[str, Any]:
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Any) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            return
        await self.takes.wait()
        self.sent.append(message["body"])

    @property
    def states(self) -> list[str]:
        return [part.decode() for part in self.sent if part.startswith(b"id: ")]


async def until(met: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not met():
            await asyncio.sleep(0.02)


def scope(hall: Hall) -> dict[str, Any]:
    return {
        "type": "http",
        "method": "GET",
        "path": f"/seminars/2019-H2/stream/{hall.token}",
        "query_string": b"lang=zh",
        "headers": [(b"host", b"127.0.0.1")],
    }


Meeting = Callable[[Hub], Awaitable[None]]


def held(meeting: Meeting, limit: int = 10) -> None:
    async def run() -> None:
        hub = Hub(Source(), limit=limit, pace=PACE)
        async with hub.running():
            await meeting(hub)

    # In a thread of its own: a browser's tests leave a loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(copy_context().run, asyncio.run, run()).result()


def test_who_is_slow_holds_nobody_up_and_is_sent_the_newest_only(hall: Hall) -> None:
    asked = scope(hall)
    world = hall.world
    queued = world.intervention(
        hall.delegation("CNIPA-PROT"), hall.statements, "queued", 3, subject="第三位"
    )

    async def meeting(hub: Hub) -> None:
        slow, quick = Visitor(), Visitor()
        quick.takes.set()
        app = Stream(hub, pages=8000)
        flows = [
            asyncio.create_task(app(dict(asked), each.receive, each.send)) for each in (slow, quick)
        ]
        await until(lambda: len(quick.states) == 1)
        for step, place in enumerate((1, 2, 1, 3), 2):
            world.act(queued, "move", "secretariat", position=place)
            await until(lambda n=step: len(quick.states) == n)
        assert (slow.sent, len(quick.states)) == ([], 5)
        slow.takes.set()
        await until(lambda: bool(slow.states))
        assert slow.states[-1] == quick.states[-1]
        # What stood between was never kept for it.
        assert len(slow.states) == 1
        for each in (slow, quick):
            each.gone.set()
        await asyncio.gather(*flows)

    held(meeting)


def test_who_takes_nothing_for_long_gives_the_place_back(
    hall: Hall, caplog: pytest.LogCaptureFixture
) -> None:
    asked = scope(hall)

    async def meeting(hub: Hub) -> None:
        stuck, turned_away, next_one = Visitor(), Visitor(), Visitor()
        turned_away.takes.set()
        next_one.takes.set()
        app = Stream(hub, pages=8000, stuck=0.5)
        first = asyncio.create_task(app(dict(asked), stuck.receive, stuck.send))
        await until(lambda: stuck.status == 200)
        await app(dict(asked), turned_away.receive, turned_away.send)
        assert turned_away.status == 503
        await first
        second = asyncio.create_task(app(dict(asked), next_one.receive, next_one.send))
        await until(lambda: len(next_one.states) == 1)
        next_one.gone.set()
        await second

    held(meeting, limit=1)
    assert "took nothing for so long" in caplog.text
