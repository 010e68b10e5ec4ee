"""Supporting units with their exact shares: [{office, share, duty}]; the lead has the rest."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from goldthread.programme.errors import PartRefused
from goldthread.programme.given import reading
from goldthread.workflow.texts import Titles, say

WHAT: Titles = {"en": "supporting unit", "zh": "配合单位"}
OFFICE: Titles = {"en": "code of the unit", "zh": "单位代码"}
DUTY: Titles = {"en": "duty", "zh": "职责分工"}
KEYS = frozenset({"office", "share", "duty"})
MOST = 100
# Digits are bounded, so that a share and any sum of shares stay exact in 64 bits.
_SHARE = re.compile(r"\d{1,6}/\d{1,6}|0?\.\d{1,6}", re.ASCII)


@dataclass(frozen=True)
class GivenSupport:
    """`share` is None where it is yet to be stated."""

    office: str
    share: Fraction | None
    duty: str


def read(given: object) -> tuple[GivenSupport, ...]:
    found: dict[str, GivenSupport] = {}
    for number, row in enumerate(reading.rows(WHAT, given, KEYS, MOST), 1):
        office = reading.text(WHAT, number, row.get("office"), OFFICE, 40)
        if office in found:
            reading.wrong(WHAT, number, "{office} stands twice.", "{office}重复。", office=office)
        duty = reading.optional_text(WHAT, number, row.get("duty"), DUTY, 2_000)
        found[office] = GivenSupport(office, _share(number, row.get("share")), duty)
    _refuse_too_much(each.share for each in found.values())
    return tuple(found.values())


def _share(number: int, given: object) -> Fraction | None:
    if given is None or given == "":
        return None
    written = given.strip() if isinstance(given, str) else ""
    share = Fraction(written) if _SHARE.fullmatch(written) and _divides(written) else Fraction(0)
    if not 0 < share < 1:
        reading.wrong(
            WHAT,
            number,
            'write the share exactly, between 0 and 1, such as "1/3" or "0.25".',
            "份额须为0与1之间的准确数，如“1/3”或“0.25”。",
        )
    return share


def _divides(written: str) -> bool:
    return "/" not in written or int(written.partition("/")[2]) > 0


def _refuse_too_much(shares: Iterable[Fraction | None]) -> None:
    total = sum((share for share in shares if share is not None), Fraction())
    if total >= 1:
        raise PartRefused(
            say(
                "The shares of the supporting units add up to {total}; they must stay below 1, "
                "since the rest is the lead's.",
                "配合单位份额合计为{total}，须小于1，其余部分由牵头单位承担。",
                total=str(total),
            )
        )
