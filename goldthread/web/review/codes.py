"""What a printed code opens: the figure, its definition, as known on what, and its records."""

from typing import Any

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from goldthread.offices import queries as offices
from goldthread.review import queries
from goldthread.review.freezing import binding_of
from goldthread.review.models import Edition, FrozenFigure, NewsFigure
from goldthread.review.queries.comparison import not_shown, people_of
from goldthread.seminar.models import AddressFigure
from goldthread.seminar.queries import addresses_visible_to
from goldthread.seminar.speech.bindings import Binding, tokens
from goldthread.web.acting.frame import address as link
from goldthread.web.review.common import follows, nothing_there
from goldthread.web.review.figures import indicator_title, printed
from goldthread.web.shell import address, names, periods
from goldthread.web.shell.site import definitions
from goldthread.workflow.texts import in_language


def code(request: HttpRequest, code: str) -> HttpResponse:
    """Only to who may see something that the figure stands in."""
    address.read(request, {})
    with offices.remembering():
        found = _standing(request, code.upper())
        if not found:
            raise nothing_there()
        row, binding = found[0]["row"], found[0]["binding"]
        identity = row.identity
        context = {
            "title": _("Figure %(code)s") % {"code": row.code},
            "code": row.code,
            "figure": printed(request, row, binding),
            "unit": in_language(identity["unit"], request.lang),
            "kept_back": all(each["kept_back"] for each in found),
            "indicator": indicator_title(binding.indicator, request.lang),
            "definition": link(request, f"/indicators/{binding.indicator}"),
            "identity": identity,
            "changed": _changed(identity),
            "facts": _facts(binding, request.lang),
            "stands": found,
            "records": _records(request, binding, identity),
        }
        return render(request, "review/code.html", context)


def _changed(identity: dict[str, Any]) -> bool:
    """Is the catalogue's definition another one by now?"""
    known = definitions().get(identity["indicator"])
    return known is None or known.sha256 != identity["definition"]


def _facts(binding: Binding, lang: str) -> list[tuple[str, str]]:
    found = [(_("Period"), periods.title(binding.period, lang))]
    for name, values in binding.where:
        called = {"region": names.region, "field": names.field}.get(name)
        told = [called(value, lang) if called else value for value in values]
        words = {"region": _("Region"), "field": _("Technology field")}
        found.append((words.get(name, name), ("、" if lang == "zh" else ", ").join(told)))
    if binding.change:
        change = _("in per cent") if binding.change == "percent" else _("as a difference")
        found.append((_("Change on a year earlier"), change))
    return found


def _records(request: HttpRequest, binding: Binding, identity: dict[str, Any]) -> str:
    """The page of its records: of one value of each dimension, as known by then."""
    if any(len(values) > 1 for _, values in binding.where):
        return ""
    where = {name: values[0] for name, values in binding.where}
    asked = {"indicator": binding.indicator, "period": binding.period, **where}
    asked |= {"as_of": str(identity["as_of"]), "counting": identity["counting"]}
    return link(request, "/records", **asked)


def _standing(request: HttpRequest, code: str) -> list[dict[str, Any]]:
    """Where it is printed, as far as the reader sees it: releases, documents, news, addresses."""
    found = [*_in_releases(request, code), *_in_documents(request, code)]
    return [*found, *_in_news(request, code), *_in_addresses(request, code)]


def _in_releases(request: HttpRequest, code: str) -> list[dict[str, Any]]:
    rows = queries.figures_visible_to(request.user).filter(code=code)
    found = []
    for row in rows.select_related("release__review__cycle").order_by("-release_id"):
        review = row.release.review
        found.append(
            {
                "row": row,
                "binding": binding_of(row),
                "kept_back": not follows(request) and row.asked in _small(row),
                "title": review.title(request.lang),
                "href": link(
                    request, f"/reviews/{review.cycle.key}/figures", indicator=row.indicator
                ),
            }
        )
    return found


def _small(row: FrozenFigure) -> frozenset[str]:
    rows = FrozenFigure.objects.filter(release=row.release_id, indicator=row.indicator)
    return not_shown(rows.filter(period=row.period), people_of(row.release))


def _in_documents(request: HttpRequest, code: str) -> list[dict[str, Any]]:
    """Figures of the last edition of a document, those too that no release froze."""
    seen = queries.documents_visible_to(request.user)
    rows = Edition.objects.filter(
        document__in=seen, number=F("document__edition"), content__figures__has_key=code
    )
    found = []
    for edition in rows.select_related("document__review__cycle").order_by("-pk"):
        figure = edition.content["figures"][code]
        if figure["kind"] == "figure":
            row = NewsFigure(
                code=code,
                binding=figure["asked"],
                value=figure["value"],
                identity=figure["identity"]["of"],
            )
            document = edition.document
            found.append(_stands(request, row, document.review, f"/review-documents/{document.pk}"))
    return found


def _in_news(request: HttpRequest, code: str) -> list[dict[str, Any]]:
    news = queries.news_visible_to(request.user)
    rows = NewsFigure.objects.filter(code=code, news__in=news).select_related("news")
    return [
        _stands(request, row, row.news, f"/news/{row.news.key}") for row in rows.order_by("-pk")
    ]


def _in_addresses(request: HttpRequest, code: str) -> list[dict[str, Any]]:
    seen = addresses_visible_to(request.user)
    rows = AddressFigure.objects.filter(code=code, address__in=seen).select_related("address")
    return [
        _stands(request, row, row.address, f"/addresses/{row.address_id}")
        for row in rows.order_by("-pk")
    ]


def _stands(request: HttpRequest, row: Any, inside: Any, path: str) -> dict[str, Any]:
    return {
        "row": row,
        "binding": tokens("{{" + row.binding + "}}")[0].binding,
        "kept_back": False,
        "title": inside.title(request.lang),
        "href": link(request, path),
    }
