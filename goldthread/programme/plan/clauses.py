"""Where unit clauses stand in a stretch of text: in brackets at its end, or after a label."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from goldthread.programme.plan.duties import Duty, duty
from goldthread.programme.plan.layout import Clean
from goldthread.programme.plan.names import is_generic, looks_like_unit

_SENTENCE_END = re.compile(r"[。；;.!?”\"》]\s*$")
_AFTER = re.compile(r"\s*(?:[。；;.!?]|$|\n)")
_ONLY_PUNCTUATION = re.compile(r"[\s。；;.,，、!?]*")
_OPEN_CLAUSE = re.compile(
    r"负责|牵头|(?:责任|配合)单位|\b(?:Responsible|Led by|Lead\b|Leading)", re.IGNORECASE
)
_LABELLED = re.compile(
    r"(?:^|(?<=[。；;.!?\n\s]))"
    r"(?=(?:(?:牵头|主办|责任|负责|承办|主责)(?:单位|部门|机构|处室)|完成(?:时限|时间|期限)|时间节点)\s*:"
    r"|(?:Lead(?:ing)?|Responsible)"
    r"(?: units?| departments?| agenc(?:y|ies)| offices?| bod(?:y|ies))?:)",
    re.MULTILINE,
)
_LONGEST = 600


@dataclass
class Clause:
    """A unit clause between two clean offsets, brackets included."""

    start: int
    end: int
    duty: Duty
    closed: bool = True
    sure: bool = True


def clauses(clean: Clean, start: int, end: int) -> list[Clause]:
    """The unit clauses of a stretch of clean text, in order."""
    found = [
        clause
        for opened, closed in _brackets(clean.marks, start, end)
        if (clause := _clause(clean, start, end, opened, closed))
    ]
    return (
        found
        or _labelled(clean, start, end)
        or _broken(clean, start, end)
        or _spoken(clean, start, end)
    )


def trailing(clean: Clean, found: list[Clause], end: int) -> list[Clause]:
    """Those at the end with nothing between or after them but punctuation."""
    kept: list[Clause] = []
    for clause in reversed(found):
        if not _ONLY_PUNCTUATION.fullmatch(clean.marks, clause.end, end):
            break
        kept.insert(0, clause)
        end = clause.start
    return kept


def _brackets(marks: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Outermost pairs of brackets; an unclosed one does not hide those that follow it."""
    opened: list[int] = []
    pairs: list[tuple[int, int]] = []
    for position in range(start, end):
        char = marks[position]
        if char == "(":
            opened.append(position)
        elif char == ")" and opened:
            first = opened.pop()
            while pairs and pairs[-1][0] > first:
                pairs.pop()
            pairs.append((first, position))
    yield from pairs


def _clause(clean: Clean, start: int, end: int, opened: int, closed: int) -> Clause | None:
    if closed - opened > _LONGEST:
        return None
    found = duty(clean.text[opened + 1 : closed])
    if found is None or not _may_stand(clean.marks, start, end, opened, closed, found):
        return None
    sure = not found.bare or len(found.lead) > 1 or _follows(clean.marks, start, opened)
    return Clause(opened, closed + 1, found, sure=sure)


def _follows(marks: str, start: int, opened: int) -> bool:
    """Whether a bracket follows the end of a sentence, or opens a line."""
    before = marks[max(start, opened - 4) : opened]
    return not before.strip() or "\n" in before or bool(_SENTENCE_END.search(before))


def _may_stand(marks: str, start: int, end: int, opened: int, closed: int, found: Duty) -> bool:
    """A clause follows or ends a sentence; a bare list of units stands at the very end."""
    if found.bare:
        last = _ONLY_PUNCTUATION.fullmatch(marks, closed + 1, end) is not None
        return last or marks[closed + 1 : closed + 2] == "\n"
    ends = closed + 1 == end or marks[closed + 1] in ",、"
    return ends or _follows(marks, start, opened) or bool(_AFTER.match(marks, closed + 1, end))


def _labelled(clean: Clean, start: int, end: int) -> list[Clause]:
    """责任单位：… and "Responsible units: …" without brackets, up to the end of the stretch."""
    match = _LABELLED.search(clean.marks, start, end)
    if not match:
        return []
    stop = min(end, match.end() + _LONGEST)
    text = clean.text[match.end() : stop].strip()
    found = duty(re.sub(r"[\n]+", "；", text)) if "\n\n" not in text else None
    return [Clause(match.end(), stop, found)] if found and (found.units or found.due) else []


def _broken(clean: Clean, start: int, end: int) -> list[Clause]:
    """A clause that lost one of its brackets, at the end of the stretch or of a paragraph."""
    marks = clean.marks
    opened = marks.rfind("(", max(start, end - _LONGEST), end)
    if opened >= 0 and ")" not in marks[opened:end]:
        stop = marks.find("\n", opened, end)
        return _lost(clean, opened, opened + 1, stop if stop >= 0 else end)
    stripped = len(marks[start:end].rstrip(" \n。.;；")) + start
    if stripped > start and marks[stripped - 1] == ")" and "(" not in marks[start:stripped]:
        cut = max(marks.rfind(mark, start, stripped - 1) for mark in "。；;\n")
        return _lost(clean, cut + 1, cut + 1, stripped - 1) if cut >= start else []
    return []


def _lost(clean: Clean, start: int, inside: int, end: int) -> list[Clause]:
    text = clean.text[inside:end].strip(" \n)）。.")
    if not _OPEN_CLAUSE.search(text) or not (found := duty(text)) or found.bare:
        return []
    return [Clause(start, min(end + 1, len(clean.text)) if inside == start else end, found, False)]


def _spoken(clean: Clean, start: int, end: int) -> list[Clause]:
    """由…负责。 as the last sentence, with no brackets at all."""
    last = len(clean.marks[start:end].rstrip(" \n。.;；")) + start
    cut = max((clean.marks.rfind(mark, start, last) for mark in "。；;\n"), default=-1)
    if not start <= cut < last - 3 or clean.marks[cut + 1 : last].lstrip()[:1] != "由":
        return []
    found = duty(clean.text[cut + 1 : last].strip())
    if found is None or not all(looks_like_unit(n) or is_generic(n) for n in found.units):
        return []
    return [Clause(cut + 1, last, found)]
