"""What a remark cites: a clause, a task, a measure, a figure, a proposal; only what its author
sees, so that nobody learns by citing what there is."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from goldthread.programme.given import reading
from goldthread.programme.queries import measures_visible_to, tasks_visible_to
from goldthread.programme.queries.upstream_parts import clauses_visible_to
from goldthread.seminar.queries import proposals_visible_to
from goldthread.workflow.texts import Titles

WHAT: Titles = {"en": "citation", "zh": "引用"}
KEY: Titles = {"en": "key", "zh": "编号"}
KEYS = frozenset({"kind", "key"})
FIGURE = "figure"
KINDS: dict[str, tuple[Titles, Callable[..., Any] | None]] = {
    "clause": ({"en": "clause", "zh": "条款"}, clauses_visible_to),
    "task": ({"en": "key task", "zh": "督办事项"}, tasks_visible_to),
    "measure": ({"en": "measure", "zh": "举措"}, measures_visible_to),
    FIGURE: ({"en": "figure", "zh": "数据"}, None),
    "proposal": ({"en": "proposal", "zh": "提案"}, proposals_visible_to),
}
MOST, MOST_LETTERS, MOST_DIGITS = 20, 200, 18
_FIGURE = re.compile(r"[A-Z]\d{2}(/[0-9A-Za-z_.:=-]+){0,6}", re.ASCII)


def read(given: object, actor: Any, day: date) -> list[dict[str, str]]:
    """Rows of `kind` and `key`; a figure's key is its indicator with what narrows it."""
    found: list[dict[str, str]] = []
    for number, row in enumerate(reading.rows(WHAT, given, KEYS, MOST), 1):
        kind = row.get("kind")
        if kind not in KINDS:
            known = ", ".join(KINDS)
            reading.wrong(
                WHAT, number, "the kind is one of: {known}.", "类别须为：{known}。", known=known
            )
        given_key = row.get("key")
        key = reading.text(
            WHAT,
            number,
            str(given_key) if isinstance(given_key, int) else given_key,
            KEY,
            MOST_LETTERS,
        )
        if not _is_there(kind, key, actor, day):
            reading.wrong(
                WHAT,
                number,
                "there is no {kind} {key} that you see.",
                "没有您可查看的{kind}{key}。",
                kind=KINDS[kind][0],
                key=key[:40],
            )
        cite = {"kind": str(kind), "key": key}
        if cite not in found:
            found.append(cite)
    return found


def _is_there(kind: str, key: str, actor: Any, day: date) -> bool:
    visible = KINDS[kind][1]
    if visible is None:
        return bool(_FIGURE.fullmatch(key))
    if not (key.isascii() and key.isdecimal() and len(key) <= MOST_DIGITS):
        return False
    return bool(visible(actor, day).filter(pk=int(key)).exists())
