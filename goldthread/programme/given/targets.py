"""Targets bound to indicators: [{indicator, region, period, where, direction, value, compliance,
action}], each checked against the catalogue, so that its figure can be computed."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.conf import settings

from goldthread.errors import GoldthreadError
from goldthread.indicators.catalogue import catalogue
from goldthread.indicators.errors import QueryError
from goldthread.indicators.periods import period
from goldthread.indicators.query import Query, ask
from goldthread.programme.given import reading
from goldthread.workflow.texts import Titles

WHAT: Titles = {"en": "target", "zh": "目标"}
VALUE: Titles = {"en": "value", "zh": "目标值"}
COMPLIANCE: Titles = {"en": "compliance band", "zh": "达标线"}
ACTION: Titles = {"en": "action band", "zh": "预警线"}
KEYS = frozenset(
    ("indicator", "region", "period", "where", "direction", "value", "compliance", "action")
)
SIDES = {"at_least": 1, "at_most": -1}
MOST = 100


@dataclass(frozen=True)
class GivenTarget:
    indicator: str
    region: str
    period: str
    where: dict[str, str]
    direction: str
    value: Decimal
    compliance: Decimal | None
    action: Decimal | None


def read(given: object) -> tuple[GivenTarget, ...]:
    rows = reading.rows(WHAT, given, KEYS, MOST)
    return tuple(_target(number, row) for number, row in enumerate(rows, 1))


def _target(number: int, row: Mapping[str, Any]) -> GivenTarget:
    direction = str(row.get("direction") or "")
    if direction not in SIDES:
        reading.wrong(
            WHAT,
            number,
            "the direction must be at_least or at_most.",
            "方向须为 at_least（不低于）或 at_most（不高于）。",
        )
    indicator, region, label, where = _figure(number, row)
    value = reading.decimal(WHAT, number, row.get("value"), VALUE)
    compliance = _band(number, row.get("compliance"), COMPLIANCE)
    action = _band(number, row.get("action"), ACTION)
    _in_order(number, SIDES[direction], (value, compliance, action))
    return GivenTarget(indicator, region, label, where, direction, value, compliance, action)


def _figure(number: int, row: Mapping[str, Any]) -> tuple[str, str, str, dict[str, str]]:
    """What is counted, in the codes that the figures are kept under."""
    indicator = _indicator(number, row.get("indicator"))
    label = _period(number, row.get("period"))
    where = row.get("where") or {}
    if not isinstance(where, Mapping) or not all(isinstance(v, str) for v in where.values()):
        reading.wrong(
            WHAT,
            number,
            "write further conditions as a dimension with one code, such as kind: PT.",
            "其他条件须为维度及一个代码，如 kind: PT。",
        )
    asked = {name: (value,) for name, value in where.items()}
    region = row.get("region") or ""
    if region:
        asked["region"] = (str(region),)
    try:
        question = ask(Query(indicator, (label,), (), asked), Path(settings.GOLDTHREAD_HOME))
    except GoldthreadError as fault:
        reading.wrong(
            WHAT,
            number,
            "this figure cannot be computed: {fault}",
            "该指标无法按此条件计算：{fault}",
            fault=str(fault)[:300],
        )
    codes = {name: values[0] for name, values in question.where}
    return indicator, codes.pop("region", ""), label, codes


def _indicator(number: int, given: object) -> str:
    code = given.strip().upper() if isinstance(given, str) else ""
    if code not in catalogue(Path(settings.GOLDTHREAD_HOME)):
        reading.wrong(
            WHAT,
            number,
            "there is no indicator {code}; look its code up in the catalogue.",
            "没有指标{code}，请在指标目录中查找代码。",
            code=code[:40] or "?",
        )
    return code


def _period(number: int, given: object) -> str:
    try:
        return period(given if isinstance(given, str) else "").label
    except QueryError:
        reading.wrong(
            WHAT,
            number,
            "the period must be written as 2019, 2019-H1, 2019-Q3 or 2019-07.",
            "期间须写为2019、2019-H1、2019-Q3或2019-07。",
        )


def _band(number: int, given: object, field: Titles) -> Decimal | None:
    return None if given in (None, "") else reading.decimal(WHAT, number, given, field)


def _in_order(number: int, side: int, bands: tuple[Decimal | None, ...]) -> None:
    """Each band falls short of the one before it: value, compliance, action."""
    stated = [band * side for band in bands if band is not None]
    if any(later >= earlier for earlier, later in pairwise(stated)):
        reading.wrong(
            WHAT,
            number,
            "the compliance band must fall short of the value, the action band of both.",
            "达标线须未及目标值，预警线须低于达标要求。",
        )
