"""Report once: an office is not asked for a figure that another task asks of it already."""

from typing import Any

from goldthread.offices.days import day_of
from goldthread.offices.models import Office
from goldthread.programme.errors import PartRefused
from goldthread.programme.finding import office_on
from goldthread.programme.given import targets
from goldthread.programme.queries.burden import asked_already
from goldthread.programme.rules.words import told
from goldthread.workflow.occasion import Occasion
from goldthread.workflow.registry import Unmet, rule


@rule(
    "key_task.asked_once",
    told("no figure asked twice of an office", "不重复索取同一数据"),
    told(
        "{office} is asked for {indicator} ({period}{region}) by the task {number} already; refer "
        "to that task instead of asking again.",
        "{office}已在事项{number}中填报{indicator}（{period}{region}），"
        "请引用该事项，不再重复索取。",
    ),
    reads_payload=True,
)
def asked_once(occasion: Occasion) -> bool | Unmet:
    """On assigning: the targets given, else those that the task has."""
    office = _lead(occasion)
    for figure in _figures(occasion) if office is not None else ():
        assert office is not None
        other = asked_already(office, **figure, but=occasion.obj)
        if other is not None:
            number = other.ledger_number or f"#{other.pk}"
            region = f" {figure['region']}" if figure["region"] else ""
            facts = {"office": office.code, "number": number, "region": region}
            facts |= {name: figure[name] for name in ("indicator", "period")}
            return Unmet(facts)
    return True


def _lead(occasion: Occasion) -> Office | None:
    code = occasion.payload.get("lead")
    if code is not None:
        return office_on(code, day_of(occasion.at))
    lead: Office | None = occasion.obj.lead
    return lead


def _figures(occasion: Occasion) -> list[dict[str, Any]]:
    given = occasion.payload.get("targets")
    if given is None:
        rows = list(occasion.obj.targets.all()) if occasion.obj.pk else []
    else:
        try:
            rows = list(targets.read(given))
        except PartRefused:
            return []  # its own guard says what cannot be read
    names = ("indicator", "region", "period", "where")
    return [{name: getattr(row, name) for name in names} for row in rows]
