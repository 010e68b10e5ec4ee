"""How the fields of a reform act are asked for: the changes as YAML, the decisions as choices."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import yaml
from django.http import QueryDict

from goldthread.offices import queries
from goldthread.offices.errors import ActRefused
from goldthread.offices.loading import plain_yaml
from goldthread.offices.one_office import life_of_all
from goldthread.web.acting.widgets import Asked, Choice, Line, Lines, Widget
from goldthread.web.offices import changes_told, telling
from goldthread.web.offices.rehearsed import Told, told
from goldthread.workflow import clock
from goldthread.workflow.errors import PayloadRefused
from goldthread.workflow.texts import in_language, say


@dataclass(frozen=True)
class Changes(Lines):
    """The list of changes in the form that docs/offices.md tells; empty while an act is begun."""

    rows: int = 14
    template = "offices/fields/changes.html"

    def value(self, typed: Any, asked: Asked) -> object:  # noqa: ARG002
        if not typed.strip():
            return []
        try:
            found = plain_yaml(typed)
        except ValueError as fault:
            text = str(fault)[:300]
            raise PayloadRefused(
                say(
                    "The changes are not valid YAML: {fault}",
                    "变更事项不是有效的 YAML：{fault}",
                    fault=text,
                )
            ) from None
        if not isinstance(found, list):
            raise PayloadRefused(say("Write the changes as a list.", "变更事项须写成列表。"))
        return found

    def shown(self, value: Any) -> Any:
        if not value:
            return ""
        return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=90)

    def told(self, value: Any, asked: Asked) -> str:
        if "names" not in asked.made:
            day = getattr(asked.obj, "effective", None) or clock.today()
            asked.made["names"] = telling.names_by_code(life_of_all(), day, asked.lang)
        return "\n".join(changes_told.told(value, asked.made["names"], asked.lang))


class Decisions(Widget):
    """Who takes what: a choice for each thing that has several heirs; else as it is."""

    template = "offices/fields/decisions.html"

    def typed(self, data: QueryDict, name: str) -> Any:
        start = f"{name}:"
        chosen = {key.removeprefix(start): data[key] for key in data if key.startswith(start)}
        return {"kept": data.get(name, ""), "chosen": chosen}

    def value(self, typed: Any, asked: Asked) -> object:
        if asked.action == "rehearse":
            return {key: code for key, code in typed["chosen"].items() if code}
        try:
            return json.loads(typed["kept"]) if typed["kept"] else None
        except (ValueError, RecursionError):
            return None

    def shown(self, value: Any) -> Any:
        return {"kept": json.dumps(value) if value else "", "chosen": dict(value or {})}

    def told(self, value: Any, asked: Asked) -> str:  # noqa: ARG002
        return "\n".join(f"{key} → {code}" for key, code in sorted(dict(value).items()))

    def extras(self, name: str, asked: Asked) -> Mapping[str, Any]:  # noqa: ARG002
        if asked.action != "rehearse":
            return {}
        try:
            return {"rehearsal": rehearsal(asked)}
        except ActRefused as refusal:
            return {"faults": refusal.in_language(asked.lang).splitlines()}


def rehearsal(asked: Asked) -> Told:
    """As decided so far; what was decided about things that no longer move is left out."""
    reform = asked.obj
    try:
        found = queries.rehearse(reform)
    except ActRefused:
        kept, reform.decisions = reform.decisions, {}
        try:
            found = queries.rehearse(reform)
        finally:
            reform.decisions = kept
    return told(found, asked.lang)


def offices_of(day: date, lang: str, more: Mapping[str, str]) -> list[Choice]:
    """The offices that an act of the day may name: those of the day before, and the act's own."""
    structure = queries.structure(day - timedelta(days=1))
    rows = [
        Choice(o.code, f"{o.names[lang]} · {o.code}", telling.kind(o.kind, lang))
        for o in structure.offices.values()
    ]
    rows.sort(key=lambda choice: (choice.group, choice.value))
    known = {choice.value for choice in rows}
    own = {"en": "made by this act", "zh": "本次改革新设"}
    return [
        *(
            Choice(code, f"{name} · {code}", in_language(own, lang))
            for code, name in more.items()
            if code not in known
        ),
        *rows,
    ]


REFORM_FIELDS: dict[str, Widget] = {
    "title_en": Line(),
    "title_zh": Line(),
    "document_title": Line(),
    "document_number": Line(),
    "changes": Changes(),
    "decisions": Decisions(),
}
