"""The lines of a report as they are given: read whole or refused, with the line named.

A line is about one target or one milestone of the task and says a value (zero too), "missing" or
"not applicable". A target's value may state its numerator and denominator, which then agree.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from goldthread.programme.errors import PartRefused
from goldthread.programme.models import KeyTask, Milestone, Target
from goldthread.programme.models.base import MISSING, NOT_APPLICABLE, VALUE
from goldthread.workflow.texts import Sentence, say

STATUSES = (VALUE, MISSING, NOT_APPLICABLE)
FIELDS = frozenset(("target", "milestone", "status", "value", "numerator", "denominator", "text"))
PLACES, WHOLE = 4, 16
TEXT_LIMIT = 2_000
MOST = 1_000
Key = tuple[str, int]
"""What a line is about: ("target" or "milestone", its key)."""


class LinesRefused(PartRefused):
    """Lines that cannot be read; the sentence names the line."""


@dataclass(frozen=True)
class Line:
    about: Key
    status: str
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    text: str = ""

    def plain(self) -> dict[str, Any]:
        """As JSON keeps it, for an erratum."""
        numbers = {
            name: None if number is None else format(number.normalize(), "f")
            for name, number in (
                ("value", self.value),
                ("numerator", self.numerator),
                ("denominator", self.denominator),
            )
        }
        return {"status": self.status, **numbers, "text": self.text}


@dataclass(frozen=True)
class Asked:
    """What a task's report answers: its targets and milestones, in order, with their names."""

    names: Mapping[Key, str]
    milestones: frozenset[int]

    @classmethod
    def of(cls, task: KeyTask) -> "Asked":
        targets = Target.objects.filter(task=task).order_by("position")
        milestones = Milestone.objects.filter(task=task).order_by("position")
        names: dict[Key, str] = {("target", row.pk): str(row) for row in targets}
        names |= {("milestone", row.pk): row.title for row in milestones}
        return cls(names, frozenset(row.pk for row in milestones))


def read(given: object, asked: Asked) -> tuple[Line, ...]:
    """The lines; `LinesRefused` where one is unknown, doubled, or says what it cannot."""
    if not isinstance(given, list) or len(given) > MOST:
        raise LinesRefused(
            say(
                "Give the lines as a list of at most {most}.",
                "逐项数据须为不超过{most}项的列表。",
                most=MOST,
            )
        )
    found: dict[Key, Line] = {}
    for place, row in enumerate(given, 1):
        line = _line(place, row, asked)
        if line.about in found:
            raise _fault(
                place,
                "{about} stands in another line already; keep one.",
                "“{about}”已在另一行填报，请保留一行。",
                about=asked.names[line.about],
            )
        found[line.about] = line
    return tuple(found.values())


def read_remarks(given: object, asked: Asked) -> dict[Key, str]:
    """The receiver's remark for each line that it concerns: `{"target": key, "remark": text}`."""
    found: dict[Key, str] = {}
    if not isinstance(given, list) or len(given) > MOST:
        raise LinesRefused(say("Give the remarks as a list.", "逐项意见须为列表。"))
    for place, row in enumerate(given, 1):
        if not isinstance(row, Mapping) or set(row) - {"target", "milestone", "remark"}:
            raise _fault(
                place,
                "a remark names a target or a milestone, and says the `remark`.",
                "意见须注明所指目标或节点，并填写 `remark`。",
            )
        about = _about(place, row, asked)
        text = row.get("remark")
        if about in found or not isinstance(text, str) or not 0 < len(text.strip()) <= TEXT_LIMIT:
            raise _fault(
                place,
                "write one remark of 1 to {limit} characters about {about}.",
                "请就“{about}”填写一条1至{limit}字的意见。",
                limit=TEXT_LIMIT,
                about=asked.names[about],
            )
        found[about] = text.strip()
    return found


def _line(place: int, row: object, asked: Asked) -> Line:
    if not isinstance(row, Mapping) or set(row) - FIELDS:
        raise _fault(
            place, "a line has the fields: {fields}.", "每行的字段为：{fields}。", fields=_listed()
        )
    about = _about(place, row, asked)
    status, text = row.get("status"), row.get("text") or ""
    if status not in STATUSES or not isinstance(text, str) or len(text) > TEXT_LIMIT:
        raise _fault(
            place,
            "{about}: the status is {known}, the text at most {limit} characters.",
            "“{about}”：状态须为{known}，说明不超过{limit}字。",
            about=asked.names[about],
            known=list(STATUSES),
            limit=TEXT_LIMIT,
        )
    numbers = {
        name: _number(place, row.get(name), asked.names[about])
        for name in ("value", "numerator", "denominator")
    }
    line = Line(about, str(status), **numbers, text=text.strip())
    _agree(place, line, asked)
    return line


def _about(place: int, row: Mapping[str, Any], asked: Asked) -> Key:
    named = [kind for kind in ("target", "milestone") if row.get(kind) is not None]
    key = row.get(named[0]) if len(named) == 1 else None
    digits = str(key)
    if isinstance(key, bool) or not (digits.isascii() and digits.isdecimal() and len(digits) < 19):
        raise _fault(
            place,
            "name one target or one milestone by its key.",
            "请以编号注明一个目标或一个时间节点。",
        )
    about = (named[0], int(digits))
    if about not in asked.names:
        raise _fault(
            place,
            "the task has no {kind} {key}; leave the line out.",
            "本事项没有编号为{key}的{kind}，请删去该行。",
            kind=_KINDS[about[0]],
            key=key,
        )
    return about


def _number(place: int, given: object, name: str) -> Decimal | None:
    """A number as DECIMAL(20,4) keeps it: nothing is rounded in silence."""
    if given is None or given == "":
        return None
    if isinstance(given, bool) or not isinstance(given, int | str):
        raise _no_number(place, name)
    try:
        number = Decimal(given)
    except InvalidOperation:
        raise _no_number(place, name) from None
    if not number.is_finite() or number.adjusted() >= WHOLE or len(str(number)) > 40:
        raise _no_number(place, name)
    if number != round(number, PLACES):
        raise _no_number(place, name)
    return number


def _agree(place: int, line: Line, asked: Asked) -> None:
    """Status, value, numerator and denominator tell one thing."""
    name = asked.names[line.about]
    if (line.status == VALUE) != (line.value is not None):
        raise _fault(
            place,
            "{about}: a value is given where the status is value, and only there (zero is one).",
            "“{about}”：状态为“有值”时须填数值，其他状态不得填数值（零也是数值）。",
            about=name,
        )
    parts = (line.numerator, line.denominator)
    if parts != (None, None) and (line.about[0] != "target" or not _ratio_holds(line)):
        raise _fault(
            place,
            "{about}: a target's value may state numerator and denominator, both, the denominator "
            "above zero.",
            "“{about}”：目标值可同时注明分子和分母，分母须大于零。",
            about=name,
        )
    if line.about[0] == "milestone" and line.value is not None and not 0 <= line.value <= 100:
        raise _fault(
            place,
            "{about}: progress on a milestone is 0 to 100 per cent.",
            "“{about}”：节点进度为0至100（百分比）。",
            about=name,
        )


def _ratio_holds(line: Line) -> bool:
    both = line.value is not None and line.numerator is not None and line.denominator is not None
    return both and line.denominator is not None and line.denominator > 0


def _no_number(place: int, name: str) -> LinesRefused:
    return _fault(
        place,
        "{about}: give a decimal number as text with at most {whole} digits before and {places} "
        "after the point, or nothing.",
        "“{about}”：请以文字填写十进制数，整数部分不超过{whole}位、小数不超过{places}位，或留空。",
        about=name,
        whole=WHOLE,
        places=PLACES,
    )


def _fault(place: int, en: str, zh: str, **facts: object) -> LinesRefused:
    told = Sentence({"en": en, "zh": zh}, facts)
    return LinesRefused(say("Line {place}: {told}", "第{place}行：{told}", place=place, told=told))


def _listed() -> str:
    return ", ".join(sorted(FIELDS))


_KINDS = {
    "target": {"en": "target", "zh": "目标"},
    "milestone": {"en": "milestone", "zh": "时间节点"},
}
