"""What a request brings: checked before the engine sees it, so that nothing wrong reaches it."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja.utils import check_csrf
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from goldthread.api.kind import Seen, Work
from goldthread.api.problems import Stopped, nothing_there
from goldthread.programme import queries
from goldthread.programme.queries.upstream_parts import clauses_visible_to
from goldthread.review import queries as review
from goldthread.seminar import queries as seminar
from goldthread.workflow.errors import PayloadRefused
from goldthread.workflow.machine import Need, Transition
from goldthread.workflow.texts import say

MOST_DIGITS = 18
MOST_VERSIONS = 2**31 - 1
AT_ONCE = 500
KEY = r"^[!-~]{1,100}$"


class Begin(BaseModel):
    """What begins an object: the fields of the action, and a key that makes repeating safe."""

    model_config = ConfigDict(strict=True, extra="forbid")

    key: str | None = Field(default=None, pattern=KEY)
    payload: dict[str, Any] = Field(default_factory=dict)


class Do(Begin):
    """What is done to an object: the version that was seen, beside the rest."""

    expected_version: int = Field(ge=1, le=MOST_VERSIONS)


B = TypeVar("B", bound=Begin)
REFERENCES: Mapping[str, Seen] = {
    "cycle": queries.cycles_visible_to,
    "previous": queries.cycles_visible_to,
    "into": queries.cycles_visible_to,
    "successor": queries.documents_visible_to,
    "clause": clauses_visible_to,
    "requirements": queries.requirements_visible_to,
    "measure": queries.measures_visible_to,
    "task": queries.tasks_visible_to,
    "parent": queries.tasks_visible_to,
    "report": queries.reports_visible_to,
    "replacement": queries.evidence_visible_to,
    "seminar": seminar.seminars_visible_to,
    "session": seminar.sessions_visible_to,
    "delegation": seminar.delegations_visible_to,
    "proposal": seminar.proposals_visible_to,
    "proposals": seminar.proposals_visible_to,
    "reply_to": seminar.remarks_visible_to,
    "entry": seminar.minutes_visible_to,
    "review": review.reviews_visible_to,
}
"""Fields that name other work. What is not seen is refused as what is not there, so that no
sentence of a condition tells of it. Offices and acts are public; milestones and criteria are held
to the task by the conditions, agenda items to the released agenda."""


def see(work: Work, user: Any, key: str) -> Any:
    """The object of the address; one that the user may not see is not there, just like none."""
    found = work.sees(user).filter(pk=int(key)).first() if _is_key(key) else None
    if found is None:
        raise nothing_there()
    return found


def signed_in(request: HttpRequest) -> None:
    """Nothing is written for somebody unknown, nor for a page of another site."""
    if not request.user.is_authenticated:
        raise Stopped("not_signed_in", say("Sign in first, then do this.", "请先登录再办理。"))
    if request.content_type != "application/json":
        sentence = say(
            "Send the body as application/json; it came as {kind}.",
            "请求内容须为 application/json，收到的是{kind}。",
            kind=request.content_type[:60] or "—",
        )
        raise Stopped("not_json", sentence)
    if check_csrf(request) is not None:
        sentence = say(
            "Send the token of the cookie csrftoken in the header X-CSRFToken.",
            "请在请求头 X-CSRFToken 中带上 csrftoken 的令牌。",
        )
        raise Stopped("csrf", sentence)


def body(request: HttpRequest, kind: type[B]) -> B:
    try:
        return kind.model_validate_json(request.body)
    except ValidationError as error:
        places = (".".join(map(str, each["loc"])) for each in error.errors(include_input=False))
        raise Stopped("payload_refused", _unreadable(kind, set(places))) from None


def _unreadable(kind: type[Begin], places: set[str]) -> Any:
    wanted = ", ".join(sorted(kind.model_fields))
    return say(
        "The body is a JSON object with {wanted}; wrong is: {places}.",
        "请求内容须为含 {wanted} 的 JSON 对象；有误之处：{places}。",
        wanted=wanted,
        places=", ".join(sorted(each[:60] for each in places if each)[:5]) or "JSON",
    )


def references_seen(work: Work, row: Transition, payload: Mapping[str, Any], user: Any) -> None:
    """Refuse a field that names work which the user does not see."""
    known = {**REFERENCES, **work.references}
    for need in row.needs:
        if need.name in known and need.kind in ("reference", "references"):
            _all_seen(need, known[need.name], list(_keys(payload.get(need.name))), user)


def _keys(given: object) -> Iterator[str]:
    """The keys as text; what is no key of any kind is left for the engine to refuse."""
    for each in given if isinstance(given, list) else [given]:
        if isinstance(each, int | str) and not isinstance(each, bool) and str(each).strip():
            yield str(each).strip()


def _all_seen(need: Need, sees: Seen, keys: list[str], user: Any) -> None:
    numbers = {int(key) for key in keys if _is_key(key)}
    unseen = [key for key in keys if not _is_key(key)]
    for start in range(0, len(numbers), AT_ONCE):
        some = sorted(numbers)[start : start + AT_ONCE]
        rows = sees(user).filter(pk__in=some)
        unseen += map(str, sorted({*some} - {*rows.values_list("pk", flat=True)}))
    if unseen:
        sentence = say(
            "There is no {field} {key} that you can see.",
            "没有您可查看的{field}：{key}。",
            field=need.titles,
            key=unseen[0][:60],
        )
        raise PayloadRefused(sentence)


def _is_key(key: str) -> bool:
    return key.isascii() and key.isdigit() and len(key) <= MOST_DIGITS


def narrowed(work: Work, rows: "QuerySet[Any]", given: Mapping[str, str | None]) -> Any:
    """The rows by state and by the filters of this kind of work."""
    for name, value in given.items():
        if value is None:
            continue
        if name == "state" and value not in {state.name for state in work.machine.states}:
            raise _no_such(name, ", ".join(state.name for state in work.machine.states))
        if name != "state" and name not in work.filters:
            raise _no_such(name, ", ".join(("state", *work.filters)))
        if "\0" in value:
            return rows.none()
        rows = rows.filter(**{work.filters.get(name, name): value})
    return rows


def _no_such(name: str, known: str) -> Stopped:
    sentence = say(
        "The filter {name} cannot be so; there are: {known}.",
        "筛选条件 {name} 不成立；可用的有：{known}。",
        name=name,
        known=known,
    )
    return Stopped("parameter_refused", sentence)
