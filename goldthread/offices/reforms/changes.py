"""The changes of an act, read from JSON or YAML: every field known, every code there."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from goldthread.codes import regions
from goldthread.offices import codelists
from goldthread.offices.errors import ActRefused
from goldthread.workflow.texts import Sentence, say

LIMIT = 2000
"""Changes in one act, once written out for each region."""


class Fault(ValueError):
    """Something in a change cannot be, as half a sentence in each language."""

    def __init__(self, en: str, zh: str, **facts: object) -> None:
        self.sentence = say(en, zh, **facts)
        super().__init__(str(self.sentence))


@dataclass(frozen=True)
class Change:
    """`fields` as `FIELDS` describes them for the kind; `position` counts from 1 in the act."""

    position: int
    kind: str
    fields: Mapping[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.fields.get(name)


def read(given: object, effective: date) -> tuple[Change, ...]:
    """The changes in order; `ActRefused` names the first that cannot be read and why."""
    rows = list(_written_out(_list(given, "changes"), effective))
    if len(rows) > LIMIT:
        raise _refused(
            0,
            say(
                "an act has at most {limit} changes, here are {count}",
                "一次改革最多{limit}项变更，现有{count}项",
                limit=LIMIT,
                count=len(rows),
            ),
        )
    return tuple(_change(number, row) for number, row in enumerate(rows, 1))


def _written_out(given: Sequence[object], effective: date) -> Iterator[object]:
    """An entry {each_region: {country, without}, changes: [...]} stands for one set a region."""
    for entry in given:
        if not (isinstance(entry, Mapping) and "each_region" in entry):
            yield entry
            continue
        if set(entry) != {"each_region", "changes"}:
            raise _refused(
                0,
                say(
                    "an entry for each region has each_region and changes, nothing else",
                    "按地区展开的条目只能有 each_region 和 changes",
                ),
            )
        templates = _list(entry["changes"], "changes")
        for region in _regions(entry["each_region"], effective):
            for template in templates:
                yield _filled(template, region)


def _regions(which: object, effective: date) -> list[regions.Region]:
    if not isinstance(which, Mapping) or not set(which) <= {"country", "without"}:
        raise _refused(
            0, say("each_region takes country and without", "each_region 只能有 country 和 without")
        )
    country = _text(which.get("country"))
    if country not in regions.countries():
        raise _refused(
            0,
            say(
                "there is no list of regions for {country}",
                "没有 {country} 的地区表",
                country=repr(country)[:60],
            ),
        )
    tree = regions.tree(country, effective).without(*_list(which.get("without", []), "without"))
    return [region for region in tree.regions if region.counted]


def _filled(template: object, region: regions.Region) -> object:
    places = {
        "{region}": region.code,
        "{code}": region.code.partition("-")[2],
        "{en}": region.names["en"],
        "{zh}": region.names["zh"],
        "{short_en}": region.short_names["en"],
        "{short_zh}": region.short_names["zh"],
    }
    if isinstance(template, str):
        for place, text in places.items():
            template = template.replace(place, text)
        return template
    if isinstance(template, Mapping):
        return {key: _filled(value, region) for key, value in template.items()}
    if isinstance(template, list | tuple):
        return [_filled(value, region) for value in template]
    return template


def _change(number: int, row: object) -> Change:
    try:
        if not isinstance(row, Mapping):
            raise Fault(
                "a change is a list of fields such as kind and office",
                "变更事项须写成 kind、office 等字段",
            )
        kind = row.get("kind")
        if not isinstance(kind, str) or kind not in codelists.changes():
            raise Fault(
                "the kind {kind} is none of {known}",
                "类别 {kind} 不在下列之中：{known}",
                kind=repr(kind)[:60],
                known=", ".join(codelists.changes()),
            )
        return Change(number, kind, _fields({k: v for k, v in row.items() if k != "kind"}, kind))
    except Fault as fault:
        raise _refused(number, fault.sentence) from None
    except (ValueError, TypeError):
        wrong = say("a value is of the wrong type", "有内容的类型不正确")
        raise _refused(number, wrong) from None


def _fields(row: Mapping[str, object], what: str) -> dict[str, Any]:
    """Each field asked for read by its reader; "?" behind a name: it may be left out."""
    known = {name.rstrip("?"): reader for name, reader in FIELDS[what].items()}
    for name in row:
        if name not in known:
            raise Fault(
                "{what} has no field {name!r}; it has {known}",
                "{what} 没有字段 {name!r}，其字段为 {known}",
                what=what,
                name=str(name)[:40],
                known=", ".join(known),
            )
    needed = [name for name in FIELDS[what] if not name.endswith("?")]
    missing = [name for name in needed if row.get(name) in (None, "", [])]
    if missing:
        raise Fault(
            "{what} needs the field {name!r}",
            "{what} 缺少字段 {name!r}",
            what=what,
            name=missing[0],
        )
    found = {name: known[name](value) for name, value in row.items() if value is not None}
    _check_together(what, found)
    return found


def _check_together(what: str, found: Mapping[str, Any]) -> None:
    for name in ("into", "successors"):
        parts = found.get(name)
        if isinstance(parts, tuple):
            codes = [code_of(part["office"]) for part in parts]
            if len(set(codes)) < len(codes):
                raise Fault("{what} names a successor twice", "{what} 重复列出承接单位", what=what)
            if sum((part["share"] for part in parts), Fraction()) != 1:
                raise Fault(
                    "the shares of the successors must add up to 1", "各承接单位的比例合计须为1"
                )
    if what == "merged" and len(set(found["offices"])) < len(found["offices"]):
        raise Fault("merged names a predecessor twice", "合并事项重复列出被合并单位")
    shares = found.get("shares_back")
    if shares is not None and sum(shares.values(), Fraction()) != 1:
        raise Fault(
            "the shares back to the predecessors must add up to 1", "各原单位的回溯比例合计须为1"
        )


def code_of(office: "str | Mapping[str, Any]") -> str:
    """The code of an office that is there (a code) or new (its description)."""
    return office if isinstance(office, str) else str(office["code"])


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > 200 or "\0" in value:
        raise Fault(
            "{value} is not a text of 1 to 200 characters",
            "{value} 不是 1 至 200 个字符的文字",
            value=repr(str(value)[:40]),
        )
    return value.strip()


def _code(value: object) -> str:
    code = _text(value)
    if len(code) > 40 or not all(c.isascii() and (c.isalnum() or c in "-_.") for c in code):
        raise Fault(
            "{code!r} is not a code: letters, digits, - _ . and 40 at most",
            "{code!r} 不是代码：只能用字母、数字和 - _ .，最多 40 个字符",
            code=code[:50],
        )
    return code


def _kind(value: object) -> str:
    if value not in codelists.kinds():
        raise Fault(
            "{value} is no kind of office: {known}",
            "{value} 不是单位类别，可用的有 {known}",
            value=repr(value)[:60],
            known=", ".join(codelists.kinds()),
        )
    return str(value)


def _function(value: object) -> str:
    if value not in codelists.functions():
        raise Fault(
            "{value} is no function: {known}",
            "{value} 不是职能，可用的有 {known}",
            value=repr(value)[:60],
            known=", ".join(codelists.functions()),
        )
    return str(value)


def _territory(value: object) -> str:
    code = _code(value)
    if not codelists.is_territory(code):
        raise Fault(
            "{code!r} is neither a country with a list of regions nor a region of one",
            "{code!r} 既不是有地区表的国家，也不是其地区",
            code=code,
        )
    return code


def _region(value: object) -> str:
    code = _territory(value)
    if "-" not in code:
        raise Fault("{code!r} is a country, not a region", "{code!r} 是国家，不是地区", code=code)
    return code


def share(value: object) -> Fraction:
    """An exact share: 1, "1/3", "0.25"; never a float, which is not what was written."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise Fault(
            'the share {value} must be written as text, such as "1/3" or "0.25"',
            '比例 {value} 须写成文字，如 "1/3" 或 "0.25"',
            value=repr(value)[:60],
        )
    try:
        found = Fraction(value)
    except (ValueError, ZeroDivisionError):
        raise Fault(
            "{value} is not a share", "{value} 不是比例", value=repr(str(value)[:40])
        ) from None
    if not 0 < found <= 1 or found.denominator > 10**9:
        raise Fault(
            "the share {value} does not lie between 0 and 1",
            "比例 {value} 不在 0 与 1 之间",
            value=str(value)[:40],
        )
    return found


def _shares(value: object) -> dict[str, Fraction]:
    if not isinstance(value, Mapping):
        raise Fault("shares_back is written as office: share", "shares_back 须写成“单位: 比例”")
    return {_code(code): share(each) for code, each in value.items()}


def _new(value: object) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise Fault(
            "a new office is described by code, kind, en, zh", "新单位须写明 code、kind、en、zh"
        )
    return _fields(value, "office")


def _office(value: object) -> "str | dict[str, Any]":
    return _new(value) if isinstance(value, Mapping) else _code(value)


def _many(reader: Callable[[object], Any]) -> Callable[[object], tuple[Any, ...]]:
    return lambda value: tuple(reader(each) for each in _list(value, "the field"))


def _part(what: str) -> Callable[[object], dict[str, Any]]:
    def read_part(value: object) -> dict[str, Any]:
        if not isinstance(value, Mapping):
            raise Fault(
                "a successor is written as office and share", "承接单位须写成 office 和 share"
            )
        return _fields(value, what)

    return read_part


def _list(value: object, name: str) -> "list[Any] | tuple[Any, ...]":
    if not isinstance(value, list | tuple):
        raise _refused(0, say("{name} must be a list", "{name} 须为列表", name=name))
    return value


def _refused(number: int, fault: Sentence) -> ActRefused:
    if not number:
        return ActRefused(say("The changes: {fault}.", "变更事项有误：{fault}。", fault=fault))
    return ActRefused(
        say(
            "Change {number}: {fault}.",
            "第{number}项变更有误：{fault}。",
            number=number,
            fault=fault,
        )
    )


_HOLDING: dict[str, Callable[[object], Any]] = {"function": _function, "territory": _territory}
FIELDS: dict[str, dict[str, Callable[[object], Any]]] = {
    "established": {
        "office": _new,
        "parent?": _code,
        "functions?": _many(_part("holding")),
        "regions?": _many(_region),
    },
    "abolished": {"office": _code, "successors?": _many(_part("successor"))},
    "merged": {"offices": _many(_code), "into": _office, "parent?": _code, "shares_back?": _shares},
    "split": {"office": _code, "into": _many(_part("part"))},
    "renamed": {
        "office": _code,
        "en": _text,
        "zh": _text,
        "short_en?": _text,
        "short_zh?": _text,
        "office_kind?": _kind,
    },
    "moved_under": {"office": _code, "parent?": _code},
    "function_transferred": {**_HOLDING, "from": _code, "to": _code},
    "co_named": {"office": _code, "en": _text, "zh": _text},
    "office": {
        "code": _code,
        "kind": _kind,
        "en": _text,
        "zh": _text,
        "short_en?": _text,
        "short_zh?": _text,
    },
    "holding": _HOLDING,
    "successor": {"office": _code, "share": share},
    "part": {
        "office": _office,
        "share": share,
        "functions?": _many(_function),
        "regions?": _many(_region),
    },
}
