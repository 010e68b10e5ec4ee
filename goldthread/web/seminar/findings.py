"""The findings of an address's check as a form asks for them: accepted with a reason, left out."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy

from goldthread.seminar.models import Address
from goldthread.seminar.queries.checking import Checked, checked
from goldthread.seminar.speech.finding import KINDS, Finding
from goldthread.web.acting.widgets import Asked, Choice, Many
from goldthread.web.programme.widgets import Asks, Column
from goldthread.workflow import clock
from goldthread.workflow.texts import in_language


def checked_for(asked: Asked) -> Checked | None:
    """As whoever clears it is judged: against all that there is. Made once for a page."""
    if not isinstance(asked.obj, Address) or asked.obj.pk is None:
        return None
    if "checked" not in asked.made:
        asked.made["checked"] = checked(asked.obj, None, clock.today())
    found: Checked = asked.made["checked"]
    return found


def title_of(finding: Finding, lang: str) -> str:
    kind = in_language(KINDS[finding.kind][1], lang)
    return f"“{finding.text}” · {kind}: {finding.why.in_language(lang)}"


def _warnings(asked: Asked) -> list[tuple[str, str]]:
    found = checked_for(asked)
    rows = found.findings if found else ()
    return [(row.key, title_of(row, asked.lang)) for row in rows if row.severity == "warns"]


def _accepted(answers: Mapping[str, Mapping[str, str]]) -> object:
    given = {key: row.get("reason", "").strip() for key, row in answers.items()}
    return [{"finding": key, "reason": reason} for key, reason in given.items() if reason] or None


def _accepted_told(value: Any, titles: Mapping[str, str]) -> str:
    rows = value if isinstance(value, list) else []
    return "\n".join(
        f"{titles.get(str(row.get('finding')), row.get('finding'))} · {row.get('reason', '')}"
        for row in rows
        if isinstance(row, Mapping)
    )


class Accepted(Asks):
    """A reason for each warning that is to stand; those given before come back by their key."""

    def shown(self, value: Any) -> Any:
        return {row["finding"]: {"reason": row.get("reason", "")} for row in value or ()}


class LeftOut(Many):
    """Sentences that only look like promises."""

    def told(self, value: Any, asked: Asked) -> str:
        return super().told(value if isinstance(value, list) else [], asked)


def _promises(asked: Asked) -> Sequence[Choice]:
    found = checked_for(asked)
    rows = found.promises if found else ()
    return [Choice(row.promised.key(row.lang), row.promised.part.text) for row in rows]


ACCEPTED = Accepted(
    _warnings,
    (Column("reason", gettext_lazy("Reason why it stands")),),
    _accepted,
    _accepted_told,
)
LEFT_OUT = LeftOut(_promises)
