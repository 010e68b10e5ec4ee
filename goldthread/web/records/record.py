"""One record: what it is, every version of it, what changed between them, where it stands."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from goldthread.indicators.engine import cursor
from goldthread.readers.schema import TABLES
from goldthread.register.history import Version, history
from goldthread.register.manifest import Manifest
from goldthread.web.lookback import defaults
from goldthread.web.records import changes, grains, linked
from goldthread.web.records.cells import written
from goldthread.web.shell import columns, figures, site, state
from goldthread.web.shell.errors import NotThere
from goldthread.web.shell.figures import known_title
from goldthread.web.shell.places import place
from goldthread.web.shell.state import State
from goldthread.web.shell.thread import Step, Thread

LARGEST = 2**63 - 1
# What feeds of events tell of a right that another feed describes.
OF_EVENTS = ("right_spell", "right_milestone", "status_event")
# What the register needs and a reader does not: shown under the version's identity.
INNER = (
    *grains.KEY.values(),
    "known_from_load",
    "source_file_id",
    "source_locator",
    "record_hash",
    "lineage_key",
)


def record(request: HttpRequest, key: str, grain: str = "right") -> HttpResponse:
    """The page of one right, transaction or case."""
    if not site.holdings().loads:
        raise NotThere(_("The register is empty: it holds no records."))
    found, _more = state.read(request, defaults.fill, {})
    versions = (
        history(site.register(), int(key), grains.ROOT[grain], cursor())
        if int(key) <= LARGEST
        else []
    )
    if not versions:
        sentence = _("There is no record %(key)s in the register.") % {"key": key}
        raise NotThere(sentence, str(found.address("/")))
    counted = "indicator" in request.GET
    known = _known(versions, found)
    newest = known[-1]
    context = {
        "title": grains.name(grain, newest.row),
        "about": grains.FACTS[grain],
        "record_key": newest.row["record_key"],
        "version": newest,
        "facts": facts(newest, found.lang),
        "tables": tables(newest, found)
        + _told_elsewhere(known, found)
        + linked.transactions(newest, found, grain),
        "versions": [_version(v, versions, found, grain) for v in reversed(versions)],
        "count": len(versions),
        "source": _source(newest, found),
        "thread": thread(found, newest, counted),
        "back": found.records() if counted else "",
        "past": any(v.feed == newest.feed and v.known_from > newest.known_from for v in versions),
    }
    return render(request, "records/record.html", context)


def _known(versions: list[Version], found: State) -> list[Version]:
    """The versions known on the address's day, one a feed, that which is counted last.

    Of a withdrawn record every version is given, of one not known yet the first.
    """
    if found.as_of:
        load = site.register().known(found.query((found.period,)).as_of).newest
        then = [v for v in versions if v.known_from <= load] or versions[:1]
        known = [v for v in then if v.known_to is None or v.known_to > load] or then
    else:
        known = [v for v in versions if v.known_to is None] or versions
    return sorted(known, key=lambda v: (site.register().manifest(v.known_from).rank, v.known_from))


def _told_elsewhere(known: list[Version], found: State) -> list[dict[str, Any]]:
    """What the events of the other feeds tell of the right, each table named with its feed."""
    return [
        _table(name, version.children[name], found.lang, {})
        | {"id": f"{name}-{version.feed}", "title": f"{columns.TABLES[name]} · {version.feed}"}
        for version in known[:-1]
        if version.feed != known[-1].feed
        for name in OF_EVENTS
        if name in version.children
    ]


def facts(version: Version, lang: str) -> list[tuple[str, str]]:
    """The columns that say something, by their names."""
    return [
        (str(columns.COLUMNS[name]), written(name, value, lang))
        for name, value in version.row.items()
        if name not in INNER and name in columns.COLUMNS and value not in (None, "")
    ]


def tables(version: Version, found: State) -> list[dict[str, Any]]:
    """The rows of the child tables, each with the columns that any of its rows fills."""
    hrefs = linked.rights(version, found)
    return [_table(name, rows, found.lang, hrefs) for name, rows in version.children.items()]


def _table(
    name: str, rows: list[dict[str, Any]], lang: str, hrefs: dict[int, str]
) -> dict[str, Any]:
    """A table; a right that a transaction names is opened by its number."""
    hidden = (TABLES[name].key, "right_id", *changes.PARTS_OF_KEYS)
    rows = [row | _spoken(name, row) for row in rows]
    named = [c for c in rows[0] if c not in hidden]
    filled = [c for c in named if any(row[c] not in (None, "") for row in rows)]
    ordered = sorted(
        rows,
        key=lambda row: (str(row.get("role") or row.get("scheme") or ""), row.get("sequence") or 0),
    )
    return {
        "id": name,
        "title": columns.TABLES[name],
        "headings": [columns.COLUMNS[c] for c in filled],
        "rows": [
            linked.cells(row, filled, lang, hrefs.get(row.get("right_id") or 0, ""))
            for row in ordered
        ],
    }


def _spoken(name: str, row: dict[str, Any]) -> dict[str, Any]:
    """What an absent day of a spell means: nothing is missing there."""
    if name != "right_spell":
        return {}
    said = {"begins": _("its grant"), "ends": _("still in force")}
    return {column: str(words) for column, words in said.items() if row[column] is None}


def _version(version: Version, versions: list[Version], found: State, grain: str) -> dict[str, Any]:
    """One version beside the one before it in the same feed."""
    before = [v for v in versions if v.feed == version.feed and v.known_from < version.known_from]
    closed = version.known_to
    return {
        "version": version,
        "from": known_title(version.known_from, found.lang),
        "from_href": str(found.link(f"/loads/{version.known_from}")),
        "to": known_title(closed, found.lang) if closed else "",
        "to_href": str(found.link(f"/loads/{closed}")) if closed else "",
        "first": not before,
        "withdrawn": closed is not None and not any(v.known_from == closed for v in versions),
        "differences": changes.differences(before[-1], version, found.lang, grains.ROOT[grain])
        if before
        else [],
        "source": _source(version, found),
        "hash": version.row["record_hash"].hex(),
        "look": str(
            found.link(
                f"{grains.PATH[grain]}/{version.row[grains.KEY[grain]]}", as_of=version.known_from
            )
        ),
    }


def _source(version: Version, found: State) -> dict[str, Any]:
    """The delivered file and the place in it."""
    manifest: Manifest | None = site.holdings().load(version.known_from)
    file_id = version.row["source_file_id"]
    sources = manifest.sources if manifest else ()
    file = next((s for s in sources if s.file_id == file_id), None)
    name = file.name if file else _("file %(number)d") % {"number": file_id}
    return {
        "name": name,
        "sha256": file.sha256 if file else "",
        "href": f"{found.link(f'/loads/{version.known_from}')}#file-{file_id}",
        "locator": place(str(version.row["source_locator"]).removeprefix(f"{name}, ")),
        "feed": version.feed,
    }


def thread(found: State, version: Version, counted: bool) -> Thread:
    """From the indicator to the delivered file; without a number, from the record on."""
    lang = found.lang
    source = _source(version, found)
    own = (
        Step(_("Record"), str(version.row["record_key"]), here=True),
        Step(
            _("Load"),
            known_title(version.known_from, lang),
            str(found.link(f"/loads/{version.known_from}")),
        ),
        Step(_("Source file"), source["name"], source["href"], source["locator"]),
    )
    if not counted:
        return own
    answer = figures.ask(found, (found.period,))
    cell = answer.cell(found.period)
    upstream = [figures.indicator_step(found), *figures.steps(found, answer, cell)[:2]]
    return (*upstream, *own)
