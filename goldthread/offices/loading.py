"""Structure files: the acts that made an office what it is, read from YAML and enacted in order."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.utils import timezone

from goldthread.offices.errors import StructureFileRefused
from goldthread.offices.models import Reform
from goldthread.workflow.engine import create, perform
from goldthread.workflow.errors import Refused
from goldthread.workflow.occasion import SystemActor

LOADER = SystemActor("structure")
SIZE_LIMIT = 2_000_000
KEYS = {"key", "title_en", "title_zh", "effective", "document", "changes", "decisions"}
SHIPPED = {"china-2018"}


@dataclass(frozen=True)
class Loaded:
    """The keys of acts enacted now, and of those that were there already, the same."""

    enacted: tuple[str, ...]
    known: tuple[str, ...]


def shipped(name: str) -> Path:
    """The path of a structure file that comes with the program: "china-2018"."""
    return Path(str(files("goldthread.offices").joinpath("data", f"{name}.yaml")))


def load_structure(*, file: Path, today: date | None = None) -> Loaded:
    """Enact the acts of a file in one transaction; an act that is there already is passed over.

    An act whose key is there with another content is refused, with the whole file. Acts take
    effect where their day is reached by `today`.
    """
    acts = _read(file)
    day = today or timezone.localdate()
    enacted: list[str] = []
    known: list[str] = []
    with transaction.atomic():
        for number, act in enumerate(acts, 1):
            where = f"{file.name}, act {number} ({act['key']})"
            try:
                (enacted if _enact(act, day, where) else known).append(act["key"])
            except Refused as refusal:
                raise StructureFileRefused(f"{where}: {refusal}") from refusal
    return Loaded(tuple(enacted), tuple(known))


def _enact(act: dict[str, Any], today: date, where: str) -> bool:
    found = Reform.objects.filter(key=act["key"]).first()
    payload = payload_of(act)
    if found is not None:
        _refuse_other(found, payload, where)
        _take_effect(found, today)
        return False
    reform = Reform(key=act["key"], effective=act["effective"])
    at = _morning(act["document"]["date"])
    create(reform, "draft", actor=LOADER, payload=payload, at=at)
    for action in ("rehearse", "enact"):
        perform(reform, action, actor=LOADER, expected_version=reform.version, at=at)
    _take_effect(reform, today)
    return True


def _take_effect(reform: Reform, today: date) -> None:
    if reform.state == "enacted" and reform.effective <= today:
        at = max(_morning(reform.effective), reform.updated_at)
        perform(reform, "take_effect", actor=LOADER, expected_version=reform.version, at=at)


def _refuse_other(found: Reform, payload: Mapping[str, Any], where: str) -> None:
    if found.state not in ("enacted", "in_effect"):
        raise StructureFileRefused(
            f"{where}: an act with this key is there and {found.state_title('en')}; "
            "enact or cancel it, or give the act of the file another key."
        )
    different = [name for name, value in payload.items() if getattr(found, name) != value]
    if different:
        raise StructureFileRefused(
            f"{where}: an act with this key was enacted with another {different[0]}; what was "
            "enacted is not rewritten. Write what is to change as another act."
        )


def payload_of(act: Mapping[str, Any]) -> dict[str, Any]:
    """What drafting an act of a file is given."""
    document = act["document"]
    return {
        "title_en": act["title_en"],
        "title_zh": act["title_zh"],
        "effective": act["effective"],
        "document_title": document["title"],
        "document_number": str(document["number"]),
        "document_date": document["date"],
        "changes": act["changes"],
        "decisions": act.get("decisions") or {},
    }


def _morning(day: date) -> datetime:
    moment: datetime = timezone.make_aware(datetime.combine(day, time()))
    return moment


def _read(file: Path) -> list[dict[str, Any]]:
    try:
        if file.stat().st_size > SIZE_LIMIT:
            raise StructureFileRefused(f"{file} is over {SIZE_LIMIT} bytes; split it.")
        text = file.read_text("utf-8")
    except OSError as error:
        raise StructureFileRefused(f"{file} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise StructureFileRefused(f"{file} is not valid YAML: {error}.") from error
    return read_acts(text, file.name)


def read_acts(text: str, name: str) -> list[dict[str, Any]]:
    """The acts of a structure file's text; `StructureFileRefused` names the file and the place."""
    try:
        content = plain_yaml(text)
    except ValueError as error:
        raise StructureFileRefused(
            f"{name} is not valid YAML: {error}.", f"{name} 不是有效的 YAML：{error}。"
        ) from error
    acts = content.get("acts") if isinstance(content, dict) else None
    if not isinstance(acts, list) or not acts:
        raise StructureFileRefused(
            f"{name} must hold a list named acts.", f"{name} 须含名为 acts 的列表。"
        )
    return [_checked(act, name, number) for number, act in enumerate(acts, 1)]


def plain_yaml(text: str) -> Any:
    """YAML without aliases, of which a few lines can stand for more than a memory holds."""
    try:
        if any(isinstance(token, yaml.AliasToken) for token in yaml.scan(text)):
            raise ValueError("aliases (*name) are not taken; write the value out")
        return yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError) as error:
        raise ValueError(" ".join(str(error).split())) from error


def _checked(act: object, name: str, number: int) -> dict[str, Any]:
    fault = _fault_in(act) if isinstance(act, dict) else _NO_FIELDS
    if fault is not None:
        en, zh = fault
        raise StructureFileRefused(f"{name}, act {number} {en}.", f"{name} 第{number}项{zh}。")
    assert isinstance(act, dict)
    return act


_NO_FIELDS = ("must be fields such as key and effective", "须写成 key、effective 等字段")


def _fault_in(act: Mapping[str, Any]) -> tuple[str, str] | None:
    """What is wrong with an act, as the end of a sentence in English and Chinese."""
    for name in act:
        if name not in KEYS:
            shown = repr(str(name)[:40])
            return f"has the unknown field {shown}", f"有未知字段 {shown}"
    document = act.get("document")
    if (
        not isinstance(document, dict)
        or set(document) != {"title", "number", "date"}
        or not isinstance(document["date"], date)
    ):
        return "needs a document with title, number and date", "须有含标题、文号、日期的 document"
    for name, kind in (("key", str), ("title_en", str), ("title_zh", str), ("effective", date)):
        if not isinstance(act.get(name), kind) or isinstance(act[name], datetime):
            what = "日期" if kind is date else "文字"
            return f"needs the field {name!r} as a {kind.__name__}", f"须有字段 {name!r}，为{what}"
    if not isinstance(act.get("changes"), list):
        return "needs a list of changes", "须有 changes 列表"
    return None
