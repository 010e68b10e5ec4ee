"""What the actions do, on the locked row, in the engine's transaction: the seminar."""

from goldthread.offices.models import Person
from goldthread.programme.finding import found
from goldthread.programme.models import Cycle
from goldthread.seminar.given import rooms
from goldthread.seminar.models import AgendaRelease, Delegation, MinutesEntry
from goldthread.seminar.queries.agenda import Agenda, content_of, digest, released
from goldthread.seminar.queries.agenda_changes import diff, offices_concerned
from goldthread.workflow.engine import perform
from goldthread.workflow.lifecycle import Lifecycle
from goldthread.workflow.occasion import Occasion, SystemActor
from goldthread.workflow.outbox import announce
from goldthread.workflow.registry import effect, filling

GOING_ON = SystemActor("seminar")
TEXTS = ("title_en", "title_zh", "theme_en", "theme_zh", "place_en", "place_zh")
NUMBERS = ("members", "observers", "objection_days", "quorum")
DAYS = ("starts", "ends", "nominations_until", "proposals_until")


@filling("seminar.write")
def write(occasion: Occasion) -> None:
    """Rooms and the clock of answers, left out, stay as they are; other fields are as given."""
    seminar, given = occasion.obj, occasion.payload
    if seminar.cycle_id is None:
        seminar.key, seminar.cycle = given["key"], found(Cycle, given["cycle"])
    for name in (*TEXTS, "text_en", "text_zh"):
        setattr(seminar, name, given[name] or "")
    for name in (*DAYS, *NUMBERS):
        setattr(seminar, name, given[name])
    if given["rooms"] is not None:
        seminar.rooms = rooms.read(given["rooms"])
    if given["answer_days"] is not None:
        seminar.answer_days = given["answer_days"]
    seminar.chair = found(Person, given["chair"])
    seminar.open_minutes = bool(given["open_minutes"])


@effect("seminar.release_agenda")
def release_agenda(occasion: Occasion) -> None:
    """The next version; of a change those are told apart whom it concerns."""
    seminar, before = occasion.obj, released(occasion.obj)
    content = content_of(seminar)
    release = AgendaRelease.objects.create(
        seminar=seminar,
        number=before.number + 1 if before else 1,
        at=occasion.at,
        remark=occasion.payload["remark"] or "",
        content=content,
        sha256=digest(content),
    )
    concerned = offices_concerned(seminar, diff(before, Agenda.of(content)) if before else ())
    if concerned:
        about = {"offices": sorted(concerned)}
        announce(release, "agenda.changed_for_you", key="release", at=occasion.at, about=about)


@effect("seminar.close")
def close(occasion: Occasion) -> None:
    """Who checked in took part."""
    rows = Delegation.objects.filter(seminar=occasion.obj, state="checked_in")
    _each(occasion, list(rows.order_by("pk")), "note_attendance")


@filling("seminar.circulate")
def until(occasion: Occasion) -> None:
    occasion.obj.corrections_until = occasion.payload["until"]


@effect("seminar.circulate")
def circulate(occasion: Occasion) -> None:
    _each(occasion, _entries(occasion, "drafted"), "circulate")


@effect("seminar.confirm")
def confirm(occasion: Occasion) -> None:
    _each(occasion, _entries(occasion, "circulated"), "confirm")


def _entries(occasion: Occasion, state: str) -> list[MinutesEntry]:
    rows = MinutesEntry.objects.filter(item__session__seminar=occasion.obj, state=state)
    return list(rows.order_by("pk"))


def _each(occasion: Occasion, rows: list[MinutesEntry] | list[Delegation], action: str) -> None:
    each: Lifecycle
    for each in rows:
        at = max(occasion.at, each.updated_at)
        perform(each, action, actor=GOING_ON, expected_version=each.version, at=at)
