"""Column expressions: where a field's value comes from, and the steps it goes through."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from goldthread.readers.table.cells import Cell, Flaw, Noted, Unfit, as_text
from goldthread.readers.table.chunks import Chunk
from goldthread.readers.table.rules import Rule

Step = Callable[[object], object]
MEMO_LIMIT = 20_000


class Source(Protocol):
    """Where values come from: one for each row, None where there is none."""

    def values(self, chunk: Chunk) -> Sequence[object]: ...
    def columns(self) -> frozenset[str]: ...


@dataclass(frozen=True)
class Column:
    name: str

    def values(self, chunk: Chunk) -> Sequence[object]:
        return chunk.column(self.name)

    def columns(self) -> frozenset[str]:
        return frozenset({self.name})


@dataclass(frozen=True)
class Joined:
    """Several columns as one text; missing ones leave no separator behind."""

    names: tuple[str, ...]
    separator: str

    def values(self, chunk: Chunk) -> Sequence[object]:
        cells = zip(*(chunk.column(name) for name in self.names), strict=True)
        return [self._joined(row) for row in cells]

    def _joined(self, row: tuple[Cell, ...]) -> object:
        flaw = next((cell for cell in row if isinstance(cell, Flaw)), None)
        if flaw:
            return flaw
        return self.separator.join(as_text(cell) for cell in row if cell is not None) or None

    def columns(self) -> frozenset[str]:
        return frozenset(self.names)


@dataclass(frozen=True)
class Constant:
    value: str

    def values(self, chunk: Chunk) -> Sequence[object]:
        return [self.value] * chunk.size

    def columns(self) -> frozenset[str]:
        return frozenset()


@dataclass(frozen=True)
class MadeField:
    """A field of the same record or item that stands before this one in the mapping."""

    name: str

    def values(self, chunk: Chunk) -> Sequence[object]:
        return chunk.fields[self.name]

    def columns(self) -> frozenset[str]:
        return frozenset()


@dataclass(frozen=True)
class MadeFields:
    """Several such fields as one text; none where one of them is missing."""

    names: tuple[str, ...]
    separator: str

    def values(self, chunk: Chunk) -> Sequence[object]:
        made = zip(*(chunk.fields[name] for name in self.names), strict=True)
        return [None if None in row else self.separator.join(map(as_text, row)) for row in made]

    def columns(self) -> frozenset[str]:
        return frozenset()


@dataclass(frozen=True)
class First:
    """The first of several expressions that gives a value."""

    expressions: "tuple[Expression, ...]"

    def values(self, chunk: Chunk) -> Sequence[object]:
        made = [expression.evaluate(chunk) for expression in self.expressions]
        return [next((v for v in row if v is not None), None) for row in zip(*made, strict=True)]

    def columns(self) -> frozenset[str]:
        return frozenset().union(*(e.columns() for e in self.expressions))


@dataclass(frozen=True)
class Expression:
    """A source, its steps in order, and when they apply.

    `context` hands the last step a second value: the country of a region. Results are remembered
    by value, for most columns hold few distinct ones.
    """

    source: Source
    steps: tuple[Step, ...] = ()
    when: Rule | None = None
    required: str | None = None  # the field's name, for the sentence
    context: Source | None = None
    extra: frozenset[str] = frozenset()  # columns that `when` reads
    memo: dict[object, object] = field(default_factory=dict, compare=False, repr=False)

    def columns(self) -> frozenset[str]:
        held = self.context.columns() if self.context else frozenset()
        return self.source.columns() | self.extra | held

    def evaluate(self, chunk: Chunk) -> list[object]:
        values = list(self.source.values(chunk))
        if self.when is not None:
            answers = self.when.test(chunk)
            values = [v if answer else None for v, answer in zip(values, answers, strict=True)]
        if self.steps == (to_text,):
            values = [v if v is None or type(v) is str else self._text(chunk, i, v)
                      for i, v in enumerate(values)]  # fmt: skip
        elif self.steps:
            values = self._stepped(chunk, values)
        if self.required is not None:
            self._refuse_missing(chunk, values)
        return values

    def _text(self, chunk: Chunk, index: int, value: object) -> object:
        text = to_text(value)
        if isinstance(text, Unfit):
            chunk.fail(index, self._placed(text, chunk, index))
            return None
        return text

    def _placed(self, unfit: Unfit, chunk: Chunk, index: int) -> Unfit:
        """With the column to blame: the first that has a value there."""
        columns = sorted(_taken_from(self.source))
        given = (name for name in columns if chunk.column(name)[index] is not None)
        return unfit if unfit.column else replace(unfit, column=next(given, ""))

    def _refuse_missing(self, chunk: Chunk, values: list[object]) -> None:
        for index, value in enumerate(values):
            if value is None:
                detail = f"{self.required} is required and has no value."
                chunk.fail(index, Unfit("missing-value", detail))

    def _stepped(self, chunk: Chunk, values: list[object]) -> list[object]:
        """Each distinct value once; the rows are gone through only when one of them is amiss."""
        keys = values
        if self.context is not None:
            keys = list(zip(values, self.context.values(chunk), strict=True))
        distinct = set(keys)
        known = self._known(distinct)
        made = [known[key] for key in keys]
        if any(isinstance(known[key], (Unfit, Noted)) for key in distinct):
            made = [self._told(chunk, index, result) for index, result in enumerate(made)]
        return made

    def _known(self, distinct: set[object]) -> dict[object, object]:
        """The results of these keys: values, or values with their contexts."""
        if len(self.memo) > MEMO_LIMIT:
            self.memo.clear()
        for key in distinct - self.memo.keys():
            value, context = key if isinstance(key, tuple) else (key, None)
            self.memo[key] = None if value is None else self._convert(value, context)
        return self.memo

    def _told(self, chunk: Chunk, index: int, result: object) -> object:
        if isinstance(result, Unfit):
            chunk.fail(index, self._placed(result, chunk, index))
            return None
        if isinstance(result, Noted):
            chunk.note(result.sentence)
            return result.value
        return result

    def _convert(self, value: object, context: object) -> object:
        noted = None
        for step in self.steps:
            beside = (context,) if getattr(step, "with_context", False) else ()
            value = step(value, *beside)
            if isinstance(value, Noted):
                noted, value = value, value.value
            if value is None or isinstance(value, Unfit):
                break
        if noted is not None and not isinstance(value, Unfit):
            return Noted(value, noted.sentence)
        return value


def _taken_from(source: Source) -> frozenset[str]:
    """The columns that a value comes from, without those that only say when."""
    if isinstance(source, First):
        return frozenset().union(*(_taken_from(e.source) for e in source.expressions))
    return source.columns()


def to_text(value: object) -> object:
    """The last step of a text column."""
    if type(value) is str:
        return value
    if isinstance(value, Flaw):
        return Unfit(value.reason, value.detail)
    return as_text(value)
