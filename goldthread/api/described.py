"""What the OpenAPI document says of an action, from its row of the table."""

from typing import Any

from goldthread.api.kind import Work
from goldthread.workflow.drawing.words import names_of_rules
from goldthread.workflow.machine import Need, Transition

KINDS: dict[str, dict[str, Any]] = {
    "text": {"type": "string"},
    "date": {"type": "string", "format": "date"},
    "integer": {"type": "integer"},
    "decimal": {"type": "string", "description": "a decimal number, as text"},
    "boolean": {"type": "boolean"},
    "reference": {"type": "string", "description": "the key of an object, the code of an office"},
    "references": {"type": "array", "items": {"type": "string"}},
    "json": {},
}
KEY = {
    "type": "string",
    "maxLength": 100,
    "description": "made once by the sender; the same again does nothing twice",
}
VERSION = {"type": "integer", "description": "the version that was seen"}


def summary(work: Work, row: Transition) -> str:
    return f"{work.machine.titles['en']}: {row.titles['en']} ({row.titles['zh']})"


def description(rows: list[Transition]) -> str:
    """Who may, and what must hold, in the words of the tables."""
    who = dict.fromkeys(name for row in rows for name in names_of_rules(row.who, "en"))
    guards = dict.fromkeys(name for row in rows for name in names_of_rules(row.guards, "en"))
    told = f"By: {'; '.join(who)}."
    return f"{told} If: {'; '.join(guards)}." if guards else told


def request_body(rows: list[Transition], *, creates: bool) -> dict[str, Any]:
    """For `openapi_extra`: the body of an action; of several rows it has the fields of all."""
    needs = {need.name: need for row in rows for need in row.needs}
    properties: dict[str, Any] = {"key": KEY, "payload": _payload(rows, needs)}
    required = ["payload"] if properties["payload"].get("required") else []
    if not creates:
        properties["expected_version"] = VERSION
        required.append("expected_version")
    schema = {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    } | ({"required": required} if required else {})
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


def _payload(rows: list[Transition], needs: dict[str, Need]) -> dict[str, Any]:
    required = [
        name
        for name in needs
        if all(any(need.name == name and need.required for need in row.needs) for row in rows)
    ]
    properties = {
        name: {"title": need.titles["en"]} | KINDS[need.kind] for name, need in needs.items()
    }
    found = {"type": "object", "properties": properties, "additionalProperties": False}
    return found | ({"required": required} if required else {})
