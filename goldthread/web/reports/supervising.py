"""For those who follow up: signals with the drawn sample, and what each office is asked."""

from collections import Counter
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goldthread.offices import queries as offices
from goldthread.programme import queries
from goldthread.programme.models import Cycle, KeyTask
from goldthread.programme.queries.upstream import INSIDE
from goldthread.web.acting.frame import address as link
from goldthread.web.programme.names import short_names
from goldthread.web.shell import address, periods
from goldthread.web.shell.errors import NotThere
from goldthread.workflow import clock
from goldthread.workflow.texts import in_language

FOLLOWING = {"supervision", "supervision_head"}
SIZES = ("10", "20", "50")
KINDS = {
    "same_narrative": gettext_lazy("The same narrative in several units"),
    "same_file": gettext_lazy("One file under several tasks or days"),
    "green_with_late_register": gettext_lazy("All confident, the register late"),
    "jump_at_the_end": gettext_lazy("A jump with the last report"),
    "round_numbers": gettext_lazy("Many round numbers"),
}


def _allowed(request: HttpRequest, roles: set[str] | frozenset[str]) -> None:
    """Whoever may not see a page is told that nothing is there."""
    if not offices.roles_of(request.user, clock.today()) & roles:
        raise NotThere(_("There is nothing at this address that you can see."))


def signals(request: HttpRequest) -> HttpResponse:
    """What is worth a look on the spot, and the sample that a published seed draws."""
    _allowed(request, FOLLOWING)
    cycles = list(queries.cycles_visible_to(request.user).order_by("-starts"))
    asked = address.read(
        request,
        {
            "cycle": address.one_of([row.key for row in cycles]),
            "seed": str,
            "size": address.one_of(SIZES),
        },
    )
    cycle = next((row for row in cycles if row.key == asked.get("cycle")), _latest(cycles))
    context: dict[str, Any] = {"title": _("Signals for sampling"), "cycles": cycles}
    if cycle is not None:
        context |= _signals(request, cycle, asked)
    return render(request, "reports/signals.html", context)


def _latest(cycles: list[Cycle]) -> Cycle | None:
    """The newest that has begun."""
    begun = [row for row in cycles if row.state != "preparing"]
    return next(iter(begun or cycles), None)


def _signals(request: HttpRequest, cycle: Cycle, asked: dict[str, Any]) -> dict[str, Any]:
    day = min(clock.today(), cycle.ends)
    found = queries.signals(cycle, day)
    tasks = _tasks({key for each in found for key in each.tasks}, request.lang)
    names = _office_names(request.lang)
    seed, size = asked.get("seed", cycle.key), int(asked.get("size", SIZES[0]))
    drawn = queries.sample(cycle, seed, size, day=day)
    counts = Counter(each.kind for each in found)
    return {
        "cycle": cycle,
        "day": day,
        "kinds": [{"title": KINDS[kind], "count": counts[kind]} for kind in KINDS],
        "rows": [
            {
                "kind": KINDS[each.kind],
                "office": names.get(each.office, each.office),
                "why": in_language(each.why, request.lang),
                "tasks": [_link(request, key, tasks.get(key, "")) for key in each.tasks],
            }
            for each in found
        ],
        "seed": seed,
        "size": size,
        "sizes": SIZES,
        "sample": [
            {
                "task": _link(request, each.task.pk, _name(each.task, request.lang)),
                "office": names.get(each.task.lead.code, each.task.lead.code),
                "weight": each.weight,
                "signals": [KINDS[kind] for kind in dict.fromkeys(s.kind for s in each.signals)],
            }
            for each in drawn
        ],
    }


def _tasks(keys: set[int], lang: str) -> dict[int, str]:
    return {row.pk: _name(row, lang) for row in KeyTask.objects.filter(pk__in=keys)}


def _name(task: KeyTask, lang: str) -> str:
    return f"{task.ledger_number} {task.title(lang)}"


def _link(request: HttpRequest, key: int, name: str) -> dict[str, str]:
    return {"name": name, "href": link(request, f"/tasks/{key}")}


def _office_names(lang: str) -> dict[str, str]:
    return {
        row.office.code: row.short_zh if lang == "zh" else row.short_en
        for row in offices.offices_named_on(clock.today())
    }


def burden(request: HttpRequest) -> HttpResponse:
    """Reports and fields asked of each office in a month, the most first."""
    _allowed(request, INSIDE)
    asked = address.read(request, {"month": a_month})
    first = asked.get("month", clock.today().replace(day=1))
    rows = list(offices.offices_named_on(first))
    names = short_names(request.lang, first)
    found = queries.burdens([row.office for row in rows], first)
    wanted = [(row.office_id, each) for row, each in zip(rows, found, strict=True) if each.reports]
    wanted.sort(key=lambda pair: (-pair[1].fields, pair[1].office))
    most = max((each.fields for _key, each in wanted), default=1)
    context = {
        "title": _("Burden of offices"),
        "month": f"{first:%Y-%m}",
        "month_title": periods.title(f"{first:%Y-%m}", request.lang),
        "before": link(request, "/burden", month=f"{_before(first):%Y-%m}"),
        "after": link(request, "/burden", month=f"{_after(first):%Y-%m}"),
        "rows": [
            {
                "office": names.get(key, each.office),
                "reports": each.reports,
                "fields": each.fields,
                "tasks": each.tasks,
                "width": f"{100 * each.fields / most:.1f}",
            }
            for key, each in wanted
        ],
        "reports": sum(each.reports for _key, each in wanted),
        "fields": sum(each.fields for _key, each in wanted),
    }
    return render(request, "reports/burden.html", context)


def a_month(text: str) -> date:
    try:
        if len(text) == len("2019-06"):
            return date.fromisoformat(f"{text}-01")
    except ValueError:
        pass
    raise ValueError(_("Write a month such as 2019-06."))


def _before(first: date) -> date:
    return first.replace(year=first.year - 1, month=12) if first.month == 1 else _month(first, -1)


def _after(first: date) -> date:
    return first.replace(year=first.year + 1, month=1) if first.month == 12 else _month(first, 1)


def _month(first: date, step: int) -> date:
    return first.replace(month=first.month + step)
