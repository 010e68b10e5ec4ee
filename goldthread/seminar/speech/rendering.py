"""A text with its figures in place of its tokens, in the number format of its language."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from goldthread.seminar.speech.bindings import Binding, tokens
from goldthread.workflow.texts import Titles, in_language

MINUS, DASH = "\u2212", "\u2014"
UNSPACED = ("%", "‰")


@dataclass(frozen=True)
class Shown:
    """A figure that a token is bound to. `value` None: the register has none.

    `code` is what is printed beside it, by which its records are found; `unit` the indicator's.
    """

    value: Fraction | None
    unit: Titles
    code: str


@dataclass(frozen=True)
class Placed:
    """Where a figure stands in the rendered text; `binding` is how it was asked for."""

    start: int
    end: int
    binding: Binding
    code: str


@dataclass(frozen=True)
class Rendered:
    text: str
    figures: tuple[Placed, ...]


def render(text: str, lang: str, figures: Mapping[str, Shown], *, codes: bool = False) -> Rendered:
    """`figures` by `Binding.asked`; with `codes` each is followed by its code in brackets."""
    parts: list[str] = []
    placed: list[Placed] = []
    done = length = 0
    for token in tokens(text):
        shown = figures.get(token.binding.asked)
        before = text[done : token.start]
        said = written(token.binding, shown, lang)
        code = shown.code if shown is not None else ""
        start = length + len(before)
        placed.append(Placed(start, start + len(said), token.binding, code))
        said += f" [{code}]" if codes and code else ""
        parts += [before, said]
        length = start + len(said)
        done = token.end
    return Rendered("".join([*parts, text[done:]]), tuple(placed))


def written(binding: Binding, shown: Shown | None, lang: str) -> str:
    """One figure as its sentence has it; a dash where there is none."""
    if shown is None or shown.value is None:
        return DASH
    value = shown.value / binding.scale
    if binding.change and not binding.signed:
        value = abs(value)
    number = numeral(value, _places(binding, value), plus=binding.signed)
    return number + _unit(binding, shown.unit, lang)


def numeral(value: Fraction, places: int, *, plus: bool = False) -> str:
    """`12,345.6`, half up, with a true minus; both languages part thousands by a comma."""
    size = abs(value) * 10**places
    rounded = (2 * size.numerator + size.denominator) // (2 * size.denominator)
    whole, rest = divmod(rounded, 10**places)
    text = f"{whole:,}" + (f".{rest:0{places}}" if places else "")
    sign = (MINUS if value < 0 else "+" if plus else "") if rounded else ""
    return sign + text


def _places(binding: Binding, value: Fraction) -> int:
    """None of a whole number, one of a percentage, else about three figures."""
    if binding.decimals is not None:
        return binding.decimals
    if binding.change == "percent":
        return 1
    if value.denominator == 1:
        return 0
    size = abs(value)
    return 1 if size >= 100 else 2 if size >= 1 else 3


def _unit(binding: Binding, unit: Titles, lang: str) -> str:
    if binding.unit == "none":
        return ""
    if binding.change == "percent":
        return "%"
    found = binding.unit or in_language(unit, lang)
    gap = "" if lang.startswith("zh") or found.startswith(UNSPACED) else " "
    return gap + found if found else ""
