"""A file that was taken in, as evidence: uploaded, noted as looked through, linked, at once."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from goldthread.programme.files import Taken
from goldthread.programme.files.kinds import kinds
from goldthread.programme.models import Evidence, KeyTask
from goldthread.workflow.engine import create, perform
from goldthread.workflow.log import hold
from goldthread.workflow.occasion import Actor, SystemActor

INTAKE = SystemActor("intake")


@dataclass(frozen=True)
class Said:
    """What is said of the file beside its bytes; keys as text, blanks as None."""

    office: str
    criterion: str | None = None
    report: str | None = None
    description: str | None = None


def add_evidence(
    *,
    actor: Actor,
    task: KeyTask,
    taken: Taken,
    said: Said,
    at: datetime | None = None,
    key: str | None = None,
) -> Evidence:
    """All of it or, where one step is refused, none.

    `key` makes repeating safe: the same key again gives the evidence made then.
    """
    evidence = Evidence(task=task)
    with transaction.atomic():
        hold("default")
        payload = {"task": str(task.pk), "office": said.office, "report": said.report}
        create(evidence, "upload", actor=actor, payload=payload | _of(taken), at=at, key=key)
        for number, (action, by, given) in enumerate(_steps(actor, said), 2):
            perform(
                evidence,
                action,
                actor=by,
                expected_version=evidence.version,
                payload=given,
                at=at,
                key=f"{key}-{number}" if key else None,
            )
    return evidence


def _of(taken: Taken) -> dict[str, Any]:
    return {
        "name": taken.name,
        "sha256": taken.sha256,
        "size": taken.size,
        "media_type": kinds()[taken.kind].content_type,
    }


def _steps(actor: Actor, said: Said) -> list[tuple[str, Actor, dict[str, Any]]]:
    steps: list[tuple[str, Actor, dict[str, Any]]] = [("scan", INTAKE, {})]
    if said.description:
        steps.append(("describe", actor, {"description": said.description}))
    if said.criterion:
        steps.append(("link", actor, {"criterion": said.criterion}))
    return steps
