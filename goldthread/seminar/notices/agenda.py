"""Who is told of what: documents of the seminar, always only those who may read them then."""

from goldthread.offices.days import day_of
from goldthread.programme.finding import holders
from goldthread.seminar.models import SeminarDocument
from goldthread.seminar.notices.audience import People, invited
from goldthread.workflow.registry import Telling, notice

DESK = ("secretariat", "issuer")


@notice(
    "document.released", {"en": "A document is released", "zh": "会议文件已发布"}, "information"
)
def released(telling: Telling) -> People:
    return readers(telling)


@notice(
    "document.opened",
    {"en": "The embargo of a document is over", "zh": "会议文件已解密"},
    "information",
)
def opened(telling: Telling) -> People:
    """Put in by the calendar, once the time has come."""
    return readers(telling)


def readers(telling: Telling) -> People:
    """The desk; the delegations and the press where it is for them, and no longer embargoed."""
    document: SeminarDocument = telling.obj
    day, seminar = day_of(telling.at), document.seminar
    desk = holders(DESK, day)
    embargoed = document.embargo_until is not None and document.embargo_until > telling.at
    if embargoed or seminar.state == "planned" or document.audience == "secretariat":
        return desk
    press = holders(("press",), day) if document.audience != "delegations" else ()
    return (*desk, *invited(seminar, telling), *press)
