"""What the actions do, on the locked row: sessions and items of the agenda, documents."""

from datetime import time

from goldthread.offices.days import day_of
from goldthread.offices.models import Person
from goldthread.programme.finding import found
from goldthread.seminar.given import speakers, times
from goldthread.seminar.models import AgendaItem, Seminar, SeminarSession
from goldthread.workflow.occasion import Occasion
from goldthread.workflow.registry import filling

MIDNIGHT = time()


@filling("agenda.write_session")
def write_session(occasion: Occasion) -> None:
    session, given = occasion.obj, occasion.payload
    if session.seminar_id is None:
        session.seminar = found(Seminar, given["seminar"])
    _titles(occasion)
    for name in ("starts", "ends"):
        when = times.read(given[name], {"en": name})
        setattr(session, name, times.at(given["day"], when))
    session.room = given["room"] or ""
    session.chair = found(Person, given["chair"])


@filling("agenda.write_item")
def write_item(occasion: Occasion) -> None:
    """Speakers that are left out stay as they are."""
    item, given = occasion.obj, occasion.payload
    item.session = found(SeminarSession, given["session"], "seminar")
    _titles(occasion)
    for name in ("position", "kind", "minutes"):
        setattr(item, name, given[name])
    if given["speakers"] is not None:
        item.speakers = speakers.read(given["speakers"], day_of(item.session.starts))


@filling("document.take_in")
def take_in(occasion: Occasion) -> None:
    document, given = occasion.obj, occasion.payload
    document.seminar = found(Seminar, given["seminar"])
    for name in ("name", "sha256", "size", "media_type"):
        setattr(document, name, given[name])
    write(occasion)


@filling("document.write")
def write(occasion: Occasion) -> None:
    document, given = occasion.obj, occasion.payload
    _titles(occasion)
    document.audience = given["audience"]
    document.item = found(AgendaItem, given["item"])
    day, when = given["embargo_day"], given["embargo_time"]
    clock = times.read(when, {"en": "embargo_time"}) if when else MIDNIGHT
    document.embargo_until = times.at(day, clock) if day else None


def _titles(occasion: Occasion) -> None:
    obj, given = occasion.obj, occasion.payload
    obj.title_en, obj.title_zh = given["title_en"] or "", given["title_zh"] or ""
