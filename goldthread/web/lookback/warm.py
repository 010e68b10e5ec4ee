"""Cubes made ready when the site starts and when a load has come, so that no reader waits for them.

The look-back's first page is asked for in the background: for each headline indicator, of all
regions and of one. Another page needs the same cubes with other values.
"""

import gc
import logging
from collections.abc import Iterator
from dataclasses import replace
from threading import Event, Thread
from time import sleep

from django.http import HttpRequest, HttpResponse

from goldthread.errors import GoldthreadError
from goldthread.web.lookback import cards, defaults, fields, regions, series, views
from goldthread.web.shell import figures, site
from goldthread.web.shell.state import State

PAUSE = 2.0  # seconds between two looks for a new load
READY = Event()
TEXT = "text/plain; charset=utf-8"
log = logging.getLogger("goldthread.web")


class NotYet(HttpResponse):
    """503, which is no fault here: Django is told not to log it as one."""

    status_code = 503
    _has_been_logged = True


def ready(_request: HttpRequest) -> HttpResponse:
    """What a starting server is asked: 200 once the cubes are there, 503 before."""
    if READY.is_set():
        return HttpResponse("The figures are ready.\n", content_type=TEXT)
    return NotYet("The figures are being made ready.\n", content_type=TEXT)


def start() -> None:
    """Begin in a thread that ends with the process."""
    Thread(target=_watch, name="warm", daemon=True).start()


def _watch() -> None:
    seen = ""
    while True:
        seen = keep(seen)
        sleep(PAUSE)


def keep(seen: str) -> str:
    """Warm what the newest load changes; which load that was."""
    try:
        loads = site.holdings().loads
        newest = loads[0].sha256 if loads else ""
        if newest != seen:
            warm()
    except GoldthreadError as error:
        log.error("Cubes could not be made before they are asked for: %s", error)
        newest = seen
    if newest != seen or not READY.is_set():
        # What is there by now stays: the collector would look through it again and again, and a
        # page would wait for that.
        gc.collect()
        gc.freeze()
    READY.set()
    return newest


def warm() -> None:
    """Ask what the look-back asks, of every headline indicator."""
    for state in states():
        views.learn(state)
        for one in cards.headline(state):
            figures.around(state.of(one))
        series.answer(state)
        if regions.listed(state):
            regions.answer(state)
        if fields.has_fields(state):
            fields.answer(state)


def states() -> Iterator[State]:
    """The newest half-year of each headline indicator, of all regions and of one of them."""
    period, first = defaults.newest_half(site.holdings()), defaults.fill({})["indicator"]
    page = State(site.definitions()[first], period, "en")
    for definition in cards.headline(page):
        state = page.of(definition)
        yield state
        for region in regions.listed(state)[:1]:
            yield replace(state, where={"region": region.code})
