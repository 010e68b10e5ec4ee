"""A text with its figures, each a link to the records that it counts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from goldthread.seminar.speech.bindings import Binding
from goldthread.seminar.speech.rendering import Rendered
from goldthread.web.shell.address import Address as Place


@dataclass(frozen=True)
class Piece:
    """A run of a text; a figure has its code, and a link to its records."""

    text: str
    href: str = ""
    code: str = ""


def pieces(made: Rendered, href: Callable[[Binding], str]) -> Iterator[Piece]:
    last = 0
    for figure in made.figures:
        if before := made.text[last : figure.start]:
            yield Piece(before)
        yield Piece(made.text[figure.start : figure.end], href(figure.binding), figure.code)
        last = figure.end
    if rest := made.text[last:]:
        yield Piece(rest)


def records(binding: Binding, as_of: str | None, lang: str) -> str:
    """The records that the figure counts, as known then; of a change, those of its later period."""
    where = {name: ",".join(values) for name, values in binding.where}
    given = {"indicator": binding.indicator, "period": binding.period}
    if binding.counting:
        given["counting"] = binding.counting
    return str(Place.of("/records", **given, **where, as_of=as_of, lang=lang))
