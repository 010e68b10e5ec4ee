"""What an indicator is: a frozen definition that checks itself.

The text of expressions is kept as written; `check_expressions` parses them (and is called before a
figure is made and for every definition of a site), so that listing the catalogue stays cheap.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from goldthread.indicators.errors import DefinitionError
from goldthread.indicators.grains import CASE, DISTINCT, GRAINS, TRANSACTION, Grain

# The types a definition may have now. The list is open: union and supplied are planned (METHOD,
# "Definition types"), each with its own rule below.
TYPES: Final = (
    *("flow", "stock", "ratio", "duration", "average", "age", "share_within", "cohort"),
    *("index", "balance"),
)
RANKED: Final = ("duration", "average", "age")  # a statistic of one number for each right
SHARES: Final = ("ratio", "share_within", "cohort", "index")  # numerator over denominator
LANGUAGES: Final = ("en", "zh")

WHOLE: Final = ("first-applicant", "first-inventor", "regional-office")
FRACTIONAL: Final = ("fraction-inventors", "fraction-applicants", "fraction-fields")
COUNTINGS: Final = WHOLE + FRACTIONAL
DIMENSIONS: Final = (
    *("region", "country", "kind", "field", "applicant_type"),
    *("office", "month", "resident", "route"),
)
# Of every grain: what a question may be divided and counted by.
EVERY_DIMENSION: Final = tuple(
    dict.fromkeys((*DIMENSIONS, *TRANSACTION.dimensions, *CASE.dimensions))
)
EVERY_COUNTING: Final = (*COUNTINGS, *TRANSACTION.countings, *CASE.countings)
STATISTICS: Final = ("median", "mean")
EPOCH: Final = date(1970, 1, 1)
_YOUNG: Final = {
    "en": "{count} are left out: the loads do not yet cover {days} days after them.",
    "zh": "未计入 {count} 件：已加载的数据尚未覆盖其后 {days} 天。",
}
_ID: Final = re.compile(r"[A-Z][A-Z0-9]{1,15}(-[A-Z0-9]{1,16})?", re.ASCII)


@dataclass(frozen=True)
class Series:
    """A denominator that comes from a reference series, with its own vintages.

    The observation taken is the latest one of the period's year or up to `years_back` earlier.
    """

    series: str
    years_back: int = 1


@dataclass(frozen=True)
class Remark:
    """A count that a figure says beside its value: how many rights meet `when`."""

    when: str
    text: dict[str, str]


@dataclass(frozen=True)
class Source:
    citation: str
    evidence: str  # doc, src, sec or know, as METHOD marks it


@dataclass(frozen=True)
class Definition:
    """One version of an indicator. `sha256` is that of the definition's canonical form."""

    id: str
    version: int
    titles: dict[str, str]
    notes: dict[str, str]
    unit: str
    unit_titles: dict[str, str]
    type: str
    where: str
    date_basis: str  # the day a right is counted under; for a stock, the day it enters
    counting: str
    countings: tuple[str, ...]
    dimensions: tuple[str, ...]
    source: Source
    sha256: str
    of: str = "flow"  # what a ratio is made of: flow or stock
    until: str | None = None  # stock: the first day a right is no longer in force
    numerator: str | None = None  # ratio: which of the rights counted are in the numerator
    series: Series | None = None  # ratio: the denominator, when it is no count of rights
    without: tuple[str, ...] = ()  # ratio: dimensions the denominator does not divide by
    scale: int = 1
    measure: str | None = None  # duration, share_within: whole days; average: any number
    since: str | None = None  # age: the day from which a right in force counts its days
    within: int | None = None  # share_within, cohort: whole days
    outcome: str | None = None  # cohort: the day that counts when it comes within so many days
    between: tuple[str, ...] = ()  # index: the two dimensions whose link it tells
    weight: str | None = None  # what a right counts for in place of one, such as its classes
    statistic: str = "median"
    percentiles: tuple[int, ...] = (10, 90)
    remarks: tuple[Remark, ...] = ()
    grain: str = "right"  # what is counted: right, or one of `grains.GRAINS`
    party: str | None = None  # transaction: whose region and country are meant, from or to
    rights: str | None = None  # transaction: which of its rights count, the rest left aside
    sums: str | None = None  # the column whose values are added up in place of a count
    denominator_date: str | None = None  # ratio: the day the denominator is counted under
    origin: str = field(default="", compare=False)  # the file it was read from

    def __post_init__(self) -> None:
        for wrong, message in _rules(self):
            if wrong:
                raise DefinitionError(message)

    @property
    def additive(self) -> bool:
        """May values of disjoint cells and periods be added up?"""
        return self.type == "flow" and self.counting not in DISTINCT and self.sums is None

    @property
    def counts_stock(self) -> bool:
        return self.type in ("stock", "age") or (self.type == "ratio" and self.of == "stock")

    @property
    def is_ranked(self) -> bool:
        """Is the value a statistic of a number of each right, such as a median?"""
        return self.type in RANKED

    @property
    def is_share(self) -> bool:
        """Is the value a numerator over a denominator?"""
        return self.type in SHARES

    @property
    def condition(self) -> str:
        """Which rights count: of a cohort, those that were observed for long enough."""
        if self.type == "share_within":
            return f"({self.where}) and ({self.measure}) is not null"
        return (
            f"({self.where}) and {self._observed} >= {self.within}" if self.within else self.where
        )

    @property
    def hit(self) -> str | None:
        """Which of the rights counted are in the numerator."""
        if self.type == "share_within":
            return f"({self.measure}) <= {self.within}"
        if self.outcome is not None:
            days = f"date_diff('day', {self.date_basis}, {self.outcome})"
            return f"{days} between 0 and {self.within}"
        return self.numerator

    @property
    def _observed(self) -> str:
        by = "transfers_observed_date" if self.outcome == "transferred_date" else "observed_date"
        return f"date_diff('day', {self.date_basis}, {by})"

    def measured(self, on: date = EPOCH) -> str | None:
        """The number that a ranked type takes of each right; an age is that on a day."""
        if self.type == "age":
            return f"date_diff('day', {self.since}, date '{on.isoformat()}')"
        return self.measure if self.is_ranked else None

    @property
    def every_remark(self) -> tuple[Remark, ...]:
        """The definition's remarks; of a cohort, also how many rights are not observed enough."""
        if self.type != "cohort":
            return self.remarks
        young = f"({self.where}) and {self._observed} < {self.within}"
        texts = {name: text.replace("{days}", str(self.within)) for name, text in _YOUNG.items()}
        return (*self.remarks, Remark(young, texts))

    def as_dict(self) -> dict[str, object]:
        """The definition as `indicators --json` lists it."""
        return {
            "id": self.id,
            "version": self.version,
            "title": dict(self.titles),
            "unit": self.unit,
            "type": self.type,
            "unit_title": dict(self.unit_titles),
            "notes": dict(self.notes),
            "where": self.where,
            "date_basis": self.date_basis,
            "grain": self.grain,
            "counting": self.counting,
            "countings": list(self.countings),
            "dimensions": list(self.dimensions),
            **self._more(),
            "source": {"citation": self.source.citation, "evidence": self.source.evidence},
            "definition": self.sha256,
        }

    def _more(self) -> dict[str, object]:
        """What only some types say, where it is said."""
        told: dict[str, object] = {
            "until": self.until,
            "numerator": self.numerator,
            "measure": self.measure,
            "since": self.since,
            "within": self.within,
            "outcome": self.outcome,
            "weight": self.weight,
            "between": list(self.between) or None,
            "party": self.party,
            "rights": self.rights,
            "sum": self.sums,
            "denominator_date": self.denominator_date,
        }
        return {name: value for name, value in told.items() if value is not None}


def _rules(d: Definition) -> list[tuple[bool, str]]:
    """Each rule as (is it broken?, the sentence that says so); the first broken one speaks."""
    return [
        (not _ID.fullmatch(d.id), f"'{d.id}' is no id: write a letter and digits, such as C03."),
        (d.version < 1, f"version {d.version}: versions count from 1."),
        (d.type not in TYPES, f"type '{d.type}' is not one of {', '.join(TYPES)}."),
        (d.of not in ("flow", "stock"), f"of '{d.of}': a ratio is of a flow or of a stock."),
        (
            d.grain != "right" and d.grain not in GRAINS,
            f"grain '{d.grain}': there are right, {', '.join(GRAINS)}.",
        ),
        *_language_rules(d),
        *_counting_rules(d),
        *_grain_rules(d),
        *_type_rules(d),
    ]


def _language_rules(d: Definition) -> list[tuple[bool, str]]:
    texts = {"titles": d.titles, "notes": d.notes, "unit": d.unit_titles}
    texts |= {f"remark {n}": remark.text for n, remark in enumerate(d.remarks, 1)}
    return [
        (not str(text.get(language, "")).strip(), f"{name}: the text in '{language}' is missing.")
        for name, text in texts.items()
        for language in LANGUAGES
    ]


def _counting_rules(d: Definition) -> list[tuple[bool, str]]:
    grain = GRAINS.get(d.grain)
    countings = grain.countings if grain else COUNTINGS
    dimensions = grain.dimensions if grain else DIMENSIONS
    unknown = [rule for rule in d.countings if rule not in countings]
    strange = [name for name in (*d.dimensions, *d.without) if name not in dimensions]
    whole_only = (d.is_share and d.type != "index") or d.is_ranked or d.weight is not None
    fractional = [rule for rule in d.countings if rule in FRACTIONAL]
    counted = "weight" if d.weight is not None else d.type
    return [
        (bool(unknown), f"counting {unknown}: there are {', '.join(countings)}."),
        (d.counting not in d.countings, f"the default counting '{d.counting}' is not allowed."),
        (bool(strange), f"dimensions {strange}: there are {', '.join(dimensions)}."),
        (
            whole_only and bool(fractional),
            f"a {counted} counts rights whole, so {fractional} cannot be allowed.",
        ),
    ]


def _grain_rules(d: Definition) -> list[tuple[bool, str]]:
    """What only some grains have. A sum needs its currency: two currencies are never added."""
    of_transactions = d.grain == TRANSACTION.name
    grain = GRAINS.get(d.grain)
    shared = [rule for rule in d.countings if grain and rule not in _whole(grain)]
    summed = [rule for rule in d.countings if rule in ("rights", *DISTINCT)]
    types = grain.types if grain else tuple(t for t in TYPES if t != "balance")
    return [
        (d.type not in types, f"a {d.grain} is counted as {', '.join(types)}, not as a {d.type}."),
        (
            of_transactions != (d.party is not None),
            "'party' stands where transactions are counted.",
        ),
        (d.party not in (None, "from", "to"), f"party '{d.party}': from or to."),
        (d.rights is not None and not of_transactions, "'rights' belongs to transactions."),
        (d.sums not in (None, "amount"), f"sum '{d.sums}': an amount can be added up."),
        (d.sums is not None and d.type != "flow", "'sum' belongs to a flow."),
        (d.sums is not None and bool(summed), f"an amount is not counted by {summed}."),
        (d.sums is not None and "currency" not in d.dimensions, "a sum is divided by currency."),
        (
            d.type in ("ratio", "balance") and bool(shared),
            f"a {d.type} counts whole, so {shared} cannot be allowed.",
        ),
    ]


def _whole(grain: Grain) -> tuple[str, ...]:
    """The rules by which every record counted is counted whole in one cell."""
    return tuple(rule for rule in ("transactions", "rights", "cases") if rule in grain.countings)


def _type_rules(d: Definition) -> list[tuple[bool, str]]:
    ratio = d.type == "ratio"
    return [
        (
            d.counts_stock != (d.until is not None),
            "'until' stands in a stock, and must stand there.",
        ),
        *_number_rules(d),
        (d.counts_stock and "month" in d.dimensions, "a stock has no months: ask for periods."),
        (
            not ratio and d.type != "cohort" and d.numerator is not None,
            "'numerator' belongs to a ratio or a cohort.",
        ),
        (
            not ratio and bool(d.series or d.without or d.denominator_date),
            "a denominator needs a ratio.",
        ),
        (d.series is not None and bool(d.without), "a denominator is a series or of rights."),
        (
            d.denominator_date is not None and (d.grain == "right" or d.counts_stock),
            "'date' of a denominator belongs to a flow of transactions or cases.",
        ),
        (
            ratio and not (d.numerator or d.series or d.without or d.denominator_date),
            "a ratio needs a numerator, a series or a 'without'.",
        ),
        (d.scale < 1, f"scale {d.scale}: write a whole number from 1."),
        (d.statistic not in STATISTICS, f"statistic '{d.statistic}': median or mean."),
        (any(not 0 < p < 100 for p in d.percentiles), "percentiles lie between 0 and 100."),
    ]


def _number_rules(d: Definition) -> list[tuple[bool, str]]:
    """What types that look at a number, or at what follows within some days, must say."""
    measured = d.type in ("duration", "average", "share_within")
    timed, cohort = d.type in ("share_within", "cohort"), d.type == "cohort"
    return [
        (
            measured != (d.measure is not None),
            "'measure' belongs to a duration, an average or a share_within, and must stand there.",
        ),
        ((d.type == "age") != (d.since is not None), "'since' stands in an age, and must."),
        (
            timed != (d.within is not None),
            "'within' stands in a share_within or a cohort, and must stand there.",
        ),
        (d.within is not None and d.within < 1, f"within {d.within}: write whole days from 1."),
        (
            cohort != bool(d.outcome or (cohort and d.numerator)),
            "a cohort needs an 'outcome' or a 'numerator', and only a cohort has an outcome.",
        ),
        (cohort and bool(d.outcome and d.numerator), "a cohort has an outcome or a numerator."),
        (
            d.weight is not None and d.type not in ("flow", "stock", "ratio"),
            "'weight' belongs to a flow, a stock or a ratio.",
        ),
        (d.weight is not None and d.grain != "right", "'weight' belongs to rights."),
        (
            (d.type == "index") != bool(d.between),
            "'between' stands in an index, and must stand there.",
        ),
        (
            bool(d.between) and (len(set(d.between)) != 2 or not {*d.between} <= {*d.dimensions}),
            f"between {list(d.between)}: write two of the definition's dimensions.",
        ),
    ]


def check_expressions(definition: Definition) -> None:
    """Parse every expression of a definition; DefinitionError names the part that is refused."""
    from goldthread.indicators.expressions import parse

    parse(definition.where, "condition", definition.grain)
    parse(definition.date_basis, "day", definition.grain)
    if definition.rights is not None:
        parse(definition.rights, "condition", "right of a transaction")
    for text, kind in (
        (definition.until, "day"),
        (definition.denominator_date, "day"),
        (definition.numerator, "condition"),
        (definition.measure, "number"),
        (definition.since, "day"),
        (definition.outcome, "day"),
        (definition.weight, "number"),
        *((remark.when, "condition") for remark in definition.remarks),
    ):
        if text is not None:
            parse(text, kind, definition.grain)
