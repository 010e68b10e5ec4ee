"""The page of the thread: everything above a thing and everything below it, and files of it."""

import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from goldthread.offices.queries import offices_named_on
from goldthread.review.queries import thread as walking
from goldthread.review.thread.drawing import draw
from goldthread.review.thread.kinds import KINDS
from goldthread.review.thread.model import Group, Node, Ref, Thread
from goldthread.review.thread.provenance import edges_csv, json_ld
from goldthread.web.acting.frame import address as link
from goldthread.web.shell import address
from goldthread.web.shell.address import Address
from goldthread.web.shell.errors import NotThere
from goldthread.workflow import clock
from goldthread.workflow.texts import in_language

SIZES = ("6", "50", "500")
"""How many of a step are told one by one."""


def thread(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    values = address.read(request, {"size": address.one_of(SIZES)})
    found = _found(request, kind, key, int(values.get("size", SIZES[0])))
    lang, here = request.lang, found.here
    names = _offices(lang)

    def href(ref: Ref) -> str:
        return link(request, path_of(ref))

    context = {
        "title": in_language(here.titles, lang),
        "kind": capfirst(in_language(KINDS[here.ref.kind], lang)),
        "here": _told(request, here, names),
        "up": [_group(request, found, each, names) for each in found.up],
        "down": [_group(request, found, each, names) for each in found.down],
        "drawing": mark_safe(draw(found, lang, href)),  # noqa: S308 - our own, texts escaped
        "csv": link(request, f"{path_of(here.ref)}.csv"),
        "jsonld": link(request, f"{path_of(here.ref)}.jsonld"),
    }
    return render(request, "walk/thread.html", context)


def thread_csv(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    address.read(request, {})
    found = _found(request, kind, key, walking.ALL)
    text = "\ufeff" + edges_csv(found)
    return _file(text, "text/csv; charset=utf-8", found, "csv")


def thread_jsonld(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    address.read(request, {})
    found = _found(request, kind, key, walking.ALL)
    site = f"{request.scheme}://{request.get_host()}"
    text = json.dumps(json_ld(found, walking.beginnings(found), site), ensure_ascii=False)
    return _file(text, "application/ld+json", found, "jsonld")


def path_of(ref: Ref) -> str:
    return f"/thread/{ref.kind}/{ref.key}"


def _found(request: HttpRequest, kind: str, key: str, most: int) -> Thread:
    """An address that calls an assignment a task is understood: to a reader it is one."""
    found = walking.thread(request.user, kind, key, most=most)
    if found is None and kind == "task":
        found = walking.thread(request.user, "assignment", key, most=most)
    if found is None:
        raise NotThere(_("There is nothing at this address that you can see."))
    return found


def _file(text: str, media: str, found: Thread, ending: str) -> HttpResponse:
    answer = HttpResponse(text, content_type=media)
    name = "".join(sign if sign.isalnum() else "-" for sign in found.here.ref.key)
    answer["Content-Disposition"] = (
        f'attachment; filename="thread-{found.here.ref.kind}-{name}.{ending}"'
    )
    return answer


def _offices(lang: str) -> dict[str, str]:
    """Today's short names by code: one query."""
    rows = offices_named_on(clock.today())
    if lang == "zh":
        return {row.office.code: row.short_zh or row.name_zh for row in rows}
    return {row.office.code: row.short_en or row.name_en for row in rows}


def _group(
    request: HttpRequest, found: Thread, group: Group, names: Mapping[str, str]
) -> dict[str, Any]:
    more = Address.of(path_of(found.here.ref), size=SIZES[-1], lang=request.lang_asked)
    return {
        "name": group.name,
        "title": capfirst(in_language(group.titles, request.lang)),
        "count": group.count,
        "nodes": [_told(request, node, names) for node in group.nodes],
        "folded": group.folded,
        "more": f"{more}#{group.name}" if len(group.nodes) < int(SIZES[-1]) else "",
    }


def _told(request: HttpRequest, node: Node, names: Mapping[str, str]) -> dict[str, Any]:
    path, _hash, mark = node.href.partition("#")
    return {
        "title": in_language(node.titles, request.lang),
        "walk": link(request, path_of(node.ref)),
        "page": link(request, path) + (f"#{mark}" if mark else "") if path else "",
        "state": in_language(node.state, request.lang) if node.state else "",
        "since": timezone.localtime(node.at) if node.at else None,
        "office": names.get(node.office, node.office),
    }
