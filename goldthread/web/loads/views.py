"""The loads: what was delivered, what became of it, what went to quarantine."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from goldthread.register.manifest import Manifest
from goldthread.web.shell import address, names, numbers, pages, site
from goldthread.web.shell.address import Address
from goldthread.web.shell.columns import KINDS, TABLES
from goldthread.web.shell.errors import NotThere
from goldthread.web.shell.paging import Paging
from goldthread.web.shell.sentences import element
from goldthread.web.shell.thread import Step, Thread

ROWS = 100
BAD_ROWS = 50
RAW_SHOWN = 4000


def _link(request: HttpRequest, path: str, **params: Any) -> str:
    return str(Address.of(path, lang=request.lang_asked, **params))


def loads(request: HttpRequest) -> HttpResponse:
    """All loads, newest first."""
    held = site.holdings().loads
    if not held:
        return pages.empty(request)
    asked = address.read(request, {"page": address.between(1, 1_000_000)})
    paging = Paging.of(
        len(held), asked.get("page", 1), ROWS, lambda n: _link(request, "/loads", page=n)
    )
    shown = held[paging.first : paging.last]
    context = {
        "title": _("Loads"),
        "rows": [_row(request, manifest) for manifest in shown],
        "paging": paging,
        "count": len(held),
        "records": sum(m.new + m.changed for m in held),
        "quarantined": sum(m.quarantined for m in held),
        "templates": _link(request, "/loads/templates"),
    }
    return render(request, "loads/loads.html", context)


def _row(request: HttpRequest, manifest: Manifest) -> dict[str, Any]:
    return {
        "load": manifest,
        "href": _link(request, f"/loads/{manifest.load}"),
        "quarantine": _link(request, f"/loads/{manifest.load}/quarantine"),
        "unknown": sum(manifest.unknown.values()),
        "day": manifest.received_at.date(),
    }


def _manifest(number: str, request: HttpRequest) -> Manifest:
    found = site.holdings().load(int(number))
    if found is None:
        sentence = _("There is no load %(number)s.") % {"number": number}
        raise NotThere(sentence, _link(request, "/loads"))
    return found


def load(request: HttpRequest, number: str) -> HttpResponse:
    """One load: its manifest."""
    address.read(request, {})
    manifest = _manifest(number, request)
    lang = request.lang
    context = {
        "title": _("Load %(number)s") % {"number": manifest.load},
        "load": manifest,
        "day": manifest.received_at.date(),
        "quarantine": _link(request, f"/loads/{manifest.load}/quarantine"),
        "tables": [(TABLES.get(name, name), rows) for name, rows in manifest.rows.items()],
        "holds": [
            (names.office(office, lang), KINDS.get(kind, kind), count)
            for office, kind, count in manifest.holds
        ],
        "skipped": sorted(manifest.skipped.items()),
        "unknown": [
            (name, element(name), count)
            for name, count in sorted(manifest.unknown.items(), key=lambda item: -item[1])
        ],
        "reasons": _reasons(request, manifest),
        "thread": _thread(request, manifest),
        "sha256": manifest.sha256,
        "look": _link(request, "/", as_of=manifest.load),
    }
    return render(request, "loads/load.html", context)


def _reasons(request: HttpRequest, manifest: Manifest) -> list[dict[str, Any]]:
    path = f"/loads/{manifest.load}/quarantine"
    return [
        {"reason": reason, "count": count, "href": _link(request, path, reason=reason)}
        for reason, count in sorted(manifest.quarantine_reasons.items(), key=lambda i: -i[1])
    ]


def _thread(request: HttpRequest, manifest: Manifest, at: str = "load") -> Thread:
    """Records, the load, its source files, and the quarantine where there is any."""
    lang = request.lang
    href = _link(request, f"/loads/{manifest.load}")
    count = numbers.number(manifest.new + manifest.changed, lang)
    steps = [
        Step(_("Records"), _("new or changed in it"), "", count),
        Step(_("Load"), str(manifest.load), href, here=at == "load"),
        Step(
            _("Source files"),
            manifest.feed,
            f"{href}#files",
            numbers.number(len(manifest.sources), lang),
        ),
    ]
    if manifest.quarantined:
        bad = numbers.number(manifest.quarantined, lang)
        steps.append(
            Step(_("Quarantine"), _("not read"), f"{href}/quarantine", bad, here=at == "quarantine")
        )
    return tuple(steps)


def quarantine(request: HttpRequest, number: str) -> HttpResponse:
    """The records of a load that could not be read, with the bytes they came as."""
    manifest = _manifest(number, request)
    reasons = tuple(manifest.quarantine_reasons)
    asked = address.read(
        request, {"page": address.between(1, 1_000_000), "reason": address.one_of(reasons)}
    )
    table = site.register().quarantine(manifest.load)
    if reason := asked.get("reason"):
        import pyarrow.compute as pc

        table = table.filter(pc.equal(table["reason"], reason))
    path = f"/loads/{manifest.load}/quarantine"
    paging = Paging.of(
        table.num_rows,
        asked.get("page", 1),
        BAD_ROWS,
        lambda n: _link(request, path, reason=reason, page=n),
    )
    rows = table.slice(paging.first, BAD_ROWS).to_pylist()
    context = {
        "title": _("Quarantine of load %(number)s") % {"number": manifest.load},
        "load": manifest,
        "rows": [row | {"raw": _raw(row["raw"])} for row in rows],
        "reasons": _reasons(request, manifest),
        "reason": reason,
        "all": _link(request, path),
        "paging": paging,
        "thread": _thread(request, manifest, "quarantine"),
    }
    return render(request, "loads/quarantine.html", context)


def _raw(raw: bytes) -> str:
    """The bytes as text, as far as they are; what is no character shows as one."""
    return raw[:RAW_SHOWN].decode("utf-8", "replace")
