"""A document of any length: its clauses are given in as many steps as the log's limit asks for."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from goldthread.programme.models import SourceDocument
from goldthread.workflow import clock
from goldthread.workflow.engine import create, perform
from goldthread.workflow.occasion import Actor
from goldthread.workflow.payload import LIMIT, canonical

Clauses = Sequence[Mapping[str, str]]
STEP = LIMIT // 2


def enter_document(
    *, actor: Actor, clauses: Clauses, at: datetime | None = None, **fields: Any
) -> SourceDocument:
    """Draft a document with all its clauses. `fields` as the action `draft` takes them."""
    document, moment = SourceDocument(), at or clock.now()
    with transaction.atomic():
        create(document, "draft", actor=actor, payload=fields, at=moment)
        for part in _parts(clauses):
            perform(
                document,
                "add_clauses",
                actor=actor,
                expected_version=document.version,
                payload={"clauses": part},
                at=moment,
            )
    return document


def _parts(clauses: Clauses) -> Iterator[list[dict[str, str]]]:
    """Clauses in order, cut where a step would grow over half the limit."""
    part: list[dict[str, str]] = []
    size = 0
    for clause in clauses:
        row = dict(clause)
        length = len(canonical(row))
        if part and size + length > STEP:
            yield part
            part, size = [], 0
        part.append(row)
        size += length
    if part:
        yield part
