"""What the readers of lists share: fields of a row by name, texts, days, numbers."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NoReturn

from goldthread.programme.errors import PartRefused
from goldthread.workflow.texts import Sentence, Titles

_DECIMAL = re.compile(r"-?\d{1,16}(\.\d{1,4})?", re.ASCII)


def wrong(what: Titles, number: int, en: str, zh: str, **facts: object) -> NoReturn:
    """Refuse row `number` (from 1) of a list of `what`."""
    raise PartRefused(
        Sentence(
            {"en": f"{{what}} {{n}}: {en}", "zh": f"第{{n}}项{{what}}：{zh}"},
            {"what": what, "n": number, **facts},
        )
    )


def rows(what: Titles, given: object, keys: frozenset[str], most: int) -> list[dict[str, Any]]:
    """The rows of a list, each with known fields only."""
    if given is None:
        return []
    if not isinstance(given, list) or len(given) > most:
        raise PartRefused(
            Sentence(
                {
                    "en": "{what}: give a list of at most {most} entries.",
                    "zh": "{what}：请给出不超过{most}项的列表。",
                },
                {"what": what, "most": most},
            )
        )
    for number, row in enumerate(given, 1):
        if not isinstance(row, Mapping):
            wrong(what, number, "write it as fields with names.", "请按字段填写。")
        for name in row:
            if name not in keys:
                known = ", ".join(sorted(keys))
                wrong(
                    what,
                    number,
                    "there is no field {field}; there are: {known}.",
                    "没有字段{field}，可用字段为：{known}。",
                    field=str(name)[:40],
                    known=known,
                )
    return [dict(row) for row in given]


def text(what: Titles, number: int, given: object, field: Titles, most: int) -> str:
    """A text that must be there."""
    found = given.strip() if isinstance(given, str) else ""
    if not found or len(found) > most:
        wrong(
            what,
            number,
            "give the {field} in 1 to {most} characters.",
            "请填写{field}，1至{most}个字符。",
            field=field,
            most=most,
        )
    return found


def optional_text(what: Titles, number: int, given: object, field: Titles, most: int) -> str:
    if given is None or given == "":
        return ""
    return text(what, number, given, field, most)


def day(what: Titles, number: int, given: object, field: Titles) -> date:
    try:
        if not isinstance(given, str):
            raise TypeError
        return date.fromisoformat(given.strip())
    except (ValueError, TypeError):
        wrong(
            what,
            number,
            "the {field} must be a day such as 2019-06-30.",
            "{field}须为日期，如2019-06-30。",
            field=field,
        )


def decimal(what: Titles, number: int, given: object, field: Titles) -> Decimal:
    """A number as the figures have them: 16 digits before the point, 4 after it."""
    written = str(given).strip() if isinstance(given, str | int) else ""
    if isinstance(given, bool) or not _DECIMAL.fullmatch(written):
        wrong(
            what,
            number,
            "the {field} must be a number such as 1234.5, with at most 4 decimals.",
            "{field}须为数值，如1234.5，小数不超过4位。",
            field=field,
        )
    return Decimal(written)
