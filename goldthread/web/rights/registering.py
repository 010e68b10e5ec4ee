"""Emergency access as frames and forms know it."""

from typing import Any

from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from goldthread.offices import emergency
from goldthread.offices.models import EmergencyAccess
from goldthread.offices.why import NOTHING, by_role
from goldthread.web.acting import registry
from goldthread.web.acting.widgets import Asked, Choice, Line, Lines, One, Whole
from goldthread.workflow import clock
from goldthread.workflow.lifecycle import MODELS
from goldthread.workflow.texts import in_language


def kinds(asked: Asked) -> list[Choice]:
    return [Choice(label, kind(label, asked.request.lang)) for label in emergency.OPENABLE]


def kind(label: str, lang: str) -> str:
    """What an object of the model is called."""
    return str(capfirst(in_language(MODELS[label].machine.titles, lang)))


def title(access: EmergencyAccess, lang: str) -> str:
    return _("%(kind)s %(key)s, opened by %(who)s") % {
        "kind": kind(access.object_type, lang),
        "key": access.object_key,
        "who": access.person.name_zh if lang == "zh" else access.person.name_en,
    }


def why(access: EmergencyAccess, user: Any, lang: str) -> str:
    if access.person.user_id == user.pk:
        return _("You opened it.")
    titles = access.machine.titles
    return (by_role(user, clock.today(), ("auditor",), titles) or NOTHING).in_language(lang)


def new(_request: HttpRequest, _given: Any) -> EmergencyAccess:
    return EmergencyAccess()


registry.register(
    EmergencyAccess,
    url=lambda access: f"/emergency-access/{access.pk}",
    title=title,
    sees=emergency.visible_to,
    why=why,
    fields={
        "object_type": One(kinds),
        "object_key": Line(),
        "reason": Lines(4),
        "hours": Whole(),
    },
    new=new,
)
