"""What the actions do, on the locked row: entries of the minutes and their corrections."""

from goldthread.programme.finding import found, person_of
from goldthread.seminar.given.texts import plain
from goldthread.seminar.models import AgendaItem, Delegation, MinutesEntry, MinutesRevision
from goldthread.workflow.engine import perform
from goldthread.workflow.occasion import Occasion, SystemActor
from goldthread.workflow.registry import effect, filling

CORRECTING = SystemActor("correction")


@filling("minutes.write")
def write(occasion: Occasion) -> None:
    """Both languages as given: one that is left out is empty from now on."""
    entry, given = occasion.obj, occasion.payload
    if entry.item_id is None:
        entry.item = found(AgendaItem, given["item"])
    entry.text_en, entry.text_zh = plain(given["text_en"]), plain(given["text_zh"])
    entry.revision += 1


@effect("minutes.write")
def keep_revision(occasion: Occasion) -> None:
    _keep(occasion, None)


@filling("minutes.restore")
def restore(occasion: Occasion) -> None:
    entry = occasion.obj
    row = entry.revisions.get(number=occasion.payload["revision"])
    entry.text_en, entry.text_zh = row.text_en, row.text_zh
    entry.revision += 1


@effect("minutes.restore")
def keep_restored(occasion: Occasion) -> None:
    _keep(occasion, occasion.payload["revision"])


def _keep(occasion: Occasion, restores: int | None) -> None:
    entry = occasion.obj
    MinutesRevision.objects.create(
        entry=entry,
        number=entry.revision,
        text_en=entry.text_en,
        text_zh=entry.text_zh,
        at=occasion.at,
        author=occasion.actor.get_username(),
        restores=restores,
    )


@filling("correction.propose")
def propose(occasion: Occasion) -> None:
    correction, given = occasion.obj, occasion.payload
    correction.entry = found(MinutesEntry, given["entry"])
    correction.delegation = found(Delegation, given["delegation"])
    correction.person = person_of(occasion.actor)
    correction.passage, correction.wording = plain(given["passage"]), plain(given["wording"])
    correction.reason = given["reason"] or ""


@effect("correction.take")
def take(occasion: Occasion) -> None:
    """Written into the entry by an action of the entry, with a revision of its own."""
    correction = occasion.obj
    entry = MinutesEntry.objects.get(pk=correction.entry_id)
    texts = {
        name: getattr(entry, name).replace(correction.passage, correction.wording)
        for name in ("text_en", "text_zh")
    }
    perform(
        entry,
        "write",
        actor=CORRECTING,
        expected_version=entry.version,
        payload=texts,
        at=max(occasion.at, entry.updated_at),
    )


@filling("correction.decline")
def decline(occasion: Occasion) -> None:
    occasion.obj.decision = occasion.payload["reason"]
