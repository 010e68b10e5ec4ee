"""Who speaks under an item, by role: [{office, en, zh}]; the office may be left out."""

from datetime import date

from goldthread.offices.days import on
from goldthread.offices.models import Office
from goldthread.programme.given import reading
from goldthread.seminar.given import rooms
from goldthread.workflow.texts import Titles

WHAT: Titles = {"en": "speaker", "zh": "发言人"}
OFFICE: Titles = {"en": "code of the office", "zh": "单位代码"}
KEYS = frozenset({"office", "en", "zh"})
MOST = 60


def read(given: object, day: date) -> list[dict[str, str]]:
    """`day`: when the offices must exist."""
    rows = reading.rows(WHAT, given, KEYS, MOST)
    codes = [
        reading.optional_text(WHAT, number, row.get("office"), OFFICE, 40)
        for number, row in enumerate(rows, 1)
    ]
    known = set(Office.objects.filter(on(day), code__in=codes).values_list("code", flat=True))
    found = []
    for number, (code, row) in enumerate(zip(codes, rows, strict=True), 1):
        if code and code not in known:
            reading.wrong(
                WHAT,
                number,
                "there is no office {code} on {day}.",
                "{day}不存在单位{code}。",
                code=code,
                day=day.isoformat(),
            )
        found.append({"office": code, **rooms.names(WHAT, number, row)})
    return found
