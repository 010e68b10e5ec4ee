"""Every kind of work that programs may see."""

from goldthread.api.kind import Work
from goldthread.api.programme import PROGRAMME
from goldthread.api.review import REVIEW
from goldthread.api.seminar import SEMINAR

WORK = {work.name: work for work in (*PROGRAMME, *SEMINAR, *REVIEW)}
"""By the name of its machine."""


def linked(work: Work, name: str) -> Work:
    """The kind of work that a link leads to."""
    return WORK[work.model._meta.get_field(name).related_model.machine.name]
