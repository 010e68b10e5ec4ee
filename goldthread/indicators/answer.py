"""From counts to cells: values, zeros that are zeros, values that are missing, totals."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import reduce
from operator import add

from goldthread.indicators.counts import Counted, Key, Request, Source, Spans
from goldthread.indicators.coverage import Coverage
from goldthread.indicators.definition import Definition
from goldthread.indicators.denominators import Observation, Observations
from goldthread.indicators.dimensions import (
    ABSENT,
    UNKNOWN,
    counted_regions,
    of_which,
)
from goldthread.indicators.dimensions import NOT_APPLICABLE as NO_CODE
from goldthread.indicators.expected import expected
from goldthread.indicators.grains import DISTINCT
from goldthread.indicators.parameters import Where
from goldthread.indicators.periods import Period, month_label, period
from goldthread.indicators.query import Question
from goldthread.indicators.reading import spans
from goldthread.indicators.values import MISSING, NORMAL, NOT_APPLICABLE, Cell, Note

ALL = "*"  # the label of all periods together


@dataclass(frozen=True)
class Answer:
    cells: tuple[Cell, ...]
    totals: tuple[Cell, ...]  # one a period
    total: Cell  # over all periods
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class Context:
    """What an answer needs beside the counts."""

    question: Question
    coverage: Coverage
    observations: Observations | None = None

    @property
    def definition(self) -> Definition:
        return self.question.definition

    def covered(self, codes: Mapping[str, str]) -> Coverage:
        """The coverage of a cell: of its office and kind, as far as they are named."""
        named = {
            name: (codes[name],) if name in codes else self.question.values(name)
            for name in ("office", "kind")
        }
        return self.coverage.within(named["office"], named["kind"])


def answer(source: Source, context: Context) -> Answer:
    """All cells and totals of a question."""
    question = context.question
    by, each = question.by, tuple(spans(question.periods))
    counted = source.counts(_request(question, by, question.where, each))
    if "currency" not in by:
        counted = _comparable(counted)
    over = _denominators(source, question, by, each)
    held = (
        {*counted, *over} if over is not None and question.definition.denominator_date else counted
    )
    cells = [
        _cell(context, label, codes, counted.get((label, *codes)), over)
        for label, codes in _wanted(context, held)
    ]
    totals, total = _totals(source, context, counted, each)
    return Answer(tuple(cells), totals, total, _notes(source, context))


def _comparable(counted: Mapping[Key, Counted]) -> dict[Key, Counted]:
    """Amounts of one table are of one currency: where several are met, each cell has all of them.

    A table of yuan in one row and dollars in the next would be read as if they could be compared.
    """
    met: frozenset[str] = frozenset().union(*(cell.currencies for cell in counted.values()))
    if len(met) <= 1:
        return dict(counted)
    return {key: replace(cell, currencies=met) for key, cell in counted.items()}


def _request(question: Question, by: tuple[str, ...], where: Where, each: Spans) -> Request:
    return Request(question.definition, question.counting, by, where, each)


def _denominators(
    source: Source, question: Question, by: tuple[str, ...], each: Spans
) -> Mapping[Key, Counted] | None:
    """The counts a ratio is divided by when they are less divided than the cells, by their keys."""
    definition, without = question.definition, question.definition.without
    if definition.denominator_date is not None:
        dated = replace(definition, date_basis=definition.denominator_date)
        return source.counts(
            replace(_request(question, by, question.where, each), definition=dated)
        )
    if definition.between:
        return expected(source, _request(question, by, question.where, each))
    if not without:
        return None
    kept = tuple(name for name in by if name not in without)
    where = tuple((name, values) for name, values in question.where if name not in without)
    return source.counts(_request(question, kept, where, each))


def _wanted(context: Context, counted: Iterable[Key]) -> list[tuple[str, tuple[str, ...]]]:
    """Which cells a table has: those with records in any period, and those asked for by name."""
    codes = {key[1:] for key in counted}
    question = context.question
    if len(question.by) == 1 and question.by[0] != "month":
        codes |= {(code,) for code in _expected(context, question.by[0])}
    if question.by == ("month",):
        return [
            (p.label, (month_label(month),))
            for p in question.periods
            for month in range(p.first_month, p.last_month + 1)
            if not question.values("month") or month_label(month) in question.values("month")
        ]
    if "month" in question.by:
        return sorted({(key[0], key[1:]) for key in counted})
    ordered = sorted(codes, key=_order) if question.by else [()]
    return [(p.label, code) for p in question.periods for code in ordered]


def _order(codes: tuple[str, ...]) -> tuple[tuple[bool, str, str], ...]:
    """By code, what lies in another region after it, the absent last."""
    return tuple((code in ABSENT, of_which(code) or code, code.zfill(4)) for code in codes)


def _expected(context: Context, dimension: str) -> Iterable[str]:
    """The codes of a table's rows that stand there with or without records."""
    asked = context.question.values(dimension)
    if asked:
        return [code for code in asked if dimension != "region" or "-" in code or code in ABSENT]
    if dimension == "region" and context.question.counting != "regional-office":
        offices = context.question.values("office") or context.coverage.offices
        return [code for office in offices for code in counted_regions(office)]
    return ()


def _cell(
    context: Context,
    label: str,
    codes: tuple[str, ...],
    counted: Counted | None,
    over: Mapping[Key, Counted] | None,
) -> Cell:
    question = context.question
    named = dict(zip(question.by, codes, strict=True))
    divisor = None
    if over is not None:
        kept = (c for n, c in named.items() if n not in question.definition.without)
        divisor = over.get((label, *kept), Counted())
    within = period(named.get("month", label))
    made = _value(context, (within,), named, counted, divisor)
    return replace(made, period=label, of_which=of_which(named.get("region", "")))


def _value(
    context: Context,
    periods: tuple[Period, ...],
    codes: Mapping[str, str],
    counted: Counted | None,
    divisor: Counted | None,
) -> Cell:
    """The cell of these counts, by the type of the indicator."""
    coverage = context.covered(codes)
    covered = any(coverage.covers(period) for period in periods)
    kind = context.definition.type
    found = counted or Counted()
    if not covered and (counted is None or context.definition.counts_stock):
        return _empty(codes, MISSING)
    if context.definition.is_ranked:
        return _duration(context.definition, codes, found)
    if context.definition.series is not None:
        return _per_head(context, periods, codes, found)
    if context.definition.is_share:
        return _ratio(context.definition, codes, found, divisor)
    if kind == "balance":
        return _balance(codes, found)
    if len(found.currencies) > 1:  # two currencies are never added up
        held = _empty(codes, NOT_APPLICABLE)
        return replace(held, records=found.records, lineage=found.lineage)
    amount = found.amount
    whole, parts = Fraction(amount.numerator), Fraction(amount.denominator)
    return Cell("", codes, amount, whole, parts, found.records, NORMAL, found.lineage)


def _empty(codes: Mapping[str, str], status: str) -> Cell:
    return Cell("", codes, None, None, None, 0, status)


def _duration(definition: Definition, codes: Mapping[str, str], found: Counted) -> Cell:
    if not found.records:
        return _empty(codes, NOT_APPLICABLE)
    others = {name: days for name, days in found.days.items() if name != definition.statistic}
    value = found.days[definition.statistic]
    return Cell(
        "", codes, value, None, None, found.records, NORMAL, found.lineage, statistics=others
    )


def _balance(codes: Mapping[str, str], found: Counted) -> Cell:
    """What came in less what went out, both said beside it."""
    told = {"inflow": found.hits, "outflow": found.hits - found.amount}
    amount, one = found.amount, Fraction(1)
    records, lineage = found.records, found.lineage
    return Cell("", codes, amount, amount, one, records, NORMAL, lineage, statistics=told)


def _ratio(
    definition: Definition, codes: Mapping[str, str], found: Counted, divisor: Counted | None
) -> Cell:
    under = found if divisor is None else divisor
    lineage = found.lineage if divisor is None else found.lineage + divisor.lineage
    value = found.hits / under.amount * definition.scale if under.amount else None
    return Cell(
        period="",
        codes=codes,
        value=value,
        numerator=found.hits,
        denominator=under.amount,
        records=found.hit_records,
        status=MISSING if value is None else NORMAL,
        lineage=lineage,
    )


def _per_head(
    context: Context, periods: tuple[Period, ...], codes: Mapping[str, str], found: Counted
) -> Cell:
    """A count over an observation of a series; without an observation there is no value."""
    assert context.observations is not None, "the series was read"
    places, absent = _places(context, codes)
    year = periods[-1].year
    seen = None if absent else context.observations.at(places, year)
    status = absent or (NORMAL if seen is not None else MISSING)
    return Cell(
        period="",
        codes=codes,
        value=None if seen is None else _quotient(found, seen, context.definition.scale),
        numerator=found.hits,
        denominator=None if seen is None else seen.value,
        records=found.hit_records,
        status=status if seen is None or seen.value else MISSING,
        lineage=found.lineage if seen is None else found.lineage + seen.lineage,
        year=None if seen is None else seen.year,
    )


def _quotient(found: Counted, seen: Observation, scale: int) -> Fraction | None:
    return found.hits / seen.value * scale if seen.value else None


def _places(context: Context, codes: Mapping[str, str]) -> tuple[tuple[str, ...], str | None]:
    """The places whose people a cell is divided by, or why there are none."""
    question = context.question
    named = (codes["region"],) if "region" in codes else question.values("region")
    if NO_CODE in named:
        return (), NOT_APPLICABLE
    if UNKNOWN in named:
        return (), MISSING
    if named:
        return tuple(code for code in named if of_which(code) not in named), None
    offices = (codes["office"],) if "office" in codes else question.values("office")
    return offices or context.coverage.within((), question.values("kind")).offices, None


def _totals(
    source: Source, context: Context, counted: Mapping[Key, Counted], each: Spans
) -> tuple[tuple[Cell, ...], Cell]:
    """The total of each period, and that over all periods where periods may be added up."""
    question = context.question
    sums = source.counts(_request(question, (), question.where, each)) if question.by else counted
    sums = _comparable(sums)
    over = _denominators(source, question, (), each)
    totals = tuple(_sum(context, p.label, (p,), sums, over) for p in question.periods)
    return totals, totals[0] if len(totals) == 1 else _union(source, context, totals, sums, over)


def _sum(
    context: Context,
    label: str,
    periods: tuple[Period, ...],
    sums: Mapping[Key, Counted],
    over: Mapping[Key, Counted] | None,
) -> Cell:
    divisor = None if over is None else over.get((label,), Counted())
    return replace(_value(context, periods, {}, sums.get((label,)), divisor), period=label)


def _union(
    source: Source,
    context: Context,
    totals: tuple[Cell, ...],
    sums: Mapping[Key, Counted],
    over: Mapping[Key, Counted] | None,
) -> Cell:
    question = context.question
    label = ",".join(p.label for p in question.periods)
    if not question.disjoint or question.definition.counts_stock or _of_years(context):
        return replace(_empty({}, NOT_APPLICABLE), period=label)
    if any(cell.status == MISSING for cell in totals):
        return replace(_empty({}, MISSING), period=label)
    if question.definition.is_ranked or question.counting in DISTINCT:
        all_days = tuple(spans(question.periods, ALL))
        whole = source.counts(_request(question, (), question.where, all_days))
        return replace(_sum(context, ALL, question.periods, whole, None), period=label)
    if question.definition.between:
        all_days = tuple(spans(question.periods, ALL))
        whole = source.counts(_request(question, (), question.where, all_days))
        divided = _denominators(source, question, (), all_days)
        return replace(_sum(context, ALL, question.periods, whole, divided), period=label)
    added: dict[Key, Counted] = {(ALL,): reduce(add, sums.values(), Counted())}
    under: dict[Key, Counted] | None = None
    if over is not None:
        under = {(ALL,): reduce(add, over.values(), Counted())}
    return replace(_sum(context, ALL, question.periods, added, under), period=label)


def _of_years(context: Context) -> bool:
    """Are several years counted per head? One year's people are no measure of them."""
    return context.observations is not None and len({p.year for p in context.question.periods}) > 1


def _notes(source: Source, context: Context) -> tuple[Note, ...]:
    return (*_remarks(source, context), *_currencies(source, context), *_partial(context))


def _remarks(source: Source, context: Context) -> Iterable[Note]:
    """The counts a definition says beside its value: of a stock, at the last period's end."""
    question = context.question
    last = question.periods[-1:] if question.definition.counts_stock else question.periods
    for remark in question.definition.every_remark:
        request = Request(
            question.definition,
            question.counting,
            (),
            question.where,
            tuple(spans(last, ALL)),
            remark.when,
        )
        found = source.counts(request).get((ALL,), Counted()).records
        if found:
            text = {language: t.format(count=found) for language, t in remark.text.items()}
            yield Note(text, found)


def currencies(source: Source, question: Question) -> frozenset[str]:
    """The currencies of the amounts that a question meets."""
    request = _request(question, (), question.where, tuple(spans(question.periods, ALL)))
    return source.counts(request).get((ALL,), Counted()).currencies


def _currencies(source: Source, context: Context) -> Iterable[Note]:
    """In which currencies the amounts are that a sum adds up."""
    question = context.question
    if question.definition.sums is None:
        return
    found = sorted(currencies(source, question))
    named = ", ".join(found)
    if len(found) == 1:
        yield Note({"en": f"The amounts are in {named}.", "zh": f"金额币种为 {named}。"})
    if len(found) > 1:
        yield Note(
            {
                "en": f"Amounts in {named} are not added up: divide by currency.",
                "zh": f"{named} 币种的金额不相加：请按币种分组。",
            }
        )


def _partial(context: Context) -> Iterable[Note]:
    coverage = context.covered({})
    days = coverage.days
    partly = [p.label for p in context.question.periods if coverage.in_part(p)]
    if days is not None and partly:
        first, last, labels = days[0].isoformat(), days[1].isoformat(), ", ".join(partly)
        yield Note(
            {
                "en": f"The records known run from {first} to {last}: {labels} in part only.",
                "zh": f"已知记录的日期为 {first} 至 {last}：{labels} 仅部分覆盖。",
            }
        )
