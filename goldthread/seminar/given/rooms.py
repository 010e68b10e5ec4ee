"""The rooms of a seminar: [{key, en, zh}], one name at least."""

import re
from typing import Any

from goldthread.programme.given import reading
from goldthread.workflow.texts import Titles

WHAT: Titles = {"en": "room", "zh": "会场"}
NAME: Titles = {"en": "name", "zh": "名称"}
KEYS = frozenset({"key", "en", "zh"})
MOST = 40
_KEY = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{0,39}", re.ASCII)


def read(given: object) -> list[dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for number, row in enumerate(reading.rows(WHAT, given, KEYS, MOST), 1):
        key = _key(number, row.get("key"))
        if key in found:
            reading.wrong(WHAT, number, "the key {key} stands twice.", "编号{key}重复。", key=key)
        found[key] = {"key": key, **names(WHAT, number, row)}
    return list(found.values())


def names(what: Titles, number: int, row: dict[str, Any]) -> dict[str, str]:
    """A name in English, in Chinese, or in both."""
    said = {lang: reading.optional_text(what, number, row.get(lang), NAME, 200) for lang in NAME}
    if not any(said.values()):
        reading.wrong(
            what,
            number,
            "give its name in English, in Chinese, or both.",
            "请填写英文或中文名称。",
        )
    return said


def _key(number: int, given: object) -> str:
    key = given.strip() if isinstance(given, str) else ""
    if not _KEY.fullmatch(key):
        reading.wrong(
            WHAT,
            number,
            "give it a key of letters, digits and hyphens, such as hall-1.",
            "请填写由字母、数字、连字符组成的编号，如 hall-1。",
        )
    return key
