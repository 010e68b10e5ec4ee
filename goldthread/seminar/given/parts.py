"""The parts into which a proposal is split: titles and what each asks for, in both languages."""

from dataclasses import dataclass

from goldthread.programme.errors import PartRefused
from goldthread.programme.given import reading
from goldthread.programme.models.base import TITLE_LENGTH
from goldthread.workflow.texts import Titles, say

WHAT: Titles = {"en": "part", "zh": "拆分提案"}
FIELDS: dict[str, tuple[Titles, int]] = {
    "title_en": ({"en": "title in English", "zh": "英文标题"}, TITLE_LENGTH),
    "title_zh": ({"en": "title in Chinese", "zh": "中文标题"}, TITLE_LENGTH),
    "request_en": ({"en": "request in English", "zh": "英文建议"}, 10_000),
    "request_zh": ({"en": "request in Chinese", "zh": "中文建议"}, 10_000),
}
FEWEST, MOST = 2, 20


@dataclass(frozen=True)
class GivenPart:
    title_en: str
    title_zh: str
    request_en: str
    request_zh: str


def read(given: object) -> tuple[GivenPart, ...]:
    rows = reading.rows(WHAT, given, frozenset(FIELDS), MOST)
    if len(rows) < FEWEST:
        raise PartRefused(
            say(
                "A proposal is split into {fewest} to {most} parts.",
                "提案应拆分为{fewest}至{most}件。",
                fewest=FEWEST,
                most=MOST,
            )
        )
    return tuple(_part(number, row) for number, row in enumerate(rows, 1))


def _part(number: int, row: dict[str, object]) -> GivenPart:
    texts = {
        name: reading.optional_text(WHAT, number, row.get(name), title, most)
        for name, (title, most) in FIELDS.items()
    }
    if not texts["title_en"] and not texts["title_zh"]:
        reading.wrong(WHAT, number, "give it a title in one language.", "请至少填写一个标题。")
    return GivenPart(**texts)
