"""The meeting's objects as frames and forms know them."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from goldthread.seminar import queries
from goldthread.seminar.models import (
    Address,
    AgendaItem,
    Delegation,
    Intervention,
    MinutesCorrection,
    MinutesEntry,
    Seminar,
    SeminarDocument,
    SeminarSession,
)
from goldthread.seminar.queries.meeting_events import meeting_events_visible_to
from goldthread.seminar.transitions import SEMINAR
from goldthread.web.acting import registry
from goldthread.web.programme.names import short_names
from goldthread.web.programme.registering import title, values
from goldthread.web.seminar import pickers, thread, widgets
from goldthread.web.seminar.released import Released
from goldthread.web.seminar.words import clock_time
from goldthread.workflow import clock
from goldthread.workflow.lifecycle import Lifecycle

TITLES = ("title_en", "title_zh")
TEXTS = ("text_en", "text_zh")
_EDIT = SEMINAR.find("edit", "planned")
assert _EDIT is not None
_SEMINAR = tuple(need.name for need in _EDIT.needs)


def why(obj: Lifecycle, user: Any, lang: str) -> str:
    """Which role at which office shows it to the user."""
    return queries.why_seen(obj, user, clock.today()).in_language(lang)


def events(user: Any, obj: Any, _found: Any) -> Any:
    return meeting_events_visible_to(user, obj)


def office_name(delegation: Delegation, lang: str) -> str:
    """As the office is called today."""
    names = short_names(lang, clock.today())
    return names.get(delegation.office_id, "") or str(delegation.office.code)


def released_title(item: AgendaItem, lang: str) -> str:
    return Released(item.session.seminar).title(item, lang)


def delegation_title(delegation: Delegation, lang: str) -> str:
    return _("Delegation of %(office)s") % {"office": office_name(delegation, lang)}


def intervention_title(obj: Intervention, lang: str) -> str:
    told = {"office": office_name(obj.delegation, lang), "item": released_title(obj.item, lang)}
    return _("%(office)s on %(item)s") % told


def entry_title(entry: MinutesEntry, lang: str) -> str:
    return _("Minutes: %(item)s") % {"item": released_title(entry.item, lang)}


def correction_title(obj: MinutesCorrection, lang: str) -> str:
    item = released_title(obj.entry.item, lang)
    told = {"office": office_name(obj.delegation, lang), "item": item}
    return _("Correction by %(office)s: %(item)s") % told


def session_values(session: SeminarSession, action: str) -> Mapping[str, object]:
    if session._state.adding or action != "edit":
        return _named(session, "seminar")
    return {
        **values(*TITLES, "room", "chair")(session, action),
        "day": timezone.localtime(session.starts).date(),
        "starts": clock_time(session.starts),
        "ends": clock_time(session.ends),
    }


def item_values(item: AgendaItem, action: str) -> Mapping[str, object]:
    if item._state.adding:
        last = item.session.items.count() if item.session_id else 0
        return {**_named(item, "session"), "position": last + 1}
    if action != "edit":
        return {}
    plain = values("session", "position", *TITLES, "kind", "minutes", "speakers")
    found: Mapping[str, object] = plain(item, action)
    return found


def document_values(document: SeminarDocument, action: str) -> Mapping[str, object]:
    if document._state.adding or action != "edit":
        return {}
    until = document.embargo_until
    return {
        **values(*TITLES, "item", "audience")(document, action),
        "embargo_day": timezone.localtime(until).date() if until else None,
        "embargo_time": clock_time(until) or None,
    }


def delegation_values(delegation: Delegation, action: str) -> Mapping[str, object]:
    if delegation._state.adding:
        return _named(delegation, "seminar")
    if action not in ("nominate", "replace"):
        return {}
    fields = ("kind", "name_en", "name_zh", "post_en", "post_zh", "person")
    rows = delegation.delegates.filter(replaced_at=None).order_by("position", "pk")
    return {"delegates": list(rows.values(*fields))}


def intervention_values(obj: Intervention, action: str) -> Mapping[str, object]:
    if obj._state.adding:
        return {**_named(obj, "item"), **_named(obj, "delegation")}
    if action == "submit_in_writing":
        return {"text": obj.text or None}
    if action == "queue":
        rows = Intervention.objects.filter(item=obj.item_id, state__in=("queued", "given"))
        return {"position": rows.count() + 1}
    return {"position": obj.position} if action == "move" else {}


def entry_values(entry: MinutesEntry, action: str) -> Mapping[str, object]:
    if entry._state.adding:
        return _named(entry, "item")
    return {name: getattr(entry, name) or None for name in TEXTS} if action == "write" else {}


def correction_values(obj: MinutesCorrection, _action: str) -> Mapping[str, object]:
    if not obj._state.adding:
        return {}
    return {**_named(obj, "entry"), **_named(obj, "delegation")}


def address_values(obj: Address, action: str) -> Mapping[str, object]:
    if obj._state.adding:
        return _named(obj, "seminar")
    if action == "edit":
        found: Mapping[str, object] = values(*TITLES, "item", *TEXTS)(obj, action)
        return found
    return {"accepted": obj.accepted} if action == "clear" else {}


def _named(obj: Any, name: str) -> dict[str, object]:
    """What the address said a new object belongs to."""
    key = getattr(obj, f"{name}_id")
    return {name: str(key)} if key else {}


Given = Mapping[str, Any]


def _new_session(request: HttpRequest, _given: Given) -> SeminarSession:
    return SeminarSession(seminar=pickers.seen_seminar(request))


def _new_item(request: HttpRequest, _given: Given) -> AgendaItem:
    return AgendaItem(session=pickers.seen_session(request))


def _new_delegation(request: HttpRequest, _given: Given) -> Delegation:
    return Delegation(seminar=pickers.seen_seminar(request))


def _new_intervention(request: HttpRequest, _given: Given) -> Intervention:
    """Of the user's own delegation where there is one only."""
    item, delegation = pickers.seen_item(request), pickers.seen_delegation(request)
    if delegation is None and item is not None:
        own = pickers.delegations_of(request.user).filter(seminar=item.session.seminar)
        rows = list(own.select_related("office", "seminar")[:2])
        delegation = rows[0] if len(rows) == 1 else None
    return Intervention(item=item, delegation=delegation)


def _new_entry(request: HttpRequest, _given: Given) -> MinutesEntry:
    return MinutesEntry(item=pickers.seen_item(request))


def _new_correction(request: HttpRequest, _given: Given) -> MinutesCorrection:
    entry, delegation = pickers.seen_entry(request), pickers.seen_delegation(request)
    if delegation is None and entry is not None:
        own = pickers.delegations_of(request.user).filter(seminar=entry.item.session.seminar)
        rows = list(own.select_related("office", "seminar")[:2])
        delegation = rows[0] if len(rows) == 1 else None
    return MinutesCorrection(entry=entry, delegation=delegation)


def _new_address(request: HttpRequest, _given: Given) -> Address:
    return Address(seminar=pickers.seen_seminar(request))


def _register(model: type[Lifecycle], path: str, sees: Any, fields: Any, **more: Any) -> None:
    """What all objects of the meeting share."""
    said = {
        "url": lambda obj: f"/{path}/{obj.pk}",
        "title": title,
        "sees": sees,
        "why": why,
        "events": events,
        "fields": fields,
        "thread": thread.under_seminar,
    }
    registry.register(model, **(said | more))


_register(
    Seminar,
    "seminars",
    queries.seminars_visible_to,
    widgets.SEMINAR_FIELDS,
    url=lambda seminar: f"/seminars/{seminar.key}",
    initial=values(*_SEMINAR),
    thread=thread.of_seminar,
    new=lambda _request, _given: Seminar(),
)
_register(
    SeminarSession,
    "sessions",
    queries.sessions_visible_to,
    widgets.SESSION_FIELDS,
    initial=session_values,
    new=_new_session,
)
_register(
    AgendaItem,
    "agenda-items",
    queries.items_visible_to,
    widgets.ITEM_FIELDS,
    initial=item_values,
    new=_new_item,
)
_register(
    SeminarDocument,
    "documents",
    queries.documents_visible_to,
    widgets.DOCUMENT_FIELDS,
    initial=document_values,
)
_register(
    Delegation,
    "delegations",
    queries.delegations_visible_to,
    widgets.DELEGATION_FIELDS,
    title=delegation_title,
    initial=delegation_values,
    new=_new_delegation,
)
_register(
    Intervention,
    "interventions",
    queries.interventions_visible_to,
    widgets.INTERVENTION_FIELDS,
    title=intervention_title,
    initial=intervention_values,
    new=_new_intervention,
)
_register(
    MinutesEntry,
    "minutes",
    queries.minutes_visible_to,
    widgets.ENTRY_FIELDS,
    title=entry_title,
    initial=entry_values,
    new=_new_entry,
)
_register(
    MinutesCorrection,
    "corrections",
    queries.corrections_visible_to,
    widgets.CORRECTION_FIELDS,
    title=correction_title,
    initial=correction_values,
    new=_new_correction,
)
_register(
    Address,
    "addresses",
    queries.addresses_visible_to,
    widgets.ADDRESS_FIELDS,
    initial=address_values,
    new=_new_address,
)
