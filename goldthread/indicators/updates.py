"""Bringing a cube up to date: what new loads added, less what they closed."""

from dataclasses import dataclass

from goldthread.indicators.cubes import Wanted, changes, tallied
from goldthread.indicators.engine import Session, quoted
from goldthread.readers.schema import TABLES
from goldthread.register.known import Known
from goldthread.register.layout import Layout


@dataclass(frozen=True)
class Step:
    """From the loads of an older state of knowledge to those of a newer one."""

    old: Known
    new: Known

    @property
    def forward(self) -> bool:
        """Is the newer state the older one with more loads?"""
        return all(self.new.loads.get(feed, -1) >= load for feed, load in self.old.loads.items())


class Came(Session):
    """The versions that a step added and did not close again."""

    def __init__(self, session: Session, loads: tuple[int, ...]) -> None:
        super().__init__(session.register, known=session.known)
        self._new = ", ".join(map(str, loads))

    def relation(self, name: str) -> str:
        rows = super().relation(name)
        if name == "loads":
            return rows
        return f"SELECT * FROM ({rows}) AS n WHERE n.known_from_load IN ({self._new})"


class Went(Session):
    """The versions known before a step that it closed."""

    def __init__(self, session: Session, old: Known, loads: tuple[int, ...]) -> None:
        super().__init__(session.register, known=old)
        manifests = {m.load: m for m in session.register.manifests()}
        layout = Layout(session.register.home.absolute() / "register")
        folders = [layout.load(manifests[load].feed, load) for load in loads]
        self._files = ", ".join(quoted(folder / "closes.parquet") for folder in folders)
        closed = {load for one in loads for load in manifests[one].closed}
        self._closed = ", ".join(map(str, sorted(closed)))

    @property
    def nothing(self) -> bool:
        return not self._closed

    def relation(self, name: str) -> str:
        rows = super().relation(name)
        if name == "loads":
            return rows
        table = TABLES[name]
        return (
            f"SELECT o.* FROM (SELECT * FROM ({rows}) AS a "
            f"WHERE a.known_from_load IN ({self._closed})) AS o SEMI JOIN ("
            f"SELECT key, known_from_load FROM read_parquet([{self._files}]) "
            f"WHERE root = '{table.root}') AS c "
            f"ON c.key = o.{table.key} AND c.known_from_load = o.known_from_load"
        )


def delta(one: Wanted, old: Known, session: Session) -> str | None:
    """SQL of the rows that bring a cube up to date from `old`; None when it must be made anew."""
    step = Step(old, session.known)
    tally = one.tally(False, session.spells)
    elsewhere = "observed_date" in tally.columns or tally.needs_deeds
    if session.once or elsewhere or not step.forward:
        return None  # of several feeds another version may stand; what is observed grows of itself
    loads = new_loads(step, session)
    went = Went(session, step.old, loads)
    came = _rows(Came(session, loads), one)
    return changes(one.keys, came, None if went.nothing else _rows(went, one))


def _rows(session: Session, one: Wanted) -> str:
    return tallied(one.tally(False, session.spells), session)


def new_loads(step: Step, session: Session) -> tuple[int, ...]:
    """The loads that the newer state knows and the older does not."""
    return tuple(
        m.load
        for m in session.register.manifests()
        if step.old.loads.get(m.feed, 0) < m.load <= step.new.loads.get(m.feed, 0)
    )
