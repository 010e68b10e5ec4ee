"""Many people on the live screen: when each had a change, and what the stream's process took."""

import asyncio
import os
import re
import time
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from goldthread.bench.memory import PROC, peak_mb, reset_peak
from goldthread.bench.site import COOKIE, Site
from goldthread.errors import GoldthreadError

T = TypeVar("T")
MODULE = b"goldthread.web.live"
REST = 10.0
PATIENCE = 120.0


@dataclass
class Watcher:
    """One connection; `seen`: the moments at which whole states were there."""

    seen: list[float] = field(default_factory=list)

    async def watch(self, port: int, path: str, session: str) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        cookie = f"Cookie: {COOKIE}={session}\r\n" if session else ""
        writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{cookie}\r\n".encode())
        try:
            status = await reader.readline()
            if b" 200 " not in status:
                raise GoldthreadError(f"The stream answered {status!r}.")
            await self._read(reader)
        finally:
            writer.close()

    async def _read(self, reader: asyncio.StreamReader) -> None:
        state = False
        async for line in reader:
            state = state or line.startswith(b"id: ")
            if state and line == b"\n":
                self.seen.append(time.monotonic())
                state = False


@dataclass(frozen=True)
class Watched:
    """`joined`: seconds until all had the first state; `rest`, `busy`: the share of one processor
    while nothing changed, and while something did; `late`: seconds from each change to the last."""

    joined: float
    rest: float
    busy: float
    late: list[float]
    memory: float | None
    meanwhile: list[float]


def stream_of(site: Site, session: str, path: str) -> tuple[int, int]:
    """The port of the stream as the page gives it, and its process."""
    site.connection.request("GET", path, headers={"Cookie": f"{COOKIE}={session}"})
    page = site.connection.getresponse().read().decode()
    found = re.search(r'data-stream="http://127\.0\.0\.1:(\d+)', page)
    if found is None:
        raise GoldthreadError("The page of the screen names no stream.")
    process = next(_processes(site.process), None)
    if process is None:
        raise GoldthreadError("The stream's process was not found.")
    return int(found[1]), process


def _processes(parent: int) -> Iterator[int]:
    for children in (PROC / str(parent)).glob("task/*/children"):
        for child in children.read_text().split():
            if MODULE in (PROC / child / "cmdline").read_bytes():
                yield int(child)


def watched(
    port: int,
    process: int,
    people: list[tuple[str, str]],
    change: Callable[[], list[float]],
    meanwhile: Callable[[], list[float]],
) -> Watched:
    """`people`: the path and the session of each. `change` gives the moments of its changes;
    `meanwhile` asks for pages while everybody watches. In a thread of its own, so that it may be
    asked for beside a loop that runs."""
    watching = _watched(port, process, people, change, meanwhile)
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(asyncio.run, watching).result()


async def _watched(
    port: int,
    process: int,
    people: list[tuple[str, str]],
    change: Callable[[], list[float]],
    meanwhile: Callable[[], list[float]],
) -> Watched:
    reset = reset_peak(process)
    watchers = [Watcher() for _ in people]
    began = time.monotonic()
    tasks = [
        asyncio.create_task(each.watch(port, *asked))
        for each, asked in zip(watchers, people, strict=True)
    ]
    try:
        await _until(watchers, tasks, 1)
        joined = time.monotonic() - began
        rest, _ = await _share(process, asyncio.sleep(REST))
        busy, moments = await _share(process, asyncio.to_thread(change))
        await _until(watchers, tasks, 1 + len(moments))
        pages = await asyncio.to_thread(meanwhile)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    late = [
        max(each.seen[number] for each in watchers) - moment
        for number, moment in enumerate(moments, 1)
    ]
    return Watched(joined, rest, busy, late, peak_mb(process) if reset else None, pages)


async def _until(watchers: list[Watcher], tasks: "list[asyncio.Task[None]]", states: int) -> None:
    until = time.monotonic() + PATIENCE
    while any(len(each.seen) < states for each in watchers):
        for task in tasks:
            if task.done():
                task.result()
        if time.monotonic() > until:
            raise GoldthreadError(f"Not everybody had {states} states in {PATIENCE:.0f} seconds.")
        await asyncio.sleep(0.02)


async def _share(process: int, work: Awaitable[T]) -> tuple[float, T]:
    """The part of one processor's time that a process took while something went on."""
    before, began = _processor_seconds(process), time.monotonic()
    result = await work
    return (_processor_seconds(process) - before) / (time.monotonic() - began), result


def _processor_seconds(process: int) -> float:
    fields = Path(PROC / str(process) / "stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
