"""Who is to handle a proposal: a lead with joint handlers, or several that answer separately."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NoReturn

from goldthread.offices.days import on
from goldthread.offices.models import Office, OfficeVersion
from goldthread.programme.errors import PartRefused
from goldthread.workflow.texts import say

DEPARTMENTS = ("national", "department")
MOST = 20


@dataclass(frozen=True)
class GivenHandlers:
    lead: Office | None
    joint: tuple[Office, ...]
    separate: tuple[Office, ...]


def read(given: Mapping[str, Any], day: date) -> GivenHandlers:
    lead, joint = given["lead"], given["co_handlers"] or []
    separate = given["separate"] or []
    if separate:
        _refuse_mixed(lead, joint, separate)
    elif not lead:
        _refuse(
            "Name one lead handler, or at least two that answer separately.",
            "请指定一个主办单位，或至少两个分办单位。",
        )
    codes = [*([lead] if lead else []), *joint, *separate]
    _refuse_doubled(codes)
    known = {code: _department(code, day) for code in codes}
    return GivenHandlers(
        known[lead] if lead else None,
        tuple(known[code] for code in joint),
        tuple(known[code] for code in separate),
    )


def _refuse_mixed(lead: str | None, joint: list[str], separate: list[str]) -> None:
    if lead or joint:
        _refuse(
            "A proposal has a lead handler with joint ones, or separate handlers, not both.",
            "提案或由主办单位会同会办单位办理，或由各单位分办，不能并用。",
        )
    if len(separate) < 2:
        _refuse(
            "Separate handling needs at least two offices; name a single one as the lead.",
            "分办须有至少两个单位；只有一个单位的，请列为主办。",
        )


def _refuse_doubled(codes: list[str]) -> None:
    if len(codes) > MOST:
        _refuse("At most {most} offices handle a proposal.", "办理单位不超过{most}个。", most=MOST)
    for code in codes:
        if codes.count(code) > 1:
            _refuse("{code} is named twice.", "{code}重复列入。", code=code[:40])


def _department(code: str, day: date) -> Office:
    rows = OfficeVersion.objects.filter(on(day), office__code=code).select_related("office")
    version = rows.first()
    if version is None:
        _refuse(
            "There is no office {code} on {day}.",
            "{day}不存在单位{code}。",
            code=code[:40],
            day=day.isoformat(),
        )
    if version.kind not in DEPARTMENTS:
        _refuse(
            "{code} is no department of the national office; a proposal is handled by those.",
            "{code}不是国家局的部门；提案由国家局各部门办理。",
            code=code[:40],
        )
    found: Office = version.office
    return found


def _refuse(en: str, zh: str, **facts: object) -> NoReturn:
    raise PartRefused(say(en, zh, **facts))
