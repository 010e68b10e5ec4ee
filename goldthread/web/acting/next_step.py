"""What happens next when an action is done, said before it is done."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from goldthread.workflow.machine import SAME, Machine, Transition
from goldthread.workflow.registry import NOTICES
from goldthread.workflow.texts import in_language


@dataclass(frozen=True)
class Next:
    sentence: str
    told: tuple[str, ...]


def next_step(machine: Machine, row: Transition, lang: str) -> Next:
    """The state it leads to, and the notices it sends."""
    told = tuple(in_language(NOTICES.get(name).titles, lang) for name in row.notices)
    if row.target == SAME:
        return Next(_("The state stays as it is; what you give is written into the log."), told)
    state = in_language(machine.state(row.target).titles, lang)
    if row.creates:
        sentence = _("A new %(kind)s begins in the state: %(state)s.")
        kind = in_language(machine.titles, lang)
        return Next(sentence % {"kind": kind, "state": state}, told)
    if not machine.state(row.target).open:
        sentence = _("Afterwards the state is: %(state)s. Nothing leads on from there.")
        return Next(sentence % {"state": state}, told)
    return Next(_("Afterwards the state is: %(state)s.") % {"state": state}, told)
