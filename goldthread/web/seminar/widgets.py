"""How the fields of the meeting's actions are asked for."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy

from goldthread.seminar.models.delegation import MEMBER
from goldthread.web.acting.widgets import Asked, Day, Line, Lines, One, Whole, Widget
from goldthread.web.programme import pickers as work
from goldthread.web.programme.widgets import Column, Rows, office_choices
from goldthread.web.seminar import pickers
from goldthread.web.seminar.findings import ACCEPTED, LEFT_OUT
from goldthread.workflow import clock

ROOMS = Rows(
    (
        Column("key", gettext_lazy("Short name, such as hall-1")),
        Column("en", gettext_lazy("Name in English")),
        Column("zh", gettext_lazy("Name in Chinese")),
    )
)
SPEAKERS = Rows(
    (
        Column("office", gettext_lazy("Office that speaks"), "one", office_choices()),
        Column("en", gettext_lazy("Who speaks, in English")),
        Column("zh", gettext_lazy("Who speaks, in Chinese")),
    )
)
DELEGATES = Rows(
    (
        Column("kind", gettext_lazy("Takes part as"), "one", pickers.delegate_kinds, MEMBER),
        Column("name_en", gettext_lazy("Name in English")),
        Column("name_zh", gettext_lazy("Name in Chinese")),
        Column("post_en", gettext_lazy("Post in English")),
        Column("post_zh", gettext_lazy("Post in Chinese")),
        Column("person", gettext_lazy("Account on this site"), "one", pickers.people),
    )
)


class Badges(Lines):
    """One badge a line, checked in at the moment in which the form is sent."""

    def value(self, typed: Any, asked: Asked) -> object:  # noqa: ARG002
        now = clock.now().isoformat()
        rows = [{"badge": line.strip(), "at": now} for line in typed.splitlines() if line.strip()]
        return rows or None

    def shown(self, value: Any) -> Any:
        return "\n".join(str(row.get("badge", "")) for row in value or ())

    def told(self, value: Any, asked: Asked) -> str:  # noqa: ARG002
        """The log tells times; badges open doors and are not shown again."""
        return "\n".join(str(row.get("at", "")) for row in value if isinstance(row, Mapping))


TITLES: Mapping[str, Widget] = {"title_en": Line(), "title_zh": Line()}
TEXTS: Mapping[str, Widget] = {"text_en": Lines(14), "text_zh": Lines(14)}
_SEMINAR = One(pickers.seminars)
_ITEM = One(pickers.items)
_DELEGATION = One(pickers.own_delegations)

SEMINAR_FIELDS: Mapping[str, Widget] = {
    **TITLES,
    **TEXTS,
    "key": Line(),
    "cycle": One(work.cycles),
    "theme_en": Line(),
    "theme_zh": Line(),
    "place_en": Line(),
    "place_zh": Line(),
    "rooms": ROOMS,
    "chair": One(pickers.chairs),
}
SESSION_FIELDS: Mapping[str, Widget] = {
    **TITLES,
    "seminar": _SEMINAR,
    "starts": Line(),
    "ends": Line(),
    "room": One(pickers.rooms),
    "chair": One(pickers.chairs),
}
ITEM_FIELDS: Mapping[str, Widget] = {
    **TITLES,
    "session": One(pickers.sessions),
    "kind": One(pickers.kinds_of_items),
    "position": Whole(),
    "speakers": SPEAKERS,
}
DOCUMENT_FIELDS: Mapping[str, Widget] = {
    **TITLES,
    "seminar": _SEMINAR,
    "name": Line(),
    "sha256": Line(),
    "media_type": Line(),
    "item": _ITEM,
    "audience": One(pickers.audiences),
    "embargo_day": Day(),
    "embargo_time": Line(),
}
DELEGATION_FIELDS: Mapping[str, Widget] = {
    "seminar": _SEMINAR,
    "office": One(pickers.invitable),
    "delegates": DELEGATES,
    "badges": Badges(4),
}
INTERVENTION_FIELDS: Mapping[str, Widget] = {
    "delegation": _DELEGATION,
    "item": One(pickers.open_items),
    "subject": Line(),
    "text": Lines(12),
}
ENTRY_FIELDS: Mapping[str, Widget] = {
    **TEXTS,
    "item": One(pickers.minuted_items),
    "revision": One(pickers.revisions),
}
CORRECTION_FIELDS: Mapping[str, Widget] = {
    "entry": One(pickers.entries),
    "delegation": _DELEGATION,
    "passage": Lines(3),
    "wording": Lines(3),
}
ADDRESS_FIELDS: Mapping[str, Widget] = {
    **TITLES,
    **TEXTS,
    "seminar": _SEMINAR,
    "item": _ITEM,
    "accepted": ACCEPTED,
    "into": One(work.cycles),
    "left_out": LEFT_OUT,
}
