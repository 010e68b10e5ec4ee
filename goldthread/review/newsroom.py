"""The first draft of a release: our own sentences about a seminar and a review, every number bound.

It rests on what is out, or goes out with the release: the figures that the review froze, the
delegations that came, measures that were issued, proposals with a published answer. A title that
holds a number which is bound to nothing is left out; the press may put it in another way.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db.models import Count, Q

from goldthread.indicators.catalogue import catalogue
from goldthread.offices.post.texts import day_in
from goldthread.offices.queries import offices_named_on
from goldthread.programme.models import Cycle, Measure
from goldthread.programme.queries.upstream import PUBLISHED_MEASURES
from goldthread.review.counted import COUNTS, THERE
from goldthread.review.models import FrozenFigure, Review
from goldthread.review.news_figures import unbound
from goldthread.seminar.models import Delegation, Seminar
from goldthread.seminar.models.discussion import SUPPORT
from goldthread.seminar.queries.proposals import COUNTED
from goldthread.seminar.queries.visible import proposals_published
from goldthread.workflow.texts import Titles

LANGS = ("en", "zh")
FIGURES, MEASURES, PROPOSALS = 8, 12, 3
"""How many of each are told one by one."""

SIGNED = "sign=yes"


def draft(review: Review | None, seminar: Seminar | None) -> dict[str, str]:
    """Titles, summaries and texts by the name of their column."""
    return {
        f"{part}_{lang}": text
        for lang in LANGS
        for part, text in _written(review, seminar, lang).items()
    }


def _written(review: Review | None, seminar: Seminar | None, lang: str) -> dict[str, str]:
    """The first paragraph is the summary."""
    first, *others = _paragraphs(review, seminar, lang)
    title = _title(review, seminar, lang)
    return {"title": title, "summary": first, "text": "\n\n".join(others) or first}


def _title(review: Review | None, seminar: Seminar | None, lang: str) -> str:
    if seminar is not None:
        return _name(seminar, lang) or _in(lang, "The heads of offices met", "各局负责人座谈")
    assert review is not None, "the guard of the action has held it"
    return _name(review, lang) or _in(lang, "The half-year under review", "半年工作考核评估")


def _name(obj: Seminar | Review, lang: str) -> str:
    """The title where it holds no number that is bound to nothing."""
    title = obj.title(lang)
    return "" if unbound(title) else title


def _paragraphs(review: Review | None, seminar: Seminar | None, lang: str) -> Iterator[str]:
    cycle = review.cycle if review is not None else seminar.cycle if seminar is not None else None
    if seminar is not None:
        yield _met(seminar, lang)
        yield from _theme(seminar, lang)
    if review is not None:
        yield from _looked_back(review, lang)
    if cycle is not None:
        yield from _measures(cycle, lang)
        yield _work(cycle, lang)
    if seminar is not None:
        yield from _attended(seminar, lang)
        yield _proposed(seminar, lang)
        yield from _most_supported(seminar, lang)


def _met(seminar: Seminar, lang: str) -> str:
    when = _days(seminar.starts, seminar.ends, lang)
    place = (seminar.place_zh if lang == "zh" else seminar.place_en).strip()
    offices, people = _count("OFFICES", seminar), _count("PEOPLE", seminar)
    if lang == "zh":
        where = f"在{place}" if place and not unbound(place) else ""
        return f"{when}，座谈会{where}召开，{offices}个单位的{people}名代表参加会议。"
    where = f" in {place}" if place and not unbound(place) else ""
    return f"Delegations of {offices} offices, {people} people in all, met{where} {when}."


def _days(first: date, last: date, lang: str) -> str:
    one, other = day_in(first, lang), day_in(last, lang)
    if first == last:
        return _in(lang, f"on {one}", one)
    return _in(lang, f"from {one} to {other}", f"{one}至{other}")


def _theme(seminar: Seminar, lang: str) -> Iterator[str]:
    theme = (seminar.theme_zh if lang == "zh" else seminar.theme_en).strip()
    if theme and not unbound(theme):
        yield _in(lang, f"The theme of the meeting was “{theme}”.", f"会议主题为“{theme}”。")


def _looked_back(review: Review, lang: str) -> Iterator[str]:
    """The figures of the whole that the review froze, each with its change on the year."""
    rows = _frozen(review)
    if not rows:
        return
    titles = titles_of_figures(row.indicator for row in rows)
    plain = {name for name, title in titles.items() if not unbound(title[lang])}
    told = [_figure(row, titles[row.indicator], lang) for row in rows if row.indicator in plain]
    known = day_in(review.releases.order_by("-number")[0].as_known_on, lang)
    opening = _in(
        lang,
        f"The office looked back on the half-year, with its figures as known on {known}.",
        f"会议回顾了半年工作，数据截至{known}。",
    )
    yield opening + _in(lang, " ", "") + _in(lang, " ", "").join(told)


def _frozen(review: Review) -> list[FrozenFigure]:
    """Of the last release: a value of the whole for the period itself, no change and no part."""
    release = review.releases.order_by("-number").first()
    if release is None:
        return []
    rows = release.figures.exclude(value="").filter(region="")
    rows = [row for row in rows if row.asked == f"{row.indicator} period={row.period}"]
    last = max((row.period for row in rows), default="")
    return [row for row in rows if row.period == last][:FIGURES]


def titles_of_figures(indicators: Iterable[str]) -> dict[str, Titles]:
    known = catalogue(Path(settings.GOLDTHREAD_HOME))
    wanted = set(indicators)
    return {name: known[name].titles for name in wanted if name in known}


def _figure(row: FrozenFigure, titles: Mapping[str, str], lang: str) -> str:
    value = "{{" + row.asked + "}}"
    change = _change_of(row)
    title = titles[lang]
    told = _in(lang, f"{title}: {value}", f"{title}：{value}")
    if change:
        told += _in(lang, f", {change} on the year before", f"，同比{change}")
    return told + _in(lang, ".", "。")


def _change_of(row: FrozenFigure) -> str:
    """The token of the change that the release has of the figure, where it has a value."""
    changes = row.release.figures.filter(asked__startswith=f"{row.asked} change=")
    found = changes.exclude(value="").first()
    return "{{" + f"{found.asked} {SIGNED}" + "}}" if found else ""


def _measures(cycle: Cycle, lang: str) -> Iterator[str]:
    rows = Measure.objects.filter(cycle=cycle, state__in=PUBLISHED_MEASURES)
    titles = [title for row in rows.order_by("number", "pk") if (title := _plain(row, lang))]
    if not rows.exists():
        return
    count = _count("MEASURES", cycle)
    told = _in(lang, f"Measures issued: {count}", f"本期部署举措{count}项")
    named = _in(lang, "; ", "；").join(titles[:MEASURES])
    yield told + (_in(lang, f" ({named})", f"：{named}") if named else "") + _in(lang, ".", "。")


def _plain(row: Measure, lang: str) -> str:
    title = row.title(lang).rstrip(".。")
    return "" if unbound(title) or "{{" in title else title


def _work(cycle: Cycle, lang: str) -> str:
    tasks, settled = _count("TASKS", cycle), _count("SETTLED", cycle)
    return _in(
        lang,
        f"Key tasks: {tasks}; settled: {settled}.",
        f"督办事项共{tasks}项，已办结{settled}项。",
    )


def _attended(seminar: Seminar, lang: str) -> Iterator[str]:
    rows = Delegation.objects.filter(seminar=seminar, state__in=THERE)
    codes = list(rows.order_by("office__code").values_list("office__code", flat=True))
    if codes:
        names = _names(codes, seminar.starts, lang)
        listed = _in(lang, ", ", "、").join(names)
        yield _in(lang, f"Delegations came from {listed}.", f"参会单位：{listed}。")


def _names(codes: list[str], day: date, lang: str) -> list[str]:
    """As the offices were called on the day, in the order of their codes."""
    named = {
        row.office.code: (row.short_zh or row.name_zh) if lang == "zh" else row.short_en
        for row in offices_named_on(day)
    }
    return [named.get(code) or code for code in codes]


def _proposed(seminar: Seminar, lang: str) -> str:
    filed, answered = _count("PROPOSALS", seminar), _count("ANSWERED", seminar)
    return _in(
        lang,
        f"Proposals filed: {filed}; answered: {answered}.",
        f"会议立案提案{filed}件，已答复{answered}件。",
    )


def _most_supported(seminar: Seminar, lang: str) -> Iterator[str]:
    """Of the proposals that everybody may read."""
    held = Q(stances__position=SUPPORT, stances__state__in=COUNTED)
    rows = proposals_published().filter(seminar=seminar)
    rows = rows.annotate(support=Count("stances", filter=held)).filter(support__gt=0)
    titles = [row.title(lang) for row in rows.order_by("-support", "number")]
    plain = [f"“{title}”" for title in titles if not unbound(title)][:PROPOSALS]
    if plain:
        listed = _in(lang, ", ", "、").join(plain)
        yield _in(lang, f"Most supported: {listed}.", f"支持最多的提案：{listed}。")


def _count(name: str, of: Seminar | Cycle) -> str:
    """The token of a count."""
    assert isinstance(of, COUNTS[name].model), name
    return "{{" + f"{name} period={of.key}" + "}}"


def _in(lang: str, en: str, zh: str) -> str:
    return zh if lang == "zh" else en
