"""Everybody who looks at a screen now: one poller asks the ledger, all are sent the same bytes.

Nothing is queued for a client. Who is slow is sent, when it can take something again, the state
that is newest then: memory does not grow with slowness, and nobody reads of the past.
"""

import asyncio
import contextlib
import logging
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from time import monotonic
from typing import Literal, ParamSpec, TypeVar

from django.db import DatabaseError

from goldthread.web.live.access import Bearer
from goldthread.web.live.frames import BEAT, ENDED, frame
from goldthread.web.live.shown import Shown
from goldthread.web.live.source import Group, Source

log = logging.getLogger("goldthread.web")
P = ParamSpec("P")
T = TypeVar("T")
Refusal = Literal["full", "not_there", "broken"]


@dataclass(frozen=True)
class Pace:
    """Seconds: between looks, between signs of life, until it is asked who signed out, until all
    rights are asked again though nothing happened (a password changed elsewhere), until screens
    are made again though nothing happened (a day or an embargo ends)."""

    look: float = 0.25
    beat: float = 15
    sessions: float = 15
    rights: float = 300
    screens: float = 30


@dataclass(eq=False)
class Client:
    """`seen`: what the client has. `over`: the right ended; `closing`: the server does."""

    group: Group
    bearer: Bearer
    seen: str
    wake: asyncio.Event = field(default_factory=asyncio.Event)
    beat: bool = False
    over: bool = False
    closing: bool = False


class Hub:
    """`limit`: how many may look at one seminar at once."""

    def __init__(self, source: Source, *, limit: int, pace: Pace | None = None) -> None:
        self._source, self._limit, self._pace = source, limit, pace or Pace()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="ledger")
        self._clients: dict[Group, set[Client]] = {}
        self._newest: dict[Group, Shown] = {}
        self._places: Counter[str] = Counter()
        self._anybody, self._doubt = asyncio.Event(), asyncio.Event()
        self._closing = False

    # Coming and going

    async def join(self, key: str, bearer: Bearer, lang: str, seen: str) -> Client | Refusal:
        """A place is taken before the ledger is asked, so that a rush is bounded too."""
        if self._closing or self._places[key] >= self._limit:
            return "full"
        self._places[key] += 1
        client: Client | Refusal = "broken"
        try:
            client = await self._admit(key, bearer, lang, seen)
        except DatabaseError as error:
            log.warning("the ledger cannot be read for the screen: %s", error)
        finally:
            if not isinstance(client, Client):
                self._give_back(key)
        return client

    async def _admit(self, key: str, bearer: Bearer, lang: str, seen: str) -> Client | Refusal:
        found = await self._ask(self._source.admitted, key, bearer)
        if found is None:
            return "not_there"
        group = Group(key, found.audience, lang)
        if group not in self._newest:
            self._put(group, await self._ask(self._source.shown, group))
        client = Client(group, bearer, seen, closing=self._closing)
        client.wake.set()
        self._clients.setdefault(group, set()).add(client)
        self._anybody.set()
        return client

    def leave(self, client: Client) -> None:
        there = self._clients[client.group]
        there.remove(client)
        self._give_back(client.group.key)
        if not there:
            del self._clients[client.group]
            self._newest.pop(client.group, None)
        if not self._clients:
            self._anybody.clear()

    def _give_back(self, key: str) -> None:
        self._places[key] -= 1
        if not self._places[key]:
            del self._places[key]

    def end(self) -> None:
        """The server ends: every stream does, and browsers come again by themselves."""
        self._closing = True
        for client in self._everybody():
            client.closing = True
            client.wake.set()

    # What one client is sent

    async def frames(self, client: Client) -> AsyncIterator[bytes]:
        while True:
            await client.wake.wait()
            client.wake.clear()
            if client.closing:
                return
            if client.over:
                yield ENDED
                return
            newest = self._newest[client.group]
            beat, client.beat = client.beat, False
            if newest.id != client.seen:
                client.seen = newest.id
                yield frame(newest)
            elif beat:
                yield BEAT

    # What all are sent

    async def watch(self) -> None:
        """The poller: rests while nobody looks."""
        beaten = made = monotonic()
        while True:
            await self._anybody.wait()
            await asyncio.sleep(self._pace.look)
            now = monotonic()
            with _going_on():
                news = await self._ask(self._source.news)
                if news.of_rights:
                    self._doubt.set()
                if news.of_screens or now - made >= self._pace.screens:
                    made = now
                    await self._renew()
            if now - beaten >= self._pace.beat:
                beaten = now
                self._beat()

    async def guard(self) -> None:
        """Rights, beside the poller: asking hundreds of them takes longer than a look. Who is
        still signed in is one query for all, and asked often."""
        checked = monotonic()
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._doubt.wait(), self._pace.sessions)
            with _going_on():
                if self._doubt.is_set() or monotonic() - checked >= self._pace.rights:
                    self._doubt.clear()
                    checked = monotonic()
                    await self._check()
                else:
                    await self._check_sessions()

    async def _renew(self) -> None:
        for group in list(self._clients):
            made = await self._ask(self._source.shown, group)
            if group in self._clients:
                self._put(group, made)

    def _put(self, group: Group, made: Shown) -> None:
        before = self._newest.get(group)
        self._newest[group] = made
        if before is None or before.id != made.id:
            for client in self._clients.get(group, ()):
                client.wake.set()

    async def _check(self) -> None:
        """Who shows the same is asked for once."""
        allowed: dict[tuple[str, Bearer], str | None] = {}
        for client in self._everybody():
            asked = (client.group.key, client.bearer)
            if asked not in allowed:
                found = await self._ask(self._source.admitted, *asked)
                allowed[asked] = found.audience if found else None
            if allowed[asked] != client.group.audience:
                client.over = True
                client.wake.set()

    async def _check_sessions(self) -> None:
        everybody = self._everybody()
        sessions = {client.bearer.session for client in everybody if not client.bearer.token}
        alive = await self._ask(self._source.alive, sessions)
        for client in everybody:
            if not client.bearer.token and client.bearer.session not in alive:
                client.over = True
                client.wake.set()

    def _beat(self) -> None:
        for client in self._everybody():
            client.beat = True
            client.wake.set()

    def _everybody(self) -> list[Client]:
        return [client for there in self._clients.values() for client in there]

    async def _ask(self, function: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, lambda: function(*given, **named))

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(work()) for work in (self.watch, self.guard)]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            self._thread.shutdown(wait=False, cancel_futures=True)


@contextlib.contextmanager
def _going_on() -> Iterator[None]:
    """What goes wrong once is logged; screens keep what they have, and it is tried again."""
    try:
        yield
    except DatabaseError as error:
        log.warning("the ledger cannot be read for the screen: %s", error)
    except Exception:
        log.exception("the screen could not be made")
