"""The clauses of a document: [{path, heading, text}], addressed as KEY#PATH."""

import re
from dataclasses import dataclass

from goldthread.programme.given import reading
from goldthread.workflow.texts import Titles

WHAT: Titles = {"en": "clause", "zh": "条款"}
PATH: Titles = {"en": "path", "zh": "条款号"}
HEADING: Titles = {"en": "heading", "zh": "标题"}
TEXT: Titles = {"en": "text", "zh": "正文"}
KEYS = frozenset({"path", "heading", "text"})
MOST = 2_000
_PATH = re.compile(r"[^\s#/]{1,40}")


@dataclass(frozen=True)
class GivenClause:
    path: str
    heading: str
    text: str


def read(given: object) -> tuple[GivenClause, ...]:
    found: dict[str, GivenClause] = {}
    for number, row in enumerate(reading.rows(WHAT, given, KEYS, MOST), 1):
        clause = _clause(number, row)
        if clause.path in found:
            reading.wrong(
                WHAT,
                number,
                "the path {path} stands twice.",
                "条款号{path}重复。",
                path=clause.path,
            )
        found[clause.path] = clause
    return tuple(found.values())


def _clause(number: int, row: dict[str, object]) -> GivenClause:
    path = reading.text(WHAT, number, row.get("path"), PATH, 40)
    if not _PATH.fullmatch(path):
        reading.wrong(
            WHAT,
            number,
            "the path {path} must not hold blanks, # or /.",
            "条款号{path}不得含空格、#或/。",
            path=path,
        )
    heading = reading.optional_text(WHAT, number, row.get("heading"), HEADING, 500)
    text = reading.optional_text(WHAT, number, row.get("text"), TEXT, 20_000)
    if not heading and not text:
        reading.wrong(WHAT, number, "give a heading or a text.", "请填写标题或正文。")
    return GivenClause(path, heading, text)
