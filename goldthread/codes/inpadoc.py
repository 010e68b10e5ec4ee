"""What the legal event codes of INPADOC are by WIPO ST.27."""

from dataclasses import dataclass
from functools import lru_cache

from goldthread.codes import datafile, st27


@dataclass(frozen=True)
class Event:
    """Key and detailed event of ST.27; `<letter>00` where the code tells no more."""

    key: str
    detailed: str

    @property
    def category(self) -> str:
        return self.key[0]


@lru_cache(maxsize=16_384)
def event(office: str, code: str) -> Event | None:
    """The event of an office's code; None for one that the EPO has put into no category."""
    category = _categories().get((office, code))
    if category is None:
        return None
    data, unmapped = datafile.load("inpadoc_events"), st27.unmapped(category)
    detailed = data["detailed"].get(office, {}).get(code)
    if detailed is None:
        return Event(unmapped, unmapped)
    key = unmapped if detailed in data["not_key"] else f"{category}{st27.KEY}"
    return Event(key, str(detailed))


@lru_cache(maxsize=1)
def _categories() -> dict[tuple[str, str], str]:
    offices = datafile.load("inpadoc_events")["categories"]
    return {
        (office, code): category
        for office, by_category in offices.items()
        for category, codes in by_category.items()
        for code in codes
    }
