"""The fields of one change, by kind, as data: what a person fills in, and the entry it makes.

A field is a `Need` with a widget, as the fields of an action are; what each kind takes is what
`offices.reforms.changes` reads.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.http import QueryDict

from goldthread.codes import regions
from goldthread.offices.codelists import functions, kinds
from goldthread.offices.reforms.changes import share as read_share
from goldthread.web.acting.widgets import Asked, Choice, Line, Many, One, Widget
from goldthread.workflow.errors import PayloadRefused
from goldthread.workflow.machine import Need
from goldthread.workflow.texts import Titles, in_language, say

PARTS = 4
MERGED = 5


def _known_offices(asked: Asked) -> Sequence[Choice]:
    """Put into `made` by the view, which knows the act and its day."""
    found: Sequence[Choice] = asked.made["offices"]
    return found


def _kinds(asked: Asked) -> Sequence[Choice]:
    return [Choice(code, in_language(titles, asked.lang)) for code, titles in kinds().items()]


def _functions(asked: Asked) -> Sequence[Choice]:
    return [Choice(c, in_language(f.titles, asked.lang)) for c, f in functions().items()]


def _territories(asked: Asked) -> Sequence[Choice]:
    """Each country with a list of regions, then its regions."""
    return [
        Choice(code, f"{name} · {code}", country)
        for country in regions.countries()
        for code, name in [
            (country, country),
            *((r.code, r.short_names[asked.lang]) for r in regions.tree(country).regions),
        ]
    ]


def _regions(asked: Asked) -> Sequence[Choice]:
    return [choice for choice in _territories(asked) if "-" in choice.value]


@dataclass(frozen=True)
class Several(Widget):
    """Some offices, one select each."""

    count: int = MERGED
    template = "offices/fields/several.html"

    def typed(self, data: QueryDict, name: str) -> Any:
        given = data.getlist(name)[: self.count]
        return given + [""] * (self.count - len(given))

    def value(self, typed: Any, asked: Asked) -> object:
        known = {choice.value for choice in _known_offices(asked)}
        chosen = [code for code in typed if code]
        if not set(chosen) <= known:
            raise PayloadRefused(say("Choose from the list.", "请从列表中选择。"))
        if len(chosen) < 2:
            raise PayloadRefused(say("Choose at least two offices.", "请至少选择两个单位。"))
        return chosen

    def shown(self, value: Any) -> Any:  # noqa: ARG002
        return [""] * self.count

    def extras(self, name: str, asked: Asked) -> Mapping[str, Any]:  # noqa: ARG002
        return {"choices": _known_offices(asked)}


NEW = ("code", "kind", "en", "zh", "short_en", "short_zh")
LABELS: dict[str, Titles] = {
    "code": {"en": "Code", "zh": "代码"},
    "kind": {"en": "Kind of office", "zh": "单位类别"},
    "en": {"en": "Name in English", "zh": "英文名称"},
    "zh": {"en": "Name in Chinese", "zh": "中文名称"},
    "short_en": {"en": "Short name in English", "zh": "英文简称"},
    "short_zh": {"en": "Short name in Chinese", "zh": "中文简称"},
}


def _new_office(given: Mapping[str, str]) -> dict[str, str] | None:
    """The description of a new office; None where nothing is filled in."""
    found = {name: given.get(name, "").strip() for name in NEW}
    found = {name: text for name, text in found.items() if text}
    if not set(found) - {"kind"}:
        return None
    for name in ("code", "kind", "en", "zh"):
        if name not in found:
            raise PayloadRefused(
                say(
                    "Of the new office, give: {field}.",
                    "请填写新单位的{field}。",
                    field=LABELS[name],
                )
            )
    return found


@dataclass(frozen=True)
class Into(Widget):
    """An office that is there, or the description of a new one; `new_only`: always a new one."""

    new_only: bool = False
    template = "offices/fields/into.html"

    def typed(self, data: QueryDict, name: str) -> Any:
        return {"there": data.get(name, "")} | {
            part: data.get(f"{name}.{part}", "") for part in NEW
        }

    def value(self, typed: Any, asked: Asked) -> object:
        new = _new_office(typed)
        there = "" if self.new_only else typed["there"]
        if bool(new) == bool(there):
            raise PayloadRefused(
                say("Describe the new office.", "请填写新单位。")
                if self.new_only
                else say(
                    "Choose an office that is there or describe a new one, not both.",
                    "请选择已有单位或填写新单位，二者取其一。",
                )
            )
        if there and there not in {choice.value for choice in _known_offices(asked)}:
            raise PayloadRefused(say("Choose from the list.", "请从列表中选择。"))
        return new or there

    def shown(self, value: Any) -> Any:  # noqa: ARG002
        return {"there": ""} | dict.fromkeys(NEW, "")

    def extras(self, name: str, asked: Asked) -> Mapping[str, Any]:
        return {
            "choices": () if self.new_only else _known_offices(asked),
            "kinds": _kinds(asked),
            "labels": {part: in_language(titles, asked.lang) for part, titles in LABELS.items()},
            "prefix": name,
        }


@dataclass(frozen=True)
class Parts(Widget):
    """Successors with their shares; `new`: they may be new offices, and take what is named."""

    new: bool = False
    template = "offices/fields/parts.html"

    def typed(self, data: QueryDict, name: str) -> Any:
        return [self._row(data, f"{name}{number}") for number in range(1, PARTS + 1)]

    def _row(self, data: QueryDict, name: str) -> dict[str, Any]:
        plain = {part: data.get(f"{name}.{part}", "") for part in ("there", "share", *NEW)}
        lists = {part: data.getlist(f"{name}.{part}") for part in ("functions", "regions")}
        return {"name": name, **plain, **lists}

    def value(self, typed: Any, asked: Asked) -> object:
        known = {choice.value for choice in _known_offices(asked)}
        parts = [part for row in typed if (part := self._part(row, known)) is not None]
        total = sum((read_share(part["share"]) for part in parts), Fraction())
        if parts and total != 1:
            raise PayloadRefused(
                say(
                    "The shares add up to {total}; they must add up to 1.",
                    "各单位比例合计为{total}，须等于1。",
                    total=str(total),
                )
            )
        return parts or None

    def _part(self, row: Mapping[str, Any], known: set[str]) -> dict[str, Any] | None:
        new = _new_office(row) if self.new else None
        if not new and not row["there"]:
            if row["share"].strip():
                raise PayloadRefused(
                    say(
                        "The share {share} stands beside no office.",
                        "比例{share}未对应任何单位。",
                        share=row["share"][:20],
                    )
                )
            return None
        if new and row["there"]:
            raise PayloadRefused(
                say(
                    "Choose an office that is there or describe a new one, not both.",
                    "请选择已有单位或填写新单位，二者取其一。",
                )
            )
        if row["there"] and row["there"] not in known:
            raise PayloadRefused(say("Choose from the list.", "请从列表中选择。"))
        part = {"office": new or row["there"], "share": _share(row["share"])}
        return part | {name: row[name] for name in ("functions", "regions") if row[name]}

    def shown(self, value: Any) -> Any:  # noqa: ARG002
        return self.typed(QueryDict(), "")

    def extras(self, name: str, asked: Asked) -> Mapping[str, Any]:
        labels = {part: in_language(titles, asked.lang) for part, titles in LABELS.items()}
        return {
            "prefix": name,
            "choices": _known_offices(asked),
            "kinds": _kinds(asked),
            "functions": _functions(asked),
            "regions": _regions(asked),
            "labels": labels,
        }


def _share(text: str) -> str:
    """As written, once it is one: 1/3, 0.25, 1."""
    try:
        read_share(text.strip())
    except ValueError:
        raise PayloadRefused(
            say(
                "Write the share as 1/3, 0.25 or 1, greater than 0 and at most 1: {text}",
                "比例请写作 1/3、0.25 或 1，须大于0且不超过1：{text}",
                text=text[:20] or "—",
            )
        ) from None
    return text.strip()


OFFICE, OFFICES = One(_known_offices), Several()
_NAMED = {"en": "office", "zh": "单位"}
_NAMES = (
    Need("en", {"en": "name in English", "zh": "英文名称"}),
    Need("zh", {"en": "name in Chinese", "zh": "中文名称"}),
)
_PARENT = Need("parent", {"en": "stands under", "zh": "隶属于"}, "reference", required=False)

KINDS: dict[str, tuple[Need, ...]] = {
    "established": (
        Need("office", {"en": "new office", "zh": "新单位"}, "json"),
        _PARENT,
        Need("regions", {"en": "regions it answers for", "zh": "负责地区"}, "references", False),
    ),
    "abolished": (
        Need("office", _NAMED, "reference"),
        Need("successors", {"en": "successors", "zh": "承接单位"}, "json", required=False),
    ),
    "merged": (
        Need("offices", {"en": "offices merged", "zh": "被合并单位"}, "references"),
        Need("into", {"en": "into", "zh": "合并为"}, "json"),
        _PARENT,
    ),
    "split": (
        Need("office", _NAMED, "reference"),
        Need("into", {"en": "into", "zh": "拆分为"}, "json"),
    ),
    "renamed": (
        Need("office", _NAMED, "reference"),
        *_NAMES,
        Need("short_en", {"en": "short name in English", "zh": "英文简称"}, required=False),
        Need("short_zh", {"en": "short name in Chinese", "zh": "中文简称"}, required=False),
    ),
    "moved_under": (Need("office", _NAMED, "reference"), _PARENT),
    "function_transferred": (
        Need("function", {"en": "function", "zh": "职能"}, "reference"),
        Need("territory", {"en": "territory", "zh": "地域"}, "reference"),
        Need("from", {"en": "from", "zh": "移交单位"}, "reference"),
        Need("to", {"en": "to", "zh": "接收单位"}, "reference"),
    ),
    "co_named": (Need("office", _NAMED, "reference"), *_NAMES),
}

_SPECIAL: dict[tuple[str, str], Widget] = {
    ("established", "office"): Into(new_only=True),
    ("established", "regions"): Many(_regions),
    ("abolished", "successors"): Parts(),
    ("merged", "offices"): OFFICES,
    ("merged", "into"): Into(),
    ("split", "into"): Parts(new=True),
    ("function_transferred", "function"): One(_functions),
    ("function_transferred", "territory"): One(_territories),
}


@dataclass(frozen=True)
class Kind:
    """One kind of change: what a form of it asks, with the widgets."""

    code: str

    @property
    def needs(self) -> tuple[Need, ...]:
        return KINDS[self.code]

    def widget(self, need: Need) -> Widget:
        special = _SPECIAL.get((self.code, need.name))
        return special or (OFFICE if need.kind == "reference" else Line())


def entry(kind: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """The change as the act keeps it."""
    return {"kind": kind} | {name: value for name, value in given.items() if value is not None}
