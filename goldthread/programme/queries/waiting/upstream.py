"""What waits with documents, requirements and measures."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q

from goldthread.programme.models import Clause, Measure, Requirement, SourceDocument
from goldthread.programme.queries.waiting.conditions import role
from goldthread.programme.queries.waiting.kinds import waits


def answers_requirement(_user: Any, _day: date) -> Q:
    issued = Requirement.objects.filter(answered_by__measure=OuterRef("pk"), state="issued")
    return Q(Exists(issued))


waits(
    *(SourceDocument, "issue", "documents to be issued", "待印发文件", "drafted"),
    role("issuer"),
    lambda _user, _day: Q(Exists(Clause.objects.filter(document=OuterRef("pk")))),
)
waits(
    *(Requirement, "issue", "requirements to be issued", "待印发工作要求", "drafted"),
    role("issuer"),
    lambda _user, _day: Q(clause__document__state="issued"),
)
waits(
    *(Measure, "approve", "measures to be approved", "待批准举措", "consultation"),
    role("issuer"),
)
waits(
    *(Measure, "issue", "measures to be issued", "待印发举措", "approved"),
    role("issuer"),
    answers_requirement,
)
waits(
    *(Measure, "put_in_force", "measures to be put in force", "待实施举措", "issued"),
    role("supervision"),
)
