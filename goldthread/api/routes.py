"""The addresses: one set for each kind of work, made from the table of its life."""

from collections.abc import Callable
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI, Router
from ninja.errors import ValidationError
from pydantic import Field

from goldthread.api import asking, described, schemas, telling
from goldthread.api.kind import Work
from goldthread.api.problems import OF_REFUSALS, Stopped, nothing_there, problem
from goldthread.api.work import WORK
from goldthread.offices.queries import remembering
from goldthread.workflow.engine import create, perform
from goldthread.workflow.errors import Refused, StaleVersion
from goldthread.workflow.machine import Transition
from goldthread.workflow.models import Event
from goldthread.workflow.texts import say

SIZE, MOST = 50, 100
Page = Annotated[int, Field(ge=1, le=1_000_000)]
Rows = Annotated[int, Field(ge=1, le=MOST)]
READ_PROBLEMS = {404: schemas.Problem, 422: schemas.Problem}
WRITE_PROBLEMS = dict.fromkeys((403, 404, 409, 413, 415, 422), schemas.Problem)

api = NinjaAPI(
    title="Goldthread: the work ledger",
    version="1",
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api",
)


def answer(body: Any, status: int = 200) -> HttpResponse:
    """Never kept on the way: the next reader may see less."""
    return JsonResponse(body, status=status, headers={"Cache-Control": "no-store"})


@api.get("/machines", response=list[schemas.Table], operation_id="machines")
def machines(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Every transition table: states, actions, who may, conditions, fields."""
    return JsonResponse([telling.table(work) for work in WORK.values()], safe=False)


def routes(work: Work) -> Router:
    """Reading, and one address for each action of the table."""
    router = Router(tags=[work.name])
    _reading(router, work)
    for row in work.creations():
        _writing(router, work, [row], _beginning(work, row.action))
    for action in work.machine.actions():
        rows = [each for each in work.machine.transitions if each.action == action]
        if not any(row.creates for row in rows):
            _writing(router, work, rows, _doing(work, action))
    return router


def _reading(router: Router, work: Work) -> None:
    title = work.machine.titles["en"]

    def listed(
        request: HttpRequest,
        page: Page = 1,
        size: Rows = SIZE,
        state: str | None = None,
        cycle: str | None = None,
        lead: str | None = None,
    ) -> HttpResponse:
        with remembering():
            given = {"state": state, "cycle": cycle, "lead": lead}
            rows = asking.narrowed(work, work.sees(request.user), given)
            rows = rows.select_related(*work.offices) if work.offices else rows
            found = _page(rows.order_by("pk"), page, size)
            items = [telling.item(work, obj, request.lang) for obj in found.pop("rows")]
            return answer(found | {"items": items})

    def shown(request: HttpRequest, key: str) -> HttpResponse:
        with remembering():
            obj = asking.see(work, request.user, key)
            return answer(telling.whole(work, obj, request.user, request.lang))

    def past(request: HttpRequest, key: str, page: Page = 1, size: Rows = SIZE) -> HttpResponse:
        with remembering():
            obj = asking.see(work, request.user, key)
            found = _page(telling.history(work, obj, request.user), page, size)
            rows = telling.events(work, found.pop("rows"), request.user, request.lang)
            return answer(found | {"items": rows})

    for path, view, shape, name, told in (
        ("", listed, schemas.Items, f"{work.name}_list", f"{title}: those that you see"),
        ("/{key}", shown, schemas.Whole, work.name, f"{title}: one, and what may be done"),
        ("/{key}/events", past, schemas.History, f"{work.name}_events", f"{title}: its history"),
    ):
        router.add_api_operation(
            path,
            ["GET"],
            view,
            response={200: shape, **READ_PROBLEMS},
            operation_id=name,
            summary=told,
        )


def _page(rows: Any, page: int, size: int) -> dict[str, Any]:
    first = (page - 1) * size
    return {
        "count": rows.count(),
        "page": page,
        "size": size,
        "rows": list(rows[first : first + size]),
    }


def _writing(
    router: Router, work: Work, rows: list[Transition], view: Callable[..., HttpResponse]
) -> None:
    row = rows[0]
    where = "/actions" if row.creates else "/{key}/actions"
    router.add_api_operation(
        f"{where}/{row.action}",
        ["POST"],
        view,
        response={201 if row.creates else 200: schemas.Done, **WRITE_PROBLEMS},
        operation_id=f"{work.name}_{row.action}",
        summary=described.summary(work, row),
        description=described.description(rows),
        openapi_extra=described.request_body(rows, creates=row.creates),
    )


def _beginning(work: Work, action: str) -> Callable[..., HttpResponse]:
    def begin(request: HttpRequest) -> HttpResponse:
        asking.signed_in(request)
        with remembering():
            given, obj = asking.body(request, asking.Begin), work.model()
            _references(work, obj, action, given, request)
            event = create(obj, action, actor=request.user, payload=given.payload, key=given.key)
            return _done(work, obj, event, request, 201)

    return begin


def _doing(work: Work, action: str) -> Callable[..., HttpResponse]:
    def do(request: HttpRequest, key: str) -> HttpResponse:
        asking.signed_in(request)
        with remembering():
            obj = asking.see(work, request.user, key)
            given = asking.body(request, asking.Do)
            _references(work, obj, action, given, request)
            event = perform(
                obj,
                action,
                actor=request.user,
                expected_version=given.expected_version,
                payload=given.payload,
                key=given.key,
            )
            return _done(work, obj, event, request, 200)

    return do


def _references(
    work: Work, obj: Any, action: str, given: asking.Begin, request: HttpRequest
) -> None:
    row = work.machine.find(action, None if obj._state.adding else obj.state)
    if row is not None:  # else the engine says in which states it is done
        asking.references_seen(work, row, given.payload, request.user)


def _done(work: Work, obj: Any, event: Event, request: HttpRequest, status: int) -> HttpResponse:
    [told] = telling.events(work, [event], request.user, request.lang)
    where = telling.address(work, obj.pk)
    body = {"machine": work.name, "key": str(obj.pk), "state": obj.state, "version": obj.version}
    return answer(body | {"event": told, "self": where}, status)


@api.exception_handler(Stopped)
def _stopped(request: HttpRequest, error: Stopped) -> HttpResponse:
    return problem(request, error.code, error.sentence.in_language(request.lang))


@api.exception_handler(Refused)
def _refused(request: HttpRequest, error: Refused) -> HttpResponse:
    return problem(request, OF_REFUSALS[type(error)], error.in_language(request.lang))


@api.exception_handler(StaleVersion)
def _stale(request: HttpRequest, error: StaleVersion) -> HttpResponse:
    """With what stands there now and what was done since, as far as the user may read it."""
    now = error.current
    work = WORK[now.machine.name] if now is not None else None
    if now is None or work is None or not work.sees(request.user).filter(pk=now.pk).exists():
        return _stopped(request, nothing_there())
    rows = telling.history(work, now, request.user).filter(version__gt=error.expected)
    return problem(
        request,
        "stale_version",
        error.in_language(request.lang),
        current={"state": now.state, "version": now.version},
        since=telling.events(work, rows.order_by("sequence"), request.user, request.lang),
    )


@api.exception_handler(ValidationError)
def _parameter(request: HttpRequest, error: ValidationError) -> HttpResponse:
    names = ", ".join(sorted({str(each["loc"][-1]) for each in error.errors}))
    sentence = say(
        "The parameters {names} cannot be so: page counts from 1, size is 1 to {most}.",
        "参数 {names} 不符合要求：page 从 1 起，size 为 1 至 {most}。",
        names=names,
        most=MOST,
    )
    return problem(request, "parameter_refused", sentence.in_language(request.lang))


for _work in WORK.values():
    api.add_router(f"/{_work.name}", routes(_work))
