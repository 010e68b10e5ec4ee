"""A file that was taken in, as a document of a seminar."""

from dataclasses import dataclass
from datetime import datetime

from goldthread.programme.files import Taken
from goldthread.programme.files.kinds import kinds
from goldthread.seminar.models import Seminar, SeminarDocument
from goldthread.workflow.engine import create
from goldthread.workflow.occasion import Actor


@dataclass(frozen=True)
class Said:
    """What is said of the file beside its bytes; blanks as None."""

    audience: str
    title_en: str | None = None
    title_zh: str | None = None
    item: str | None = None
    embargo_day: str | None = None
    embargo_time: str | None = None


def add_document(
    *,
    actor: Actor,
    seminar: Seminar,
    taken: Taken,
    said: Said,
    at: datetime | None = None,
    key: str | None = None,
) -> SeminarDocument:
    """A draft; nobody but the desk reads it before it is released.

    `key` makes repeating safe: the same key again gives the document made then.
    """
    document = SeminarDocument()
    payload: dict[str, object] = {
        "seminar": str(seminar.pk),
        "name": taken.name,
        "sha256": taken.sha256,
        "size": taken.size,
        "media_type": kinds()[taken.kind].content_type,
        **vars(said),
    }
    create(document, "add", actor=actor, payload=payload, at=at, key=key)
    return document
