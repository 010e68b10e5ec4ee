"""What the actions on documents and requirements do."""

from goldthread.programme.finding import found
from goldthread.programme.given import clauses
from goldthread.programme.models import Clause, Cycle, SourceDocument
from goldthread.workflow.occasion import Occasion
from goldthread.workflow.registry import effect, filling

TEXTS = ("title_en", "title_zh", "number", "issued_by")


@filling("source_document.write")
def fill_document(occasion: Occasion) -> None:
    document, given = occasion.obj, occasion.payload
    for name in TEXTS:
        setattr(document, name, given[name] or "")
    document.key = given.get("key") or document.key
    document.kind, document.language = given["kind"], given["language"]
    document.issued_on = given["issued_on"]


@effect("source_document.write")
def write_document(occasion: Occasion) -> None:
    """Clauses left out stay as they are; a clause keeps its row by its path."""
    if occasion.payload["clauses"] is not None:
        _write_clauses(occasion.obj, clauses.read(occasion.payload["clauses"]))


@effect("source_document.add_clauses")
def add_clauses(occasion: Occasion) -> None:
    """Long documents are entered in several steps, each under the limit of what one may give."""
    document = occasion.obj
    last = document.clauses.order_by("-position").values_list("position", flat=True).first() or 0
    given = clauses.read(occasion.payload["clauses"])
    Clause.objects.bulk_create(
        _clause(document, position, row) for position, row in enumerate(given, last + 1)
    )


@filling("source_document.supersede")
def supersede_document(occasion: Occasion) -> None:
    occasion.obj.successor = found(SourceDocument, occasion.payload["successor"])


def _write_clauses(document: SourceDocument, given: tuple[clauses.GivenClause, ...]) -> None:
    there = {row.path: row for row in document.clauses.all()}
    kept, new = [], []
    for position, row in enumerate(given, 1):
        clause = _clause(document, position, row)
        if row.path in there:
            clause.pk = there.pop(row.path).pk
            kept.append(clause)
        else:
            new.append(clause)
    Clause.objects.filter(pk__in=[row.pk for row in there.values()]).delete()
    Clause.objects.bulk_update(kept, ["position", "heading", "text"], batch_size=200)
    Clause.objects.bulk_create(new)


def _clause(document: SourceDocument, position: int, row: clauses.GivenClause) -> Clause:
    return Clause(
        document=document, path=row.path, position=position, heading=row.heading, text=row.text
    )


@filling("requirement.write")
def write_requirement(occasion: Occasion) -> None:
    requirement, given = occasion.obj, occasion.payload
    if requirement.cycle_id is None:
        requirement.cycle = found(Cycle, given["cycle"])
    requirement.number, requirement.due = given["number"], given["due"]
    requirement.title_en, requirement.title_zh = given["title_en"] or "", given["title_zh"] or ""
    requirement.clause = found(Clause, given["clause"])
