"""The register's figures as this part asks for them: by the site's long-lived reader."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from goldthread.indicators.figures import Figures
from goldthread.register.store import Register

Reader = Callable[[], Figures]
_given: list[Reader] = []


def provide(reader: Reader) -> None:
    """The site has a reader already, with its cubes in memory: use that one."""
    _given[:] = [reader]


def figures() -> Figures:
    return _given[0]() if _given else _own(Path(settings.GOLDTHREAD_HOME))


@lru_cache(maxsize=4)
def _own(home: Path) -> Figures:
    return Figures(Register(home))
