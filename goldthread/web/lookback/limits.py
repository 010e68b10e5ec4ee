"""What the figures cannot say: what was delivered when, what is missing, what may still change."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goldthread.register.manifest import Manifest
from goldthread.web.lookback import ranking, series
from goldthread.web.shell import figures, numbers, periods, site
from goldthread.web.shell.figures import Answer
from goldthread.web.shell.state import State


@dataclass(frozen=True)
class Limit:
    title: str
    sentences: list[str]
    href: str = ""
    link: str = ""


def limits(state: State, series_answer: Answer, regions_answer: Answer | None) -> list[Limit]:
    """The limits of what this page shows, in the order in which they are asked about."""
    loads = site.holdings().known(int(series_answer.content["as_of"]))
    return [
        _deliveries(state, loads),
        _provisional(state, series_answer),
        *([_coverage(state, regions_answer)] if regions_answer else []),
        _quarantine(state, loads),
        _definition(state),
    ]


def _deliveries(state: State, loads: tuple[Manifest, ...]) -> Limit:
    lang = state.lang
    newest = {m.feed: m for m in reversed(loads)}
    sentences = [
        ngettext("%(count)s load is known.", "%(count)s loads are known.", len(loads))
        % {"count": numbers.number(len(loads), lang)}
    ]
    for feed, manifest in sorted(newest.items()):
        day = numbers.day(manifest.received_at.date(), lang)
        # The newest load may be of older acts: a backfile, or a week that came again.
        last = max((m.covers_to for m in loads if m.feed == feed and m.covers_to), default=None)
        if last:
            sentences.append(
                _("%(feed)s: newest load received on %(day)s, with acts up to %(last)s.")
                % {"feed": feed, "day": day, "last": numbers.day(last, lang)}
            )
        else:
            sentences.append(
                _("%(feed)s: newest load received on %(day)s.") % {"feed": feed, "day": day}
            )
    return Limit(
        _("What was delivered"), sentences[:8], str(state.link("/loads")), _("See all loads")
    )


def _provisional(state: State, answer: Answer) -> Limit:
    day = series.received(answer)
    late = [label for label in series.labels(state) if series.provisional(label, day)]
    rule = _("A period that ended less than two months before the newest load is provisional.")
    if late:
        said = _("Provisional here: %(periods)s. Records that arrive late will raise these.") % {
            "periods": _("%(first)s to %(last)s")
            % {
                "first": periods.title(late[0], state.lang),
                "last": periods.title(late[-1], state.lang),
            }
            if len(late) > 1
            else periods.title(late[0], state.lang)
        }
    else:
        said = _("No period shown here is provisional.")
    return Limit(
        _("What may still change"),
        [said, rule],
        str(state.link("/explain", indicator=state.definition.id, period=state.period)),
        _("Compare two days of knowledge"),
    )


def _coverage(state: State, answer: Answer) -> Limit:
    """How much of the figure has a region: what the map does not show."""
    counts = {str(c["region"]): c["records"] for c in answer.cells if c["period"] == state.period}
    unknown = counts.get("_U", 0)
    abroad = counts.get("_Z", 0)
    placed = sum(n for code, n in counts.items() if code not in ranking.ABSENT)
    every = unknown + placed
    part = _("none") if not every else numbers.number(placed / every * 100, state.lang, 1) + "%"
    sentences = [
        _("Residents' records with a known region: %(part)s; without one: %(unknown)s.")
        % {"part": part, "unknown": numbers.number(unknown, state.lang)}
    ]
    if abroad:
        sentences.append(
            _("%(count)s records of non-residents have no region and are not on the map.")
            % {"count": numbers.number(abroad, state.lang)}
        )
    if not unknown:
        return Limit(_("What the map leaves out"), sentences)
    link = _("Open the records without a region")
    return Limit(_("What the map leaves out"), sentences, state.records(region="_U"), link)


def _quarantine(state: State, loads: tuple[Manifest, ...]) -> Limit:
    rejected = sum(m.quarantined for m in loads)
    with_any = [m for m in loads if m.quarantined]
    title = _("What could not be read")
    if not rejected:
        return Limit(title, [_("No record was rejected: nothing is in quarantine.")])
    sentence = ngettext(
        "%(count)s record could not be read and is in quarantine; it is in no figure.",
        "%(count)s records could not be read and are in quarantine; they are in no figure.",
        rejected,
    ) % {"count": numbers.number(rejected, state.lang)}
    href = str(state.link(f"/loads/{with_any[0].load}/quarantine"))
    link = _("The newest of them, in load %(load)d") % {"load": with_any[0].load}
    return Limit(title, [sentence], href, link)


def _definition(state: State) -> Limit:
    """Its notes, and what the figure says beside its value: records left out, periods in part."""
    definition = state.definition
    said = [str(note[state.lang]) for note in figures.around(state).content["notes"]]
    return Limit(
        _("What the indicator means"),
        [definition.notes[state.lang], *said],
        str(state.link(f"/indicators/{definition.id}")),
        _("The whole definition"),
    )
