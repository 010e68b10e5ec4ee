"""Charts at their own addresses, so that the page itself never waits for them."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.utils.translation import gettext as _

from goldthread.documents.charts import specs
from goldthread.documents.charts.pictures import PICTURES
from goldthread.documents.charts.specs import Caption, Frame, Spec
from goldthread.documents.charts.theme import SCHEMES
from goldthread.web.lookback import defaults, fields, regions, series
from goldthread.web.lookback.views import place
from goldthread.web.shell import address, figures, site, state
from goldthread.web.shell.errors import NotThere
from goldthread.web.shell.state import State

TYPES = {"svg": "image/svg+xml", "png": "image/png"}
MORE = {"scheme": address.one_of(tuple(SCHEMES)), "size": address.one_of(("wide", "narrow"))}


def chart(request: HttpRequest, name: str, form: str) -> HttpResponse:
    """A chart as SVG, PNG or as its specification."""
    if not site.holdings().loads:
        raise NotThere(_("The register is empty: there is nothing to draw."))
    found, more = state.read(request, defaults.fill, MORE)
    frame = Frame(
        SCHEMES[more.get("scheme", "light")], more.get("size", "wide"), fluid=form == "json"
    )
    spec = CHARTS[name](found, frame)
    if form == "json":
        return JsonResponse(spec, json_dumps_params={"ensure_ascii": False})
    key, picture = PICTURES.picture(spec, "svg" if form == "svg" else "png")
    if request.headers.get("If-None-Match") == f'"{key}"':
        return HttpResponseNotModified()
    headers = {"ETag": f'"{key}"', "Cache-Control": "no-cache"}
    if form == "svg":
        # A picture opened by itself is a document: it may neither run nor fetch anything.
        headers["Content-Security-Policy"] = (
            "default-src 'none'; style-src 'unsafe-inline'; sandbox"
        )
    return HttpResponse(picture, content_type=TYPES[form], headers=headers)


def caption(found: State, title: str) -> Caption:
    """Title, unit with place, source with the day of knowledge."""
    answer = figures.around(found)
    unit = figures.unit_of(found)
    known = figures.known_title(int(answer.content["as_of"]), found.lang)
    lines = (
        _("Unit: %(unit)s. %(place)s.") % {"unit": unit, "place": place(found)},
        _(
            "Source: the office's register (%(indicator)s, version %(version)d), "
            "as known on %(known)s."
        )
        % {"indicator": found.definition.id, "version": found.definition.version, "known": known},
    )
    return Caption(title, lines)


def _series(found: State, frame: Frame) -> Spec:
    heads = (_("Period"), figures.unit_of(found))
    line = found.definition.type != "flow"
    return specs.series(
        series.points(found), caption(found, series.title(found)), frame, heads, line
    )


def _map(found: State, frame: Frame) -> Spec:
    heads = (_("Region"), figures.unit_of(found))
    wide = regions.national(found)
    return specs.tile_map(regions.tiles(found), caption(wide, regions.caption(found)), frame, heads)


def _fields(found: State, frame: Frame) -> Spec:
    heads = (_("Technology field"), figures.unit_of(found))
    return specs.bars(fields.bars(found), caption(found, fields.caption(found)), frame, heads)


CHARTS: dict[str, Callable[[State, Frame], Spec]] = {
    "series": _series,
    "map": _map,
    "fields": _fields,
}
