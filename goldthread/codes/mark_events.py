"""What offices' own event codes say happened to a trademark, where they have none of ST.61."""

from functools import lru_cache

from goldthread.codes import datafile


@lru_cache(maxsize=16_384)
def acts(office: str | None, kind: str | None, code: str | None) -> frozenset[str]:
    """The acts, named as `st27.acts` names them, that an event of an office tells of."""
    if kind != "TM" or office is None or code is None:
        return frozenset()
    told = datafile.load("mark_events").get(office, {})
    return frozenset({told[code]} if code in told else ())
