"""A review document written from its template: every number bound, none where there is no value.

What has no value is said so with the reason; it is never a zero.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from importlib.resources import files
from typing import Any, Final

from goldthread.indicators.periods import Period, period
from goldthread.offices.post.texts import day_in
from goldthread.programme.models import Cycle
from goldthread.review.content import Content, RunData
from goldthread.review.freezing import span_of
from goldthread.review.lists import COLUMNS, Ledger, table
from goldthread.review.models import Release, Review
from goldthread.review.pictures import picture
from goldthread.review.template.blocks import (
    Block,
    CountToken,
    Drawn,
    FigureToken,
    Inline,
    Text,
    WordToken,
)
from goldthread.review.template.parsing import parse
from goldthread.review.values import (
    CHANGES,
    NO_CELL,
    WITHHELD,
    Known,
    Values,
    bindings_in,
    drawn,
    name_of,
    refuse_unknown,
)
from goldthread.seminar.speech.bindings import Binding
from goldthread.seminar.speech.rendering import DASH, written
from goldthread.workflow.texts import Titles, in_language

LANGUAGES: Final = ("en", "zh")
NOT_AVAILABLE: Final[Titles] = {"en": "not available ({why})", "zh": "暂缺（{why}）"}
NONE: Final[Titles] = {"en": "None.", "zh": "无。"}


def standard(lang: str) -> str:
    """The template that the product brings."""
    place = files("goldthread.review").joinpath("data", "templates", f"review_{lang}.txt")
    return place.read_text("utf-8")


def read(template: str, review: Review, day: date) -> list[Block]:
    """The blocks of a template for a review; TemplateRefused tells what cannot be."""
    blocks = parse(template, periods_of(review.cycle))
    refuse_unknown(blocks, Ledger(review.cycle, day))
    return blocks


def periods_of(cycle: Cycle) -> Callable[[str], str]:
    """The words of a template as the periods of a cycle."""
    span = span_of(cycle)
    assert span is not None, "a review is of a cycle that is a period"
    words = {
        "THIS": span.label,
        "EARLIER": span.year_earlier().label,
        "PREVIOUS": _before(span).label,
    }
    return words.__getitem__


def _before(span: Period) -> Period:
    """The period of the same length that ends where this one begins."""
    year = span.year
    labels = [f"{y}-{part}" for y in (year - 1, year) for part in ("H1", "H2", "Q1", "Q2", "Q3")]
    labels += [f"{y}-Q4" for y in (year - 1, year)] + [str(year - 1)]
    length = span.last_month - span.first_month
    return next(
        each
        for each in map(period, labels)
        if each.last_month == span.first_month - 1 and each.last_month - each.first_month == length
    )


def write(review: Review, template: str, lang: str, day: date) -> Content:
    """The document as it stands on a day, on the figures of the review's last release."""
    blocks = read(template, review, day)
    release = review.releases.order_by("-number").first()
    ledger = Ledger(review.cycle, day)
    values = values_of(review, release, day)
    values.learn(bindings_in(blocks, ledger))
    return _Writer(review, release, ledger, values, lang).content(blocks)


def values_of(review: Review, release: Release | None, day: date) -> Values:
    known = release.as_known_on if release is not None else day
    return Values(release, Ledger(review.cycle, day), known)


@dataclass
class _Writer:
    review: Review
    release: Release | None
    ledger: Ledger
    values: Values
    lang: str

    def __post_init__(self) -> None:
        self._figures: dict[str, dict[str, Any]] = {}
        self._pictures = 0

    def content(self, blocks: Iterable[Block]) -> Content:
        title, *rest = blocks
        assert isinstance(title, Text)
        made = [data for block in rest for data in self._block(block)]
        return {
            "title": "".join(
                run if isinstance(run, str) else run["text"] for run in self._runs(title.inline)
            ),
            "under": [self._known()],
            "release": self.release.number if self.release else 0,
            "blocks": made,
            "figures": self._figures,
        }

    def _known(self) -> str:
        known = self.release.as_known_on if self.release else self.ledger.day
        first, second = day_in(known, self.lang), day_in(self.ledger.day, self.lang)
        if self.lang == "zh":
            return f"指标数据截至{first}，台账数据截至{second}"
        return f"Figures as known on {first}; the ledger as of {second}"

    def _block(self, block: Block) -> Iterable[dict[str, Any]]:
        if isinstance(block, Text):
            made = {"kind": block.kind, "runs": self._runs(block.inline)}
            yield made | ({"level": block.level} if block.kind == "heading" else {})
        elif block.kind in ("chart", "map"):
            yield self._picture(block)
        elif block.kind == "table":
            yield self._table(block)
        else:
            yield from self._list(block)

    def _picture(self, block: Drawn) -> dict[str, Any]:
        self._pictures += 1
        found = drawn(block, block.bindings[0], self.ledger)
        points = [(each, self.values.figure(each)) for each in found]
        for binding, known in points:
            self._keep(known, written(binding, known.shown, self.lang))
        spec, alt = picture(block, points, self.lang)
        key = f"{block.kind}-{self._pictures}"
        return {
            "kind": "picture",
            "key": key,
            "caption": self._runs(block.caption),
            "alt": alt,
            "spec": spec,
        }

    def _table(self, block: Drawn) -> dict[str, Any]:
        first: Titles = {"en": "Region", "zh": "地区"}
        first = {"en": "Field", "zh": "领域"} if block.by == "field" else first
        first = first if block.by else {"en": "Period", "zh": "期间"}
        columns = [c for binding in block.bindings for c in self._columns(block, binding)]
        rows = []
        for code, *cells in zip(*(column.cells for column in columns), strict=True):
            rows.append((code, *cells))
        labels = columns[0].labels
        made = [
            [[label], *[self._cell(cell) for cell in cells]]
            for label, cells in zip(labels, rows, strict=True)
        ]
        order = self._order(columns[0], block.most)
        return {
            "kind": "table",
            "caption": self._runs(block.caption),
            "columns": [in_language(first, self.lang), *[column.title for column in columns]],
            "rows": [made[at] for at in order],
            "numeric": True,
        }

    def _order(self, column: "_Column", most: int) -> list[int]:
        """All in the order of the code list; of `most`, the greatest first."""
        places = list(range(len(column.cells)))
        if not most:
            return places
        values = [self.values.figure(cell).shown.value for cell in column.cells]
        there = [at for at in places if values[at] is not None]
        return sorted(there, key=lambda at: -(values[at] or 0))[:most]

    def _columns(self, block: Drawn, binding: Binding) -> Iterable["_Column"]:
        found = drawn(block, replace(binding, change=""), self.ledger)
        labels = [
            name_of(block.by, dict(each.where)[block.by][0], self.lang) if block.by else each.period
            for each in found
        ]
        known = self.values.figure(found[0])
        title = known.told[self.lang].split("，" if self.lang == "zh" else ", ")[0]
        unit = in_language(known.shown.unit, self.lang)
        head = f"{title}（{unit}）" if self.lang == "zh" and unit else title
        head = f"{title} ({unit})" if self.lang == "en" and unit else head
        bare = replace(binding, change="", unit="none")
        yield _Column(head, labels, [replace(bare, where=each.where) for each in found])
        if binding.change:
            change = replace(binding, unit="none", signed=True)
            cells = [replace(change, where=each.where) for each in found]
            yield _Column(in_language(CHANGES[binding.change], self.lang), labels, cells)

    def _cell(self, binding: Binding) -> list[RunData]:
        known = self.values.figure(binding)
        if known.shown.value is None:
            return [in_language(NO_CELL, self.lang) if known.why_not == WITHHELD else DASH]
        return [self._bound(known, binding)]

    def _list(self, block: Drawn) -> Iterable[dict[str, Any]]:
        rows = table(self.ledger, block.kind, block.state, block.most, self.lang)
        if not rows:
            caption = self._runs(block.caption)
            colon = "：" if self.lang == "zh" else ": "
            runs = [*caption, colon + in_language(NONE, self.lang)]
            yield {"kind": "paragraph", "runs": runs}
            return
        yield {
            "kind": "table",
            "caption": self._runs(block.caption),
            "columns": [in_language(each, self.lang) for each in COLUMNS[block.kind]],
            "rows": [[[cell] for cell in row] for row in rows],
            "numeric": False,
        }

    def _runs(self, inline: Inline) -> list[RunData]:
        found: list[RunData] = []
        for part in inline:
            run = part if isinstance(part, str) else self._token(part)
            if isinstance(run, str) and found and isinstance(found[-1], str):
                found[-1] += run
            else:
                found.append(run)
        return found

    def _token(self, token: FigureToken | CountToken | WordToken) -> RunData:
        if isinstance(token, WordToken):
            return self._word(token.name)
        if isinstance(token, CountToken):
            known = self.values.count(token.what, token.state)
            return self._bound(known, Binding(token.what, ""))
        if token.rank:
            known = self.values.rank(token.binding, token.rank)
        else:
            known = self.values.figure(token.binding)
        if known.shown.value is None:
            why = in_language(known.why_not, self.lang)
            return in_language(NOT_AVAILABLE, self.lang).format(why=why)
        return self._bound(known, Binding("", "") if token.rank else token.binding)

    def _word(self, name: str) -> str:
        if name == "cycle":
            return str(self.review.cycle.title(self.lang))
        known = self.release.as_known_on if self.release else self.ledger.day
        return day_in(known, self.lang)

    def _bound(self, known: Known, binding: Binding) -> RunData:
        text = written(binding, known.shown, self.lang)
        self._keep(known, text)
        return {"text": text, "code": known.shown.code, "how": _how(known, binding)}

    def _keep(self, known: Known, text: str) -> None:
        if known.shown.code:
            self._figures.setdefault(
                known.shown.code,
                {
                    "kind": known.kind,
                    "asked": known.asked,
                    "value": known.value,
                    "text": text,
                    "told": in_language(known.told, self.lang),
                    "identity": known.identity,
                },
            )


@dataclass(frozen=True)
class _Column:
    title: str
    labels: list[str]
    cells: list[Binding]


def _how(known: Known, binding: Binding) -> str:
    """The token by which the number is asked for and written."""
    if known.kind != "figure":
        return known.asked
    more = [f"unit={binding.unit.replace(' ', '_')}"] if binding.unit else []
    more += [f"decimals={binding.decimals}"] if binding.decimals is not None else []
    more += ["sign=yes"] if binding.signed else []
    return " ".join([known.asked, *more])
