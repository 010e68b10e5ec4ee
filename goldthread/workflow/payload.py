"""The fields given with an action: parsed for rules and effects, and as JSON for the log."""

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from goldthread.workflow.errors import PayloadRefused
from goldthread.workflow.machine import Need
from goldthread.workflow.terms import TEXT_LIMIT
from goldthread.workflow.texts import Sentence, say

LIMIT = 64 * 1024
"""Bytes of the payload's JSON: reasons and keys, no documents; a field for long text adds to it."""

BYTES_OF_A_CHARACTER = 4

KINDS = {
    "text": {"en": "a text", "zh": "文字"},
    "date": {"en": "a day such as 2019-07-30", "zh": "日期，如 2019-07-30"},
    "integer": {"en": "a whole number", "zh": "整数"},
    "decimal": {"en": "a decimal number, not a float", "zh": "十进制数"},
    "boolean": {"en": "true or false", "zh": "是或否"},
    "reference": {"en": "the key of an object", "zh": "对象编号"},
    "references": {"en": "a list of keys of objects", "zh": "对象编号列表"},
    "json": {"en": "JSON without floats", "zh": "不含浮点数的 JSON"},
}


def parse(needs: tuple[Need, ...], given: Mapping[str, object]) -> dict[str, Any]:
    """The given fields by the needs: each required one there, none unasked, each of its kind.

    A field left out or blank is None.
    """
    known = {need.name for need in needs}
    for name in given:
        if name not in known:
            raise PayloadRefused(_unasked(name))
    parsed = {need.name: _field(need, given.get(need.name)) for need in needs}
    limit = LIMIT + sum(BYTES_OF_A_CHARACTER * (need.longest - TEXT_LIMIT) for need in needs)
    if len(canonical(as_json(parsed))) > limit:
        raise PayloadRefused(
            say(
                "What was given is over {limit} bytes; attach it as a document.",
                "所填内容超过 {limit} 字节，请作为文件提交。",
                limit=limit,
            )
        )
    return parsed


def as_json(payload: Mapping[str, Any]) -> dict[str, Any]:
    """The same fields as JSON keeps them: days as ISO text, decimals as text, blanks left out."""
    return {name: _plain(value) for name, value in payload.items() if value is not None}


def canonical(value: object) -> bytes:
    """One spelling for equal JSON: sorted keys, no spaces, UTF-8; no floats get here."""
    text = json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )
    return text.encode()


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return value


def _field(need: Need, value: object) -> Any:
    if value is None or (isinstance(value, str) and not value.strip()):
        if need.required:
            raise PayloadRefused(say("Give the {field}.", "请填写{field}。", field=need.titles))
        return None
    if need.kind == "text" and isinstance(value, str) and len(value) > need.longest:
        raise PayloadRefused(_too_long(need, len(value)))
    try:
        return _PARSERS[need.kind](value)
    except (ValueError, TypeError, InvalidOperation, RecursionError):
        raise PayloadRefused(
            say(
                "The {field} must be {kind}.",
                "{field}必须是{kind}。",
                field=need.titles,
                kind=KINDS[need.kind],
            )
        ) from None


def _text(value: object) -> str:
    """How long it may be was looked at already."""
    return _verbatim(value).strip()


def _short(value: object) -> str:
    if not isinstance(value, str) or len(value) > TEXT_LIMIT:
        raise ValueError
    return _text(value)


def _date(value: object) -> date:
    if isinstance(value, datetime):
        raise TypeError
    return value if isinstance(value, date) else date.fromisoformat(_short(value))


def _integer(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise TypeError
    number = int(value)
    if abs(number) >= 1 << 63:
        raise ValueError
    return number


def _decimal(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, Decimal | int | str):
        raise TypeError
    number = Decimal(value)
    if not number.is_finite() or len(str(number)) > 60:
        raise ValueError
    return number


def _boolean(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _reference(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise TypeError
    return _short(str(value))


def _references(value: object) -> list[str]:
    if not isinstance(value, list | tuple):
        raise TypeError
    return [_reference(each) for each in value]


def _json(value: object) -> object:
    """JSON that a database gives back as it took it: text keys, no floats, no NUL."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return _integer(value)
    if isinstance(value, str):
        return value if not value else _verbatim(value)
    if isinstance(value, list | tuple):
        return [_json(each) for each in value]
    if isinstance(value, Mapping):
        return {_verbatim(key): _json(each) for key, each in value.items()}
    raise TypeError


def _verbatim(value: object) -> str:
    if not isinstance(value, str) or "\0" in value:
        raise ValueError
    value.encode()
    return value


_PARSERS: dict[str, Callable[[object], Any]] = {
    "text": _text,
    "date": _date,
    "integer": _integer,
    "decimal": _decimal,
    "boolean": _boolean,
    "reference": _reference,
    "references": _references,
    "json": _json,
}


def _too_long(need: Need, length: int) -> Sentence:
    return say(
        "The {field} must be at most {limit} characters long; it has {length}. Shorten it, or "
        "attach it as a document.",
        "{field}必须是不超过{limit}个字符的文字，现有{length}个；请缩短，或作为文件提交。",
        field=need.titles,
        length=length,
        limit=need.longest,
    )


def _unasked(name: object) -> Sentence:
    return say(
        "The field {name!r} does not belong to this action; leave it out.",
        "此操作没有字段 {name!r}，请删去。",
        name=str(name)[:60],
    )
